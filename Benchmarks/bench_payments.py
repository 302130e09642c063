"""A register of 200 000 invoices: our thermometer, as a command and on a page, beside DuckDB.

    bench_payments.py PROGRAM [RUNS]

DuckDB reads the same file and computes less: mean and median delay, late payments, by month and by
service; no half-year rates, interruptions, fees, refusals or letters.
"""

import datetime
import pathlib
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

import duckdb

LINES = 200_000


def write(path):
    generator = random.Random(2026)
    start = datetime.date(2022, 1, 1)
    with path.open("w") as file:
        file.write("Facture reçue le;Interruption notifiée le;Pièces complètes reçues le;Mandatée le;"
                   "Payée le;Montant TTC;Service;Taille du fournisseur\n")
        for _ in range(LINES):
            received = start + datetime.timedelta(generator.randrange(1_400))
            ordered = received + datetime.timedelta(5 + generator.randrange(25))
            paid = ordered + datetime.timedelta(2 + generator.randrange(14))
            notified = completed = ""
            if generator.randrange(20) == 0:
                first = received + datetime.timedelta(3 + generator.randrange(10))
                notified, completed = first.strftime("%d/%m/%Y"), (
                    first + datetime.timedelta(generator.randrange(20))).strftime("%d/%m/%Y")
            shown = "" if generator.randrange(20) == 0 else paid.strftime("%d/%m/%Y")
            file.write(
                f"{received:%d/%m/%Y};{notified};{completed};{ordered:%d/%m/%Y};{shown};"
                f"{generator.randrange(1, 50_000)},{generator.randrange(10, 99)};"
                f"Service {generator.randrange(40)};"
                f"{generator.choice(['micro', 'PME', 'ETI', 'Grande entreprise', ''])}\n")


def timed(run, count):
    times = []
    for _ in range(count):
        begun = time.perf_counter()
        run()
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def main():
    program = sys.argv[1]
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 7
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "registre.csv"
        write(path)
        print(f"{LINES} lignes, {path.stat().st_size / 1e6:.1f} Mo")

        def command():
            subprocess.run(
                [program, "tool", "payments", "--register", f"@{path}", "--buyer",
                 "local-authority", "--json"], check=True, stdout=subprocess.DEVNULL)

        ours = timed(command, runs)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1_024
        server = subprocess.Popen(
            [program, "tools", "--port", "18088"], stdout=subprocess.DEVNULL)
        time.sleep(1)
        boundary = "limite"
        body = (f'--{boundary}\r\nContent-Disposition: form-data; name="buyer"\r\n\r\nlocal-authority\r\n'
                f'--{boundary}\r\nContent-Disposition: form-data; name="register.fichier"; '
                'filename="registre.csv"\r\n\r\n').encode() + path.read_bytes() + (
                    f"\r\n--{boundary}--\r\n").encode()

        def page():
            request = urllib.request.Request(
                "http://localhost:18088/outils/payments", body,
                {"Content-Type": f"multipart/form-data; boundary={boundary}"})
            with urllib.request.urlopen(request) as answer:
                assert b'id="reponse"' in answer.read()

        try:
            on_page = timed(page, runs)
        finally:
            server.terminate()

        def peer():
            duckdb.connect().execute(f"""
                with lines as (select
                    strptime("Facture reçue le", '%d/%m/%Y')::date as received,
                    try_strptime("Payée le", '%d/%m/%Y')::date as paid,
                    replace("Montant TTC", ',', '.')::decimal(14, 2) as amount, "Service" as service
                  from read_csv('{path}', delim = ';', header = true, all_varchar = true))
                select month(received), service, count(*), avg(paid - received),
                  median(paid - received), sum((paid - received > 30)::int), sum(amount)
                from lines group by grouping sets ((), (month(received)), (service))""").fetchall()

        theirs = timed(peer, runs)
    print(f"orcp tool payments --json : {ours:.2f} s, {peak:.0f} Mo")
    print(f"page, envoi compris : {on_page:.2f} s")
    print(f"DuckDB, une partie du calcul : {theirs:.2f} s, rapport {theirs / ours:.2f}")


if __name__ == "__main__":
    main()
