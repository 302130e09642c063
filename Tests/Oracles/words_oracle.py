#!/usr/bin/env python3
"""Recomputes the tables of words of an edition, and the contracts that words find, from its texts.

Folding is written here a second time, with Python's Unicode tables. Every row of `words` and `word_texts`
must be as found here, in both formats; the engine must find the contracts that reading every text finds;
and the SQL conditions of the program, run by DuckDB over the exported tables, the same ones.

Usage: words_oracle.py --program orcp --data FOLDER [--questions 120] [--seed 7]
"""

import argparse
import csv
import io
import json
import pathlib
import random
import subprocess
import sys
import tempfile
import unicodedata
from urllib.parse import urlencode

import duckdb
import polars
import pyarrow.ipc

LONGEST = 64
# Letters that Unicode does not take apart, and Windows-1252 bytes taken for Latin-1.
LETTERS = {
    "œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ł": "l",
    "þ": "th", "ŋ": "n", "ĸ": "k", "ŧ": "t", "ƒ": "f", "µ": "u", "ŀ": "l", "ŉ": "n", "ς": "σ",
    "\x8c": "oe", "\x9c": "oe", "\x8a": "s", "\x9a": "s", "\x8e": "z", "\x9e": "z", "\x9f": "y",
}
UNSEEN = {"\u00ad", "\u034f", "\u200c", "\u200d", "\u200e", "\u200f", "\u2060", "\ufeff"}
SIGNS = {"¼", "½", "¾"}


def letters(character):
    """What a character gives to its word; None when it ends it."""
    if unicodedata.combining(character) or character in UNSEEN or "\ufe00" <= character <= "\ufe0f":
        return ""
    lower = character.lower()
    if lower in LETTERS:
        return LETTERS[lower]
    if not character.isalnum() or character in SIGNS or "\u02b0" <= character <= "\u02ff":
        return None
    parts = [c for c in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(c)]
    return "".join(LETTERS.get(c, c.lower()) for c in parts)


def words_of(text):
    """The folded words of a text, in order."""
    found, word = [], ""
    for character in text + " ":
        given = letters(character)
        if given is None:
            if word:
                found.append(word)
            word = ""
        else:
            for part in given:
                if len((word + part).encode()) <= LONGEST:
                    word += part
    return found


def run(program, data, *arguments):
    """The output of a command of the program."""
    command = [program, "--data", data, *arguments]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}\n{done.stderr.decode()}")
    return done.stdout


def read(path):
    """An Arrow file as a table."""
    with pyarrow.memory_map(str(path)) as source:
        return pyarrow.ipc.open_file(source).read_all()


def exported(program, data, name, folder, *where):
    """A table of words, as pyarrow reads it; Polars must read the same."""
    path = pathlib.Path(folder) / f"{name}.arrow"
    path.write_bytes(run(program, data, "export", name, "--format", "arrow", *where))
    table = read(path)
    table.validate(full=True)
    frame = polars.scan_ipc(path).collect()
    frame = frame.with_columns(polars.all().cast(polars.String))
    for column in table.column_names:
        if frame[column].to_list() != table[column].to_pylist():
            raise RuntimeError(f"{name}.{column}: Polars reads other values than pyarrow")
    return table


def texts_of(folder):
    """Texts of each contract: its object, its buyer's name, its suppliers' names."""
    contracts, awards = read(folder / "contracts.arrow"), read(folder / "awards.arrow")
    keys = contracts["cle"].to_pylist()
    texts = {key: [] for key in keys}
    for column in ("objet", "acheteur_nom"):
        for key, text in zip(keys, contracts[column].to_pylist()):
            texts[key].append((column, text))
    for key, name in zip(awards["cle"].to_pylist(), awards["titulaire_nom"].to_pylist()):
        texts[key].append(("titulaire_nom", name))
    known = {}
    folded = {}
    for key, rows in texts.items():
        folded[key] = []
        for column, text in rows:
            if text is None:
                continue
            if text not in known:
                known[text] = words_of(text)
            if known[text]:
                folded[key].append((column, known[text]))
    return folded


