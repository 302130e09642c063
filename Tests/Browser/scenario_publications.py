"""The library from start to end: written and published without script, searched, harvested, attacked.

    scenario_publications.py --make-documents FOLDER
    scenario_publications.py --base http://localhost:8080 --folder FOLDER [--screenshots FOLDER]
"""

import argparse
import csv
import json
import pathlib
import re
import socket
import sqlite3
import struct
import sys
import urllib.error
import urllib.parse
import urllib.request
import xml.etree.ElementTree as ElementTree
import zlib

from playwright.sync_api import sync_playwright
from accessibility import violations
from chromium import launch
from sickle import Sickle
from sickle import oaiexceptions

WORD = "hétéroclite"
complaints = []


def expect(condition, sentence):
    if not condition:
        complaints.append(sentence)
        print(f"  FAUTE : {sentence}")


def small_pdf(text):
    """A PDF of one line, by hand: a table of documents needs no browser."""
    stream = b"BT /F1 12 Tf 72 720 Td (" + text.encode("cp1252") + b") Tj ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    body = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(body)
    body += b"xref\n0 6\n0000000000 65535 f \n"
    body += b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start


def make_documents(folder):
    folder.mkdir(parents=True)
    with open(folder / "tableau.csv", "w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file, delimiter=";")
        rows.writerow("fichier titre resume genre auteurs institutions themes date langue licence"
                      .split())
        for number in range(1, 31):
            (folder / f"document-{number}.pdf").write_bytes(
                small_pdf(f"Le document {number} parle de péréquation, mot{number}unique."))
            rows.writerow([
                f"document-{number}.pdf", f"Document importé n° {number}",
                f"Résumé & « guillemets » n° {number}", "compte_rendu", "Martin, Anne|Durand, Zoé",
                "Institut inventé", "Archives" if number % 2 else "Archives|Sourçage",
                f"2018-{1 + number % 12:02}-15", "fr", "cc-by-4.0"])
        rows.writerow(["document-1.pdf", "Sans jour", "", "", "", "", "", "15/01/2018", "", ""])


def png_with_secret():
    """A PNG of 1 800 points, with a text chunk and a page of HTML after its end."""
    def chunk(kind, data):
        return (struct.pack(">I", len(data)) + kind + data
                + struct.pack(">I", zlib.crc32(kind + data)))
    row = b"\0" + b"\x40\x80\xc0" * 1800
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1800, 900, 8, 2, 0, 0, 0))
            + chunk(b"tEXt", b"Comment\0SECRETCACHE") + chunk(b"IDAT", zlib.compress(row * 900))
            + chunk(b"IEND", b"") + b"<html><script>alert(1)</script>SECRETCACHE")


def read(address):
    try:
        with urllib.request.urlopen(address) as answer:
            return answer.status, dict(answer.headers), answer.read()
    except urllib.error.HTTPError as error:
        return error.code, dict(error.headers), error.read()


def walked(page, name, folder):
    """Axe, and the width of the window on a phone and on a desk."""
    for size, (width, height) in {"telephone": (360, 780), "bureau": (1280, 900)}.items():
        page.set_viewport_size({"width": width, "height": height})
        over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        expect(over <= 0, f"{name} ({size}) : plus large que la fenêtre de {over} px")
        if folder:
            page.screenshot(path=str(folder / f"{name}-{size}.png"), full_page=True)
    for violation in violations(page):
        expect(False, f"{name} : {violation}")


def sign_in(page, base, link):
    parts = urllib.parse.urlsplit(link.strip())
    page.goto(f"{base}{parts.path}?{parts.query}")
    page.locator("main form button[type=submit]").first.click()
    expect("/compte" in page.url, f"la connexion mène à {page.url}")


