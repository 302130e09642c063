#!/usr/bin/env python3
"""Writes invented yearly lists of legal units for the suppliers of an edition, in the columns of SIRENE's
StockUniteLegale: sizes and headcounts are drawn, so that years, bands and groups can be compared.

Usage: invented_units.py --data FOLDER --output FOLDER [--seed 3]
"""

import argparse
import csv
import pathlib
import random

import pyarrow.ipc

COLUMNS = [
    "siren", "statutDiffusionUniteLegale", "trancheEffectifsUniteLegale",
    "anneeEffectifsUniteLegale", "categorieEntreprise", "anneeCategorieEntreprise",
    "denominationUniteLegale", "categorieJuridiqueUniteLegale", "activitePrincipaleUniteLegale",
    "nomenclatureActivitePrincipaleUniteLegale",
]
BANDS = ["NN", "00", "01", "02", "03", "11", "12", "21", "22", "31", "32", "41", "51", "53", ""]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", required=True)
    parser.add_argument("--output", required=True)
    parser.add_argument("--seed", type=int, default=3)
    options = parser.parse_args()
    data, draw = pathlib.Path(options.data), random.Random(options.seed)
    current = (data / "current").read_text(encoding="utf-8").strip()
    with pyarrow.memory_map(str(data / "editions" / current / "awards.arrow")) as source:
        column = pyarrow.ipc.open_file(source).read_all().column("titulaire_siren")
    sirens = sorted({siren for siren in column.to_pylist() if siren})
    output = pathlib.Path(options.output)
    output.mkdir(parents=True, exist_ok=True)
    for year in (2017, 2019, 2022):
        path = output / f"unites-inventees-{year}.csv"
        with open(path, "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(COLUMNS)
            for siren in sirens:
                if draw.random() < 0.3:
                    continue
                band, size = draw.choice(BANDS), draw.choice(["PME"] * 6 + ["ETI", "GE", ""])
                writer.writerow([
                    siren, draw.choice("OOOP"), band, year - draw.choice([0, 1]) if band else "",
                    size, year - draw.choice([0, 1]) if size else "", "Nom, inventé", "5499",
                    draw.choice(["43.91B", "41.20A", "62.01Z"]), "NAFRev2"])


if __name__ == "__main__":
    main()
