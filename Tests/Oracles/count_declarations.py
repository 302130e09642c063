"""Counts the declarations of published files on its own, and compares with what an import says.

    count_declarations.py PROGRAM FOLDER...

Reads JSON and XML with Python's own parsers. Fails when

a number of records read differs, or when read is not kept + merged + set aside.
"""

import gzip
import json
import pathlib
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree


def content(path):
    data = path.read_bytes()
    return gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data


def as_list(value):
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def json_records(data):
    document = json.loads(data.decode("utf-8-sig", errors="replace"))
    if isinstance(document, list):
        return len(document)
    marches = document.get("marches")
    if isinstance(marches, list):
        return len(marches)
    if not isinstance(marches, dict):
        return None
    return len(as_list(marches.get("marche"))) + len(as_list(marches.get("contrat-concession")))


def xml_records(data):
    head = data[:200].replace(b"encoding='utf8'", b"encoding='utf-8'")
    try:
        root = ElementTree.fromstring(head + data[200:])
    except ElementTree.ParseError:
        return None
    local = lambda element: element.tag.rsplit("}", 1)[-1]
    if local(root) != "marches":
        return None
    children = [local(child) for child in root]
    return children.count("marche") + children.count("contrat-concession")


def main():
    program, folders = sys.argv[1], [pathlib.Path(name) for name in sys.argv[2:]]
    wrong = checked = 0
    for folder in folders:
        with tempfile.TemporaryDirectory() as data:
            ran = subprocess.run(
                [program, "--data", data, "import", str(folder), "--json"],
                capture_output=True, text=True)
            report = json.loads(ran.stdout)
        for deposit in report["deposits"]:
            parts = deposit["kept"] + deposit["merged"] + deposit["setAside"]
            if deposit["read"] != parts:
                wrong += 1
                print(f"{deposit['name']}: read {deposit['read']}, parts add up to {parts}")
            path = next(folder.rglob(pathlib.Path(deposit["name"]).name), None)
            if path is None and folder.is_file():
                path = folder
            if path is None:
                continue
            body = content(path)
            start = body.lstrip(b"\xef\xbb\xbf \r\n\t")[:1]
            if start in (b"{", b"["):
                expected = json_records(body)
            elif start == b"<":
                expected = xml_records(body)
            else:
                continue
            if expected is None:
                continue
            checked += 1
            if expected != deposit["read"]:
                wrong += 1
                print(f"{deposit['name']}: {deposit['read']} read, {expected} counted")
    print(f"{checked} files counted independently, {wrong} disagreements")
    sys.exit(1 if wrong or not checked else 0)


if __name__ == "__main__":
    main()
