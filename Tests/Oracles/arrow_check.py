"""Reads a table that ArrowFileTests wrote with pyarrow, Polars and DuckDB, and recomputes its values.

    arrow_check.py FILE ROWS ENTRIES
"""

import datetime
import sys

import duckdb
import polars
import pyarrow
import pyarrow.ipc

path, rows, entries = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
day = lambda number: datetime.date(1970, 1, 1) + datetime.timedelta(days=number)
expected = {
    "grand": [None if r % 7 == 3 else r * 1_000_003 - 5 for r in range(rows)],
    "jour": [None if r % 5 == 4 else day(r - 100) for r in range(rows)],
    "bits": [None if r % 11 == 2 else r % 8 for r in range(rows)],
    "ligne": list(range(rows)),
    "petit": [r % 999 for r in range(rows)],
    "moyen": list(range(rows)),
    "vrai": [None if r % 3 == 2 else r % 3 == 1 for r in range(rows)],
    "texte": [f"objet nº {r}" for r in range(rows)],
    "nom": [None if r % entries == 0 else f"é{r % entries:06d}" for r in range(rows)],
}
with pyarrow.memory_map(path) as source:
    table = pyarrow.ipc.open_file(source).read_all()
    table.validate(full=True)
    for name, values in expected.items():
        assert table[name].to_pylist() == values, f"pyarrow, {name}"
    assert rows == 0 or table.schema.field("nom").metadata[b"definition"] == b"Un nom."
    frame = polars.scan_ipc(path).with_columns(polars.col("nom").cast(polars.String)).collect()
    for name, values in expected.items():
        assert frame[name].to_list() == values, f"Polars, {name}"
    connection = duckdb.connect()
    connection.register("essai", table)
    found = connection.execute(
        "SELECT count(*), sum(grand), count(DISTINCT nom) FROM essai").fetchone()
    known = [value for value in expected["grand"] if value is not None]
    names = len({name for name in expected["nom"] if name is not None})
    assert found == (rows, sum(known) if known else None, names), f"DuckDB, {found}"
