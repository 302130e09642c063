#!/usr/bin/env python3
"""The renewal radar and the same questions in DuckDB and Polars, over one edition, in one run.

    swift build -c release --product benchmark-renewals
    python3 Benchmarks/bench_renewals.py --edition DATA/editions/ID --centres dep_reg_centers.csv --day 2024-06-30

Peers hold their tables in memory before the clock starts, with as many threads (two). Each question gives the number of contracts
that end in 6 to 18 months, the number of ends that are unknown, and the first twenty rows in order. Prints a Markdown table.
"""

import argparse
import calendar
import datetime
import json
import statistics
import subprocess
import time

import duckdb
import polars as pl
import pyarrow as pa

COLUMNS = [
    "cle", "dateFin", "subsequent", "codeCPV", "departement", "acheteur_departement", "type", "montant_centimes",
    "successeur_ecart", "lieuExecution_code",
]


def later(day, months):
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--edition", required=True)
    parser.add_argument("--centres", required=True)
    parser.add_argument("--day", required=True, type=datetime.date.fromisoformat)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--program", default=".build/release/benchmark-renewals")
    options = parser.parse_args()
    run = subprocess.run(
        [options.program, options.edition, options.centres, str(options.day), str(options.rounds)],
        check=True, capture_output=True, text=True,
    )
    ours = {answer["question"]: answer for answer in map(json.loads, run.stdout.splitlines())}

    with pa.memory_map(f"{options.edition}/contracts.arrow") as file:
        table = pa.ipc.open_file(file).read_all().select(COLUMNS)
        table = table.cast(
            pa.schema(
                [pa.field(f.name, f.type.value_type) if pa.types.is_dictionary(f.type) else f for f in table.schema]
            )
        )
    link = duckdb.connect()
    link.execute("SET threads = 2")
    link.register("given", table)
    link.execute("CREATE TABLE contracts AS SELECT * FROM given")
    centres = []
    for line in open(options.centres, encoding="utf-8-sig"):
        cells = line.strip().split(";")
        if cells[0] == "DEP":
            centres.append((cells[1], float(cells[4].replace(",", ".")), float(cells[3].replace(",", "."))))
    link.execute("CREATE TABLE centres (code VARCHAR, north DOUBLE, east DOUBLE)")
    link.executemany("INSERT INTO centres VALUES (?, ?, ?)", centres)
    low, high = later(options.day, 6), later(options.day, 18)
    distance = (
        "2 * 6371.0088 * asin(sqrt(least(1, pow(sin(radians(north - 50.4472) / 2), 2) + cos(radians(50.4472)) *"
        " cos(radians(north)) * pow(sin(radians(east - 3.2206) / 2), 2))))"
    )
    ends = f"NOT subsequent AND dateFin BETWEEN DATE '{low}' AND DATE '{high}'"
    questions = {
        "tout": ("true", "dateFin"),
        "cpv=45": ("codeCPV LIKE '45%'", "dateFin"),
        "departement=59": ("departement = '59'", "dateFin"),
        "Services, par montant": ("type = 'Services'", "montant_centimes DESC"),
        "150 km de Lille, par distance": (None, None),
    }
    frame = pl.from_arrow(table)
    print(f"duckdb {duckdb.__version__}, polars {pl.__version__}, {frame.height} contracts")
    print("| Question | found | orcp median, ms | orcp p99, ms | DuckDB, ms | Polars, ms |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for name, (where, order) in questions.items():
        duck, polars, total = [], [], None
        for _ in range(options.rounds):
            start = time.perf_counter()
            if where is None:
                joined = (
                    f"contracts JOIN centres ON centres.code = coalesce(departement, acheteur_departement) WHERE {ends}"
                    f" AND {distance} <= 150"
                )
                total = link.execute(f"SELECT count(*) FROM {joined}").fetchone()[0]
                link.execute("SELECT count(*) FROM contracts WHERE NOT subsequent AND dateFin IS NULL").fetchone()
                link.execute(f"SELECT contracts.* FROM {joined} ORDER BY {distance} LIMIT 20").fetchall()
            else:
                total = link.execute(f"SELECT count(*) FROM contracts WHERE {where} AND {ends}").fetchone()[0]
                link.execute(
                    f"SELECT count(*) FROM contracts WHERE {where} AND NOT subsequent AND dateFin IS NULL"
                ).fetchone()
                link.execute(f"SELECT * FROM contracts WHERE {where} AND {ends} ORDER BY {order} LIMIT 20").fetchall()
            duck.append((time.perf_counter() - start) * 1e3)
            if where is None:
                continue
            condition = {
                "true": pl.lit(True),
                "codeCPV LIKE '45%'": pl.col("codeCPV").str.starts_with("45"),
                "departement = '59'": pl.col("departement") == "59",
                "type = 'Services'": pl.col("type") == "Services",
            }[where]
            start = time.perf_counter()
            found = frame.lazy().filter(condition & ~pl.col("subsequent") & pl.col("dateFin").is_between(low, high))
            unknown = frame.lazy().filter(condition & ~pl.col("subsequent") & pl.col("dateFin").is_null())
            descending = "DESC" in order
            by = order.split()[0]
            pl.collect_all(
                [
                    found.select(pl.len()),
                    unknown.select(pl.len()),
                    found.sort(by, descending=descending, nulls_last=True).head(20),
                ]
            )
            polars.append((time.perf_counter() - start) * 1e3)
        own = ours[name]
        if own["total"] != total:
            raise SystemExit(f"{name}: {own['total']} and {total}")
        other = f"{statistics.median(polars):.1f}" if polars else "not asked"
        print(
            f"| {name} | {total} | {own['median']:.1f} | {own['p99']:.1f} | {statistics.median(duck):.1f} | {other} |"
        )
    learned = ours["délais appris"]
    print(f"\nLead times learned once per edition: {learned['median']:.0f} ms, {learned['total']} successors.")


if __name__ == "__main__":
    main()
