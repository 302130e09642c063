#!/usr/bin/env python3
"""Compares what the program finds in published files with what others measured on the same files.

    python3 Tests/Oracles/data_quality.py PROGRAM REAL_DATA

Each file is an edition of its own. A measure of others that ours does not equal needs a reason,
written here beside it, and the figure that the reason predicts: the script fails when a difference
has no reason, or when a reason predicts something else. Prints a table.
"""

import json
import pathlib
import subprocess
import sys
import tempfile

FILES = {
    "AIFE": "decp-2019-json/data.gouv.fr_aife.json.gz",
    "PES": "decp-2019-json/data.gouv.fr_pes.json",
    "Croix": "decp-2019-json/marches-securises_croix_21590163800019_2019-2021.json",
    "Mégalis": "decp-xml/megalis_decp-2022.xml",
}


class Edition:
    """One file, imported alone."""

    def __init__(self, program, path, folder):
        def run(*arguments):
            done = subprocess.run(
                [program, "--data", folder, *arguments], check=True, capture_output=True, text=True
            )
            return done.stdout

        self.report = json.loads(run("import", str(path), "--json"))
        self.deposit = self.report["deposits"][0]
        self.codes = self.deposit["findings"]
        self.contracts = self.lines(run("export", "contracts", "--format", "jsonl"))
        self.findings = self.lines(run("export", "findings", "--format", "jsonl"))
        self.awards = self.lines(run("export", "awards", "--format", "jsonl"))

    @staticmethod
    def lines(text):
        return [json.loads(line) for line in text.splitlines()]

    def of(self, *codes):
        return sum(self.codes.get(code, 0) for code in codes)

    def fields(self, code, *names):
        return sum(f["code"] == code and f["champ"] in names for f in self.findings)

    def amounts(self, test):
        return sum(c["montant_initial"] is not None and test(c["montant_initial"]) for c in self.contracts)


# Measure, file, others' count, ours, and why ours differs (nil: it may not).
MEASURES = [
    ("records", lambda e: e.deposit["read"], {
        "AIFE": (4530, None), "PES": (1148, None), "Croix": (159, None), "Mégalis": (768, None)}),
    ("buyers", lambda e: e.report["buyers"], {
        "AIFE": (441, (440, "the record without buyer is no buyer; it is set aside")),
        "PES": (142, None), "Croix": (1, None), "Mégalis": (157, None)}),
    ("buyer SIRET failing, absent included", lambda e: e.of("IDE-01", "IDE-02", "IDE-03"), {
        "AIFE": (47, None), "PES": (0, None), "Croix": (0, None), "Mégalis": (0, None)}),
    ("supplier SIRET failing or with blanks around", lambda e: sum(
        f["code"] == "IDE-09" and len((f["valeur"] or "").strip()) == 14 for f in e.findings
        ) + e.fields("IDE-04", "titulaires.id"), {
        "AIFE": (144, (146, "two identifiers of one digit after another are in modifications")),
        "PES": (0, None)}),
    ("CPV absent", lambda e: e.of("CPV-01"), {
        "AIFE": (26, None), "PES": (0, None), "Croix": (22, None), "Mégalis": (0, None)}),
    ("CPV of another length or form", lambda e: e.of("CPV-05", "CPV-06"), {
        "AIFE": (93, None), "PES": (0, None), "Mégalis": (0, None)}),
    ("notification absent", lambda e: e.of("DAT-01"), {
        "AIFE": (2533, (2511, "22 concessions have no notification but a signature")),
        "PES": (0, None), "Croix": (0, None), "Mégalis": (0, None)}),
    ("dates with a time zone", lambda e: e.fields("DAT-03", "dateNotification"), {
        "AIFE": (0, None), "PES": (1148, None), "Croix": (0, None), "Mégalis": (0, None)}),
    ("publication absent", lambda e: e.of("DAT-02"), {
        "AIFE": (4113, None), "PES": (0, None), "Croix": (0, None), "Mégalis": (0, None)}),
    ("published before notified", lambda e: e.of("DAT-10"), {
        "AIFE": (0, None), "PES": (120, None), "Croix": (2, None), "Mégalis": (0, None)}),
    ("amount 0", lambda e: e.of("MON-02"), {
        "AIFE": (21, None), "PES": (2, None), "Croix": (10, None), "Mégalis": (6, None)}),
    ("amount 0 or 1", lambda e: e.of("MON-02", "MON-03"), {
        "AIFE": (21, None), "PES": (2, None), "Croix": (10, None), "Mégalis": (12, None)}),
    ("amount of 100 M€ or more", lambda e: e.amounts(lambda a: a >= 1e8), {
        "AIFE": (1, None), "PES": (1, None), "Croix": (0, None), "Mégalis": (0, None)}),
    ("records beyond the first of a buyer and identifier", lambda e: e.deposit["read"]
        - e.deposit["setAside"] - len({(c["acheteur_id"], c["id"]) for c in e.contracts}), {
        "AIFE": (261, None), "PES": (8, None), "Croix": (47, None), "Mégalis": (21, None)}),
    ("byte-identical duplicates", lambda e: e.of("DOU-02"), {
        "AIFE": (167, None),
        "PES": (2, None),
        "Croix": (1, None), "Mégalis": (0, None)}),
    ("objects damaged by U+FFFD", lambda e: e.fields("ENC-01", "objet"), {"AIFE": (3170, None)}),
    ("buyer names damaged", lambda e: e.fields("ENC-01", "acheteur.nom"), {
        "AIFE": (992, (994, "two of them are authorities that grant concessions"))}),
    ("records set aside", lambda e: e.deposit["setAside"], {
        "AIFE": (0, (1, "a record with neither buyer nor object")),
        "PES": (0, None), "Croix": (0, None), "Mégalis": (0, None)}),
]


def main():
    program, data = sys.argv[1], pathlib.Path(sys.argv[2])
    complaints = []
    editions = {}
    for name, path in FILES.items():
        with tempfile.TemporaryDirectory() as folder:
            editions[name] = Edition(program, data / path, folder)
    print("| Measure | " + " | ".join(FILES) + " | Why ours differs |")
    print("| --- |" + " ---: |" * len(FILES) + " --- |")
    for title, ours, cells in MEASURES:
        row, reasons = [], []
        for name in FILES:
            if name not in cells:
                row.append("")
                continue
            theirs, reason = cells[name]
            found = ours(editions[name])
            expected = reason[0] if reason else theirs
            if found != expected:
                complaints.append(f"{title}, {name}: {found}, not {expected} (others: {theirs})")
            row.append(f"{found}" if found == theirs else f"{found} (others {theirs})")
            if reason and found != theirs:
                reasons.append(f"{name}: {reason[1]}")
        print(f"| {title} | " + " | ".join(row) + " | " + "; ".join(reasons) + " |")
    for name, edition in editions.items():
        d = edition.deposit
        if d["read"] != d["kept"] + d["merged"] + d["setAside"]:
            complaints.append(f"{name}: {d['read']} read are not kept, merged or set aside")
    print(f"\n{len(complaints)} differences without a reason")
    for complaint in complaints:
        print(complaint, file=sys.stderr)
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
