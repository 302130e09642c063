"""Checks what `orcp meetings solve` answers, knowing nothing of how it is found.

    python3 meetings_validator.py PROGRAM instances FILE [--seconds 15] [--names a,b] [--allow-feasible]
    python3 meetings_validator.py PROGRAM events [--seeds 3] [--seconds 10] [--size 12x40x10x8]

`instances`: the public instances of a facts file, against their published optimums.
`events`: invented events of wishes, from a seed: hard rules, fairness, weights, bounds, order of
participants, and the best weight by an own search on tiny ones. Ends with 1 when something is wrong.
"""

import argparse
import itertools
import json
import random
import subprocess
import sys
import time
from fractions import Fraction

wrong = []


def complain(name, sentence):
    wrong.append(f"{name}: {sentence}")
    print(f"  WRONG {sentence}", flush=True)


def solve(program, problem, seconds, *options):
    start = time.monotonic()
    run = subprocess.run(
        [program, "meetings", "solve", "-", "--seconds", str(seconds), "--json", *options],
        input=json.dumps(problem), capture_output=True, text=True)
    took = time.monotonic() - start
    # Its own limit, with much room for a busy machine.
    if took > seconds + 10:
        complain("time", f"asked {seconds} s, took {took:.1f} s")
    if run.returncode != 0:
        return run.returncode, run.stderr, took
    return 0, json.loads(run.stdout), took


def idle_groups(slots, block_of):
    """Groups of empty slots between two consecutive meetings of one block."""
    slots = sorted(slots)
    return sum(
        1 for one, two in zip(slots, slots[1:])
        if two - one > 1 and block_of[one - 1] == block_of[two - 1])


def check_places(name, meetings, slots, tables):
    seats = set()
    agenda = {}
    pairs = set()
    for m in meetings:
        if set(m) != {"a", "b", "slot", "table"}:
            complain(name, f"keys of a meeting: {sorted(m)}")
        if not 1 <= m["slot"] <= slots or not 1 <= m["table"] <= tables:
            complain(name, f"outside: {m}")
        if (m["slot"], m["table"]) in seats:
            complain(name, f"two at a table: {m}")
        seats.add((m["slot"], m["table"]))
        pair = frozenset((m["a"], m["b"]))
        if len(pair) < 2 or pair in pairs:
            complain(name, f"a pair twice: {m}")
        pairs.add(pair)
        for person in pair:
            if m["slot"] in agenda.setdefault(person, []):
                complain(name, f"{person} is in two places in slot {m['slot']}")
            agenda[person].append(m["slot"])
    return agenda, pairs


def check_instance(entry, answer):
    """The hard rules of the public model and the number of breaks."""
    name = entry["name"]
    if set(answer) != {"status", "breaks", "bound", "meetings"}:
        complain(name, f"keys: {sorted(answer)}")
    agenda, pairs = check_places(
        name, answer["meetings"], entry["slots"], entry["locations"])
    wanted = {frozenset(row[:2]): row[2] for row in entry["requested"]}
    if set(wanted) != pairs:
        complain(name, f"{len(set(wanted) - pairs)} missing, {len(pairs - set(wanted))} not asked")
    for m in answer["meetings"]:
        session = wanted.get(frozenset((m["a"], m["b"])), 3)
        is_morning = m["slot"] <= entry["morning_slots"]
        if session == 1 and not is_morning or session == 2 and is_morning:
            complain(name, f"wrong half-day: {m}")
        for person in (m["a"], m["b"]):
            if m["slot"] in entry["forbidden"][person - 1]:
                complain(name, f"{person} is not free: {m}")
    one_block = [0] * entry["slots"]
    breaks = [
        idle_groups(agenda.get(person, []), one_block)
        for person in range(1, entry["participants"] + 1)]
    if max(breaks) - min(breaks) > 2:
        complain(name, f"breaks from {min(breaks)} to {max(breaks)}")
    if sum(breaks) != answer["breaks"]:
        complain(name, f"{sum(breaks)} breaks, told {answer['breaks']}")
    if answer["bound"] > answer["breaks"]:
        complain(name, "the bound is above the breaks")
    if (answer["status"] == "optimal") != (answer["bound"] == answer["breaks"]):
        complain(name, f"{answer['status']} with bound {answer['bound']}")
    published = entry["optimal_breaks_fairness_2"]
    if sum(breaks) < published or answer["bound"] > published:
        complain(name, f"better than the published optimum {published}: one of us is wrong")


