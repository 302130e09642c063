"""The observatory's assistant on the first day: clicks and typing only, no address but the sign-in link.

    scenario_first_day.py --base http://localhost:8080 --links FOLDER --data FOLDER --work FOLDER

A group is created, its report is published, a second person having accepted it, and found by a word inside
its PDF; an event is opened, somebody without account registers and confirms; innovation meetings are prepared
from nothing, their slots laid out, needs frozen, wishes said, the programme placed and published. Pages are
reached by links that are read on the page before. Without JavaScript.
`docs/first-day.md` tells the same. LINKS holds `lien-NAME`, printed by `orcp admin`, of an assistant, a
second editor, and two people who ask to act for a SIRET.
"""

import argparse
import datetime
import pathlib
import re
import time
import urllib.parse

from playwright.sync_api import TimeoutError, sync_playwright
from chromium import launch

from scenario_events import letter
from scenario_publications import small_pdf


def sign_in(page, base, printed):
    parts = urllib.parse.urlsplit(re.search(r"https?://\S+", printed).group())
    page.goto(f"{base}{parts.path}?{parts.query}")
    page.locator("main form button[type=submit]").first.click()


class Assistant:
    """A person who clicks on what is written."""

    def __init__(self, page, base):
        self.page, self.base = page, base
        self.clicks = 0

    def link(self, text, exact=True):
        self.clicks += 1
        target = self.page.get_by_role("link", name=text, exact=exact).first
        try:
            target.click(timeout=10_000)
        except TimeoutError as error:
            shown = self.page.get_by_role("main").inner_text()
            raise AssertionError(f"pas de lien « {text} » sur {self.page.url} :\n{shown[:1500]}") from error
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


def report(me, work, second):
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
    me.press("Soumettre à relecture")
    # Somebody else reads it.
    second.home("Publications").link("L’atelier", exact=False)
    second.link("Nourrir les écoles, premier rapport").press("Accepter").press("Publier")
    second.reads("publiée")
    # The text of the file is read by a task of the server.
    for _ in range(60):
        me.home("Publications").page.fill("input[name=mots]", "goguette")
        me.press("Chercher")
        if "Nourrir les écoles" in me.page.get_by_role("main").inner_text():
            break
        time.sleep(0.5)
    me.reads("Nourrir les écoles, premier rapport")


def event(me, browser, folder):
    """An event is opened; a visitor without account registers, and confirms by the letter's link."""
    day = datetime.date.today() + datetime.timedelta(days=50)
    me.home("Rencontres").link("Ajouter une rencontre")
    me.fill(titre="Matinée de la restauration", debut=f"{day}T09:00", fin=f"{day}T12:00",
            lieu="Salle des fêtes", places="2")
    me.press("Créer le brouillon").press("Ouvrir les inscriptions").reads("Inscriptions ouvertes")
    page = browser.new_context(java_script_enabled=False, locale="fr-FR").new_page()
    page.goto(me.base + "/")
    visitor = Assistant(page, me.base)
    visitor.home("Rencontres").link("Matinée de la restauration").link("S’inscrire")
    visitor.fill(courriel="zoe@exemple.fr", nom="Zoé Inventée")
    page.select_option("#champ-college", "entreprises")
    visitor.press("S’inscrire").reads("Regardez votre courriel|courriel")
    link = urllib.parse.urlsplit(letter(folder, "jeton_lien="))
    page.goto(f"{me.base}{link.path}?{link.query}")
    visitor.press("Confirmer mon inscription")
    assert "Inscription confirmée" in page.inner_text("h1"), page.inner_text("main")
    me.home("Rencontres").link("Matinée de la restauration").link("Gérer")
    me.link("Inscrits").reads("Zoé Inventée")


def participant(browser, base, path, side, siret, name):
    """Somebody whose attachment to a SIRET is confirmed registers."""
    page = browser.new_context(java_script_enabled=False, locale="fr-FR").new_page()
    sign_in(page, base, path)
    person = Assistant(page, base)
    person.link("Agir pour un acheteur ou une entreprise")
    page.fill("[name=siret]", siret)
    page.select_option("[name=genre]", side)
    page.fill("[name=motif]", "Rattachement inventé pour l’essai.")
    page.locator("main form").last.get_by_role("button").click()
    person.name = name
    return person


