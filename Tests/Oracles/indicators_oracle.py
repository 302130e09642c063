#!/usr/bin/env python3
"""Recomputes every indicator and facet with DuckDB, from the SQL that the program prints.

The program answers from its own column engine; DuckDB reads the same edition through pyarrow, and the
tables of words that the program exports. Three selections in five hold words, a prefix or a phrase; whether
those tables are right is what words_oracle.py checks. For each seeded selection, each indicator, as a whole and by one dimension, numerators, denominators and unknown
counts must be equal, whole number for whole number, and so must the groups. Intervals and values are
recomputed here from those numbers.

Usage: indicators_oracle.py --program orcp --data FOLDER [--selections 50] [--seed 7]
"""

import argparse
import json
import math
import pathlib
import random
import subprocess
import sys
import tempfile
from decimal import Decimal
from urllib.parse import urlencode

import duckdb
import pyarrow.ipc

DIMENSIONS = [
    "annee", "mois", "type", "cpv", "procedure", "nature", "genre", "departement", "region",
    "acheteur_id", "acheteur_categorie", "acheteur_departement", "titulaire_id",
    "titulaire_departement", "titulaire_region", "techniques", "modalitesExecution", "typesPrix",
    "considerationsSociales", "considerationsEnvironnementales", "marcheInnovant", "plafond",
    "offresRecues", "offreUnique", "montant_tranche", "source", "taille", "effectif",
    "titulaire_naf", "pme",
]


class Program:
    """The program under test, asked through its commands."""

    def __init__(self, path, data):
        self.path, self.data = path, data

    def run(self, *arguments):
        command = [self.path, "--data", self.data, *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"{' '.join(command)}\n{done.stderr}")
        return done.stdout

    @staticmethod
    def read(text):
        return json.loads(text, parse_float=Decimal)

    def answers(self, questions):
        """Each answer and its SQL, in the order asked: the program opens the edition once."""
        command = [self.path, "--data", self.data, "questions", "-", "--sql"]
        lines = "".join(json.dumps(q) + "\n" for q in questions)
        done = subprocess.run(command, input=lines, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"{' '.join(command)}\n{done.stderr}")
        found = [self.read(line) for line in done.stdout.splitlines()]
        assert len(found) == len(questions), (len(found), len(questions))
        return [(each["answer"], each["sql"]) for each in found]

    def export_words(self, name, path):
        """Writes a table of words as an Arrow file."""
        command = [self.path, "--data", self.data, "export", name, "--format", "arrow"]
        with open(path, "wb") as output:
            subprocess.run(command, stdout=output, check=True)

    def codes(self):
        """Codes of the documentation, which a test keeps equal to the catalogue."""
        document = pathlib.Path(__file__).parents[2] / "docs" / "indicators.md"
        lines = document.read_text(encoding="utf-8").splitlines()
        return [line.split()[1] for line in lines if line.startswith("## ")]


def open_tables(program, folder, exports):
    """A DuckDB connection where the edition's tables, and those of its words, are registered."""
    connection = duckdb.connect()
    tables = {}
    for name in ("contracts", "awards", "amendments", "findings", "words", "word_texts"):
        path = folder / f"{name}.arrow"
        if name.startswith("word"):
            path = pathlib.Path(exports) / path.name
            program.export_words(name, path)
        with pyarrow.memory_map(str(path)) as source:
            tables[name] = pyarrow.ipc.open_file(source).read_all()
        connection.register(f"{name}_arrow", tables[name])
        # A copy in DuckDB's own memory: the same values, scanned faster.
        connection.execute(f"CREATE TABLE {name} AS SELECT * FROM {name}_arrow")
    return connection, tables


def exact(number):
    """A JSON number in its stored unit: euros with two decimals are cents again."""
    if number is None or isinstance(number, int):
        return number
    return int(number.scaleb(-number.as_tuple().exponent))


