"""Opening a large edition from the command line, its files in memory and then not.

    bench_open.py --program PROGRAM --data FOLDER [--rounds 5]

Alternates: `orcp --version` (what starting the program costs), a question that no contract answers (starting, opening
the edition, rendering), and the same question of all contracts. The difference of the first two is the opening. Cold
runs ask the kernel to forget the edition's files first (`posix_fadvise`), which it does unless another program maps them.
"""

import argparse
import os
import pathlib
import statistics
import subprocess
import sys
import time


def seconds(command):
    """Seconds of one command, and its page faults that read the disk."""
    before = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{command} failed")
    return time.monotonic() - before, usage.ru_majflt, usage.ru_maxrss / 1024


def forget(folder):
    """Drops the edition's files from memory."""
    for path in folder.rglob("*"):
        if path.is_file():
            file = os.open(path, os.O_RDONLY)
            os.fsync(file)
            os.posix_fadvise(file, 0, 0, os.POSIX_FADV_DONTNEED)
            os.close(file)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--program", type=pathlib.Path, required=True)
    options.add_argument("--data", type=pathlib.Path, required=True)
    options.add_argument("--rounds", type=int, default=5)
    choice = options.parse_args()
    program = str(choice.program.resolve())
    edition = choice.data / "editions" / (choice.data / "current").read_text().strip()
    ask = [program, "--data", str(choice.data), "ask", "ECO-01", "--format", "json"]
    commands = {
        "`orcp --version`": [program, "--version"],
        "`orcp ask ECO-01`, a word of no contract": ask + ["--where", "mots=zzyzzxqq"],
        "`orcp ask ECO-01`, every contract": ask,
    }
    runs = {(name, state): [] for state in ["warm", "cold"] for name in commands}
    for command in commands.values():
        seconds(command)
    for _ in range(choice.rounds):
        for name, command in commands.items():
            runs[name, "warm"].append(seconds(command))
    for _ in range(choice.rounds):
        for name, command in commands.items():
            forget(edition)
            runs[name, "cold"].append(seconds(command))
    size = sum(path.stat().st_size for path in edition.iterdir())
    print(f"An edition of {size:,} bytes; medians of {choice.rounds}.\n")
    print("| command | in memory, ms | after the kernel forgot it, ms | reads of the disk | peak memory, MB |")
    print("| --- | ---: | ---: | ---: | ---: |")
    middle = lambda name, state, part: statistics.median(run[part] for run in runs[name, state])
    for name in commands:
        print(
            f"| {name} | {middle(name, 'warm', 0) * 1_000:.0f} | {middle(name, 'cold', 0) * 1_000:.0f} "
            f"| {middle(name, 'cold', 1):.0f} | {middle(name, 'warm', 2):.0f} |")
    names = list(commands)
    for state in ["warm", "cold"]:
        opening = middle(names[1], state, 0) - middle(names[0], state, 0)
        print(f"\nOpening and rendering, {state}: {opening * 1_000:.0f} ms.")


if __name__ == "__main__":
    main()
