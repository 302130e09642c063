"""Fourteen alerts over two editions of published files: letter, feed and editions must tell the same things.

    real_alerts.py [--show]      --show prints the table of docs/opportunities.md

The first edition is made of the older files, the second of all of them. What is new comes from both
editions by the API alone; three contracts of each alert are looked for in the published files themselves.
Beside ten selections of the explorer, two radars and two selections of calls are followed; of these, what is new is
counted over the columns of both editions, corrections and ends included (calls are over by now: `etat=tous`).
"""
import email
import email.policy
import gzip
import json
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys
import time
import urllib.parse
import urllib.request

import pyarrow as pa

from community_server import PROGRAM, Client, Server

DATA = pathlib.Path(os.environ["ORCP_REAL_DATA"])
OLDER = ["decp-2019-json/pes-files", "boamp-tables/2020-02"]
NEWER = ["decp-2019-json", "decp-2022-json", "decp-tabular", "decp-xml", "boamp-tables/2020-02", "boamp-tables/2020-05"]
SELECTIONS = [
    ("departement=59", "Nord"),
    ("departement=59&cpv=45", "Travaux dans le Nord"),
    ("region=32&cpv=71", "Maîtrise d’œuvre en Hauts-de-France"),
    ("acheteur_id=21590163800019", "Un acheteur"),
    ("titulaire_siren=301309605", "Un titulaire"),
    ("mots=toiture", "Le mot toiture"),
    ("cpv=4526&annee=2024", "Couverture et charpente, 2024"),
    ("departement=35&montant_tranche=40 à 90 k€", "Petits contrats d’Ille-et-Vilaine"),
    ("marcheInnovant=oui", "Achats innovants"),
    ("cpv=33&departement=59", "Matériel médical dans le Nord"),
]


OPPORTUNITIES = [
    ("renouvellements", "debut=0&fin=120", "Renouvellements"),
    ("renouvellements", "type=Services&debut=0&fin=120", "Services à renouveler"),
    ("marches-ouverts", "departement=59&etat=tous", "Appels du Nord"),
    ("marches-ouverts", "departement=02&etat=tous", "Appels de l’Aisne"),
]
CALLS = {"Avis de marché", "Rectificatif", "Système de qualification", "Avis périodique", None}
ENDS = {"Annulé": "annule", "Attribué": "attribue", "Sans suite": "sans-suite"}


def files(names):
    found = []
    for name in names:
        path = DATA / name
        found += sorted(p for p in path.iterdir() if re.search(r"\.(json|csv|xml)(\.gz)?$", p.name)
                        and "doublons" not in p.name) if path.is_dir() else [path]
    return found


def ask(address):
    with urllib.request.urlopen(address, timeout=60) as reply:
        return reply.read().decode()


def contracts(base, edition, selection):
    found, page = {}, 1
    while True:
        rows = json.loads(ask(f"{base}/api/v1/contracts?{quoted(selection)}&edition={edition}&limite=1000"
                              f"&page={page}"))["rows"]
        if not rows:
            return found
        found.update({row["cle"]: row for row in rows})
        page += 1


def renewals(base, edition, selection):
    found, page = {}, 1
    while True:
        rows = json.loads(ask(f"{base}/api/v1/renewals?{quoted(selection)}&edition={edition}&limite=1000"
                              f"&page={page}"))["rows"]
        if not rows:
            return found
        found.update({row["cle"]: row["dateFin"] for row in rows})
        page += 1


def calls(folder, edition, selection):
    """Names of calls, corrections and ends, from the columns of an edition alone."""
    wanted = dict(item.split("=") for item in selection.split("&"))
    with pa.memory_map(f"{folder}/editions/{edition}/notices.arrow") as file:
        table = pa.ipc.open_file(file).read_all()
    columns = {name: table[name].to_pylist() for name in
               ["avis", "appel", "nature", "etat", "cloture", "departements", "type"]}
    names, chosen = set(), set()
    for row, call in enumerate(columns["appel"]):
        places = (columns["departements"][row] or "").split(" ")
        kinds = (columns["type"][row] or "").split(" ")
        if (call == row and columns["nature"][row] in CALLS and wanted["departement"] in places
                and wanted.get("type", kinds[0]) in kinds):
            chosen.add(row)
            names.add(columns["avis"][row])
            if columns["cloture"][row]:
                names.add(f"{columns['avis'][row]}:{ENDS[columns['cloture'][row]]}")
    for row, call in enumerate(columns["appel"]):
        if row != call and call in chosen and (
                columns["nature"][row] == "Rectificatif"
                or columns["etat"][row] == "Rectificatif" and columns["nature"][row] != "Annulation"):
            names.add(f"{columns['avis'][call]}:rectif:{columns['avis'][row]}")
    return names


def opportunities(base, folder, old, new, letters):
    """What radars and calls told is what both editions say is new; lines of the table, for people."""
    with sqlite3.connect(folder + "/communaute.sqlite", timeout=20) as store:
        told = {}
        for name, element, title, day in store.execute(
                "SELECT a.nom, n.element, n.titre, n.jour FROM selection_nouveaute n"
                " JOIN alerte a ON a.selection = n.selection ORDER BY n.id"):
            told.setdefault(name, {})[element] = (title, day)
    lines = []
    for source, selection, name in OPPORTUNITIES:
        if source == "renouvellements":
            after = renewals(base, new, selection)
            fresh = after.keys() - renewals(base, old, selection).keys()
            ends = [after[key] for key in told.get(name, {})]
            assert ends == sorted(ends), (name, "the farthest end, told first, is noted last")
        else:
            fresh = calls(folder, new, selection) - calls(folder, old, selection)
            assert {kind for kind in (":rectif:", ":annule", ":attribue") for item in fresh if kind in item}, name
        heard = told.get(name, {})
        assert 0 < len(fresh) <= 2_000, (name, len(fresh))
        assert heard.keys() == fresh, (name, len(heard), len(fresh), sorted(heard.keys() ^ fresh)[:5])
        said = len(re.findall(r"^- ", letters[name], re.M))
        assert said == min(20, len(fresh)), (name, said)
        last = list(heard)[-1]
        assert heard[last][0][:40] in letters[name].split("\n- ")[1], (name, heard[last])
        lines.append((name, source, selection, len(fresh), said, last))
    return lines


