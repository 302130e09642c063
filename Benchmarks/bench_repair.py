"""Repairs on the day: 60 buyers × 200 companies, 15 slots, 40 tables, as the organiser's page does them.

    bench_repair.py --program .build/release/orcp [--repairs 5]

Starts the real server on a folder of its own, writes an event whose wishes are closed (by a fixed seed) into
its database, has the programme proposed and published through the pages, then times the page's own answers:
absences, arrivals taken back, companies nobody expected, first with wishes left unanswered granted, then
without. Each answer holds the repair, the new published version and the letters. Every published version is
checked: nobody in two places, no table twice. Prints a table; ends with 1 when a rule is broken or a repair
takes two seconds or more.
"""

import argparse
import random
import sqlite3
import sys
import time

from bench_registration import one, sign_in
from served import served

KEY = "grand"
PAGE = f"/innovation/{KEY}/organisation"


def siret(number):
    """Fourteen digits whose check holds, and which designate nobody."""
    stem = f"9{10_000_000 + number * 7}0001"
    for digit in range(10):
        text = stem + str(digit)
        total = sum(sum(divmod(2 * int(c), 10)) if i % 2 == 0 else int(c) for i, c in enumerate(text))
        if total % 10 == 0:
            return text
    raise AssertionError(stem)


def write_event(database, buyers, companies, slots, tables):
    dice = random.Random(1)
    store = sqlite3.connect(database, timeout=20)
    now = int(time.time())
    day = now // 86400 + 40
    event = store.execute(
        "INSERT INTO innovation (cle, titre, lieu, jour, etape, plafond, voeux_simples, cree)"
        " VALUES (?, 'Grand essai', 'Lille', ?, 'voeux_clos', ?, 1, ?)",
        (KEY, day, slots, now)).lastrowid
    for index in range(slots):
        store.execute("INSERT INTO innovation_creneau (innovation, debut, minutes) VALUES (?, ?, 20)",
                      (event, day * 86400 + 8 * 3600 + index * 1500))
    for index in range(tables):
        store.execute("INSERT INTO innovation_table (innovation, numero) VALUES (?, ?)",
                      (event, index + 1))

    def participant(side, number, limit):
        return store.execute(
            "INSERT INTO innovation_participant (innovation, cote, siret, nom, taille, plafond, inscrit)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (event, side, siret(number), f"{side} {number}", "" if side == "acheteur" else "pme",
             limit, now)).lastrowid

    ones = [participant("acheteur", n, slots) for n in range(buyers)]
    others = [participant("entreprise", 1000 + n, 8) for n in range(companies)]
    for company in others:
        for buyer in dice.sample(ones, min(17, len(ones))):
            wishes = [(company, buyer, dice.randint(1, 5))]
            if dice.random() < 0.75:
                wishes.append((buyer, company, dice.randint(0, 5)))
            store.executemany(
                "INSERT INTO innovation_voeu (de, vers, force, moment, jour) VALUES (?, ?, ?, ?, ?)",
                [(*wish, now, day * 86400) for wish in wishes])
    store.commit()
    store.close()
    return event, ones, others


def faults(database, event):
    """The hard rules of the version that everybody reads, without the program."""
    store = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    programme, reason = store.execute(
        "SELECT id, raison FROM innovation_programme WHERE innovation = ? AND publie IS NOT NULL"
        " ORDER BY numero DESC", (event,)).fetchone()
    meetings = store.execute(
        "SELECT acheteur, entreprise, creneau, place FROM innovation_rendezvous WHERE programme = ?",
        (programme,)).fetchall()
    keys = [("acheteur", a, s) for a, _, s, _ in meetings]
    keys += [("entreprise", e, s) for _, e, s, _ in meetings]
    keys += [("table", t, s) for _, _, s, t in meetings]
    keys += [("paire", a, e) for a, e, _, _ in meetings]
    return len(keys) - len(set(keys)), len(meetings), reason


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--program", required=True)
    parser.add_argument("--repairs", type=int, default=5)
    parser.add_argument("--size", default="60x200x15x40")
    options = parser.parse_args()
    size = [int(part) for part in options.size.split("x")]
    wrong = []
    with served(options.program) as (folder, port):
        cookie, token = sign_in(options.program, folder, port)
        database = f"{folder}/communaute.sqlite"
        event, buyers, companies = write_event(database, *size)

        def post(path, fields):
            status, answer, took = one(port, "POST", path, fields + [("jeton", token)], cookie)
            assert status == 303, (path, status, answer[-2000:])
            return took / 1000

        post(PAGE + "/programme", [("action", "proposer"), ("secondes", "20")])
        for _ in range(240):
            if "Calcul en cours" not in one(port, "GET", PAGE + "/programme", cookie=cookie)[1]:
                break
            time.sleep(0.5)
        post(PAGE + "/programme", [("action", "publier"), ("version", "1")])
        print(f"{faults(database, event)[1]} rendez-vous publiés.\n\n"
              "| repair | slowest, s | median, s | what the last one changed |\n"
              "| --- | ---: | ---: | --- |")

        def repaired(name, forms):
            times = []
            for form in forms:
                times.append(post(PAGE + "/jour", form))
                broken, _, reason = faults(database, event)
                if broken:
                    wrong.append(f"{name} : {broken} règles rompues")
            times.sort()
            if times[-1] >= 2:
                wrong.append(f"{name} : {times[-1]:.2f} s")
            print(f"| {name} | {times[-1]:.2f} | {times[len(times) // 2]:.2f} | {reason} |")

        def people(action, some):
            return [[("action", action), ("participant", str(one))] for one in some]

        def unexpected(first):
            return [[
                ("action", "venue"), ("cote", "entreprise"), ("nom", f"Venue {first + n}"),
                ("siret", siret(5000 + first + n)), ("plafond", "5"), ("taille", "micro"),
                *[("autres", str(b)) for b in buyers[10:20]]] for n in range(options.repairs)]

        count = options.repairs
        repaired("a buyer does not come", people("absent", buyers[:count]))
        repaired("a company does not come", people("absent", companies[:count]))
        repaired("who was missing arrives", people("arrive", buyers[:count]))
        repaired("a company nobody expected", unexpected(0))
        store = sqlite3.connect(database, timeout=20)
        store.execute("UPDATE innovation SET voeux_simples = 0")
        store.commit()
        store.close()
        repaired("the same, only mutual wishes granted", unexpected(100))
    for sentence in wrong:
        print("Faute : " + sentence, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
