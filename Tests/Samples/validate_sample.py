"""Checks a sample without faults against the official schema of the 2022 format.

Usage: validate_sample.py SCHEMA SAMPLE. Exit 0 when valid; needs the `jsonschema` package.
"""

import json
import sys

import jsonschema


def main() -> int:
    schema_path, sample_path = sys.argv[1:3]
    with open(schema_path, encoding="utf-8") as file:
        schema = json.load(file)
    with open(sample_path, encoding="utf-8") as file:
        sample = json.load(file)
    # The schema's own sub-schemas carry relative $id that point nowhere: references are local.
    validator = jsonschema.Draft7Validator(schema)
    faults = 0
    for error in validator.iter_errors(sample):
        faults += 1
        if faults <= 10:
            print("/".join(map(str, error.absolute_path)), error.message[:300])
    contracts = len(sample["marches"]["marche"])
    concessions = len(sample["marches"]["contrat-concession"])
    print(f"{contracts} contracts, {concessions} concessions, {faults} faults")
    return 1 if faults or contracts == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
