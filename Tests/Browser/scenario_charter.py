"""The charter in a real browser: a commitment is written and signed, a new edition moves the signatory, who
comments; three members attest a quarter and the board appears; news and feeds."""

import argparse
import hashlib
import json
import pathlib
import re
import subprocess
import time
import urllib.request
import xml.etree.ElementTree as ElementTree

from playwright.sync_api import sync_playwright

from accessibility import violations
from chromium import launch

arguments = argparse.ArgumentParser()
arguments.add_argument("--base", required=True)
arguments.add_argument("--data", required=True)
arguments.add_argument("--program", required=True)
arguments.add_argument("--screenshots", type=pathlib.Path)
arguments = arguments.parse_args()
BASE, DATA = arguments.base, pathlib.Path(arguments.data)
SHOTS = arguments.screenshots
if SHOTS:
    SHOTS.mkdir(parents=True, exist_ok=True)
BUYER = "00000001800028"
ATOM = "{http://www.w3.org/2005/Atom}"
checked = []


def orcp(*words):
    return subprocess.run([arguments.program, "--data", str(DATA), *words] if words[0] != "admin" else
                          [arguments.program, *words[:2], "--data", str(DATA), *words[2:]],
                          check=True, capture_output=True, text=True).stdout


def sign_in(browser, email, verb="link", script=True):
    """A browser of its own, signed in by a printed link."""
    link = orcp("admin", verb, email).strip().splitlines()[-1]
    context = browser.new_context(java_script_enabled=script, locale="fr-FR")
    page = context.new_page()
    page.goto(BASE + link[link.index("/connexion"):])
    page.get_by_role("button").first.click()
    page.wait_for_load_state()
    assert "/connexion" not in page.url, page.url
    return page


def check(page, name):
    """Accessibility, no overflow on a phone, a picture of both widths."""
    assert page.locator("h1").count() == 1, name
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 800})
        if SHOTS:
            page.screenshot(path=SHOTS / f"charte-{name}-{width}.png", full_page=True)
        wide = page.evaluate("document.documentElement.scrollWidth") if scripted(page) else width
        assert wide <= width, f"{name} déborde : {wide} > {width}"
    page.set_viewport_size({"width": 1280, "height": 800})
    if scripted(page):
        found = violations(page)
        assert not found, (name, found)
    checked.append(name)


def scripted(page):
    return page.context not in without_script


def get(path):
    with urllib.request.urlopen(BASE + path) as answer:
        return answer.read(), answer.headers


def wait_for(page, path, text):
    """Opens a page again until the chore has measured, half a minute at most."""
    for _ in range(60):
        page.goto(BASE + path)
        if text in page.content():
            return
        time.sleep(0.5)
    raise AssertionError(f"{path} ne montre pas « {text} »\n" + page.locator("main").inner_text()[:3000])


def editions():
    return {entry["id"] for entry in json.loads(get("/api/v1/editions")[0])["rows"]}


def share(edition):
    """What the API says of the buyer's single-bid share: an independent way to the same figure."""
    rows = json.loads(get(f"/api/v1/indicators/CON-01?acheteur_id={BUYER}&edition={edition}")[0])["rows"]
    return rows[0]


def second_edition():
    """The sample again, with 400 more contracts of the buyer that drew six offers."""
    path = DATA / "echantillon.json"
    document = json.loads(path.read_text())
    contracts = document["marches"]["marche"]
    ours = [one for one in contracts
            if one["acheteur"]["id"] == BUYER and one.get("offresRecues", 0) > 1
            and one["procedure"] == "Procédure adaptée"]
    for number in range(400):
        more = json.loads(json.dumps(ours[number % len(ours)]))
        more.update(id=f"2025-99{number:05d}", offresRecues=6, objet=more["objet"] + f" bis {number}",
                    dateNotification="2025-06-15", datePublicationDonnees="2025-07-01")
        contracts.append(more)
    second = DATA / "echantillon-2.json"
    second.write_text(json.dumps(document, ensure_ascii=False))
    orcp("import", str(second), "--series", "echantillon-invente")


