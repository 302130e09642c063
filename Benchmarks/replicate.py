"""Makes a large file out of real records, with new identifiers.

    replicate.py --from FOLDER --contracts N --seed S --output FILE

Reads every 2022-format JSON document of FOLDER and writes one document of N contracts, the way DECP is
published: `{"marches": {"marche": [...]}}`. Each copy gets an identifier, a buyer and suppliers of its own
(SIRETs that pass their check), drawn with a seed: about one buyer for 55 contracts and one supplier for eight,
as in the national data. Dates move within 2019-2025. Nothing else of the record changes.
"""

import argparse
import datetime
import json
import pathlib
import random


def luhn_digit(digits):
    total = 0
    for index, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if index % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def siret(number, first):
    siren = f"{first}{number:07d}"
    siren += luhn_digit(siren)
    establishment = siren + "0001"
    return establishment + luhn_digit(establishment)


def shifted(day, rng):
    try:
        date = datetime.date.fromisoformat(day[:10])
        return date.replace(year=2019 + rng.randrange(7), day=min(date.day, 28)).isoformat()
    except ValueError:
        return day


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--from", dest="folder", type=pathlib.Path, required=True)
    options.add_argument("--contracts", type=int, required=True)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--output", type=pathlib.Path, required=True)
    choice = options.parse_args()

    records = []
    for path in sorted(choice.folder.glob("*.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        records += document["marches"].get("marche", [])
    rng = random.Random(choice.seed)
    buyers = [siret(number, "2") for number in range(1, max(2, choice.contracts // 55))]
    suppliers = [siret(number, "8") for number in range(1, max(2, choice.contracts // 8))]
    # A third of suppliers and buyers make most of the contracts, as in the national data.
    draw = lambda values: values[int(len(values) * rng.random() ** 2.5)]

    with choice.output.open("w", encoding="utf-8") as file:
        file.write('{"marches":{"marche":[')
        for index in range(choice.contracts):
            record = dict(records[index % len(records)])
            record["id"] = f"{index:x}"
            record["acheteur"] = {"id": draw(buyers)}
            record["titulaires"] = [
                {"titulaire": {"typeIdentifiant": "SIRET", "id": draw(suppliers)}}
                for _ in record["titulaires"]
            ]
            record["dateNotification"] = shifted(record["dateNotification"], rng)
            record["datePublicationDonnees"] = record["dateNotification"]
            file.write(("," if index else "") + json.dumps(record, separators=(",", ":")))
        file.write("]}}")


if __name__ == "__main__":
    main()
