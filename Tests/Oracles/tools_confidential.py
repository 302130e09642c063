"""Plants values in every field of every tool, as forms, files and JSON, then looks for them.

    tools_confidential.py BASE PID FOLDER

Fails when the server wrote a single byte to any file while it answered (its start is awaited
first), or when a planted value is found in the folder of its data, its log and its temporary
files.
"""

import json
import pathlib
import sys
import time
import urllib.error
import urllib.request

AMOUNT = "91827364.55"
WORD = "Plantation7f3a"


def send(address, body, kind):
    request = urllib.request.Request(address, body, {"Content-Type": kind})
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.read()
    except urllib.error.HTTPError as error:
        return error.read()


def multipart(values, file=None):
    parts = [f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
             for name, value in values.items()]
    if file:
        parts.append('--x\r\nContent-Disposition: form-data; name="cas"; filename="cas.json"\r\n'
                     f"Content-Type: application/json\r\n\r\n{file}\r\n")
    return ("".join(parts) + "--x--\r\n").encode()


def written(process):
    """Bytes the process has handed to files; sockets are not counted."""
    lines = pathlib.Path(f"/proc/{process}/io").read_text().splitlines()
    return dict(line.split(": ") for line in lines)["write_bytes"]


def settled(process):
    """The count once the work of starting (the members' file, the first chores) has ended: equal for
    five seconds, which is longer than the pause between two turns of the chores."""
    before, still = written(process), 0
    while still < 5:
        time.sleep(1)
        after = written(process)
        still = still + 1 if after == before else 0
        before = after
    return before


def main():
    base, process, folder = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
    tools = json.loads(urllib.request.urlopen(base + "/api/v1/tools").read())["rows"]
    before = settled(process)
    echoed = 0
    for tool in tools:
        fields = json.loads(
            urllib.request.urlopen(f"{base}/api/v1/tools/{tool['name']}").read())["fields"]
        example = dict(tool["example"])
        cases = [example]
        for field in fields:
            # As a value that may be taken, then as one that is refused.
            cases.append({**example, field["name"]: AMOUNT})
            cases.append({**example, field["name"]: WORD})
            table = example.get(field["name"], "")
            if "\n" in table:
                head, first, *rest = table.split("\n")
                for place in range(first.count(";") + 1):
                    cells = first.split(";")
                    cells[place] = AMOUNT
                    cases.append(
                        {**example, field["name"]: "\n".join([head, ";".join(cells), *rest])})
        for case in cases:
            page = f"{base}/outils/{tool['name']}"
            answer = send(page, multipart(case), "multipart/form-data; boundary=x")
            echoed += AMOUNT.encode() in answer or WORD.encode() in answer
            send(page, multipart({**case, "action": "fichiers"}), "multipart/form-data; boundary=x")
            send(page, multipart({}, json.dumps(case)), "multipart/form-data; boundary=x")
            send(f"{base}/api/v1/tools/{tool['name']}", json.dumps(case).encode(),
                 "application/json")
    if echoed == 0:
        sys.exit("Rien n’a été planté : l’épreuve ne prouve rien.")
    after = written(process)
    if after != before:
        sys.exit(f"Le serveur a écrit dans un fichier : {before} puis {after} octets.")
    searched = 0
    for path in folder.rglob("*"):
        if not path.is_file():
            continue
        searched += 1
        content = path.read_bytes()
        for planted in (AMOUNT, WORD, "91 827 364", "9182736455"):
            if planted.encode() in content:
                sys.exit(f"« {planted} » est dans {path}")
    print(f"{len(tools)} outils, {echoed} réponses avec une valeur plantée, {searched} fichiers lus, "
          "aucun octet écrit")


if __name__ == "__main__":
    main()
