"""Innovation meetings from opening to repair, as an organiser, a buyer and a company live them.

    scenario_innovation.py --base http://localhost:8080 --links FILE [--screenshots FOLDER]

FILE holds a JSON object: a sign-in link for `organisateur`, an administrator, `acheteur` and
`entreprise`, who ask to act for a SIRET first. Fails when a step does not lead where it should, when axe finds a violation, or
when a page is wider than a phone. JavaScript is off throughout, but for axe.
"""

import argparse
import datetime
import json
import pathlib
import sys
import time
import urllib.parse

from playwright.sync_api import sync_playwright

from accessibility import violations
from chromium import launch

PHONE = {"width": 360, "height": 780}
DESK = {"width": 1280, "height": 900}
KEY = "innovation-essai"


class Visitor:
    """Somebody with a browser of their own, without JavaScript."""

    def __init__(self, browser, base, name, link, folder):
        self.context = browser.new_context(viewport=PHONE, java_script_enabled=False)
        self.page = self.context.new_page()
        self.browser, self.base, self.name, self.folder = browser, base, name, folder
        if link:
            path = urllib.parse.urlsplit(link)
            self.page.goto(base + path.path + "?" + path.query)
            self.page.get_by_role("main").get_by_role("button").first.click()

    def open(self, path):
        answer = self.page.goto(self.base + path)
        assert answer.status == 200, f"{self.name} {path} : {answer.status}"

    def press(self, label):
        self.page.get_by_role("button", name=label, exact=True).first.click()
        faults = self.page.locator("#fautes")
        assert faults.count() == 0, f"{self.name} « {label} » : {faults.inner_text()}"

    def fill(self, **values):
        for key, value in values.items():
            field = self.page.locator(f"[name={key}]").first
            if field.evaluate("node => node.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)

    def text(self):
        return self.page.get_by_role("main").inner_text()

    def check(self, complaints, shot):
        """The same address with JavaScript, for axe and the width, on a phone and a desk."""
        context = self.browser.new_context(
            viewport=PHONE, storage_state=self.context.storage_state())
        page = context.new_page()
        page.goto(self.page.url)
        for size, viewport in (("telephone", PHONE), ("bureau", DESK)):
            page.set_viewport_size(viewport)
            over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            if over > 0:
                complaints.append(f"{shot} ({size}) : plus large que la fenêtre de {over} px")
            if self.folder:
                page.screenshot(path=str(self.folder / f"{shot}-{size}.png"), full_page=True)
            if size == "telephone":
                complaints += [f"{shot} : {violation}" for violation in violations(page)]
        context.close()


def attach(visitor, administrator, siret, kind):
    """Asked by the person, confirmed by the administration."""
    visitor.open("/compte/rattachements")
    visitor.fill(siret=siret, genre=kind, motif="Rattachement inventé pour l’essai.")
    visitor.page.locator("main form").last.get_by_role("button").click()
    assert "enregistrée" in visitor.text(), visitor.text()
    administrator.open("/administration/rattachements")
    administrator.press("Confirmer")
    assert "C’est confirmé" in administrator.text(), administrator.text()


def run(browser, base, links, folder):
    complaints = []
    day = (datetime.date.today() + datetime.timedelta(days=30)).isoformat()
    organiser = Visitor(browser, base, "organisateur", links["organisateur"], folder)
    buyer = Visitor(browser, base, "acheteur", links["acheteur"], folder)
    company = Visitor(browser, base, "entreprise", links["entreprise"], folder)
    passer = Visitor(browser, base, "visiteur", None, folder)
    attach(buyer, organiser, "90000001900019", "acheteur")
    attach(company, organiser, "90000002700012", "entreprise")
    home, desk = f"/innovation/{KEY}", f"/innovation/{KEY}/organisation"

    # The organiser opens the event.
    organiser.open("/innovation/nouvelle")
    organiser.check(complaints, "preparer")
    organiser.fill(cle=KEY, titre="Rencontres d’essai", jour=day, lieu="Lille, salle inventée")
    organiser.press("Préparer")
    assert organiser.page.url.endswith(desk), organiser.page.url
    organiser.open(desk + "/creneaux")
    organiser.fill(debut="9:30", fin="11:30", pauses="10:20-10:40")
    organiser.press("Poser les créneaux")
    organiser.fill(tables="2", noms_tables="Verrière\nAtelier")
    organiser.press("Poser les tables")
    organiser.check(complaints, "creneaux")
    organiser.open(desk)
    organiser.press("Ouvrir le dépôt des besoins et des solutions")

    # A buyer registers and posts a need; nobody else reads it yet.
    buyer.open(home + "/inscription")
    buyer.fill(nom="Ville d’essai")
    buyer.check(complaints, "inscription")
    buyer.press("S’inscrire")
    buyer.page.get_by_role("link", name="Déposer un besoin").click()
    buyer.fill(
        titre="Arroser moins", texte="Nos massifs boivent trop : comment arroser au bon moment ?",
        theme="eau", recherche="Un essai sur un parc", horizon="un_an", cpv="77310")
    buyer.check(complaints, "besoin-nouveau")
    buyer.press("Déposer")
    need = buyer.page.url.split("?")[0][len(base):]
    assert passer.page.goto(base + need).status == 404, "un besoin se lit avant d’être public"

    # A company registers, presents a solution; the organiser freezes the needs.
    company.open(home + "/inscription")
    company.fill(nom="Gouttes inventées", taille="micro")
    company.press("S’inscrire")
    company.page.get_by_role("link", name="Présenter une solution").click()
    company.fill(
        titre="Sondes d’humidité", texte="Des sondes qui disent quand arroser, sans abonnement.",
        theme="eau", maturite="pilote")
    company.check(complaints, "solution-nouvelle")
    company.press("Présenter")
    company.check(complaints, "solution")
    organiser.open(desk)
    organiser.check(complaints, "organisation")
    organiser.press("Figer et publier les besoins")
    passer.open(need)
    passer.check(complaints, "besoin")
    assert buyer.page.goto(base + need + "/modifier").status == 200
    buyer.fill(titre="Autre titre")
    buyer.page.get_by_role("button", name="Enregistrer", exact=True).click()
    assert "figés" in buyer.page.locator("#fautes").inner_text()
    organiser.press("Ouvrir les vœux")

    # Each says whom it wants to meet; neither reads the other's wish.
    for one, why in ((company, "Nous avons ce qu’il faut"), (buyer, "Pour un parc")):
        one.open(home)
        one.page.get_by_role("link", name="Dire qui vous voulez rencontrer").click()
        one.page.locator("[name^=voeu_]").first.select_option("5")
        one.page.locator("[name^=motif_]").first.fill(why)
        one.check(complaints, "voeux")
        one.press("Enregistrer mes vœux")
        assert one.page.locator("[name^=motif_]").first.input_value() == why
    assert "Nous avons ce qu’il faut" not in buyer.page.content()
    organiser.open(desk)
    organiser.press("Clore les vœux")

    # The programme is proposed, locked, published.
    organiser.open(desk + "/programme")
    organiser.fill(secondes="5")
    organiser.press("Proposer un programme")
    for _ in range(40):
        if "Calcul en cours" not in organiser.text():
            break
        time.sleep(0.5)
        organiser.open(desk + "/programme")
    organiser.page.locator("summary", has_text="rendez-vous").first.click()
    assert "Gouttes inventées" in organiser.text(), organiser.text()[:800]
    organiser.press("Verrouiller")
    organiser.page.locator("summary", has_text="rendez-vous").first.click()
    assert organiser.page.get_by_role("button", name="Déverrouiller").count() == 1
    organiser.check(complaints, "programme")
    # Looked for, it is shown at once.
    organiser.fill(mots="gouttes")
    organiser.press("Chercher")
    organiser.check(complaints, "programme-cherche")
    organiser.page.get_by_role("link", name="Déplacer ou retirer").first.click()
    organiser.check(complaints, "retouche")
    organiser.open(desk + "/programme")
    organiser.press("Publier la version 1")

    # Everybody has an agenda; the calendar opens without an account.
    for one, other in ((company, "Ville d’essai"), (buyer, "Gouttes inventées")):
        one.open(home)
        one.page.get_by_role("link", name="Votre agenda").click()
        assert other in one.text()
        one.check(complaints, "agenda")
    calendar = company.page.get_by_role("link", name="calendrier").get_attribute("href")
    answer = passer.context.request.get(base + calendar)
    assert answer.ok and "BEGIN:VEVENT" in answer.text(), calendar
    shared = company.page.get_by_role("link", name="sans compte").get_attribute("href")
    passer.open(shared)
    assert "Ville d’essai" in passer.text()

    # The day: a company nobody expected, then an absence that is repaired.
    organiser.open(desk)
    organiser.press("Commencer la journée")
    organiser.open(desk + "/jour")
    organiser.check(complaints, "jour")
    organiser.page.get_by_role("link", name="Une entreprise").click()
    organiser.check(complaints, "jour-venue")
    organiser.fill(nom="Venue d’essai", siret=links["siret_venue"], plafond="2")
    assert organiser.page.locator("[name=autres]").count() == 1, "seul l’autre côté se choisit"
    organiser.page.get_by_label("Ville d’essai").check()
    organiser.press("Inscrire et placer")
    assert "1\xa0rendez-vous pour la personne venue" in organiser.text(), organiser.text()[:600]
    organiser.page.get_by_role("link", name="Imprimer son agenda").click()
    assert "Ville d’essai" in organiser.text()
    organiser.check(complaints, "agenda-venue")
    organiser.open(desk + "/jour")
    buyer.open(home + "/agenda")
    assert "Venue d’essai" in buyer.text(), buyer.text()
    organiser.fill(mots="goutt", cote="entreprise")
    organiser.press("Chercher")
    organiser.check(complaints, "jour-cherche")
    row = organiser.page.locator("tr", has_text="Gouttes inventées")
    row.get_by_role("button", name="Ne vient pas").click()
    assert "Absence de Gouttes inventées" in organiser.text()
    buyer.open(home + "/agenda")
    assert "Gouttes inventées" not in buyer.text()
    assert "Venue d’essai" in buyer.text()
    for page in ("tableau", "affiches", "agendas"):
        organiser.open(f"{desk}/{page}")
        organiser.check(complaints, page)
        assert "Gouttes inventées" in organiser.text() or "Venue d’essai" in organiser.text(), page

    # What was said in a meeting is published; feedback is for the organiser.
    buyer.open(need)
    buyer.fill(genre="note", texte="L’essai porterait sur un seul parc, pendant un été.")
    buyer.press("Publier")
    passer.open(need)
    assert "un seul parc" in passer.text()
    organiser.open(desk)
    organiser.press("Ouvrir les retours")
    buyer.open(home + "/retours")
    buyer.check(complaints, "retours")
    buyer.fill(tenu="oui", utile="4", suite="oui")
    buyer.page.get_by_role("button", name="Enregistrer").first.click()
    assert "c’est enregistré" in buyer.text()
    organiser.open(desk + "/suites")
    organiser.check(complaints, "suites")
    assert "utile 4/5" in organiser.text()
    passer.open(home)
    passer.check(complaints, "rencontres")
    assert "Venue d’essai" not in passer.text()
    return complaints


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--base", required=True)
    parser.add_argument("--links", required=True)
    parser.add_argument("--screenshots")
    options = parser.parse_args()
    folder = pathlib.Path(options.screenshots) if options.screenshots else None
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
    links = json.loads(pathlib.Path(options.links).read_text())
    with sync_playwright() as play:
        browser = launch(play)
        complaints = run(browser, options.base, links, folder)
        browser.close()
    for complaint in complaints:
        print(complaint)
    if complaints:
        sys.exit(1)
    print("Rencontres de l’innovation : de l’ouverture à la réparation, sans JavaScript, sans faute d’axe.")


main()
