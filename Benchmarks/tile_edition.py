#!/usr/bin/env python3
"""Makes a large pair of tables out of an edition of real contracts, for timing questions: contracts and awards.

    tile_edition.py --edition FOLDER --contracts 1500000 --output FOLDER [--seed 1]

Rows are drawn again and again from the edition; notification and end move together within seven years, amounts by at most a fifth,
and one contract in ten is given a successor, unless the edition holds that column. Everything else of a row stays. Rows are in
order of notification, as an edition's are. The result is no edition: it has neither words nor manifest.
"""

import argparse
from pathlib import Path

import numpy as np
import pyarrow as pa


def read(path):
    with pa.memory_map(str(path)) as file:
        return pa.ipc.open_file(file).read_all().combine_chunks()


def write(table, path):
    columns, fields = [], []
    for field in table.schema:
        column = table.column(field.name).combine_chunks()
        if isinstance(column, pa.ChunkedArray):
            column = column.chunk(0)
        columns.append(column)
        fields.append(field)
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, pa.schema(fields)) as writer:
        writer.write_batch(pa.record_batch(columns, schema=pa.schema(fields)))


def filled(values, mask, kind, null):
    """An array whose unknown slots hold the value the engine expects there."""
    data = np.where(mask, null, values)
    return pa.Array.from_buffers(
        kind, len(data),
        [pa.array(~mask).buffers()[1] if mask.any() else None, pa.py_buffer(np.ascontiguousarray(data))],
        null_count=int(mask.sum()),
    )


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--edition", type=Path, required=True)
    parser.add_argument("--contracts", type=int, default=1_500_000)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng = np.random.default_rng(options.seed)
    contracts, awards = read(options.edition / "contracts.arrow"), read(options.edition / "awards.arrow")

    drawn = rng.integers(0, contracts.num_rows, options.contracts)
    least = np.iinfo(np.int32).min
    days = contracts["dateNotification"].combine_chunks().view(pa.int32())
    known = np.array(days.is_valid())
    day = np.where(known, np.array(days.fill_null(0)), 0)[drawn].astype(np.int64)
    known = known[drawn]
    shift = rng.integers(17_897, 20_454, options.contracts) - day  # 2019 to 2025
    moved = day + shift
    order = np.argsort(np.where(known, moved, -(10**9)), kind="stable")
    drawn, known, shift, moved = drawn[order], known[order], shift[order], moved[order]
    big = contracts.take(pa.array(drawn))

    def put(name, values, mask, kind, null, metadata=None):
        nonlocal big
        array = filled(values, mask, kind, null)
        index = big.schema.get_field_index(name)
        field = pa.field(name, kind, metadata=metadata or (big.schema.field(index).metadata if index >= 0 else None))
        big = big.set_column(index, field, array) if index >= 0 else big.append_column(field, array)

    put("dateNotification", moved.astype(np.int32), ~known, pa.date32(), least)
    ends = contracts["dateFin"].combine_chunks().view(pa.int32())
    has_end = np.array(ends.is_valid())[drawn]
    end = np.array(ends.fill_null(0))[drawn].astype(np.int64) + shift
    put("dateFin", end.astype(np.int32), ~has_end, pa.date32(), least)
    amounts = contracts["montant_centimes"].combine_chunks()
    has_amount = np.array(amounts.is_valid())[drawn]
    amount = np.array(amounts.fill_null(0))[drawn] * rng.uniform(0.8, 1.2, options.contracts)
    put("montant_centimes", amount.astype(np.int64), ~has_amount, pa.int64(), np.iinfo(np.int64).min)
    if "successeur_ecart" not in contracts.schema.names:
        gap = rng.integers(-365, 366, options.contracts).astype(np.int32)
        none = (rng.random(options.contracts) > 0.1) | ~has_end
        put("successeur_ecart", gap, none, pa.int32(), least, {"unit": "jours"})

    starts = np.searchsorted(np.array(awards["contrat"]), np.arange(contracts.num_rows + 1))
    counts = (starts[1:] - starts[:-1])[drawn]
    parents = np.repeat(np.arange(options.contracts, dtype=np.uint32), counts)
    offsets = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    large = awards.take(pa.array(np.repeat(starts[:-1][drawn], counts) + offsets))
    index = large.schema.get_field_index("contrat")
    large = large.set_column(index, large.schema.field(index), pa.array(parents))

    options.output.mkdir(parents=True, exist_ok=True)
    keep = [
        "cle", "acheteur_id", "acheteur_nom", "acheteur_departement", "codeCPV", "type", "procedure", "genre", "subsequent",
        "dateNotification", "dateFin", "montant_centimes", "plafond", "offresRecues", "departement",
        "lieuExecution_code", "lieuExecution_typeCode", "successeur_ecart",
    ]
    write(big.select(keep), options.output / "contracts.arrow")
    write(large.select(["contrat", "titulaire_id"]), options.output / "awards.arrow")
    print(f"{big.num_rows} contracts, {large.num_rows} awards, from {contracts.num_rows} contracts")


if __name__ == "__main__":
    main()
