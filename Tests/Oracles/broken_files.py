"""Gives the program files that are broken on purpose; none may crash it, hang it or fill the memory.

    broken_files.py PROGRAM

Each file ends in findings (exit 0) or in one clear refusal (exit 65), without hanging (three minutes), within 400 MB.
"""

import gzip
import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import zipfile

RECORD = {
    "id": "2024-001", "acheteur": {"id": "21590163800019"}, "nature": "Marché", "objet": "Toiture",
    "codeCPV": "45261210", "procedure": "Procédure adaptée", "dureeMois": 6, "montant": 50000,
    "lieuExecution": {"code": "59", "typeCode": "Code département"},
    "dateNotification": "2024-03-01", "datePublicationDonnees": "2024-03-05",
    "titulaires": [{"titulaire": {"typeIdentifiant": "SIRET", "id": "35600000000048"}}],
}


def document(*records):
    return json.dumps({"marches": {"marche": list(records)}}, ensure_ascii=False).encode()


def files(folder):
    good = document(RECORD)
    write = lambda name, data: (folder / name).write_bytes(data)
    write("whole.json", good)
    write("truncated.json", good[: len(good) * 2 // 3])
    write("nan.json", good.replace(b"50000", b"NaN"))
    write("bom.json", b"\xef\xbb\xbf" + good)
    write("control.json", good.replace(b"Toiture", b"Toi\x01\x02ture"))
    write("latin1.json", good.decode().encode("latin-1"))
    write("utf16.json", good.decode().encode("utf-16"))
    write("nested.json", good.replace(b"50000", b"[" * 10_000 + b"]" * 10_000))
    write("open.json", b'{"marches":{"marche":[' + b'{"a":' * 10_000)
    before, after = good.split(b"Toiture")
    with (folder / "long.json").open("wb") as file:
        file.write(before)
        for _ in range(2_000):
            file.write(b"x" * 1_000_000)
        file.write(after)
    write("empty.json", b"")
    write("garbage.bin", os.urandom(300_000))
    write("page.html", b"<!DOCTYPE html><html><body>404</body></html>")
    write("empty-list.json", document())
    lol = "".join(f'<!ENTITY l{n} "{"&l%d;" % (n - 1) * 10}">' for n in range(1, 12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE m [<!ENTITY l0 "lol">{lol}]><marches><marche><id>&l11;</id></marche></marches>'
    write("entities.xml", bomb.encode())
    write(
        "external.xml",
        b'<?xml version="1.0"?><!DOCTYPE m [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        b"<marches><marche><id>&x;</id><objet>a</objet></marche></marches>")
    write("cut.xml", b"<?xml version='1.0' encoding='utf8'?><marches><marche><id>1</id><objet>Toit")
    with gzip.open(folder / "bomb.json.gz", "wb", 9) as file:
        file.write(b'{"marches":{"marche":[{"objet":"')
        for _ in range(1500):
            file.write(b"0" * 1_000_000)
    with zipfile.ZipFile(folder / "bomb.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        with archive.open("bomb.json", "w", force_zip64=True) as file:
            file.write(b'{"marches":{"marche":[{"objet":"')
            for _ in range(1500):
                file.write(b"0" * 1_000_000)
    with zipfile.ZipFile(folder / "good.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("un.json", good)
        archive.writestr("lisez-moi.txt", "rien")
    with zipfile.ZipFile(folder / "nothing.zip", "w") as archive:
        archive.writestr("lisez-moi.txt", "rien")
    write("good.json.gz", gzip.compress(good))
    archives(folder, good)
    (folder / "cut.gz").write_bytes((folder / "good.json.gz").read_bytes()[:-40])


def zipped(path, members, method=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return path.read_bytes()


def archives(folder, good):
    """Archives as the standard library writes them, right ones, then damaged by hand."""
    other = good.replace(b"2024-001", b"2024-002")
    with zipfile.ZipFile(folder / "zip64.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("un.json", "w", force_zip64=True) as file:
            file.write(good)
    zipped(folder / "many.zip", [(f"{n}.txt", b"") for n in range(65_600)] + [("un.json", good)])
    zipped(folder / "stored.zip", [("un.json", good)], zipfile.ZIP_STORED)
    # A stream that cannot seek makes zipfile write data descriptors.
    with (folder / "descriptors.zip").open("wb") as file:
        class Stream:
            write, flush = file.write, file.flush
        with zipfile.ZipFile(Stream(), "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("un.json", good)
            archive.writestr("deux.json", other)
    inner = zipped(folder / "inner.zip", [("un.json", good)])
    zipped(folder / "zip-in-zip.zip", [("a.zip", inner)])
    zipped(folder / "gzip-in-zip.zip", [("un.json.gz", gzip.compress(good))])
    (folder / "zip-in-gzip.gz").write_bytes(gzip.compress(inner))
    zipped(folder / "paths.zip", [("../../../tmp/orcp-evasion.json", good), ("/orcp-evasion.json", other)])
    with zipfile.ZipFile(folder / "twice.zip", "w") as archive:
        archive.writestr("un.json", good)
        archive.NameToInfo.clear()
        archive.writestr("un.json", other)
    zipped(folder / "lzma.zip", [("un.json", good)], zipfile.ZIP_LZMA)
    whole = zipped(folder / "plain.zip", [("un.json", good)], zipfile.ZIP_STORED)
    encrypted = bytearray(whole)
    encrypted[6] |= 1
    encrypted[whole.rindex(b"PK\x01\x02") + 8] |= 1
    (folder / "encrypted.zip").write_bytes(encrypted)
    (folder / "wrong-sum.zip").write_bytes(whole.replace(b"Toiture", b"Voiture"))
    (folder / "cut.zip").write_bytes(whole[: len(whole) // 2])
    # Every entry of the directory leads to the same member: little in, much out.
    start = whole.rindex(b"PK\x01\x02")
    end = whole.rindex(b"PK\x05\x06")
    entry = whole[start:end]
    fields = bytearray(whole[end:])
    fields[8:12] = (5_000).to_bytes(2, "little") * 2
    fields[12:16] = (5_000 * len(entry)).to_bytes(4, "little")
    (folder / "overlap.zip").write_bytes(whole[:start] + entry * 5_000 + fields)


# Contracts of the files that must be read; a part of the sentence for those that must not.
READ = {
    "whole.json": 1, "good.zip": 1, "good.json.gz": 1, "bom.json": 1, "utf16.json": 1, "zip64.zip": 1,
    "many.zip": 1, "stored.zip": 1, "descriptors.zip": 2, "gzip-in-zip.zip": 1, "paths.zip": 2,
    "twice.zip": 2, "inner.zip": 1, "plain.zip": 1, "wrong-sum.zip": 1,
}
REFUSED = {
    "encrypted.zip": "mot de passe", "zip-in-zip.zip": "autre archive", "zip-in-gzip.gz": "autre archive",
    "lzma.zip": "« 14 »", "overlap.zip": "recouvre", "cut.zip": "endommagée",
}


def main():
    if sys.argv[1] == "--files":
        files(pathlib.Path(sys.argv[2]))
        return
    program = sys.argv[1]
    wrong = []
    with tempfile.TemporaryDirectory() as root:
        folder = pathlib.Path(root) / "files"
        folder.mkdir()
        # In a process of its own, whose memory does not count as the program's.
        subprocess.run([sys.executable, __file__, "--files", str(folder)], check=True)
        for path in sorted(folder.iterdir()):
            data = pathlib.Path(root) / ("data-" + path.name)
            process = subprocess.Popen(
                [program, "--data", str(data), "import", str(path), "--json"],
                stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            try:
                output, errors = process.communicate(timeout=180)
            except subprocess.TimeoutExpired:
                process.kill()
                wrong.append(f"{path.name}: still running after 180 s")
                continue
            code = process.returncode
            expected = READ
            said = errors.decode().replace("\u202f", " ")
            if path.name in REFUSED and (code != 65 or REFUSED[path.name] not in said):
                wrong.append(f"{path.name}: exit {code}, {said[-200:]}")
            if path.name == "wrong-sum.zip" and code == 0 and not any(
                deposit["setAside"] for deposit in json.loads(output)["deposits"]):
                wrong.append("wrong-sum.zip: the damage is not told")
            if code not in (0, 65):
                wrong.append(f"{path.name}: exit {code}, {errors.decode()[-200:]}")
            elif code == 65 and not errors.strip():
                wrong.append(f"{path.name}: refused without a sentence")
            elif code == 0:
                report = json.loads(output)
                if path.name in expected and report["contracts"] != expected[path.name]:
                    wrong.append(f"{path.name}: {report['contracts']} contracts")
                for deposit in report["deposits"]:
                    if deposit["read"] != deposit["kept"] + deposit["merged"] + deposit["setAside"]:
                        wrong.append(f"{path.name}: does not reconcile")
            elif path.name in expected:
                wrong.append(f"{path.name}: refused, {errors.decode()[-200:]}")
            if b"root:" in output:
                wrong.append(f"{path.name}: an external entity was read")
            print(path.name, code, (errors.decode().strip().splitlines() or [""])[0][:150])
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MB")
    if peak > 400:
        wrong.append(f"peak memory {peak:.0f} MB")
    for place in ("/tmp/orcp-evasion.json", "/orcp-evasion.json"):
        if os.path.exists(place):
            wrong.append(f"{place} was written")
    for line in wrong:
        print("WRONG", line)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
