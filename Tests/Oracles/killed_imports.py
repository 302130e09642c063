"""Kills imports at any moment, imports twice, in another order, with other workers.

    killed_imports.py PROGRAM [--seed N]

After each kill the former edition must be whole and answer; the next run must complete. The same files
give the same bytes whatever the order and the number of workers.
"""

import hashlib
import json
import pathlib
import random
import subprocess
import sys
import tempfile
import time


def run(*command, code=0):
    ran = subprocess.run(command, capture_output=True, text=True)
    if ran.returncode != code:
        sys.exit(f"{' '.join(map(str, command))}: exit {ran.returncode}\n{ran.stderr[-500:]}")
    return ran.stdout


def digests(data):
    current = (data / "current").read_text().strip()
    folder = data / "editions" / current
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def main():
    program = sys.argv[1]
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 7
    rng = random.Random(seed)
    with tempfile.TemporaryDirectory() as root:
        root = pathlib.Path(root)
        samples = []
        for number in range(3):
            path = root / f"{number}.json"
            run(program, "sample", "--contracts", "4000", "--seed", str(number), "--output", str(path))
            samples.append(str(path))
        data = root / "data"
        base = ["--data", str(data)]
        day = ["--on", "2026-01-31"]
        first = json.loads(run(program, "import", samples[0], "--json", *day, *base))
        again = json.loads(run(program, "import", samples[0], "--json", *day, *base))
        assert first["edition"] == again["edition"], "importing twice made another edition"
        assert len(again["deposits"]) == 1, "importing twice made another deposit"

        asked = ["ask", "ECO-01", "--format", "json", *base]
        before = json.loads(run(program, *asked))["rows"][0]["value"]
        killed = 0
        for turn in range(12):
            process = subprocess.Popen(
                [program, "import", *samples[1:], *day, *base],
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(rng.random() * 0.4)
            process.kill()
            killed += process.wait() == -9
            run(program, "verify", *base)
            value = json.loads(run(program, *asked))["rows"][0]["value"]
            assert value >= before, f"turn {turn}: {value} contracts, {before} before"
        last = json.loads(run(program, "import", *samples, "--json", *day, *base))
        run(program, "verify", *base)
        reference = digests(data)
        leftovers = [path.name for path in (data / "editions").iterdir() if path.name.startswith(".")]
        assert not leftovers, f"left behind: {leftovers}"

        other = root / "other"
        run(program, "import", *reversed(samples), "--workers", "1", *day, "--data", str(other))
        found = digests(other)
        different = [name for name in reference if reference[name] != found.get(name)]
        assert set(reference) == set(found) and not different, f"other bytes: {different}"
        print(f"{killed} imports killed, {last['contracts']} contracts, same bytes, seed {seed}")


if __name__ == "__main__":
    main()
