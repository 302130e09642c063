#!/usr/bin/env python3
"""Times the reading of a large list of legal units, with the columns of SIRENE's StockUniteLegale.

The list is invented: as many rows as asked, with the SIREN of an edition's suppliers spread among them. Beside
`orcp reference add` and `orcp import` (which reads the list for the SIREN that the edition holds), Polars scans
the same file for the same SIREN with its streaming engine.

Usage: bench_sirene.py --program orcp --data FOLDER --rows 5000000 [--work FOLDER]
"""

import argparse
import os
import pathlib
import random
import resource
import subprocess
import sys
import tempfile
import time

COLUMNS = (
    "siren,statutDiffusionUniteLegale,unitePurgeeUniteLegale,dateCreationUniteLegale,sigleUniteLegale,"
    "sexeUniteLegale,prenom1UniteLegale,prenom2UniteLegale,prenom3UniteLegale,prenom4UniteLegale,"
    "prenomUsuelUniteLegale,pseudonymeUniteLegale,identifiantAssociationUniteLegale,"
    "trancheEffectifsUniteLegale,anneeEffectifsUniteLegale,dateDernierTraitementUniteLegale,"
    "nombrePeriodesUniteLegale,categorieEntreprise,anneeCategorieEntreprise,dateDebut,"
    "etatAdministratifUniteLegale,nomUniteLegale,nomUsageUniteLegale,denominationUniteLegale,"
    "denominationUsuelle1UniteLegale,denominationUsuelle2UniteLegale,denominationUsuelle3UniteLegale,"
    "categorieJuridiqueUniteLegale,activitePrincipaleUniteLegale,nomenclatureActivitePrincipaleUniteLegale,"
    "nicSiegeUniteLegale,economieSocialeSolidaireUniteLegale,societeMissionUniteLegale,"
    "caractereEmployeurUniteLegale"
)

POLARS = """
import sys, polars as pl
wanted = open(sys.argv[2]).read().split()
found = (pl.scan_csv(sys.argv[1], infer_schema_length=0)
    .filter(pl.col("siren").is_in(wanted))
    .select("siren", "categorieEntreprise", "anneeCategorieEntreprise", "trancheEffectifsUniteLegale",
        "anneeEffectifsUniteLegale", "activitePrincipaleUniteLegale", "statutDiffusionUniteLegale")
    .collect(engine="streaming"))
print(len(found))
"""


def wanted_sirens(data):
    """The SIREN of the suppliers of the current edition."""
    import pyarrow.ipc
    current = (data / "current").read_text(encoding="utf-8").strip()
    with pyarrow.memory_map(str(data / "editions" / current / "awards.arrow")) as source:
        column = pyarrow.ipc.open_file(source).read_all().column("titulaire_siren")
    return sorted({siren for siren in column.to_pylist() if siren})


def write(path, rows, wanted):
    """Writes the list, in order of SIREN."""
    draw = random.Random(1)
    others = rows - len(wanted)
    step = max(1, 699_999_999 // others)
    places = {100_000_000 + step * i for i in range(others)}
    sirens = sorted([f"{n:09d}" for n in places - {int(w) for w in wanted}] + wanted)
    with open(path, "w", encoding="utf-8", buffering=1 << 20) as file:
        file.write(COLUMNS + "\n")
        for siren in sirens:
            size = draw.choice(("PME", "PME", "PME", "", "ETI"))
            year = "2022" if size else ""
            name = '"UNITE, INVENTEE"' if draw.random() < 0.02 else "UNITE INVENTEE " + siren
            file.write(
                f"{siren},O,,2005-03-01,,,,,,,,,,11,2022,2024-01-15T09:12:33,3,{size},{year},"
                f"2008-01-01,A,,,{name},,,,5499,43.91B,NAFRev2,00012,N,,O\n")
    return len(sirens)


def measure(command):
    """Seconds and peak memory (MB) of a command."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if status:
        sys.exit(f"{' '.join(command)} ended with {status}")
    return seconds, usage.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--data", required=True, help="a data folder with an edition")
    parser.add_argument("--rows", type=int, default=5_000_000)
    parser.add_argument("--work")
    options = parser.parse_args()
    data = pathlib.Path(options.data)
    with tempfile.TemporaryDirectory(dir=options.work) as work:
        path = pathlib.Path(work) / "StockUniteLegale-invente.csv"
        wanted = wanted_sirens(data)
        rows = write(path, options.rows, wanted)
        print(f"{rows} rows, {path.stat().st_size} bytes, {len(wanted)} wanted")
        program = [options.program, "--data", str(data)]
        print("orcp import without the list: {:.2f} s, {:.0f} MB".format(
            *measure([*program, "import", "--on", "2026-01-01"])))
        print("orcp reference add: {:.2f} s, {:.0f} MB".format(
            *measure([*program, "reference", "add", str(path)])))
        print("orcp import with the list: {:.2f} s, {:.0f} MB".format(
            *measure([*program, "import", "--on", "2026-01-02"])))
        names = pathlib.Path(work) / "wanted.txt"
        names.write_text("\n".join(wanted), encoding="utf-8")
        print("Polars, streaming scan: {:.2f} s, {:.0f} MB".format(
            *measure([sys.executable, "-c", POLARS, str(path), str(names)])))
        print(f"this script: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
