"""Runs `orcp sync` against a publisher on 127.0.0.1 that gives right answers and wrong ones.

    sync_sources.py PROGRAM

Checks exit codes, sentences, deposits kept, and that a second run asks for no file again.
"""

import json
import pathlib
import subprocess
import sys
import tempfile
import urllib.request

HERE = pathlib.Path(__file__).parent
# Dataset of the loopback publisher: fate of its resource, exit code, a part of the sentence.
CASES = {
    "bon": ("deposited", 0, ""),
    "lent": ("deposited", 0, ""),
    "deplace": ("deposited", 0, ""),
    "panne": ("deposited", 0, ""),
    "coupe": ("deposited", 0, ""),
    "change": ("deposited", 0, ""),
    "sansEmpreinte": ("deposited", 0, ""),
    "faux": ("refused", 65, "empreinte"),
    "etrange": ("refused", 65, "Format non reconnu"),
    "grand": ("refused", 65, "dépasse"),
    "court": ("failed", 69, "interrompue"),
    "toujours": ("failed", 69, "500"),
    "illisible": ("failed", 69, "illisible"),
    "disparu": ("vanished", 0, "retiré par son producteur"),
    "absent": ("vanished", 0, "retiré par son producteur"),
}
LATER = ["parti", "efface"]


class Check:
    def __init__(self, program, address, root):
        self.program, self.address, self.root = program, address, root
        self.wrong = []

    def expect(self, condition, sentence):
        if not condition:
            self.wrong.append(sentence)

    def folder(self, *datasets):
        data = self.root / "-".join(datasets)
        data.mkdir(exist_ok=True)
        sources = [{"name": name, "producer": "Producteur fictif", "dataset": name} for name in datasets]
        (data / "sources.json").write_text(json.dumps(sources))
        return data

    def sync(self, data, *more):
        ran = subprocess.run(
            [self.program, "--data", str(data), "sync", "--api", self.address, "--tries", "3",
             "--patience", "5", "--largest", "1", "--json", *more],
            capture_output=True, text=True, timeout=120)
        report = json.loads(ran.stdout) if ran.stdout.startswith("{") else {"lines": []}
        return ran.returncode, report, ran.stderr

    def journal(self):
        with urllib.request.urlopen(self.address + "/journal") as answer:
            return [line for line in answer.read().decode().splitlines() if "/fichier/" in line]

    def deposits(self, data):
        folder = data / "depots"
        if not folder.exists():
            return set()
        return {path.name for path in folder.iterdir() if len(path.name) == 64}

    def each(self):
        for name, (fate, code, words) in CASES.items():
            data = self.folder(name)
            found, report, errors = self.sync(data)
            fates = [line["fate"] for line in report["lines"]]
            self.expect(found == code, f"{name}: exit {found}, {code} expected; {errors[-300:]}")
            self.expect(fates == [fate], f"{name}: {fates}, {fate} expected")
            self.expect(words in errors, f"{name}: no « {words} » in {errors!r}")
            self.expect(fate == "deposited" or name in errors, f"{name}: not named in {errors!r}")
            self.expect(
                len(self.deposits(data)) == (fate == "deposited"), f"{name}: {self.deposits(data)}")
            if fate == "deposited":
                self.expect(report.get("contracts") == 1, f"{name}: {report}")
                self.again(name, data, report["edition"])
            print(name, found, *fates)

    def again(self, name, data, edition):
        """A second run, when nothing changed: no file is asked for, save with a condition."""
        if name == "change":
            return
        before = len(self.journal())
        found, report, errors = self.sync(data)
        asked = self.journal()[before:]
        self.expect(found == 0, f"{name}, again: exit {found}; {errors[-300:]}")
        self.expect([line["fate"] for line in report["lines"]] == ["unchanged"], f"{name}: {report}")
        self.expect(report.get("edition") == edition, f"{name}: another edition")
        # Without a checksum the server itself must say 304.
        self.expect(len(asked) == (name == "sansEmpreinte"), f"{name}: asked again {asked}")

    def resumed(self):
        ranges = [line for line in self.journal() if line.endswith("bytes=100-") and "/coupe" in line]
        self.expect(ranges, "a cut file was not asked from where it stopped")

    def later(self):
        """What vanishes, or goes wrong after a good day, keeps its last deposit."""
        for name in LATER:
            data = self.folder(name)
            first, report, _ = self.sync(data)
            kept = self.deposits(data)
            second, again, errors = self.sync(data)
            fates = [line["fate"] for line in again["lines"]]
            self.expect((first, second) == (0, 0), f"{name}: exits {first}, {second}")
            self.expect(fates == ["vanished"], f"{name}: {fates}")
            self.expect("dernier dépôt est gardé" in errors, f"{name}: {errors!r}")
            self.expect(self.deposits(data) == kept and len(kept) == 1, f"{name}: deposits changed")
            self.expect(again.get("edition") == report.get("edition"), f"{name}: another edition")
            print(name, first, second, *fates)

    def together(self):
        """One bad source does not keep the others from coming."""
        data = self.folder("toujours", "faux", "bon")
        code, report, _ = self.sync(data)
        self.expect(code == 69, f"together: exit {code}")
        self.expect(report.get("contracts") == 1, f"together: {report}")
        code, _, errors = self.sync(data, "--source", "bon", "--on", "31/01/2026")
        self.expect(code == 64 and "31/01/2026" in errors, f"a bad day: {code} {errors!r}")
        code, _, errors = self.sync(data, "--source", "rien")
        self.expect(code == 64 and "rien" in errors, f"an unknown source: {code} {errors!r}")
        verified = subprocess.run([self.program, "--data", str(data), "verify"], capture_output=True)
        self.expect(verified.returncode == 0, "the edition is not whole")


def main():
    server = subprocess.Popen(
        [sys.executable, str(HERE.parent / "Loopback" / "loopback_server.py")],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        address = f"http://127.0.0.1:{int(server.stdout.readline())}"
        with tempfile.TemporaryDirectory() as root:
            check = Check(sys.argv[1], address, pathlib.Path(root))
            check.each()
            check.resumed()
            check.later()
            check.together()
    finally:
        server.kill()
    for line in check.wrong:
        print("WRONG", line)
    sys.exit(1 if check.wrong else 0)


if __name__ == "__main__":
    main()
