"""Writes random tables of contracts, has them turned into essential data, validates the file.

    essential_data.py PROGRAM SCHEMA FOLDER

Fails when the tool refuses a sound table, or its file is not valid against the official schema, or
says something else than the table.
"""

import csv
import json
import pathlib
import random
import subprocess
import sys

import jsonschema

LISTS = {
    "techniques": ["Accord-cadre", "Concours", "Catalogue électronique"],
    "modalitesExecution": ["Tranches", "Bons de commande", "Marchés subséquents"],
    "typesPrix": ["Définitif ferme", "Définitif actualisable", "Définitif révisable", "Provisoire"],
    "considerationsSociales": ["Clause sociale", "Critère social", "Marché réservé"],
    "considerationsEnvironnementales": ["Clause environnementale", "Critère environnemental"],
}


def luhn(head):
    """A SIRET that begins so, invented: its SIREN starts with 00."""
    total = 0
    for place, digit in enumerate(reversed(head + "0")):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return head + str(-total % 10)


def contract(generator, schema, number):
    labels = schema["definitions"]["marche"]["properties"]
    row = {
        "id": f"2026-{number:05}", "acheteur_id": "00000033100017",
        "objet": generator.choice(["Toiture « neuve » ; lot 1", "Voirie, \"rue\"", "Été indien"]),
        "montant": f"{generator.randint(40_000, 9_000_000)},{generator.randint(0, 99):02}",
        "dateNotification": generator.choice(["2026-09-30", "05/10/2026"]),
        "datePublicationDonnees": "2026-10-20",
        "codeCPV": generator.choice(["45261210", "45261210-9"]),
        "dureeMois": str(generator.randint(1, 96)),
        "offresRecues": str(generator.randint(1, 40)),
        "lieuExecution_code": "59000", "lieuExecution_typeCode": "code postal",
        "titulaires": "|".join(
            luhn(f"001001338{generator.randint(0, 9999):04}") for _ in range(generator.randint(1, 3))),
    }
    for name in ["nature", "procedure", "formePrix", "ccag", "typeGroupementOperateurs"]:
        row[name] = generator.choice(labels[name]["enum"])
    for name in ["marcheInnovant", "attributionAvance", "sousTraitanceDeclaree"]:
        row[name] = generator.choice(["oui", "non"])
    row["tauxAvance"] = generator.choice(["0,05", "30 %"]) if row["attributionAvance"] == "oui" else ""
    for name, values in LISTS.items():
        row[name] = "|".join(generator.sample(values, generator.randint(1, len(values))))
    if generator.random() < 0.3:
        row["origineUE"], row["origineFrance"] = "0,8", "0,5"
    return row


def main():
    program, schema_path, folder = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
    schema = json.loads(pathlib.Path(schema_path).read_text())
    validator = jsonschema.Draft7Validator(schema)
    generator = random.Random(2026)
    total = 0
    for round_number, (separator, encoding) in enumerate(
            [(";", "utf-8"), (",", "utf-8-sig"), ("\t", "utf-16"), (";", "cp1252")]):
        rows = [contract(generator, schema, number) for number in range(200)]
        names = sorted({name for row in rows for name in row})
        path = folder / f"contrats-{round_number}.csv"
        with path.open("w", encoding=encoding, newline="", errors="replace") as file:
            writer = csv.DictWriter(file, names, delimiter=separator)
            writer.writeheader()
            writer.writerows(rows)
        output = folder / f"sortie-{round_number}"
        run = subprocess.run(
            [program, "tool", "essential-data", "--contracts", f"@{path}", "--write", str(output),
             "--json"], capture_output=True, text=True)
        if run.returncode != 0:
            sys.exit(f"{path.name} : {run.stderr}")
        found = json.loads((output / "decp.json").read_text())
        for error in validator.iter_errors(found):
            sys.exit(f"{path.name} : {error.message} en {list(error.path)}")
        contracts = found["marches"]["marche"]
        if [one["id"] for one in contracts] != [row["id"] for row in rows]:
            sys.exit(f"{path.name} : des contrats manquent")
        for one, row in zip(contracts, rows):
            amount = round(float(row["montant"].replace(",", ".")), 2)
            if one["montant"] != amount or one["procedure"] != row["procedure"]:
                sys.exit(f"{path.name} : {one['id']} dit autre chose que sa ligne")
        total += len(contracts)
    print(f"{total} contrats valides selon le schéma officiel 2.0.4")


if __name__ == "__main__":
    main()