def instances(options):
    entries = json.load(open(options.file))["entries"]
    if options.names:
        entries = [e for e in entries if e["name"] in options.names.split(",")]
    reached = 0
    for entry in entries:
        name, published = entry["name"], entry["optimal_breaks_fairness_2"]
        extra = options.option or []
        code, answer, took = solve(options.program, entry, options.seconds, *extra)
        if code != 0:
            complain(name, f"ended with {code}: {answer}")
            continue
        if answer["status"] not in ("optimal", "feasible"):
            complain(name, f"told {answer['status']}")
            continue
        check_instance(entry, answer)
        reached += answer["breaks"] == published
        print(f"| {name} | {len(answer['meetings'])} | {published} | {answer['breaks']} | "
              f"{answer['bound']} | {answer['status']} | {took:.1f} |", flush=True)
    print(f"{reached} of {len(entries)} at the published optimum")
    if reached * 2 <= len(entries) and not options.allow_feasible:
        complain("all", "the published optimum is not reached on most instances")


def invented(seed, buyers, companies, slots, tables, wishes, busy):
    """An event of wishes that nobody holds: names are numbers, wishes are chance."""
    chance = random.Random(seed)

    def away():
        return [s for s in range(1, slots + 1) if chance.random() < busy]

    people_b = [{"id": i, "unavailable": away(), "limit": chance.choice([slots, slots - 1])}
                for i in range(1, buyers + 1)]
    people_c = [{"id": 1000 + i, "unavailable": away(), "small": chance.random() < 0.4,
                 "limit": chance.choice([4, 6, 8])} for i in range(1, companies + 1)]
    taste = [1 + 3 * chance.random() for _ in people_c]
    said = []
    for c, attraction in zip(people_c, taste):
        for b in people_b:
            if chance.random() < wishes * attraction / 2.5:
                said.append([c["id"], b["id"], chance.randint(1, 5)])
                if chance.random() < 0.75:
                    said.append([b["id"], c["id"], chance.choice([0, 1, 2, 3, 3, 4, 5])])
    return {"slots": slots, "tables": tables, "buyers": people_b, "companies": people_c,
            "wishes": said}


def worth(event):
    """The harmonic mean of both wishes; a side that says nothing counts 1."""
    stated = {(f, t): s for f, t, s in event["wishes"]}
    worths = {}
    for b in event["buyers"]:
        for c in event["companies"]:
            p, q = stated.get((b["id"], c["id"])), stated.get((c["id"], b["id"]))
            if p is None and q is None:
                continue
            p, q = 1 if p is None else p, 1 if q is None else q
            if p and q:
                worths[frozenset((b["id"], c["id"]))] = Fraction(2 * p * q, p + q)
    return worths


def check_event(name, event, answer):
    agenda, pairs = check_places(name, answer["meetings"], event["slots"], event["tables"])
    people = {p["id"]: p for p in event["buyers"] + event["companies"]}
    worths = worth(event)
    for pair in pairs - set(worths):
        complain(name, f"held and worth nothing: {sorted(pair)}")
    for person, slots in agenda.items():
        if set(slots) & set(people[person].get("unavailable", [])):
            complain(name, f"{person} is not free")
        if len(slots) > people[person].get("limit", event["slots"]):
            complain(name, f"{person} is over its limit")
    weight = sum((worths.get(p, 0) for p in pairs), Fraction(0))
    if abs(float(weight) - answer["weight"]) > 1e-6:
        complain(name, f"worth {float(weight)}, told {answer['weight']}")
    if answer["weight"] > answer["weight_bound"] + 1e-6:
        complain(name, "worth more than the bound")
    blocks = [0] * event["slots"]
    breaks = sum(idle_groups(s, blocks) for s in agenda.values())
    if breaks != answer["breaks"]:
        complain(name, f"{breaks} breaks, told {answer['breaks']}")

    def free(pid):
        return set(range(1, event["slots"] + 1)) - set(people[pid].get("unavailable", []))

    for side in ("buyers", "companies") if event.get("equity", 6) else ():
        ids = [p["id"] for p in event[side]]
        without = [
            i for i in ids if i not in agenda
            and any(i in pair and free(min(pair)) & free(max(pair)) for pair in worths)]
        most = max((len(agenda.get(i, [])) for i in ids), default=0)
        if without and most >= 6:
            complain(name, f"{without} have none while another of the {side} has {most}")
    return float(weight)


