"""Reads the published notices with the standard library alone and compares with the edition.

    notices_oracle.py PROGRAM REAL_DATA WORK

Imports every notice (gazette tables, both shapes of the former API, the present API), then checks:
records read = kept + merged + set aside; as many notices as distinct numbers; for each field, the values
that an independent reading finds; that no contact of the identity tables is anywhere in the edition.
Prints the figures of docs/notices.md.
"""

import collections
import csv
import datetime
import gzip
import json
import pathlib
import re
import subprocess
import sys
import tarfile
import time
import zoneinfo

import pyarrow.ipc

csv.field_size_limit(10**9)
PARIS = zoneinfo.ZoneInfo("Europe/Paris")
MISSING = {"", "None", "<NA>", "nan", "CF_NIV_SUIV", "[]"}
wrong = []


def expect(condition, sentence):
    if not condition:
        wrong.append(sentence)


def luhn(digits):
    total = 0
    for rank, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if rank % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def siret(text):
    digits = re.sub(r"[^0-9]", "", text)
    letters = re.sub(r"[^A-Za-zÀ-ÿ]", "", text).upper()
    if len(digits) != 14 or letters not in ("", "SIRET") or len(set(digits)) == 1:
        return None
    poste = digits.startswith("356000000") and sum(map(int, digits)) % 5 == 0
    return digits if luhn(digits) or poste else None


def deadline(text):
    """Noon is written 11:00 all year round: wall clock of Paris, an hour later than written."""
    wall = datetime.datetime.strptime(text[:19], "%Y-%m-%d %H:%M:%S") + datetime.timedelta(hours=1)
    return int(wall.replace(tzinfo=PARIS).timestamp())


def tables(folder):
    for path in sorted(folder.glob("*/*.csv*")):
        opened = gzip.open(path, "rt", encoding="utf-8", newline="") if path.suffix == ".gz" else open(
            path, encoding="utf-8", newline="")
        with opened as text:
            yield path, csv.DictReader(text)


def column(row, ending):
    for name, value in row.items():
        if name and name.endswith(ending):
            return None if value is None or value.strip() in MISSING else value
    return None


def truth(real):
    """What the tables say of each notice: the sets of values published for each field."""
    notices = collections.defaultdict(lambda: collections.defaultdict(set))
    contacts, rows = set(), 0
    for path, reader in tables(real / "boamp-tables"):
        for row in reader:
            number = (row["BOAMP_AVIS_NUM"] or "").strip()
            if not re.fullmatch(r"\d\d-\d{1,9}", number) or None in row or None in row.values():
                rows += 1
                continue
            rows += 1
            fields = notices[number]
            for ending, name in (
                ("Identite_Denomination", "name"), ("Identite_Codeidentnational", "id"),
                ("Identite_Cp", "cp"), ("Conditiondelai_Receptoffres", "offers"),
                ("Conditiondelai_Receptcandidat", "candidates"),
                ("Criteresponderes_Critere", "criteria"), ("Identite_Urlprofilacheteur", "profile"),
            ):
                value = column(row, ending)
                if value:
                    fields[name].add(value)
            for name, value in row.items():
                if value != "True" or "nnonceanterieur" in name:
                    continue
                if "Typeavis_Statut_" in name and name.startswith("G_01"):
                    fields["state"].add(name.rsplit("_", 1)[1])
                if "Typeavis_Nature_" in name and name.startswith("G_01"):
                    fields["nature"].add(name.split("Typeavis_Nature_")[1].split("_")[0])
            for name, value in row.items():
                if name.endswith("nnonceanterieur_Reference_Idweb") and value.strip() not in MISSING:
                    fields["links"].add(value.strip())
            for ending in ("Identite_Mel", "Identite_Tel"):
                value = column(row, ending)
                if value and len(value) > 9:
                    contacts.add(value)
    return notices, contacts, rows