def filters_of(tables, row, draw, number):
    """Filters that one contract meets, as items of a query; words, a prefix or a phrase in three
    selections of five."""
    contracts = tables["contracts"]

    def value(name):
        return contracts.column(name)[row].as_py()

    def text(name, key=None):
        found = value(name)
        return [(key or name, "inconnu" if found is None else found)]

    def flag(name):
        found = value(name)
        return [(name, "inconnu" if found is None else "oui" if found else "non")]

    def bounds(name, key, scale=1):
        found = value(name)
        if found is None:
            return [(f"{key}_min", "inconnu")]
        low, high = max(0, found // 2), found * 2 + 1
        written = (lambda v: f"{v // 100}.{v % 100:02d}") if scale == 100 else str
        return draw.choice([[(f"{key}_min", written(low))], [(f"{key}_max", written(high))]])

    def written():
        """A text of the contract: its object, its buyer's name or a supplier's."""
        names = [tables["awards"].column("titulaire_nom")[r].as_py() for r in awards_of()]
        texts = [value("objet"), value("objet"), value("acheteur_nom"), *names]
        return (draw.choice([text for text in texts if text] or [""])).replace('"', " ").split()

    def some(words):
        """A word or two as people write them, with their commas and apostrophes."""
        words = [word for word in words if any(c.isalnum() for c in word)]
        chosen = draw.sample(words, min(len(words), draw.choice([1, 1, 2])))
        return " ".join(draw.choice([word, word.upper()]) for word in chosen)

    def start_of_word(words):
        plain = [word for word in words if word.isalpha() and len(word) > 3]
        return f"{draw.choice(plain)[: draw.randint(1, 5)]}*" if plain else some(words)

    def phrase(words):
        start = draw.randrange(len(words))
        chosen = " ".join(words[start : start + draw.choice([2, 2, 3, 4])])
        return f'"{chosen}"' if any(c.isalnum() for c in chosen) else some(words)

    def wordy(*kinds):
        texts = [draw.choice(kinds)(words) for words in (written(),) if words]
        if texts and draw.random() < 0.3:
            texts += [some(words) for words in (written(),) if words]
        return [("mots", " ".join(texts))] if any(texts) else []

    def word():
        return wordy(some, start_of_word, phrase)

    def awards_of():
        return tables["award_rows"].get(value("cle"), [])

    def award():
        rows = awards_of()
        if not rows:
            return []
        chosen = draw.choice(rows)
        names = draw.sample(
            ["titulaire_id", "titulaire_departement", "titulaire_region", "titulaire_siren"], 2)
        found = [(name, tables["awards"].column(name)[chosen].as_py()) for name in names]
        return [(name, "inconnu" if v is None else v) for name, v in found]

    def size():
        rows = awards_of()
        if not rows:
            return []
        key, column = draw.choice([
            ("taille", "titulaire_taille"), ("effectif", "titulaire_effectif"),
            ("titulaire_naf", "titulaire_naf")])
        found = tables["awards"].column(column)[draw.choice(rows)].as_py()
        return [(key, "inconnu" if found is None else found)]

    def year():
        found = value("annee")
        years = ["inconnu"] if found is None else range(found, found + draw.randint(1, 3))
        return [("annee", str(year)) for year in years]

    def cpv():
        found = value("codeCPV")
        return [("cpv", "inconnu" if found is None else found[: draw.choice([2, 2, 3, 4, 8])])]

    def day():
        found = value("dateNotification")
        return [("dateNotification_min", "inconnu" if found is None else found.isoformat())]

    makers = [
        year, cpv, day, word, award, award, size, lambda: flag("pme"),
        lambda: text("departement"), lambda: text("region"), lambda: text("type"),
        lambda: text("procedure"), lambda: text("acheteur_id"),
        lambda: text("acheteur_categorie"), lambda: text("montant_tranche"),
        lambda: text("source"), lambda: flag("plafond"), lambda: flag("marcheInnovant"),
        lambda: flag("offreUnique"), lambda: bounds("montant_centimes", "montant", 100),
        lambda: bounds("offresRecues", "offresRecues"),
        lambda: [("considerationsSociales", draw.choice(
            ["inconnu", "aucune", "Clause sociale", "Critère social"]))],
        lambda: [("constat", draw.choice(tables["codes"])) for _ in range(draw.randint(1, 2))],
        lambda: [("techniques", draw.choice(["inconnu", "aucune", "Accord-cadre"]))],
    ]
    kinds = [some, start_of_word, phrase]
    items = wordy(kinds[number % 5]) if number % 5 < 3 else []
    for make in draw.sample(makers, draw.choice([0, 0, 1, 1] if items else [0, 1, 1, 2, 2, 3])):
        items += make()
    return urlencode(items)


def wilson(met, count):
    """The 95 % interval of a share."""
    z = 1.959963984540054
    share, scale = met / count, 1 + z * z / count
    middle = (share + z * z / (2 * count)) / scale
    half = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count)) / scale
    return max(0, middle - half), min(1, middle + half)


