"""Runs `orcp sync` of notices against a publisher on 127.0.0.1, twice, then reads what is served.

    notices_sync.py PROGRAM WORK
"""

import datetime
import json
import pathlib
import subprocess
import sys
import urllib.request

program, work = sys.argv[1], pathlib.Path(sys.argv[2])
script = pathlib.Path(__file__).parent.parent / "Loopback" / "boamp_server.py"
server = subprocess.Popen([sys.executable, str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
address = f"http://127.0.0.1:{server.stdout.readline().strip()}"
data = work / "suivi"
data.mkdir(parents=True)
(data / "sources.json").write_text(json.dumps([{"name": "boamp", "producer": "DILA", "dataset": "boamp"}]))


def journal():
    with urllib.request.urlopen(address + "/journal") as answer:
        return answer.read().decode().split("\n")


def sync():
    ran = subprocess.run(
        [program, "--data", str(data), "sync", "--boamp", address + "/records", "--notice-days", "9",
         "--patience", "5", "--json"], capture_output=True, text=True, timeout=300)
    assert ran.stdout.startswith("{"), ran.stderr
    return ran.returncode, json.loads(ran.stdout)


code, report = sync()
fates = [line["fate"] for line in report["lines"]]
today = datetime.date.today()
days = [today - datetime.timedelta(days=back) for back in range(9, -1, -1)]
busy = sum(day.weekday() != 6 for day in days)
assert code == 0, report
assert len(fates) == 10 and fates.count("deposited") == busy, fates
memory = json.loads((data / "sync" / "boamp.json").read_text())
assert memory["lastSuccess"] and len(memory["days"]) == 10, memory
asked = len(journal())

code, again = sync()
assert code == 0 and {line["fate"] for line in again["lines"]} == {"unchanged"}, again
later = {line.split()[0] for line in journal()[asked:]}
assert later == {str(day) for day in days[-8:]}, later
edition = data / "editions" / again["edition"]
manifest = json.loads((edition / "manifest.json").read_text())
assert manifest["notices"]["kept"] == busy * 130, manifest["notices"]
for path in edition.iterdir():
    content = path.read_bytes()
    for planted in (b"Plant\xc3\xa9e", b"plantee@", b"99 88 77"):
        assert planted not in content, path.name
server.stdin.close()
server.wait(timeout=10)
code, cut = sync()
assert code == 69 and cut["edition"] == again["edition"], (code, cut)
assert json.loads((data / "sync" / "boamp.json").read_text())["lastSuccess"] >= memory["lastSuccess"]
print(f"{busy} jours reçus malgré les pannes, {busy * 130} avis, rien de redemandé hors du recouvrement")
