"""The open calls as a small firm sees them: filters, one call, history, feed, phone and desk, no script.

    scenario_notices.py --base http://localhost:8080 [--screenshots FOLDER]
"""

import argparse
import csv
import io
import json
import pathlib
import sys
import urllib.request
import xml.etree.ElementTree as ElementTree

from playwright.sync_api import sync_playwright

from accessibility import violations
from chromium import launch

complaints = []


def expect(condition, sentence):
    if not condition:
        complaints.append(sentence)
        print(f"  FAUTE : {sentence}")


def fetch(address):
    with urllib.request.urlopen(address) as answer:
        return answer.read().decode()


def look(page, name, screenshots):
    """Accessibility and width of a page, and its picture when asked for."""
    for violation in violations(page):
        expect(False, f"{name} : {violation}")
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    expect(width <= 0, f"{name} déborde de {width} px")
    if screenshots:
        folder = pathlib.Path(screenshots)
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=folder / f"avis-{name}.png", full_page=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--base", required=True)
    parser.add_argument("--screenshots")
    given = parser.parse_args()
    base = given.base
    with sync_playwright() as play:
        browser = launch(play)
        for name, width, script in (("bureau", 1280, True), ("telephone", 360, False)):
            # axe itself needs script: the phone is walked without, then looked at with.
            context = browser.new_context(
                viewport={"width": width, "height": 800}, java_script_enabled=script, locale="fr-FR")
            page = context.new_page()
            foreign = []
            page.on("request", lambda request: None if request.url.startswith(base)
                    else foreign.append(request.url))
            page.goto(base + "/marches-ouverts")
            expect("Marchés ouverts" in page.title(), "titre de la liste")
            before = page.locator("main table tbody tr").count()
            page.select_option("#departement", "59")
            page.select_option("#type", "Travaux")
            page.get_by_role("button", name="Filtrer").click()
            rows = page.locator("main table tbody tr").count()
            expect(0 < rows < before, f"{name} : {rows} lignes après filtre, {before} avant")
            expect("departement=59" in page.url, "le filtre est dans l'adresse")
            page.get_by_role("link", name="toiture").first.click()
            profile = page.get_by_role("link", name="Profil d’acheteur")
            expect(profile.get_attribute("href").startswith("https://marches.example.org/"), "profil")
            expect("noopener" in (profile.get_attribute("rel") or ""), "rel du lien de profil")
            expect(page.get_by_role("link", name="BOAMP").count() >= 1, "lien vers l'avis")
            page.goto(base + "/marches-ouverts?mots=espaces+verts")
            page.get_by_role("link", name="espaces verts").first.click()
            expect(page.get_by_role("heading", name="Histoire").count() == 1, "histoire du rectificatif")
            page.goto(base + "/marches-ouverts?etat=tous")
            expect(page.get_by_text("annulé", exact=True).count() == 1, "l'appel annulé est marqué")
            expect(not foreign, f"requêtes ailleurs : {foreign[:3]}")
            context.close()
        for name, width in (("bureau", 1280), ("telephone", 360)):
            page = browser.new_page(viewport={"width": width, "height": 800})
            for label, path in (("liste", "/marches-ouverts"), ("vide", "/marches-ouverts?mots=introuvable"),
                                ("tous", "/marches-ouverts?etat=tous")):
                page.goto(base + path)
                look(page, f"{label}-{name}", given.screenshots)
            page.goto(base + "/marches-ouverts?mots=espaces+verts")
            page.get_by_role("link", name="espaces verts").first.click()
            look(page, f"appel-{name}", given.screenshots)
            page.goto(base + "/marches-ouverts")
            page.keyboard.press("Tab")
            expect(page.evaluate("document.activeElement.tagName") == "A", "le clavier entre dans la page")
        browser.close()
    shown = json.loads(fetch(base + "/api/v1/notices"))
    rows = list(csv.DictReader(io.StringIO(fetch(base + "/api/v1/notices?format=csv"))))
    expect([row["avis"] for row in rows] == [row["avis"] for row in shown["rows"]], "CSV et JSON diffèrent")
    feed = ElementTree.fromstring(fetch(base + "/marches-ouverts/flux.atom"))
    entries = feed.findall("{http://www.w3.org/2005/Atom}entry")
    expect(len(entries) == shown["total"], f"{len(entries)} entrées au flux, {shown['total']} appels")
    print(f"{shown['total']} appels ouverts parcourus, {len(complaints)} faute(s)")
    if complaints:
        sys.exit(1)


main()
