"""Meetings: the public instances with a minute each, and events of wishes of 60 × 200 people.

    python3 Benchmarks/bench_meetings.py --program .build/release/orcp --facts FOLDER

FOLDER holds b2b-scheduling-benchmarks.json. Prints the tables of docs/benchmarks.md; every schedule is checked by
Tests/Oracles/meetings_validator.py.
"""

import argparse
import pathlib
import subprocess
import sys

parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
parser.add_argument("--program", required=True)
parser.add_argument("--facts", required=True)
parser.add_argument("--seconds", default="60")
options = parser.parse_args()
validator = pathlib.Path(__file__).parent.parent / "Tests/Oracles/meetings_validator.py"
facts = str(pathlib.Path(options.facts) / "b2b-scheduling-benchmarks.json")


def run(title, *arguments):
    print(f"\n{title}\n", flush=True)
    return subprocess.run(
        [sys.executable, str(validator), options.program, *arguments]).returncode


codes = [
    run("With the solver", "instances", facts, "--seconds", options.seconds),
    run("The plain method alone", "instances", facts, "--seconds", options.seconds,
        "--option=--solver", "--option=none", "--allow-feasible"),
    run("60 × 200, 15 slots, 40 tables, with the solver", "events", "--seeds", "3",
        "--size", "60x200x15x40", "--seconds", "28"),
    run("The same, the plain method alone", "events", "--seeds", "3", "--size", "60x200x15x40",
        "--seconds", "28", "--option=--solver", "--option=none", "--quick"),
]
sys.exit(max(codes))
