"""500 people register for one event at once: how long it takes, and whether quotas hold.

    bench_registration.py --program .build/release/orcp [--people 500] [--concurrent 500]

Starts the real server on a folder of its own, makes an event whose places, two quotas and session are far
fewer than the crowd (for 500: 250 places, 40 and 30 for two colleges, 40 seats), then each person sends the
form, and each opens the link of their letter (read from the outbox) and confirms. Every limit must be
reached, and none exceeded; fails too on any error, and on a free place that somebody waits for. Prints a line
of a table for each step.
"""

import argparse
import asyncio
import pathlib
import random
import re
import sqlite3
import subprocess
import sys
import time
import urllib.parse

from served import served

COLLEGES = ["acheteurs", "entreprises", "partenaires", "universitaires"]


async def send(port, method, path, fields=None, sender="192.0.2.1", cookie=""):
    """One request on a connection of its own: status, headers, milliseconds."""
    body = urllib.parse.urlencode(fields or []).encode()
    head = (
        f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n"
        f"X-Forwarded-For: {sender}\r\nSec-Fetch-Site: same-origin\r\nCookie: {cookie}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n")
    start = time.perf_counter()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(head.encode() + body)
    answer = (await reader.read()).decode("utf-8", "replace")
    writer.close()
    return int(answer.split(" ", 2)[1]), answer, (time.perf_counter() - start) * 1000


def one(port, method, path, fields=None, cookie=""):
    return asyncio.run(send(port, method, path, fields, cookie=cookie))


def sign_in(program, folder, port):
    """The cookie and the form token of an administrator."""
    printed = subprocess.run(
        [program, "--data", folder, "admin", "create", "chef@exemple.fr"],
        check=True, capture_output=True, text=True).stdout
    token = re.search(r"jeton_lien=([\w-]+)", printed).group(1)
    _, answer, _ = one(port, "POST", "/connexion/lien", [("jeton_lien", token)])
    cookie = re.search(r"(orcp_session=[^;]+)", answer).group(1)
    _, page, _ = one(port, "GET", "/compte", cookie=cookie)
    return cookie, re.search(r'name="jeton" value="([^"]+)"', page).group(1)


