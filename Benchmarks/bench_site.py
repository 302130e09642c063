"""The site of a large edition under load: requests a second and latency, then far more clients than it can serve.

    bench_site.py --program PROGRAM --data FOLDER [--rounds 5] [--seconds 5] [--clients 1,8,32] [--beyond 256,1024]

FOLDER holds an edition, as `orcp import` leaves it; it is only read. Needs wrk (Debian: `apt install wrk`), which runs
beside the server on the same machine, with one thread.

Kinds of pages: what the cache answers («kept») and what it cannot («varied»: no two requests of the whole benchmark are
the same). Each round measures every kind at every number of clients; medians of rounds are printed, as Markdown. Beyond,
every request is a wide question never asked before, with no pause: answers are counted by status, `/health` is asked
four times a second, and the server's memory is read from the operating system.
"""

import argparse
import collections
import http.client
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time

# Takes addresses from a file, one after another, beginning at a line; counts statuses and Retry-After.
SCRIPT = """
local paths, position, threads = {}, 0, {}
function setup(thread) table.insert(threads, thread) end
function init(args)
  for line in io.lines(args[1]) do paths[#paths + 1] = line end
  count = args[2] == "count"
  ok, busy, told, other = 0, 0, 0, 0
  if not count then response = nil end
end
function request()
  position = position % #paths + 1
  return wrk.format("GET", paths[position])
end
function response(status, headers, body)
  if status == 200 then ok = ok + 1
  elseif status == 503 then
    busy = busy + 1
    if headers["Retry-After"] then told = told + 1 end
  else other = other + 1 end
end
function done(summary, latency, requests)
  local e = summary.errors
  local t = threads[1]
  io.write(string.format(
    'RESULT {"requests": %d, "microseconds": %d, "p50": %d, "p99": %d, "max": %d, "status": %d, "socket": %d, ' ..
    '"timeout": %d, "ok": %d, "busy": %d, "told": %d, "other": %d}\\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), latency.max, e.status,
    e.connect + e.read + e.write, e.timeout, t:get("ok"), t:get("busy"), t:get("told"), t:get("other")))
end
"""

DEPARTMENTS = ["59", "62", "75", "13", "69", "33", "31", "44", "35", "76", "67", "34", "06", "38", "29"]
WORDS = ["travaux", "fourniture", "nettoyage", "maintenance", "toiture", "école", "assurance", "voirie", "logements"]


class Addresses:
    """Addresses of each kind; those of a varied kind never come twice."""

    def __init__(self, program, data):
        self.number = 0
        self.keys = keys_of_contracts(program, data)

    def next(self, kind, count):
        if kind == "home, kept":
            return ["/"]
        if kind == "explorer, kept":
            return ["/explorer?annee=2022&departement=59"]
        if kind == "contract, kept":
            return [f"/contrats/{self.keys[0]}"]
        first = self.number
        self.number += count
        numbers = range(first, first + count)
        if kind == "contract, varied":
            return [f"/contrats/{self.keys[number % len(self.keys)]}" for number in numbers]
        # One euro more is another question of nearly the same contracts.
        if kind == "explorer, varied and narrow":
            return [
                f"/explorer?annee={2019 + number % 5}&departement={DEPARTMENTS[number % 15]}"
                f"&cpv={45 + number % 7 * 5}&montant_min={number}" for number in numbers]
        if kind == "explorer, varied, a word":
            return [
                f"/explorer?mots={escaped(WORDS[number % 9])}&montant_min={number}" for number in numbers]
        return [f"/explorer?montant_min={number}" for number in numbers]


KINDS = [
    "home, kept", "explorer, kept", "explorer, varied and narrow", "explorer, varied, a word",
    "explorer, varied and wide", "contract, kept", "contract, varied",
]


def escaped(text):
    return "".join(c if c.isascii() else "".join(f"%{byte:02X}" for byte in c.encode()) for c in text)


def keys_of_contracts(program, data):
    """Keys of contracts of three departments, which lie anywhere in the deposits."""
    command = [program, "--data", data, "export", "contracts", "--format", "jsonl", "--where"]
    selection = "annee=2022&departement=59&departement=62&departement=33"
    keys = []
    for line in subprocess.run(
            command + [selection], capture_output=True, check=True, text=True).stdout.splitlines():
        record = json.loads(line)
        if "cle" in record:
            keys.append(record["cle"])
    if not keys:
        sys.exit("No contract to show: is the edition of this folder large enough?")
    return keys


