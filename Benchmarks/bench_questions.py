#!/usr/bin/env python3
"""Facets, totals, first rows and medians of an edition: ours and DuckDB's, in alternated rounds.

    swift build -c release --product benchmark-questions
    python3 Benchmarks/bench_questions.py --edition DATA/editions/ID --rounds 25 --peer-rounds 5

DuckDB answers the SQL that we print for the same questions, over its own tables in memory, made
from the edition's files before the clock starts, with as many threads. Questions by words join the
tables of words, which orcp exports (--orcp); without it the peer is not asked them. Prints a
Markdown table.
"""

import argparse
import json
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

TABLES = ["contracts", "awards"]
WORD_TABLES = ["words", "word_texts"]


class Ours:
    def __init__(self, program, edition, workers):
        self.workers = workers
        self.process = subprocess.Popen(
            [program, edition], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.opening = json.loads(self.process.stdout.readline())["time"]

    def round(self):
        self.process.stdin.write(f"{self.workers}\n")
        self.process.stdin.flush()
        while (line := json.loads(self.process.stdout.readline()))["kind"] != "end":
            yield line

    def peak(self):
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.split("VmHWM:")[1].split()[0]) / 1024


class Peer:
    def __init__(self, edition, threads, orcp):
        import duckdb
        import pyarrow as pa

        self.version = duckdb.__version__
        self.link = duckdb.connect()
        self.link.execute(f"SET threads = {threads}")
        for name in TABLES:
            self.load(pa, name, f"{edition}/{name}.arrow")
        if not orcp:
            return
        edition = Path(edition)
        with tempfile.TemporaryDirectory() as folder:
            for name in WORD_TABLES:
                path = f"{folder}/{name}.arrow"
                with open(path, "wb") as file:
                    subprocess.run(
                        [orcp, "export", name, "--format", "arrow", "--edition", edition.name]
                        + ["--data", str(edition.parent.parent)],
                        check=True,
                        stdout=file,
                    )
                self.load(pa, name, path)

    def load(self, pa, name, path):
        with pa.memory_map(path) as file:
            table = pa.ipc.open_file(file).read_all()
            fields = [
                pa.field(f.name, f.type.value_type) if pa.types.is_dictionary(f.type) else f
                for f in table.schema
            ]
            table = table.cast(pa.schema(fields))
            self.link.register("given", table)
            self.link.execute(f"CREATE TABLE {name} AS SELECT * FROM given")
            self.link.unregister("given")

    def time(self, question):
        start = time.perf_counter()
        self.link.execute(question["sql"]).fetchall()
        if "where" in question:
            self.link.execute(
                "SELECT * FROM contracts AS c WHERE "
                + question["where"]
                + " ORDER BY c.rowid DESC LIMIT 20"
            ).fetchall()
        return (time.perf_counter() - start) * 1e3


def centile(times, share):
    times = sorted(times)
    return times[min(len(times) - 1, int(len(times) * share))]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--edition", required=True)
    parser.add_argument("--program", default=".build/release/benchmark-questions")
    parser.add_argument("--rounds", type=int, default=25)
    parser.add_argument("--peer-rounds", type=int, default=5)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--kinds", nargs="*", help="of questions the peer is asked; all by default")
    parser.add_argument("--orcp", help="the program that exports the words, for the peer")
    options = parser.parse_args()
    sql = subprocess.run(
        [options.program, options.edition, "--sql"], check=True, capture_output=True, text=True
    ).stdout
    questions = [q for q in map(json.loads, sql.splitlines()) if "sql" in q]
    ours, theirs = {}, {}
    program = Ours(options.program, options.edition, options.workers)
    peer = Peer(options.edition, options.workers, options.orcp) if options.peer_rounds else None
    for number in range(options.rounds + 1):
        for answer in program.round():
            # The first round fills what an opened edition keeps.
            if number:
                ours.setdefault((answer["kind"], answer["query"]), []).append(answer["time"])
        if peer and number < options.peer_rounds:
            for question in questions:
                if options.kinds and question["kind"] not in options.kinds:
                    continue
                if question["kind"] == "words" and not options.orcp:
                    continue
                key = (question["kind"], question["query"])
                theirs.setdefault(key, []).append(peer.time(question))
    print(f"opening {program.opening:.0f} ms, peak {program.peak():.0f} MB")
    print("| Kind | Question | median ms | p99 ms | DuckDB ms | ratio |")
    print("| --- | --- | ---: | ---: | ---: | ---: |")
    kinds = {}
    for key, times in ours.items():
        peers = theirs.get(key, [float("nan")])
        own, other = statistics.median(times), statistics.median(peers)
        kinds.setdefault(key[0], []).append((times, other, other / own))
        print(
            f"| {key[0]} | {key[1] or 'everything'} | {own:.1f} | {centile(times, 0.99):.1f} "
            f"| {other:.0f} | {other / own:.1f} |"
        )
    for kind, rows in kinds.items():
        times = [time for row in rows for time in row[0]]
        print(
            f"| **{kind}** | all | {statistics.median(times):.1f} | {centile(times, 0.99):.1f} "
            f"| {statistics.median(row[1] for row in rows):.0f} "
            f"| median {statistics.median(row[2] for row in rows):.1f}, "
            f"least {min(row[2] for row in rows):.1f} |"
        )


if __name__ == "__main__":
    main()