def best_weight(event):
    """The most any schedule of a tiny event is worth, by trying every set of every slot."""
    worths = worth(event)
    people = {p["id"]: p for p in event["buyers"] + event["companies"]}
    pairs = sorted(worths, key=sorted)

    def search(slot, used, counts):
        if slot > event["slots"]:
            return Fraction(0)
        here = [p for p in pairs if p not in used
                and all(slot not in people[i]["unavailable"] for i in p)
                and all(counts.get(i, 0) < people[i]["limit"] for i in p)]
        best = search(slot + 1, used, counts)
        for size in range(1, min(event["tables"], len(here)) + 1):
            for group in itertools.combinations(here, size):
                if len(set().union(*group)) < 2 * size:
                    continue
                then = dict(counts)
                for p in group:
                    for i in p:
                        then[i] = then.get(i, 0) + 1
                value = sum((worths[p] for p in group), Fraction(0))
                best = max(best, value + search(slot + 1, used | set(group), then))
        return best

    return float(search(1, frozenset(), {}))


def events(options):
    buyers, companies, slots, tables = map(int, options.size.split("x"))
    for seed in range(1, options.seeds + 1):
        # Without the rule of equity, so that the weight alone is sought.
        tiny = dict(invented(seed, 2, 3, 3, 2, 0.9, 0.2), equity=0)
        code, answer, _ = solve(options.program, tiny, 5, "--solver", "none")
        if code != 0:
            complain(f"tiny-{seed}", f"ended with {code}: {answer}")
            continue
        got, best = check_event(f"tiny-{seed}", tiny, answer), best_weight(tiny)
        if abs(got - best) > 1e-6:
            complain(f"tiny-{seed}", f"worth {got}, the best is {best}")
    for seed in range(1, options.seeds + 1):
        name = f"event-{seed}"
        event = invented(
            seed, buyers, companies, slots, tables, min(0.5, 18 / buyers), options.busy)
        code, answer, took = solve(
            options.program, event, options.seconds, *(options.option or []))
        if code != 0:
            complain(name, f"ended with {code}: {answer}")
            continue
        check_event(name, event, answer)
        if answer["gap"] > 0.05:
            complain(name, f"a gap of {answer['gap']:.3f}")
        print(f"| {name} | {len(worth(event))} | {len(answer['meetings'])} | {answer['weight']:.1f} | "
              f"{answer['weight_bound']:.1f} | {100 * answer['gap']:.2f} | {answer['breaks']} | "
              f"{answer['bound']} | {len(answer['without'])} | {took:.1f} |", flush=True)
        turned = dict(event, buyers=event["buyers"][::-1], companies=event["companies"][::-1],
                      wishes=event["wishes"][::-1])
        if seed == 1 and not options.quick:
            _, other, _ = solve(options.program, turned, options.seconds, "--solver", "none")
            if abs(other["weight_bound"] - answer["weight_bound"]) > 1e-6:
                complain(name, "the order of participants changes the bound")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program")
    kinds = parser.add_subparsers(dest="kind", required=True)
    public = kinds.add_parser("instances")
    public.add_argument("file")
    public.add_argument("--seconds", type=float, default=15)
    public.add_argument("--names")
    public.add_argument("--allow-feasible", action="store_true")
    public.add_argument("--option", action="append", help="--option=--solver --option=none")
    made = kinds.add_parser("events")
    made.add_argument("--seeds", type=int, default=3)
    made.add_argument("--seconds", type=float, default=10)
    made.add_argument("--size", default="12x40x10x8")
    made.add_argument("--busy", type=float, default=0.1)
    made.add_argument("--quick", action="store_true")
    made.add_argument("--option", action="append")
    options = parser.parse_args()
    instances(options) if options.kind == "instances" else events(options)
    if wrong:
        print(f"{len(wrong)} wrong", *wrong, sep="\n", file=sys.stderr)
        sys.exit(1)


main()