def quoted(selection):
    return urllib.parse.quote(selection, safe="=&")


def current(base):
    return json.loads(ask(base + "/health"))["edition"]


def until(condition, seconds=90):
    for _ in range(seconds * 10):
        if condition():
            return
        time.sleep(0.1)
    raise AssertionError("waited in vain")


def imported(folder, names):
    done = subprocess.run([PROGRAM, "--data", folder, "import", *map(str, files(names))],
                          capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-2_000:]


def letters(folder):
    """Subject and text of the letters that name new things."""
    found = {}
    for path in pathlib.Path(folder, "courriels").glob("*.eml"):
        message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        if "nouveauté" in message["Subject"]:
            found[re.split("[\u202f ]?: ", message["Subject"])[0]] = message.get_content()
    return found


def published():
    """Every published text, to look a contract up in."""
    texts = {}
    for path in files(NEWER + OLDER):
        content = path.read_bytes()
        content = gzip.decompress(content) if path.suffix == ".gz" else content
        texts[path.name] = content.decode("utf-8", "replace")
    return texts


def main():
    server = Server()
    base, folder = server.base, server.folder
    imported(folder, OLDER)
    server.start()
    try:
        client = Client(server).sign_in(server.link("veille@exemple.fr", "Veilleuse Exemple"))
        old = current(base)
        for selection, name in SELECTIONS:
            page = "/alertes/nouvelle?" + urllib.parse.urlencode(
                {"source": "explorateur", "requete": selection})
            reply = client.submit(page, {"nom": name, "rythme": "jour"})
            assert reply.status == 303, (selection, reply.status, reply.text[-1_500:])
        for source, selection, name in OPPORTUNITIES:
            page = "/alertes/nouvelle?" + urllib.parse.urlencode({"source": source, "requete": selection})
            reply = client.submit(page, {"nom": name, "rythme": "jour"})
            assert reply.status == 303, (selection, reply.status, reply.text[-1_500:])
        imported(folder, NEWER)
        until(lambda: current(base) != old)
        new = current(base)

        def looked():
            with sqlite3.connect(folder + "/communaute.sqlite", timeout=20) as store:
                return {row[0].split()[0] for row in store.execute("SELECT etat FROM selection_suivie")} == {new}
        until(looked)
        with sqlite3.connect(folder + "/communaute.sqlite", timeout=20) as store:
            store.execute("UPDATE alerte SET prochain = 0")
        texts, rows = published(), []
        page = client.get("/alertes").text
        feeds = re.findall(r"value=\"(http[^\"]*/alertes/flux/[^\"]*)\"", page)
        assert len(feeds) == len(SELECTIONS) + len(OPPORTUNITIES), (len(feeds), page[:3_000])
        heard = {}
        for address in feeds:
            feed = ask(address)
            heard[re.search(r"<title>([^<]*)</title>", feed)[1].split(" — ")[0]] = set(
                re.findall(r"<id>[^<]*/contrats/([A-Za-z0-9_-]+)", feed))
        fresh = {}
        for selection, name in SELECTIONS:
            after = contracts(base, new, selection)
            fresh[name] = {key: after[key] for key in after.keys() - contracts(base, old, selection).keys()}
        expected = {name for name in fresh if fresh[name]} | {name for _, _, name in OPPORTUNITIES}
        until(lambda: set(letters(folder)) >= expected)
        told = letters(folder)
        assert set(told) == expected, (set(told) ^ expected)
        for selection, name in SELECTIONS:
            keys = fresh[name]
            words = told.get(name, "")
            said = re.findall(r"/contrats/([A-Za-z0-9_-]+)", words)
            assert len(said) == len(set(said)) == min(20, len(keys)), (name, said)
            assert set(said) <= keys.keys(), (name, said)
            assert len(keys) <= 20 or f"et {len(keys) - 20}" in words, (name, words)
            feed = heard.get(name)
            assert feed is not None, (name, list(heard))
            assert feed <= keys.keys() and len(feed) == min(100, len(keys)), (name, len(feed), len(keys))
            for key in said[:3]:
                identifier = keys[key]["id"]
                assert any(identifier in text for text in texts.values()), (key, identifier)
            rows.append((name, selection, len(keys), len(said), len(feed), " ".join(said[:1])))
        ahead = opportunities(base, folder, old, new, told)
        if "--show" in sys.argv:
            print("| Alert | Source | Selection | New | In the letter | Told first |\n| --- | --- | --- | ---: | ---: | --- |")
            for row in ahead:
                print("| {} | {} | `{}` | {} | {} | `{}` |".format(*row))
            print("| Alert | Selection | New | In the letter | In the feed | First one |\n"
                  "| --- | --- | ---: | ---: | ---: | --- |")
            for row in rows:
                print("| {} | `{}` | {} | {} | {} | `{}` |".format(*row))
        assert any(len(k) > 100 for k in fresh.values())
        print(f"Dix alertes sur les fichiers publiés : {sum(map(len, fresh.values()))} nouveautés, "
              "lettres, flux et éditions d’accord.")
        print(f"Radars et appels suivis : {sum(row[3] for row in ahead)} nouveautés, toutes dites, une fois.")
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


main()