def former(real, work):
    """The notices of the former API: numbers and objects."""
    target = work / "ancienne"
    target.mkdir()
    with tarfile.open(real / "boamp-json" / "boamp_api_2015-2019.tar.gz") as archive:
        archive.extractall(target, filter="data")
    numbers, items, files = set(), 0, 0
    for path in sorted(target.rglob("*.json")):
        files += 1
        document = json.loads(path.read_text())
        if "annonce" in document:
            numbers.add(document["annonce"]["gestion"]["nojo"])
            items += 1
        else:
            numbers.update(item["value"] for item in document["item"])
            items += len(document["item"])
    present = json.loads(next((real / "boamp-json").glob("boamp_ods*.json")).read_text())
    numbers.update(record["raw_fields"]["idweb"] for record in present)
    return target, numbers, items + len(present), files


def main():
    program, real, work = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    notices, contacts, rows = truth(real)
    target, others, items, files = former(real, work)
    data = work / "donnees"
    start = time.monotonic()
    ran = subprocess.run(
        [program, "--data", str(data), "import", "--json", str(real / "boamp-tables"),
         str(real / "boamp-json" / "boamp_api_2015-2019.tar.gz"),
         str(next((real / "boamp-json").glob("boamp_ods*.json")))],
        capture_output=True, text=True, timeout=600)
    seconds = time.monotonic() - start
    report = json.loads(ran.stdout)
    edition = data / "editions" / report["edition"]
    manifest = json.loads((edition / "manifest.json").read_text())
    total = manifest["notices"]
    expect(total["read"] == total["kept"] + total["merged"] + total["setAside"], f"réconciliation {total}")
    expect(total["read"] == rows + items, f"{total['read']} lues, {rows + items} attendues")
    # Notices of before 2009 have numbers of another shape.
    shape = re.compile(r"\d\d-\d{1,9}|B[A-Z]P[0-9A-Z]{12}")
    numbers = set(notices) | {n for n in others if shape.fullmatch(n)}
    expect(total["kept"] == len(numbers), f"{total['kept']} avis, {len(numbers)} attendus")

    table = pyarrow.ipc.open_file(edition / "notices.arrow").read_all().to_pydict()
    place = {number: index for index, number in enumerate(table["avis"])}
    expect(len(place) == len(table["avis"]), "un numéro est sur deux lignes")
    counted = collections.Counter()
    states = {"Initial": "Initial", "Rectificatif": "Rectificatif", "Annulation": "Annulation",
              "Modification": "Modification"}
    natures = {"Appeloffre": "Avis de marché", "Attribution": "Attribution", "Rectificatif": "Rectificatif",
               "Preinformation": "Préinformation", "Intentionconclure": "Intention de conclure",
               "Modification": "Modification de marché", "Periodique": "Avis périodique"}
    for number, fields in notices.items():
        index = place.get(number)
        if index is None:
            wrong.append(f"{number} n'est pas dans l'édition")
            continue
        valid = {found for found in map(siret, fields["id"]) if found}
        expect(not valid or table["acheteur_id"][index] in valid, f"{number} : SIRET {valid}")
        counted["SIRET"] += bool(valid)
        codes = {re.sub(r"\s", "", code) for code in fields["cp"]}
        codes = {code for code in codes if re.fullmatch(r"\d{5}", code)}
        expect(not codes or table["acheteur_codePostal"][index] in codes, f"{number} : code postal {codes}")
        counted["code postal"] += bool(codes)
        limits = {deadline(text) for text in fields["offers"] | fields["candidates"]}
        expect(not limits or table["limite_initiale_secondes"][index] in limits, f"{number} : limite {limits}")
        counted["date limite"] += bool(limits)
        if fields["state"]:
            expect(table["etat"][index] in {states[s] for s in fields["state"]}, f"{number} : état")
        if fields["nature"]:
            expect(table["nature"][index] in {natures[n] for n in fields["nature"]}, f"{number} : nature")
        links = set((table["avisLies"][index] or "").split())
        expect(links == {link for link in fields["links"] if link != number}, f"{number} : liens {links}")
        weights = {sum("poids" in item for item in json_criteria(text)) for text in fields["criteria"]}
        if any(weights):
            shown = (table["criteres"][index] or "").count(" : ")
            expect(shown >= 1, f"{number} : critères {weights}")
            counted["critères pondérés"] += 1
        counted["nom"] += bool(fields["name"])
        expect(bool(fields["name"]) == bool(table["acheteur_nom"][index]), f"{number} : nom")

    everything = b"".join(path.read_bytes() for path in edition.iterdir()).decode("utf-8", "replace")
    # Around each sign only: long runs without blanks would be read again from each of their letters.
    words = set()
    for sign in re.finditer("@", everything):
        near = everything[max(0, sign.start() - 100):sign.end() + 100]
        before = re.search(r"[^\s\x00-\x1f\"',;<>()]*$", near[:min(100, sign.start())])[0]
        after = re.match(r"[^\s\x00-\x1f\"',;<>()]*", near[min(100, sign.start()) + 1:])[0]
        if before and after:
            words.add(before + "@" + after)
    for contact in sorted(contacts):
        if "@" in contact and contact in words:
            wrong.append("un courriel de contact est dans l'édition")
    expect(not {w for w in words if re.search(r"@[\w-]+\.[a-z]{2,}", w)}, f"{len(words)} adresses de courriel")
    telephones = {c for c in contacts if re.fullmatch(r"0\d([ .-]?\d\d){4}", c)}
    # One pass, overlapping: a search of each would read everything thousands of times.
    found = set(re.findall(r"(?=(0\d(?:[ .-]?\d\d){4}))", everything))
    expect(not telephones & found, f"{len(telephones & found)} téléphones")

    size = len(table["avis"])
    print(f"{len(numbers)} avis, {total['read']} enregistrements de {files + 1} fichiers JSON et des tables, "
          f"{total['merged']} réunis, {total['setAside']} mis de côté, {seconds:.1f} s "
          f"({total['read'] / seconds:.0f} enregistrements/s, {len(numbers) / seconds:.0f} avis/s)")
    for name in ("nature", "etat", "objet", "acheteur_nom", "acheteur_id", "acheteur_codePostal",
                 "departements", "codeCPV", "dateParution", "limite_secondes", "criteres", "profilAcheteur",
                 "valeurEstimee_centimes", "lieu_nuts"):
        unknown = sum(value is None or value == "" for value in table[name])
        print(f"  {name} inconnu : {unknown} ({100 * unknown / size:.1f} %)")
    later = [i for i in range(size) if table["etat"][i] == "Rectificatif"]
    linked = sum(table["appel"][i] != i for i in later)
    print(f"  rectificatifs : {len(later)}, rattachés à un avis lu : {linked} ({100 * linked / len(later):.1f} %)")
    cancelled = [i for i in range(size) if table["etat"][i] == "Annulation"]
    print(f"  annulations : {len(cancelled)}, rattachées : {sum(table['appel'][i] != i for i in cancelled)}")
    print(f"  appels corrigés : {sum(v > 0 for v in table['rectificatifs'])}, limite changée : "
          + str(sum(a is not None and b is not None and a != b for a, b in zip(
              table["limite_secondes"], table["limite_initiale_secondes"]))))
    print(f"  clos : {collections.Counter(c for c in table['cloture'] if c)}")
    print(f"  constats : {collections.Counter(c for text in table['constats'] if text for c in text.split())}")
    print(f"  comparés : {dict(counted)}")
    for sentence in wrong[:20]:
        print("FAUX", sentence)
    if wrong:
        sys.exit(f"{len(wrong)} différences")


def json_criteria(text):
    """The items of a Python list of criteria, by its own parser."""
    import ast
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return []


main()
