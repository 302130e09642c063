"""From one JSON document to a written edition, beside the parse and clean steps of decp-processing.

    bench_decp_processing.py --program PROGRAM --input FILE --decp-processing DIR --python PYTHON [--rounds 5]

DIR is a checkout of github.com/ColinMaudry/decp-processing, PYTHON an interpreter with its dependencies; nothing of
theirs is in this repository. Of theirs, in the order of their `get_clean`: `src.tasks.get.json_stream_to_parquet`
(ijson, NDJSON, Polars, Parquet), the two columns `get_resource` adds, `src.tasks.clean.clean_decp`, and
`src.tasks.output.sink_to_files` (Parquet, zstd). SIRENE, publication and everything on the network are left out. Their
seconds are theirs alone: starting Python and importing their modules are not counted.

Of ours: `orcp import` as a person runs it, whole process, into a fresh data folder.

Runs alternate. Prints a Markdown table of medians, with the peak of resident memory.
"""

import argparse
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

THEIRS = """
import json, pathlib, sys, time
sys.path.insert(0, sys.argv[1])
import ijson
import polars as pl
from src.tasks.get import json_stream_to_parquet
from src.tasks.clean import clean_decp
from src.tasks.output import sink_to_files
folder = pathlib.Path(sys.argv[3])
resource = {"ori_filename": "benchmark", "dataset_name": "benchmark"}
start = time.monotonic()
fields, form = json_stream_to_parquet(sys.argv[2], folder / "parsed", resource)
parsed = time.monotonic()
lf = pl.scan_parquet(folder / "parsed.parquet")
lf = lf.with_columns(pl.lit("benchmark").alias("sourceFile"))
lf = lf.rename({"source": "sourceDataset"})
lf = lf.with_columns(pl.lit("benchmark").alias("sourceDataset"))
sink_to_files(clean_decp(lf, form), folder / "cleaned", file_format="parquet", compression="zstd")
cleaned = time.monotonic()
table = pl.scan_parquet(folder / "cleaned.parquet")
print(json.dumps({
    "parse": parsed - start, "clean": cleaned - parsed, "polars": pl.__version__,
    "ijson": ijson.backend,
    "rows": table.select(pl.len()).collect().item(),
    "contracts": table.select(pl.col("uid").n_unique()).collect().item(),
}))
"""


def run(command, folder):
    """Seconds, processor seconds, peak memory in MB and output of one command whose temporary files go to `folder`."""
    before = time.monotonic()
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, cwd=folder, env={**os.environ, "TMPDIR": folder})
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - before
    if status != 0:
        sys.exit(f"{command[0]} failed: {output[-400:]}")
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, output.decode()


def in_fresh_folder(make):
    folder = tempfile.mkdtemp(prefix="orcp-bench-")
    try:
        return make(folder)
    finally:
        shutil.rmtree(folder)


def commit_of(checkout):
    """The commit of a checkout, or what is known when it is not a clone."""
    if not (checkout / ".git").exists():
        return "not a clone"
    return subprocess.run(
        ["git", "-C", checkout, "rev-parse", "HEAD"], capture_output=True, text=True).stdout.strip()


def row(name, runs, reference, size):
    """One line of the table; each run is (seconds, processor seconds, MB)."""
    seconds, processor, memory = (statistics.median(each[part] for each in runs) for part in range(3))
    print(
        f"| {name} | {seconds:.2f} | {processor:.1f} | {processor / seconds:.1f} | {memory:.0f} "
        f"| {size / 1e6 / seconds:.1f} | {seconds / reference:.1f} |")


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--program", type=pathlib.Path, required=True)
    options.add_argument("--input", type=pathlib.Path, required=True)
    options.add_argument("--decp-processing", type=pathlib.Path, required=True)
    options.add_argument("--python", required=True)
    options.add_argument("--rounds", type=int, default=5)
    choice = options.parse_args()
    source = str(choice.input.resolve())
    program = str(choice.program.resolve())
    checkout = choice.decp_processing.resolve()
    ours, theirs, parsing, cleaning = [], [], [], []
    for _ in range(choice.rounds):
        *measured, output = in_fresh_folder(
            lambda folder: run([program, "--data", folder, "import", source, "--json"], folder))
        report = json.loads(output)
        ours.append(measured)
        seconds, processor, memory, output = in_fresh_folder(
            lambda folder: run([choice.python, "-c", THEIRS, str(checkout), source, folder], folder))
        their = json.loads(output.splitlines()[-1])
        share = processor / seconds
        parsing.append((their["parse"], their["parse"] * share, memory))
        cleaning.append((their["clean"], their["clean"] * share, memory))
        total = their["parse"] + their["clean"]
        theirs.append((total, total * share, memory))
    size = choice.input.stat().st_size
    print(
        f"Input: {size:,} bytes, {report['contracts']:,} contracts; medians of {choice.rounds}. decp-processing "
        f"({commit_of(checkout)}), Polars {their['polars']}, ijson over {their['ijson']}: "
        f"{their['rows']:,} rows of {their['contracts']:,} contracts.\n")
    print("| | seconds | processor seconds | cores used | peak memory, MB | MB of input a second | ratio |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    reference = statistics.median(each[0] for each in ours)
    row("`orcp import` (edition with index)", ours, reference, size)
    row("decp-processing, parse and clean", theirs, reference, size)
    row("— of which parse (`json_stream_to_parquet`)", parsing, reference, size)
    row("— of which clean (`clean_decp`, `sink_to_files`)", cleaning, reference, size)


if __name__ == "__main__":
    main()