def check_tables(program, data, folded, folder):
    """Complaints about the two tables, and a connection where DuckDB has them."""
    complaints = []
    words = exported(program, data, "words", folder)
    given = list(zip(words["mot"].to_pylist(), words["cle"].to_pylist()))
    expected = {(word, key) for key, rows in folded.items() for _, row in rows for word in row}
    if len(given) != len(set(given)):
        complaints.append("words: a pair stands twice")
    if set(given) != expected:
        some = sorted(set(given) ^ expected)[:5]
        complaints.append(f"words: {len(set(given) ^ expected)} pairs differ, as {some}")
    if [word for word, _ in given] != sorted((word for word, _ in given), key=str.encode):
        complaints.append("words: not in order of their bytes")
    texts = exported(program, data, "word_texts", folder)
    given_texts = list(zip(*(texts[name].to_pylist() for name in ("cle", "champ", "mots"))))
    expected_texts = [
        (key, column, " ".join(row)) for key, rows in folded.items() for column, row in rows]
    if given_texts != expected_texts:
        complaints.append("word_texts: rows differ")
    for name, rows in (("words", given), ("word_texts", given_texts)):
        lines = csv.reader(io.StringIO(run(program, data, "export", name).decode(), newline=""))
        header = next(lines)
        if header[-2:] != ["edition", "selection"]:
            complaints.append(f"{name}: the CSV header is {header}")
        if [tuple(line[:-2]) for line in lines] != rows:
            complaints.append(f"{name}: CSV and Arrow differ")
    connection = duckdb.connect()
    connection.register("words", words)
    connection.register("word_texts", texts)
    return complaints, connection


def question(folded, draw):
    """A text to find, and the terms it means: kind and words."""
    parts, terms = [], []
    rows = folded[draw.choice(list(folded))]
    for _ in range(draw.choice([1, 1, 2, 3])):
        if not rows:
            break
        row = draw.choice(rows)[1]
        start = draw.randrange(len(row))
        kind = draw.choice(["word", "prefix", "phrase", "phrase"])
        if draw.random() < 0.1:
            row, start = row[::-1], 0
        if kind == "phrase":
            chosen = row[start : start + draw.choice([2, 2, 3, 5])]
            parts.append('"' + " ".join(chosen) + '"')
            terms.append((kind, chosen))
        elif kind == "prefix":
            chosen = row[start][: draw.randint(1, 6)]
            parts.append(chosen + "*")
            terms.append((kind, [chosen]))
        else:
            parts.append(draw.choice([row[start], row[start].upper()]))
            terms.append((kind, [row[start]]))
    return " ".join(parts), terms


def holds(rows, terms):
    """Whether texts hold every term, each in one of them."""

    def one(kind, words, row):
        if kind == "word":
            return words[0] in row
        if kind == "prefix":
            return any(word.startswith(words[0]) for word in row)
        return any(row[at : at + len(words)] == words for at in range(len(row)))

    return all(any(one(kind, words, row) for _, row in rows) for kind, words in terms)


def check_questions(program, data, folded, connection, count, seed):
    """Complaints about what the engine and the SQL find."""
    complaints, draw, asked = [], random.Random(seed), 0
    while asked < count:
        text, terms = question(folded, draw)
        if not terms:
            continue
        asked += 1
        expected = {key for key, rows in folded.items() if holds(rows, terms)}
        where = urlencode({"mots": text})
        lines = run(
            program, data, "export", "contracts", "--where", where, "--columns", "cle").decode()
        found = {line[0] for line in list(csv.reader(io.StringIO(lines)))[1:]}
        if found != expected:
            complaints.append(f"engine, {text!r}: {len(found)} is not {len(expected)}")
        sql = run(program, data, "facets", "--where", where, "--keys", "genre", "--sql").decode()
        total = [r for r in connection.execute(sql).fetchall() if r[0] == "total"][0][2]
        if total != len(expected):
            complaints.append(f"SQL, {text!r}: {total} is not {len(expected)}")
    return complaints


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True)
    parser.add_argument("--data", required=True)
    parser.add_argument("--questions", type=int, default=120)
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    program, data = arguments.program, arguments.data
    edition = json.loads(run(program, data, "facets", "--format", "json"))["edition"]
    place = pathlib.Path(data) / "editions" / edition
    folded = texts_of(place)
    with tempfile.TemporaryDirectory() as folder:
        complaints, connection = check_tables(program, data, folded, folder)
        # Straight from the Arrow files, as a reader has them.
        connection.register("contracts", read(place / "contracts.arrow"))
        connection.register("awards", read(place / "awards.arrow"))
        complaints += check_questions(
            program, data, folded, connection, arguments.questions, arguments.seed)
    for complaint in complaints[:40]:
        print(complaint)
    print(
        f"words of {len(folded)} contracts, {arguments.questions} questions, "
        f"{len(complaints)} differences, seed {arguments.seed}")
    sys.exit(1 if complaints or not folded else 0)


if __name__ == "__main__":
    main()
