"""From one JSON document to a written edition, beside DuckDB reading the same file into a table.

    bench_import.py --program PROGRAM --input FILE [--rounds 5] [--skip-duckdb]

Runs alternate. Prints a Markdown table of medians, with the peak of resident memory (VmHWM, from the
operating system's account of the child), the bytes of input and the ratio.
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

DUCKDB = """
import duckdb, sys
con = duckdb.connect(sys.argv[2])
con.execute("SET threads = 2")
con.execute(
    "CREATE TABLE marches AS SELECT unnest(marches.marche, recursive := true) FROM "
    "read_json_auto('" + sys.argv[1] + "', maximum_object_size = 4000000000)")
print(con.execute("SELECT count(*) FROM marches").fetchone()[0])
"""


def run(command, **more):
    """Seconds and peak memory in MB of one command."""
    before = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, **more)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - before
    if status != 0:
        sys.exit(f"{command[0]} failed: {output[-400:]}")
    return seconds, usage.ru_maxrss / 1024, output.decode()


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--program", required=True)
    options.add_argument("--input", type=pathlib.Path, required=True)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--skip-duckdb", action="store_true")
    choice = options.parse_args()
    size = choice.input.stat().st_size
    ours, theirs = [], []
    for _ in range(choice.rounds):
        folder = tempfile.mkdtemp(prefix="orcp-bench-")
        try:
            seconds, memory, output = run(
                [choice.program, "--data", folder, "import", str(choice.input), "--json"])
            report = json.loads(output)
            ours.append((seconds, memory))
        finally:
            shutil.rmtree(folder)
        if not choice.skip_duckdb:
            folder = tempfile.mkdtemp(prefix="orcp-bench-")
            try:
                theirs.append(
                    run([sys.executable, "-c", DUCKDB, str(choice.input), folder + "/t.duckdb"])[:2])
            finally:
                shutil.rmtree(folder)
    median = lambda runs, part: statistics.median(each[part] for each in runs)
    print(f"Input: {size:,} bytes, {report['contracts']:,} contracts; medians of {choice.rounds}.\n")
    print("| | seconds | peak memory, MB | MB of input a second | ratio |")
    print("| --- | ---: | ---: | ---: | ---: |")
    reference = median(ours, 0)
    for name, runs in [("orcp import (edition with index)", ours), ("DuckDB read_json into a table", theirs)]:
        if runs:
            seconds = median(runs, 0)
            print(
                f"| {name} | {seconds:.2f} | {median(runs, 1):.0f} | {size / 1e6 / seconds:.0f} "
                f"| {seconds / reference:.1f} |")


if __name__ == "__main__":
    main()