def publishes(browser, base, folder, link, other):
    """A group lead, without script: draft, PDF, submission, publication; a second person reviews."""
    context = browser.new_context(java_script_enabled=False, locale="fr-FR")
    page = context.new_page()
    sign_in(page, base, link)
    page.goto(f"{base}/publications/nouvelle")
    page.fill("#champ-titre", "Rapport sur les relations d’achat")
    page.select_option("#champ-genre", "rapport")
    expect(page.locator("#champ-groupe option").count() == 1,
           "on ne choisit que les groupes que l’on pilote")
    page.click("main form button[type=submit]")
    expect(page.url.endswith("/rapport-sur-les-relations-d-achat/modifier"), page.url)
    page.fill("#champ-resume", "Ce que les acheteurs & les entreprises se disent <avant>.")
    page.fill("#champ-auteurs", "Martin, Anne\nDurand, Zoé")
    page.fill("#champ-institutions", "Sciences Po inventé")
    page.fill("#champ-themes", "Sourçage\nRelations")
    page.fill("#champ-texte", "## Une partie\n\nUn *texte*. <script>alert(1)</script>\n\n"
              "[piège](javascript:alert(1))")
    page.click("main form button[type=submit]")
    expect("fait=enregistre" in page.url, f"enregistré : {page.url}")

    # A second window opened on the same version: told, nothing overwritten, both texts shown.
    page.fill("#champ-resume", "Le texte de la première fenêtre.")
    second = context.new_page()
    second.goto(page.url)
    second.fill("#champ-resume", "Le texte de la seconde fenêtre.")
    page.click("main form button[type=submit]")
    second.click("main form button[type=submit]")
    shown = second.content()
    expect("première fenêtre" in shown and "seconde fenêtre" in shown
           and "entre-temps" in shown, "la seconde fenêtre montre les deux textes")
    second.close()

    page.goto(page.url.split("/modifier")[0] + "/fichiers")
    pdf = folder / "rapport.pdf"
    page.set_input_files("#champ-fichier", str(pdf))
    page.fill("#champ-libelle", "Le rapport complet")
    page.click("form[enctype] button[type=submit]")
    expect("fait=ajoute" in page.url, f"fichier joint : {page.url}")
    for name, content, isTaken in [
        ("faux.pdf", b"<html><script>alert(1)</script>", False),
        ("dessin.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", False),
        ("archive.zip", b"PK\x05\x06" + b"\0" * 18, False),
        ("double.pdf", b"%PDF-1.4\n<html><script>alert(1)</script></html>", True),
        ("image.png", png_with_secret(), True),
        ("abimee.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, False),
    ]:
        page.set_input_files(
            "#champ-fichier", {"name": name, "mimeType": "text/html", "buffer": content})
        page.click("form[enctype] button[type=submit]")
        taken = page.locator("#fautes").count() == 0
        expect(taken == isTaken, f"{name} : {'pris' if taken else 'refusé'}")
        if not taken:
            expect(page.locator("#champ-fichier-faute").count() == 1, f"{name} : la faute est dite")
    key = "rapport-sur-les-relations-d-achat"
    page.goto(f"{base}/publications/{key}/apercu")
    shown = page.content()
    expect("Aperçu" in shown and "<script>alert" not in shown and "javascript:" not in shown,
           "l’aperçu ne garde aucun script")
    track = f"{base}/publications/{key}/suivi"
    page.goto(track)
    page.click("text=Soumettre à relecture")
    reader = browser.new_context(java_script_enabled=False, locale="fr-FR").new_page()
    sign_in(reader, base, other)
    reader.goto(track)
    reader.fill("#champ-commentaire", "Citez vos sources.")
    reader.click("text=Renvoyer aux auteurs")
    page.goto(track)
    page.click("text=Soumettre à relecture")
    page.get_by_role("button", name="Accepter").click()
    expect("une autre personne" in page.content() and page.locator("#fautes").count() == 1,
           "qui a soumis n’accepte pas")
    page.goto(track)
    expect(page.get_by_role("button", name="Publier").count() == 0, "rien ne se publie sans relecture")
    reader.goto(track)
    reader.get_by_role("button", name="Accepter").click()
    expect("fait=accepter" in reader.url, f"acceptée par une autre personne : {reader.url}")
    reader.context.close()
    page.goto(track)
    page.get_by_role("button", name="Publier").click()
    expect("fait=publier" in page.url, f"publié : {page.url}")
    expect("Citez vos sources." in page.content(), "le suivi garde le commentaire")
    return context, page, key


def searches(page, base, key):
    """The word inside the PDF, as anyone, without script; the text is drawn by a task of the server."""
    for _ in range(60):
        page.goto(f"{base}/publications")
        page.fill("#mots", "heteroclites")
        page.click("form[role=search] .chercher button")
        if page.locator(".resultats > li").count():
            break
        page.wait_for_timeout(250)
    results = page.locator(".resultats > li")
    expect(results.count() == 1, f"{results.count()} résultats")
    expect(page.locator(".resultats mark").first.text_content() == WORD, "le mot est marqué")
    expect(results.first.locator("a").first.get_attribute("href").endswith(key), "le lien mène")
    for words in ["\"", "a AND (", "titre:x", "'; DROP TABLE publication; --", "*", "«"]:
        answer = page.goto(f"{base}/publications?mots={urllib.parse.quote(words)}")
        expect(answer.status == 200, f"{words} : {answer.status}")
    page.goto(f"{base}/publications?mots=mot7unique")
    expect(page.locator(".resultats > li").count() == 1, "un mot d’un PDF importé")
    page.goto(f"{base}/publications?genre=compte_rendu&theme=sourcage&page=1")
    expect(page.locator(".resultats > li").count() == 15, "deux facettes ensemble")


def checks_files(base, key):
    status, headers, _ = read(f"{base}/publications/{key}/versions/1/fichiers/double.pdf")
    expect(status == 200 and headers["Content-Type"] == "application/pdf", f"double : {headers}")
    expect(headers["X-Content-Type-Options"] == "nosniff", "nosniff")
    expect("default-src 'none'" in headers["Content-Security-Policy"]
           and "script-src" not in headers["Content-Security-Policy"], "politique des fichiers")
    status, headers, image = read(f"{base}/publications/{key}/versions/1/fichiers/image.png")
    expect(status == 200 and b"SECRETCACHE" not in image and b"<script" not in image,
           "l’image est refaite, sans ce qui s’y cachait")
    expect(struct.unpack(">II", image[16:24]) == (1600, 800), "l’image est réduite")
    expect("sandbox" in headers["Content-Security-Policy"], "bac à sable des images")
    for path in ["..%2f..%2fcommunaute.sqlite", "%2e%2e", "absent.pdf", "double.pdf%00.html"]:
        status, _, _ = read(f"{base}/publications/{key}/versions/1/fichiers/{path}")
        expect(status in (400, 404), f"{path} : {status}")
    host = urllib.parse.urlsplit(base)
    with socket.create_connection((host.hostname, host.port), timeout=10) as wire:
        wire.sendall(f"POST /publications/{key}/fichiers HTTP/1.1\r\nHost: {host.netloc}\r\n"
                     "Content-Type: multipart/form-data; boundary=x\r\n"
                     "Content-Length: 5368709120\r\n\r\n".encode())
        expect(b" 413 " in wire.recv(200), "cinq gigaoctets sont refusés avant d’être lus")


def checks_metadata(base, key):
    bib = read(f"{base}/publications/{key}/citation.bib")[2].decode()
    expect("author = {Martin, Anne and Durand, Zoé}" in bib and r"acheteurs \& les" not in bib, bib)
    ris = read(f"{base}/publications/{key}/citation.ris")[2].decode()
    expect(ris.startswith("TY  - RPRT\r\n") and ris.endswith("ER  - \r\n"), ris)
    page = read(f"{base}/publications/{key}")[2].decode()
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    data = json.loads(block[1])
    expect(data["@type"] == "Report" and data["author"][1]["name"] == "Zoé Durand", str(data))
    expect('<meta name="DC.creator" content="Martin, Anne">' in page, "Dublin Core")
    atom = ElementTree.fromstring(read(f"{base}/publications/flux.atom")[2])
    space = "{http://www.w3.org/2005/Atom}"
    expect(len(atom.findall(f"{space}entry")) == 35, "le flux contient tout")
    atom = ElementTree.fromstring(read(f"{base}/publications/flux.atom?theme=relations")[2])
    expect([entry.find(f"{space}title").text for entry in atom.findall(f"{space}entry")]
           == ["Rapport sur les relations d’achat"], "le flux d’un thème")
    sitemap = ElementTree.fromstring(read(f"{base}/publications/sitemap.xml")[2])
    expect(len(sitemap) == 31, f"plan : {len(sitemap)} adresses (exemples à part)")
    listed = read(f"{base}/publications?theme=relations")[2].decode()
    expect('rel="alternate"' in listed and "flux.atom?theme=relations" in listed,
           "le flux du thème est déclaré et lié")


def harvests(base, key):
    harvester = Sickle(f"{base}/oai")
    identity = harvester.Identify()
    expect(identity.deletedRecord == "persistent" and identity.protocolVersion == "2.0", "Identify")
    expect([form.metadataPrefix for form in harvester.ListMetadataFormats()] == ["oai_dc"], "formats")
    sets = {item.setSpec for item in harvester.ListSets()}
    expect({"archives", "sourcage", "relations"} <= sets, f"ensembles : {sets}")
    records = list(harvester.ListRecords(metadataPrefix="oai_dc"))
    names = [record.header.identifier for record in records]
    expect(len(names) == len(set(names)) == 35, f"{len(names)} notices par jetons")
    expect(len(list(harvester.ListIdentifiers(metadataPrefix="oai_dc"))) == 35, "identifiants")
    expect(len(list(harvester.ListRecords(metadataPrefix="oai_dc", set="archives"))) == 30, "set")
    stamps = [record.header.datestamp for record in records]
    expect(stamps == sorted(stamps), "notices dans l’ordre des changements")
    name = f"oai:localhost:{key}"
    record = harvester.GetRecord(identifier=name, metadataPrefix="oai_dc")
    expect(record.metadata["creator"] == ["Martin, Anne", "Durand, Zoé"], str(record.metadata))
    expect(record.metadata["rights"] != [], "droits")
    last = record.header.datestamp
    found = list(harvester.ListIdentifiers(metadataPrefix="oai_dc", **{"from": last}))
    expect(name in [item.identifier for item in found] and len(found) < 35, "from")
    day = list(harvester.ListIdentifiers(
        metadataPrefix="oai_dc", **{"from": last[:10], "until": last[:10]}))
    expect(len(day) == 35, "jours entiers")
    for error, arguments in [
        ("badVerb", {}), ("badVerb", {"verb": "Nonsense"}),
        ("badArgument", {"verb": "ListRecords"}),
        ("badArgument", {"verb": "Identify", "x": "y"}),
        ("badArgument", {"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "hier"}),
        ("badArgument", {"verb": "ListRecords", "metadataPrefix": "oai_dc",
                         "from": "2026-01-02", "until": "2026-01-01"}),
        ("badArgument", {"verb": "ListRecords", "metadataPrefix": "oai_dc",
                         "from": "2026-01-02", "until": "2026-01-03T00:00:00Z"}),
        ("badArgument", {"verb": "ListRecords", "metadataPrefix": "oai_dc",
                         "resumptionToken": "x"}),
        ("badResumptionToken", {"verb": "ListRecords", "resumptionToken": "<x>"}),
        ("cannotDisseminateFormat", {"verb": "ListRecords", "metadataPrefix": "marc"}),
        ("cannotDisseminateFormat", {"verb": "GetRecord", "metadataPrefix": "marc",
                                     "identifier": name}),
        ("idDoesNotExist", {"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": "x"}),
        ("idDoesNotExist", {"verb": "ListMetadataFormats", "identifier": "oai:localhost:x"}),
        ("noRecordsMatch", {"verb": "ListRecords", "metadataPrefix": "oai_dc",
                            "until": "2001-01-01"}),
        ("noRecordsMatch", {"verb": "ListRecords", "metadataPrefix": "oai_dc", "set": "x"}),
    ]:
        status, headers, body = read(f"{base}/oai?{urllib.parse.urlencode(arguments)}")
        tree = ElementTree.fromstring(body)
        got = tree.find("{http://www.openarchives.org/OAI/2.0/}error")
        expect(status == 200 and headers["Content-Type"].startswith("text/xml")
               and got is not None and got.get("code") == error, f"{arguments} : {body[-200:]}")
    repeated = read(f"{base}/oai?verb=ListRecords&metadataPrefix=oai_dc&metadataPrefix=oai_dc")[2]
    expect(b"badArgument" in repeated, "argument répété")
    posted = urllib.request.urlopen(f"{base}/oai", b"verb=Identify").read()
    expect(b"<Identify>" in posted, "POST")
    try:
        list(harvester.ListRecords(metadataPrefix="oai_dc", set="rien"))
        expect(False, "noRecordsMatch")
    except oaiexceptions.NoRecordsMatch:
        pass


def withdraws(context, page, base, key):
    page.goto(f"{base}/publications/{key}/suivi")
    page.locator("details summary").last.click()
    page.fill("#champ-motif", "Une erreur de calcul à la page 3.")
    page.get_by_role("button", name="Retirer").click()
    expect("fait=retirer" in page.url, f"retirée : {page.url}")
    status, _, body = read(f"{base}/publications/{key}")
    expect(status == 410 and "Une erreur de calcul" in body.decode(), f"retirée : {status}")
    expect(read(f"{base}/publications/{key}/versions/1/fichiers/double.pdf")[0] == 410, "fichier 410")
    record = Sickle(f"{base}/oai").GetRecord(
        identifier=f"oai:localhost:{key}", metadataPrefix="oai_dc")
    expect(record.deleted, "la notice est marquée supprimée")
    expect(b"resultats" not in read(f"{base}/publications?mots=heteroclite")[2], "plus trouvée")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--make-documents", type=pathlib.Path)
    parser.add_argument("--base")
    parser.add_argument("--folder", type=pathlib.Path)
    parser.add_argument("--screenshots", type=pathlib.Path)
    arguments = parser.parse_args()
    if arguments.make_documents:
        make_documents(arguments.make_documents)
        return
    base, folder, shots = arguments.base, arguments.folder, arguments.screenshots
    if shots:
        shots.mkdir(parents=True, exist_ok=True)
    store = sqlite3.connect(folder / "donnees" / "communaute.sqlite", timeout=10)
    store.execute(
        "INSERT INTO groupe_membre (groupe, personne, pilote, depuis) SELECT g.id, p.id, 1, 0"
        " FROM groupe g, personne p WHERE g.cle = 'innovation' AND p.courriel = 'pilote@exemple.fr'")
    store.commit()
    store.close()
    with sync_playwright() as playwright:
        browser = launch(playwright)
        maker = browser.new_page()
        maker.set_content(f"<h1>Rapport</h1><p>Un ensemble {WORD} de fournisseurs.</p>")
        maker.pdf(path=str(folder / "rapport.pdf"))
        maker.close()

        lead, page, key = publishes(
            browser, base, folder, (folder / "lien-pilote").read_text(),
            (folder / "lien-directrice").read_text())
        visitor = browser.new_context(java_script_enabled=False, locale="fr-FR").new_page()
        searches(visitor, base, key)
        checks_files(base, key)
        checks_metadata(base, key)
        harvests(base, key)

        # Who is of no group is turned away from everything that writes.
        member = browser.new_context(locale="fr-FR")
        turned = member.new_page()
        sign_in(turned, base, (folder / "lien-membre").read_text())
        for path in ["atelier", "nouvelle", f"{key}/modifier", f"{key}/suivi", f"{key}/fichiers",
                     f"{key}/apercu"]:
            answer = turned.goto(f"{base}/publications/{path}")
            expect(answer.status == 403, f"{path} : {answer.status}")
        # A lead writes for no other group.
        answer = page.goto(f"{base}/publications/sourcer-sans-fausser-la-concurrence/suivi")
        expect(answer.status == 403, f"autre groupe : {answer.status}")

        scripted = browser.new_context(locale="fr-FR", storage_state=lead.storage_state())
        shown = scripted.new_page()
        shown.on("console", lambda message: expect(
            message.type not in ("error", "warning"), f"console : {message.text}"))
        shown.add_init_script(
            "addEventListener('securitypolicyviolation', e => console.error('CSP ' + e.violatedDirective))")
        page.goto(f"{base}/publications/{key}/suivi")
        page.click("text=Commencer une nouvelle version")
        for name, path in [
            ("liste", ""), ("recherche", "?mots=heteroclite+ensemble"), ("page", f"/{key}"),
            ("exemple", "/le-cout-du-cycle-de-vie-en-une-page"), ("version", f"/{key}/versions/1"),
            ("atelier", "/atelier"), ("nouvelle", "/nouvelle"), ("modifier", f"/{key}/modifier"),
            ("fichiers", f"/{key}/fichiers"), ("suivi", f"/{key}/suivi"),
            ("apercu", f"/{key}/apercu"),
        ]:
            answer = shown.goto(f"{base}/publications{path}")
            expect(answer.status == 200, f"{name} : {answer.status}")
            walked(shown, name, shots)
        withdraws(lead, page, base, key)
        scripted_page = scripted.new_page()
        scripted_page.goto(f"{base}/publications/{key}")
        walked(scripted_page, "retiree", shots)
        browser.close()
    if complaints:
        sys.exit(f"{len(complaints)} fautes")
    print("Publications : tout va.")


if __name__ == "__main__":
    main()