class Server:
    """`orcp serve` on a folder of its own that leads to the edition, marked as a demonstration."""

    def __init__(self, program, data):
        self.folder = tempfile.mkdtemp(prefix="orcp-bench-site-")
        for name in ["current", "editions", "depots", "references"]:
            if (data / name).exists():
                os.symlink((data / name).resolve(), f"{self.folder}/{name}")
        pathlib.Path(self.folder, "reglages.json").write_text('{"demonstration": true}')
        before = time.monotonic()
        self.process = subprocess.Popen(
            [program, "--data", self.folder, "serve", "--port", "0"], stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        if not line.startswith("http"):
            sys.exit("The server did not start.")
        self.port = int(line.strip().rsplit(":", 1)[1])
        self.seconds = time.monotonic() - before

    def stop(self):
        self.process.terminate()
        self.process.wait()
        shutil.rmtree(self.folder)

    def memory(self):
        """Megabytes by name, as Linux counts them: mapped files of the edition included, then without."""
        found = {}
        for line in pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            name, _, value = line.partition(":")
            if name in ("VmHWM", "VmRSS", "RssAnon"):
                found[name] = int(value.split()[0]) / 1024
        return found

    def get(self, path, timeout=60):
        """Status and milliseconds."""
        before = time.monotonic()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
            return answer.status, (time.monotonic() - before) * 1_000
        finally:
            connection.close()


def load(server, addresses, clients, seconds, counting=False):
    """What wrk says of one run."""
    with tempfile.TemporaryDirectory(prefix="orcp-bench-wrk-") as folder:
        script, paths = f"{folder}/run.lua", f"{folder}/paths"
        pathlib.Path(script).write_text(SCRIPT)
        pathlib.Path(paths).write_text("\n".join(addresses))
        output = subprocess.run(
            ["wrk", "-t1", f"-c{clients}", f"-d{seconds}s", "--timeout", "30s", "-s", script,
             f"http://127.0.0.1:{server.port}", "--", paths, "count" if counting else "time"],
            capture_output=True, text=True, check=True).stdout
    line = next(line for line in output.splitlines() if line.startswith("RESULT "))
    return json.loads(line.removeprefix("RESULT "))


def measure(server, addresses, choice):
    runs = collections.defaultdict(list)
    for _ in range(choice.rounds):
        for kind in KINDS:
            for clients in choice.clients:
                # More than one run can use: an address never comes back within a run.
                enough = 1 if kind.endswith("kept") else 4_000 * choice.seconds
                paths = addresses.next(kind, enough)
                server.get(paths[0])
                result = load(server, paths, clients, choice.seconds)
                runs[kind, clients].append(result)
    print("| page | clients | requests a second | median, ms | 99th percentile, ms | errors |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for (kind, clients), results in runs.items():
        middle = lambda value: statistics.median(value(each) for each in results)
        errors = sum(each["status"] + each["socket"] + each["timeout"] for each in results)
        print(
            f"| {kind} | {clients} | {middle(lambda r: r['requests'] / r['microseconds'] * 1e6):,.0f} "
            f"| {middle(lambda r: r['p50']) / 1_000:.2f} | {middle(lambda r: r['p99']) / 1_000:.1f} | {errors} |")


class Watch(threading.Thread):
    """Asks `/health` and reads the server's memory, four times a second."""

    def __init__(self, server):
        super().__init__(daemon=True)
        self.server, self.answers, self.anonymous, self.isOver = server, [], [], False

    def run(self):
        while not self.isOver:
            before = time.monotonic()
            try:
                self.answers.append(self.server.get("/health", timeout=10))
            except OSError:
                self.answers.append((0, (time.monotonic() - before) * 1_000))
            self.anonymous.append(self.server.memory()["RssAnon"])
            time.sleep(0.25)


def overwhelm(server, addresses, choice):
    print("\n| clients, wide questions | answered, a second | 503 a second | 503 with Retry-After | other answers, "
          "lost connections | `/health` 200, of asked | its slowest, ms | own memory before → peak → after, MB "
          "| first page after, ms |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for clients in choice.beyond:
        before = server.memory()["RssAnon"]
        watch = Watch(server)
        watch.start()
        result = load(
            server, addresses.next("explorer, varied and wide", 200_000), clients, choice.seconds * 3, counting=True)
        watch.isOver = True
        watch.join()
        time.sleep(3)
        status, after = server.get(addresses.next("explorer, varied and wide", 1)[0])
        seconds = result["microseconds"] / 1e6
        healthy = [each for each in watch.answers if each[0] == 200]
        print(
            f"| {clients} | {result['ok'] / seconds:.1f} | {result['busy'] / seconds:,.0f} "
            f"| {result['told'] / max(1, result['busy']):.0%} "
            f"| {result['other']}, {result['socket'] + result['timeout']} "
            f"| {len(healthy)} of {len(watch.answers)} | {max(each[1] for each in watch.answers):,.0f} "
            f"| {before:.0f} → {max(watch.anonymous, default=0):.0f} → {server.memory()['RssAnon']:.0f} "
            f"| {after:.0f} ({status}) |")


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--program", type=pathlib.Path, required=True)
    options.add_argument("--data", type=pathlib.Path, required=True)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--seconds", type=int, default=5)
    numbers = lambda text: [int(part) for part in text.split(",") if part]
    options.add_argument("--clients", type=numbers, default=[1, 8, 32])
    options.add_argument("--beyond", type=numbers, default=[256, 1024])
    choice = options.parse_args()
    if shutil.which("wrk") is None:
        sys.exit("wrk is missing: apt install wrk")
    program = str(choice.program.resolve())
    addresses = Addresses(program, choice.data)
    server = Server(program, choice.data)
    try:
        first = [(path, server.get(path)[1]) for path in ["/", "/explorer", f"/contrats/{addresses.keys[-1]}"]]
        print(
            f"From the command to the first connection: {server.seconds * 1_000:.0f} ms; first answers: "
            + ", ".join(f"`{path.split('/c')[0] or '/contrats/…'}` {ms:.0f} ms" for path, ms in first)
            + f". Medians of {choice.rounds} rounds of {choice.seconds} s.\n")
        measure(server, addresses, choice)
        overwhelm(server, addresses, choice)
        print(f"\nPeak resident memory, mapped edition included: {server.memory()['VmHWM']:.0f} MB.")
    finally:
        server.stop()


if __name__ == "__main__":
    main()