def compare_answers(answers, rows, where):
    """Complaints about one question."""
    given = {(row["group"], row["measure"]): row for row in answers["rows"]}
    found = {(row[0], row[1]): row[2:] for row in rows}
    complaints = []
    if set(given) != set(found):
        complaints.append(f"{where}: groups differ {sorted(map(str, set(given) ^ set(found)))[:5]}")
    for key in set(given) & set(found):
        row, (_, counted, unknown, above, below) = given[key], found[key]
        ours = exact(row["numerator"]), exact(row["denominator"]), row["unknown"]
        theirs = above, below, unknown
        if ours != theirs:
            complaints.append(f"{where} {key}: {ours} is not {theirs}")
        if row["state"] == "measured" and below is not None and counted < 20 and row["low"] is None:
            complaints.append(f"{where} {key}: a rate of {counted} cases is shown")
        if row["low"] is not None and above:
            # An index is a share times a constant, and so is its interval.
            scale = float(row["value"]) * below / above
            low, high = (bound * scale for bound in wilson(above, below))
            if abs(float(row["low"]) - low) > 1e-9 or abs(float(row["high"]) - high) > 1e-9:
                complaints.append(f"{where} {key}: interval {row['low']} {row['high']}")
    return complaints


def compare_facets(facets, rows, where):
    """Complaints about the facets of one selection."""
    complaints = []
    found = {}
    for facet, value, count, amount in rows:
        found.setdefault(facet, {})[value] = (count, amount)
    total = facets["total"]["count"], exact(facets["total"]["amount"])
    if total != found["total"][None]:
        complaints.append(f"{where} total: {total} is not {found['total'][None]}")
    for key, values in facets["facets"].items():
        ours = {v["value"]: (v["count"], exact(v["amount"])) for v in values}
        theirs = found.get(key, {})
        if ours != theirs:
            different = {v for v in set(ours) | set(theirs) if ours.get(v) != theirs.get(v)}
            some = [(v, ours.get(v), theirs.get(v)) for v in sorted(different)[:3]]
            complaints.append(f"{where} facet {key}: {some}")
    return complaints


SEGMENTS = """
WITH parts AS (
    SELECT left(c."codeCPV", 4) AS cpv, c."region", c."annee" // 3 AS periode,
        a."titulaire_siren" AS siren, CAST(sum(a."part_centimes") AS HUGEINT) AS s, count(*) AS n
    FROM awards AS a JOIN contracts AS c ON c."cle" = a."cle"
    WHERE c."genre" = 'Marché' AND NOT c."plafond" AND a."titulaire_siren" IS NOT NULL
        AND a."part_centimes" IS NOT NULL AND c."annee" IS NOT NULL
    GROUP BY ALL),
ranked AS (SELECT *, row_number() OVER (PARTITION BY cpv, "region", periode ORDER BY s DESC) AS r
    FROM parts),
segments AS (
    SELECT cpv, "region", periode, sum(s * s) * 10000 // (sum(s) * sum(s)) AS hhi,
        max(s) * 10000 // sum(s) AS first,
        sum(s) FILTER (r <= 3) * 10000 // sum(s) AS three
    FROM ranked WHERE cpv IS NOT NULL AND "region" IS NOT NULL
    GROUP BY ALL HAVING sum(n) >= 20 AND sum(s) > 0)
SELECT count(*) FILTER (hhi IS DISTINCT FROM "segment_hhi"
        OR first IS DISTINCT FROM "segment_premiere"
        OR three IS DISTINCT FROM "segment_trois_premieres"),
    count("segment_hhi")
FROM contracts AS c LEFT JOIN segments AS g
    ON g.cpv = left(c."codeCPV", 4) AND g."region" = c."region" AND g.periode = c."annee" // 3
"""