class Limits:
    """What an event holds, small beside the crowd: each limit is reached before the places are."""

    def __init__(self, people):
        self.places = people // 2
        self.quota = {"acheteurs": max(2, people * 8 // 100), "entreprises": max(2, people * 6 // 100)}
        self.seats = max(2, people * 8 // 100)


def prepare(port, cookie, token, limits):
    day = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 60 * 86400))

    def post(path, fields):
        status, answer, _ = one(port, "POST", path, fields + [("jeton", token)], cookie)
        assert status == 303, (path, status, answer[-2000:])

    post("/rencontres/nouvelle", [
        ("titre", "Rencontre inventée"), ("cle", "charge"), ("debut", f"{day}T09:00"),
        ("fin", f"{day}T17:00"), ("places", limits.places),
        ("quota_acheteurs", limits.quota["acheteurs"]),
        ("quota_entreprises", limits.quota["entreprises"])])
    post("/rencontres/charge/gestion/seances/ajout", [
        ("titre", "Atelier"), ("genre", "atelier"), ("debut", f"{day}T10:00"),
        ("fin", f"{day}T11:00"), ("au_choix", "oui"), ("places", limits.seats)])
    post("/rencontres/charge/gestion", [("etat", "ouverte")])


async def crowd(jobs, concurrent):
    """Runs all jobs, so many at a time; their milliseconds and the statuses that are not 303."""
    gate = asyncio.Semaphore(concurrent)

    async def run(job):
        async with gate:
            return await job()

    start = time.perf_counter()
    answers = await asyncio.gather(*(run(job) for job in jobs))
    seconds = time.perf_counter() - start
    return seconds, sorted(a[2] for a in answers), [a[0] for a in answers if a[0] != 303]


def row(name, people, seconds, times):
    def at(share):
        return times[min(len(times) - 1, int(len(times) * share))]
    print(f"| {name} | {people} | {seconds:.2f} | {at(0.5):.0f} | {at(0.99):.0f} | {times[-1]:.0f} |")


def verify(database, limits):
    """What the file says of quotas, without the program."""
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    rows = connection.execute("SELECT id, college, etat FROM inscription").fetchall()
    held = [r for r in rows if r[2] == "confirmee"]
    waiting = [r for r in rows if r[2] == "en_attente"]
    seats = connection.execute("SELECT count(*) FROM inscription_seance WHERE retenue").fetchone()[0]
    taken = {c: sum(r[1] == c for r in held) for c in COLLEGES}
    faults = []
    # Reached and never exceeded: a limit that nobody meets proves nothing.
    for what, count, limit in [
            ("places", len(held), limits.places), ("sièges de l'atelier", seats, limits.seats),
            *[(f"places du collège {c}", taken[c], limits.quota[c]) for c in limits.quota]]:
        if count != limit:
            faults.append(f"{count} {what}, pour une limite de {limit}")
    for college in limits.quota:
        if not any(r[1] == college for r in waiting):
            faults.append(f"{college} : personne n'attend, la limite n'est pas éprouvée")
    for college in COLLEGES:
        limit = limits.quota.get(college, limits.places)
        isFree = len(held) < limits.places and taken[college] < limit
        if isFree and any(r[1] == college for r in waiting):
            faults.append(f"{college} : une place libre et quelqu'un attend")
    print(f"\n{len(rows)} inscriptions : {len(held)} places sur {limits.places} "
          f"({', '.join(f'{c} {taken[c]} sur {limits.quota.get(c, chr(8734))}' for c in COLLEGES)}), "
          f"{len(waiting)} en attente, atelier {seats} sur {limits.seats}.")
    return len(rows), faults


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--people", type=int, default=500)
    parser.add_argument("--concurrent", type=int, default=500)
    options = parser.parse_args()
    limits = Limits(options.people)
    with served(options.program) as (folder, port):
        prepare(port, *sign_in(options.program, folder, port), limits)
        dice = random.Random(2017)
        people = [(f"p{n}@exemple.fr", dice.choice(COLLEGES), f"198.51.{n % 100}.7")
                  for n in range(options.people)]

        def asking(email, college, sender):
            return lambda: send(port, "POST", "/rencontres/charge/inscription", [
                ("courriel", email), ("nom", "Personne inventée"), ("college", college),
                ("seances", "1")], sender)

        print("| step | people | seconds | p50, ms | p99, ms | slowest, ms |\n"
              "| --- | ---: | ---: | ---: | ---: | ---: |")
        seconds, times, wrong = asyncio.run(
            crowd([asking(*p) for p in people], options.concurrent))
        row("form sent, letter written", len(people), seconds, times)
        database = f"{folder}/communaute.sqlite"
        tokens = letters(folder, database, len(people))
        jobs = [lambda t=t, n=n: send(
            port, "POST", "/rencontres/charge/inscription/confirmer", [("jeton_lien", t)],
            f"198.51.{n % 100}.7") for n, t in enumerate(tokens)]
        total = seconds
        seconds, times, more = asyncio.run(crowd(jobs, options.concurrent))
        row("link confirmed, place given", len(tokens), seconds, times)
        count, faults = verify(database, limits)
        if count != len(people):
            faults.append(f"{count} inscriptions au lieu de {len(people)}")
        if wrong + more:
            faults.append(f"réponses en erreur : {sorted(set(wrong + more))}, {len(wrong + more)} fois")
        print(f"{total + seconds:.2f} s en tout.")
        for fault in faults:
            print("Faute : " + fault, file=sys.stderr)
        return 1 if faults else 0


def letters(folder, database, count):
    """The tokens of all letters of confirmation: those waiting in the outbox, those carried to files."""
    import email
    for _ in range(600):
        found = set()
        texts = [r[0] for r in sqlite3.connect(f"file:{database}?mode=ro", uri=True).execute(
            "SELECT texte FROM courriel")]
        for path in pathlib.Path(folder, "courriels").glob("*.eml"):
            texts.append(email.message_from_bytes(path.read_bytes()).get_payload(
                decode=True).decode())
        for text in texts:
            found.update(re.findall(r"confirmer\?jeton_lien=([\w-]+)", text))
        if len(found) >= count:
            return sorted(found)
        time.sleep(0.1)
    raise SystemExit(f"{len(found)} courriels de confirmation sur {count}")


if __name__ == "__main__":
    sys.exit(main())