def meetings(me, browser, links):
    """Days are prepared from nothing: slots, needs, wishes, a programme, by clicking."""
    buyer = participant(browser, me.base, links["acheteuse"], "acheteur", "90000001900019",
                        "Ville d’essai")
    company = participant(browser, me.base, links["entreprise"], "entreprise", "90000002700012",
                          "Gouttes inventées")
    me.page.locator("a[href='/compte']").first.click()
    me.link("Administration").link("Rattachements", exact=False).press("Confirmer").press("Confirmer")

    title = "Rencontres de la restauration"
    day = datetime.date.today() + datetime.timedelta(days=60)
    me.home("Rencontres").link("Toutes les rencontres de l’innovation").link("Préparer des rencontres")
    me.fill(cle="restauration", titre=title, jour=str(day), lieu="Salle des fêtes")
    me.press("Préparer").link("Créneaux et tables")
    me.page.fill("[name=debut]", "9:30")
    me.page.fill("[name=fin]", "11:30")
    me.press("Poser les créneaux")
    me.page.fill("[name=tables]", "2")
    me.press("Poser les tables")

    def organise():
        # A day in preparation is on this list only, for who organises it.
        me.home("Rencontres").link("Toutes les rencontres de l’innovation")
        return me.link(title).link("Organiser")

    organise().press("Ouvrir le dépôt des besoins et des solutions")
    for one in (buyer, company):
        one.home("Rencontres").link(title).link("S’inscrire")
        one.fill(nom=one.name).press("S’inscrire")
    buyer.link("Déposer un besoin")
    buyer.fill(titre="Des repas sans plastique", texte="Des barquettes à remplacer dans vingt écoles.",
               recherche="Un essai dans une école")
    buyer.press("Déposer")
    company.link("Présenter une solution")
    company.fill(titre="Bacs en inox", texte="Des bacs lavables, livrés et repris chaque jour.")
    company.press("Présenter")
    organise().press("Figer et publier les besoins").press("Ouvrir les vœux")
    for one in (buyer, company):
        one.home("Rencontres").link(title).link("Dire qui vous voulez rencontrer")
        one.page.locator("[name^=voeu_]").first.select_option("5")
        one.press("Enregistrer mes vœux")
    organise().press("Clore les vœux").reads("Vœux clos").link("Programme")
    me.page.select_option("#champ-secondes", "5")
    me.press("Proposer un programme")
    for _ in range(120):
        if me.page.get_by_role("button", name="Publier", exact=False).count():
            break
        time.sleep(0.5)
        me.page.reload()
    me.reads("rendez-vous")
    me.page.get_by_role("button", name="Publier", exact=False).first.click()
    me.home("Rencontres").link(title).reads("Programme publié")
    for one, other in ((buyer, "Gouttes inventées"), (company, "Ville d’essai")):
        one.home("Rencontres").link(title).link("Votre agenda").reads(other)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--base", required=True)
    parser.add_argument("--links", type=pathlib.Path, required=True)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--work", type=pathlib.Path, required=True)
    options = parser.parse_args()
    with sync_playwright() as playwright:
        browser = launch(playwright)
        links = {name: (options.links / f"lien-{name}").read_text()
                 for name in ("assistante", "relectrice", "acheteuse", "entreprise")}

        def signed(name):
            page = browser.new_context(java_script_enabled=False, locale="fr-FR").new_page()
            sign_in(page, options.base, links[name])
            return Assistant(page, options.base)

        me = signed("assistante")
        group(me)
        report(me, options.work, signed("relectrice"))
        event(me, browser, options.data)
        meetings(me, browser, links)
        browser.close()
    print(f"un groupe, son rapport, une rencontre, des rendez-vous : {me.clicks} clics")


if __name__ == "__main__":
    main()