def compare_segments(connection):
    """Complaints about the concentration of segments, recomputed from the base columns."""
    different, known = connection.execute(SEGMENTS).fetchone()
    print(f"segments: {known} contracts measured, {different} different")
    return [f"segments: {different} contracts differ"] if different or not known else []


def compare_rules(program, connection):
    """Complaints about the key `constat`, recounted from the table of findings."""
    complaints = []
    counts = connection.execute(
        'SELECT CAST("code" AS VARCHAR), count(DISTINCT "cle") FROM findings '
        'WHERE "cle" IS NOT NULL GROUP BY ALL').fetchall()
    counts.append(("aucun", connection.execute(
        'SELECT count(*) FROM contracts WHERE "constats" = 0').fetchone()[0]))
    asked = [{"keys": "constat"}] + [{"where": f"constat={code}"} for code, _ in counts]
    facet, *others = [answer for answer, _ in program.answers(asked)]
    facets = {code: answer for (code, _), answer in zip(counts, others)}
    given = {v["value"]: v["count"] for v in facet["facets"]["constat"]}
    expected = {code: count for code, count in counts if code != "aucun" and count}
    if given != expected:
        complaints.append(f"facet constat: {set(given.items()) ^ set(expected.items())}")
    for code, count in counts:
        found = facets[code]["total"]["count"]
        if found != count:
            complaints.append(f"constat={code}: {found} contracts, not {count}")
    print(f"rules: {len(counts)} values of constat compared")
    return complaints


def compare_alone(program, question, answer, sql):
    """Complaints when a question asked alone is answered otherwise than among many."""
    where, by = ["--where", question["where"]], question.get("by")
    by = ["--by", by] if by else []
    code = question.get("indicator")
    ask = ["ask", code, *by] if code else ["facets"]
    explain = ["explain", code, *by] if code else ["facets"]
    alone = program.read(program.run(*ask, *where, "--format", "json"))
    written = program.run(*explain, *where, "--sql")
    if (alone, written.strip()) != (answer, sql.strip()):
        return [f"{question}: asked alone, {str(alone)[:200]} and {written[:200]}"]
    return []


def check(program, folder, selections, seed, only=None):
    """All complaints, and the number of questions compared."""
    with tempfile.TemporaryDirectory() as exports:
        connection, tables = open_tables(program, folder, exports)
    keys = tables["awards"].column("cle").to_pylist()
    tables["award_rows"] = {}
    for row, key in enumerate(keys):
        tables["award_rows"].setdefault(key, []).append(row)
    tables["codes"] = sorted(set(tables["findings"].column("code").to_pylist())) + ["aucun"]
    draw = random.Random(seed)
    complaints, asked = compare_segments(connection) + compare_rules(program, connection), 0
    questions = []
    for number in range(selections):
        where = filters_of(
            tables, draw.randrange(tables["contracts"].num_rows), draw, number)
        for code in only or program.codes():
            questions.append({"indicator": code, "where": where})
            questions.append({"indicator": code, "where": where, "by": draw.choice(DIMENSIONS)})
        questions.append({"where": where})
    # Facets, and an answer in about a hundred, are also asked one at a time.
    alone = {n for n, q in enumerate(questions) if "indicator" not in q or n % 97 == 0}
    for number, (question, (answer, sql)) in enumerate(zip(questions, program.answers(questions))):
        if number in alone:
            complaints += compare_alone(program, question, answer, sql)
        rows = connection.execute(sql).fetchall()
        where = f"where {question['where']!r}"
        if "indicator" in question:
            place = f"{question['indicator']} {where} by {question.get('by')}"
            complaints += compare_answers(answer, rows, place)
        else:
            complaints += compare_facets(answer, rows, f"facets {where}")
        asked += 1
    return complaints, asked


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True)
    parser.add_argument("--data", required=True)
    parser.add_argument("--selections", type=int, default=50)
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    program = Program(arguments.program, arguments.data)
    edition = program.answers([{"indicator": "ECO-01"}])[0][0]["edition"]
    folder = pathlib.Path(arguments.data) / "editions" / edition
    complaints, asked = check(program, folder, arguments.selections, arguments.seed)
    for complaint in complaints[:40]:
        print(complaint)
    print(f"{asked} questions, {len(complaints)} differences, seed {arguments.seed}")
    sys.exit(1 if complaints or not asked else 0)


if __name__ == "__main__":
    main()