def summary(first, last, payments, mean):
    """What the payment thermometer exports."""
    content = json.dumps({
        "kind": "orcp-payment-summary", "version": 1, "buyerName": None, "from": first, "to": last,
        "on": last, "lines": {"read": payments, "setAside": 0, "outside": 0, "payments": payments, "unpaid": 1},
        "indicators": [{"name": "delayMean", "value": mean}, {"name": "delayMedian", "value": mean - 2},
                       {"name": "lateShare", "value": 12.5}, {"name": "interestPaid", "value": 40.0},
                       {"name": "stockLateCount", "value": 1}, {"name": "stockLateAmount", "value": 512.4}],
    }, separators=(",", ":"))
    return f'{{"summary":\n{content}\n,"sha256":"{hashlib.sha256(content.encode()).hexdigest()}"}}\n'.encode()


def tick_and_sign(page, function, button):
    page.get_by_label("Fonction").fill(function)
    page.get_by_label(re.compile("Je déclare|J’atteste")).check()
    page.get_by_role("button", name=button, exact=True).click()
    page.wait_for_load_state()


without_script = []
with sync_playwright() as playwright:
    browser = launch(playwright)

    editor = sign_in(browser, "redaction@exemple.fr", "create")
    check(editor, "compte")
    editor.goto(BASE + "/observatoire/charte/redaction")
    check(editor, "redaction")
    editor.goto(BASE + "/observatoire/charte/redaction/engagements/nouveau")
    check(editor, "engagement-nouveau")
    assert editor.locator("option[value^='TER-']").count() == 0
    editor.get_by_label("Mot de l’adresse").fill("une-offre-de-plus")
    editor.get_by_label("Titre").fill("Une offre de plus à chaque consultation")
    editor.get_by_label("Texte (Markdown)").fill("Le signataire **prépare** ses consultations.")
    editor.get_by_label("Thème").select_option("concurrence")
    editor.get_by_label("Indicateur").select_option("CON-01/part")
    editor.get_by_label("Cible", exact=False).last.fill("20")
    editor.get_by_label("À atteindre d’ici au").fill("2028-12-31")
    # Filters on where firms are are a local preference: refused with the reason, what was typed kept.
    editor.get_by_label("Filtres").fill("local=oui")
    editor.get_by_role("button", name="Enregistrer").click()
    editor.wait_for_load_state()
    assert "préférence locale" in editor.locator("#champ-filtres-faute").inner_text()
    assert editor.get_by_label("Titre").input_value().startswith("Une offre de plus")
    check(editor, "engagement-refuse")
    editor.get_by_label("Filtres").fill("")
    editor.get_by_role("button", name="Enregistrer").click()
    editor.wait_for_url("**/engagements/une-offre-de-plus")

    # The buyer's representative signs, without JavaScript.
    member = sign_in(browser, "achats1@exemple.fr", script=False)
    without_script.append(member.context)
    member.goto(BASE + "/observatoire/charte/signer")
    check(member, "signer")
    member.get_by_label(re.compile("Une offre de plus")).check()
    tick_and_sign(member, "Directrice des achats", "Signer")
    assert "Vos signatures sont enregistrées" in member.content(), member.locator("main").inner_text()
    [first] = editions()
    before = share(first)
    page_of = "/observatoire/charte/engagements/une-offre-de-plus"
    member.goto(BASE + page_of)
    assert f"{before['numerator']} sur {before['denominator']}" in member.content()
    assert "encore" in member.content()

    # A new edition comes while the site is served: the position moves, the former one stays.
    second_edition()
    wait_for(member, page_of, "cible atteinte")
    [second] = editions() - {first}
    after = share(second)
    text = member.content()
    assert f"{before['numerator']} sur {before['denominator']}" in text, "la position de départ a disparu"
    assert f"{after['numerator']} sur {after['denominator']}" in text, (after, text)
    assert after["value"] < 0.2 < before["value"], (before, after)
    assert first in text and second in text and "−" in text
    # The link of each position leads to exactly the contracts counted, in its own edition.
    reader = browser.new_page()
    for edition, row in ((first, before), (second, after)):
        link = member.locator(f"a[href*='offresRecues'][href*='edition={edition}']").first.get_attribute("href")
        reader.goto(BASE + link)
        assert re.search(rf"\b{row['numerator']}\b", reader.locator("main").inner_text()), (edition, row)
    reader.goto(BASE + page_of)
    check(reader, "engagement")

    # Beside it, what the signatory says.
    signatory = member.locator("main a[href*='/charte/signataires/']").first.get_attribute("href")
    member.goto(BASE + signatory)
    member.locator("h2", has_text="Une offre de plus").wait_for()
    member.get_by_role("link", name=re.compile("Commenter.*Une offre de plus")).click()
    member.wait_for_load_state()
    check(member, "signature")
    member.get_by_label("Commentaire").fill("Nous publions plus tôt <b>depuis juin</b>.")
    member.get_by_role("button", name="Enregistrer le commentaire").click()
    member.wait_for_load_state()
    reader.goto(BASE + page_of)
    assert "Nous publions plus tôt <b>depuis juin</b>." in reader.locator("main").inner_text()
    reader.goto(BASE + signatory)
    check(reader, "signataire")
    reader.goto(BASE + "/observatoire/charte")
    check(reader, "charte")
    reader.goto(BASE + "/observatoire")
    check(reader, "observatoire")

    # Attested figures: three members of one size file a quarter that nobody has yet.
    quarter, first_day, last_day = "2026-T1", "2026-01-01", "2026-03-31"
    board = f"/observatoire/delais-de-paiement?trimestre={quarter}"
    for number in (1, 2, 3):
        page = member if number == 1 else sign_in(browser, f"achats{number}@exemple.fr")
        page.goto(BASE + "/observatoire/delais-de-paiement/attester")
        if number == 1:
            check(page, "attester")
            page.get_by_label("Synthèse (JSON)").set_input_files(
                {"name": "s.json", "mimeType": "application/json",
                 "buffer": summary(first_day, last_day, 100, 20.0).replace(b"20.0", b"10.0", 1)})
            page.get_by_role("button", name="Lire la synthèse").click()
            page.wait_for_load_state()
            assert "a été modifié" in page.content()
            page.get_by_label("Synthèse (JSON)").set_input_files(
                {"name": "s.json", "mimeType": "application/json",
                 "buffer": summary(first_day, last_day, 100, 20.0)})
            page.get_by_role("button", name="Lire la synthèse").click()
            page.wait_for_load_state()
            assert "Son empreinte est juste" in page.content()
            check(page, "attester-synthese")
        else:
            page.get_by_label("Trimestre", exact=True).select_option(quarter)
            page.get_by_label("Factures payées dans le trimestre").fill(str(100 * number))
            page.get_by_label("Délai moyen, en jours").fill(f"{20 + number},5")
            page.get_by_label("Part payée en retard").fill("10")
        page.get_by_label("Effectif de l’organisme").select_option("250-a-4999")
        tick_and_sign(page, "Finances", "Attester et déposer")
        assert "Vos chiffres sont déposés" in page.content(), page.locator("main").inner_text()
        reader.goto(BASE + board)
        row = reader.locator("tr", has_text="de 250 à 4").inner_text()
        assert ("masqué" in row.split("\t")[1]) == (number < 3), row
    # The average is everyone's; a figure that fewer than three gave stays hidden on its own.
    assert "masqué" not in row.split("\t")[3], row
    # (100 × 20 + 200 × 22,5 + 300 × 23,5) ÷ 600 = 22,58 days.
    assert "22,6" in row and "600" in row, row
    check(reader, "tableau")
    rows, headers = get(f"/observatoire/delais-de-paiement/{quarter}.csv")
    assert headers["Content-Type"].startswith("text/csv")
    lines = [line.split(",") for line in rows.decode().split()]
    assert [line for line in lines if line[1] == "250-a-4999"][0][2:5] == ["3", "600", "22.58"], lines

    # News: written, published, in valid feeds, sent to who asked.
    member.goto(BASE + "/compte/actualites")
    check(member, "abonnement")
    member.get_by_role("button", name="Recevoir les actualités").click()
    editor.goto(BASE + "/actualites/redaction")
    check(editor, "redaction-actualites")
    editor.get_by_label("Genre").select_option("communique")
    editor.get_by_label("Titre").fill("Une signataire & sa position")
    editor.get_by_label("Premières lignes").fill("L’offre unique recule <fort>.")
    editor.get_by_label("Texte (Markdown)").fill("Le **détail**, et <script>alert(1)</script>.")
    editor.get_by_role("button", name="Enregistrer le brouillon").click()
    editor.wait_for_url("**/redaction/une-signataire-sa-position**")
    check(editor, "actualite-redaction")
    editor.get_by_label("L’envoyer à ceux qui reçoivent les actualités").check()
    editor.get_by_role("button", name="Publier").click()
    editor.wait_for_load_state()
    for path, least in (("/actualites.atom", 3), ("/presse.atom", 2)):
        body, headers = get(path)
        assert headers["Content-Type"].startswith("application/atom+xml")
        feed = ElementTree.fromstring(body)
        assert feed.tag == ATOM + "feed"
        for tag in ("title", "id", "updated"):
            assert feed.findtext(ATOM + tag), (path, tag)
        entries = feed.findall(ATOM + "entry")
        assert len(entries) >= least, path
        for entry in entries:
            for tag in ("title", "id", "updated", "published", "summary", "content"):
                assert entry.findtext(ATOM + tag), (path, tag)
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", entry.findtext(ATOM + "updated"))
        assert entries[0].findtext(ATOM + "title") == "Une signataire & sa position"
        assert entries[0].findtext(ATOM + "summary") == "L’offre unique recule <fort>."
        assert "<script" not in entries[0].findtext(ATOM + "content")
        assert len({entry.findtext(ATOM + "id") for entry in entries}) == len(entries)
    for _ in range(60):
        letters = [path.read_bytes() for path in (DATA / "courriels").glob("*.eml")]
        letters = [letter for letter in letters if b"achats1@exemple.fr" in letter and b"List-Unsubscribe" in letter]
        if letters:
            break
        time.sleep(0.5)
    assert len(letters) == 1, [path.name for path in (DATA / "courriels").glob("*")]
    for path, name in (("/actualites", "actualites"), ("/presse", "presse"),
                       ("/actualites/une-signataire-sa-position", "communique")):
        reader.goto(BASE + path)
        check(reader, name)
    editor.goto(BASE + "/presse/reglages")
    check(editor, "presse-reglages")

    # The report of the year, on screen and as PDF.
    year = time.strftime("%Y")
    reader.goto(BASE + f"/observatoire/charte/rapport/{year}")
    report = reader.locator("main").inner_text()
    assert "Une offre de plus" in report and "Nous publions plus tôt" in report and "22,6" in report
    check(reader, "rapport")
    body, headers = get(f"/observatoire/charte/rapport/{year}/pdf")
    assert headers["Content-Type"] == "application/pdf" and body.startswith(b"%PDF"), headers
    if SHOTS:
        (SHOTS / "rapport.pdf").write_bytes(body)
    printed = subprocess.run(["pdftotext", "-", "-"], input=body, capture_output=True, check=True).stdout.decode()
    printed = " ".join(printed.split())
    assert "Une offre de plus" in printed and "Nous publions plus tôt" in printed

    # A withdrawal stays public with its reason.
    member.goto(BASE + signatory)
    member.get_by_role("link", name=re.compile("Commenter.*Une offre de plus")).click()
    member.get_by_label("Motif").fill("Le conseil municipal a décidé autrement.")
    member.get_by_role("button", name="Retirer la signature").click()
    member.wait_for_load_state()
    reader.goto(BASE + page_of)
    assert "Le conseil municipal a décidé autrement." in reader.locator("main").inner_text()
    browser.close()

print(f"Charte et actualités : {len(checked)} pages vérifiées, une position passée de "
      f"{before['numerator']}/{before['denominator']} à {after['numerator']}/{after['denominator']}.")
