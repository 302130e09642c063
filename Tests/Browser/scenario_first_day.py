"""The observatory's assistant on the first day: clicks and typing only, no address but the sign-in link.

    scenario_first_day.py --base http://localhost:8080 --link FILE --work FOLDER

A group is created, its report is published and found by a word inside its PDF, an event is opened and
somebody registers, the meetings of buyers and innovators are placed and published. Every page is reached
by a link that is read on the page before it. Without JavaScript. `docs/first-day.md` tells the same.
"""

import argparse
import datetime
import pathlib
import re
import time
import urllib.parse

from playwright.sync_api import sync_playwright

from scenario_publications import small_pdf


class Assistant:
    """A person who clicks on what is written."""

    def __init__(self, page, base):
        self.page, self.base = page, base
        self.clicks = 0

    def link(self, text, exact=True):
        self.clicks += 1
        target = self.page.get_by_role("link", name=text, exact=exact).first
        target.click()
        self.page.wait_for_load_state()
        return self

    def press(self, text):
        self.clicks += 1
        self.page.get_by_role("button", name=text, exact=True).first.click()
        self.page.wait_for_load_state()
        return self

    def fill(self, **values):
        for label, value in values.items():
            self.page.fill(f"#champ-{label}", value)
        return self

    def reads(self, text):
        shown = self.page.get_by_role("main").inner_text()
        assert re.search(text, shown), f"« {text} » n’est pas sur {self.page.url} :\n{shown[:1500]}"
        return self

    def home(self, menu):
        """By the menu, which every page has."""
        self.clicks += 1
        self.page.locator("nav").first.get_by_role("link", name=menu, exact=True).click()
        return self


def group(me):
    me.home("L’observatoire").link("Réunions, livrables, questions et études des groupes")
    me.link("Créer un groupe")
    me.fill(nom="Achats de restauration", theme="Nourrir les écoles", mandat="Acheter **mieux**.")
    me.press("Créer le groupe").reads("Achats de restauration").reads("Mandat")


def report(me, work):
    file = work / "rapport.pdf"
    file.write_bytes(small_pdf("Le rapport parle de goguettes et de cantines."))
    me.home("Publications").link("L’atelier", exact=False).link("Commencer une publication")
    me.fill(titre="Nourrir les écoles, premier rapport")
    me.page.select_option("#champ-genre", "rapport")
    me.page.select_option("#champ-groupe", label="Achats de restauration")
    me.press("Commencer")
    me.fill(resume="Ce que vingt communes achètent.", auteurs="Dupont, Camille")
    me.press("Enregistrer").link("Fichiers et images", exact=False)
    me.page.set_input_files("#champ-fichier", str(file))
    me.press("Joindre").reads("rapport.pdf").link("Suivi", exact=False)
    me.press("Soumettre à relecture").press("Accepter").press("Publier")
    me.reads("publiée")
    # The text of the file is read by a task of the server.
    for _ in range(60):
        me.home("Publications").page.fill("input[name=mots]", "goguette")
        me.press("Chercher")
        if "Nourrir les écoles" in me.page.get_by_role("main").inner_text():
            break
        time.sleep(0.5)
    me.reads("Nourrir les écoles, premier rapport")


def event(me, browser):
    day = datetime.date.today() + datetime.timedelta(days=50)
    me.home("Rencontres").link("Ajouter une rencontre")
    me.fill(titre="Matinée de la restauration", debut=f"{day}T09:00", fin=f"{day}T12:00",
            lieu="Salle des fêtes", places="2")
    me.press("Créer le brouillon").press("Ouvrir les inscriptions").reads("Inscriptions ouvertes")
    visitor = browser.new_context(java_script_enabled=False, locale="fr-FR").new_page()
    visitor.goto(me.base + "/rencontres")
    visitor.get_by_role("link", name="Matinée de la restauration").first.click()
    visitor.get_by_role("link", name="S’inscrire").first.click()
    assert "Matinée de la restauration" in visitor.content()


def meetings(me):
    me.home("Rencontres").link("Rencontres de l’innovation (exemple)").link("Organiser")
    me.press("Clore les vœux").reads("Vœux clos").link("Programme")
    me.press("Proposer un programme")
    for _ in range(120):
        if me.page.get_by_role("button", name="Publier", exact=False).count():
            break
        time.sleep(0.5)
        me.page.reload()
    me.reads("rendez-vous")
    me.page.get_by_role("button", name="Publier", exact=False).first.click()
    me.home("Rencontres").link("Rencontres de l’innovation (exemple)").reads("Programme publié")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--base", required=True)
    parser.add_argument("--link", type=pathlib.Path, required=True)
    parser.add_argument("--work", type=pathlib.Path, required=True)
    options = parser.parse_args()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_context(java_script_enabled=False, locale="fr-FR").new_page()
        address = re.search(r"https?://\S+", options.link.read_text()).group()
        parts = urllib.parse.urlsplit(address)
        page.goto(f"{options.base}{parts.path}?{parts.query}")
        me = Assistant(page, options.base)
        page.locator("main form button[type=submit]").first.click()
        group(me)
        report(me, options.work)
        event(me, browser)
        meetings(me)
        browser.close()
    print(f"un groupe, son rapport, une rencontre, des rendez-vous : {me.clicks} clics")


if __name__ == "__main__":
    main()
