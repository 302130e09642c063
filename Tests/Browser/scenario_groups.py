"""A working group from its creation to a study replayed on a second edition, in a real browser.

    scenario_groups.py --base http://localhost:PORT --data FOLDER [--screenshots FOLDER]

The whole path is walked with scripts off; then each kind of page is looked at with axe, at the size of a
phone and of a desk. Calendars are read by icalendar, letters by Python's own reader.
"""

import argparse
import email
import email.policy
import json
import os
import pathlib
import re
import subprocess
import sys
import time
import urllib.request
from datetime import datetime, timedelta

import icalendar
from playwright.sync_api import sync_playwright

from accessibility import violations
from chromium import launch

PROGRAM = os.environ["ORCP_PROGRAM"]
failures = []


def check(holds, what):
    print(("  ok  " if holds else "  FAUX ") + what)
    if not holds:
        failures.append(what)


def run(data, *arguments):
    answer = subprocess.run(
        [PROGRAM, *arguments, "--data", data],
        capture_output=True, text=True)
    if answer.returncode != 0:
        sys.exit(f"orcp {' '.join(arguments)}: {answer.stderr}")
    return answer.stdout


def get(base, path):
    with urllib.request.urlopen(base + path) as answer:
        return answer.read()


def letters(data, count):
    """The letters in the folder, once there are so many."""
    folder = pathlib.Path(data) / "courriels"
    for _ in range(100):
        files = sorted(folder.glob("*.eml")) if folder.is_dir() else []
        if len(files) >= count:
            break
        time.sleep(0.2)
    return [
        email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
        for file in files
    ]


def calendar(letter):
    """The event of a letter, and the method it is sent with."""
    for part in letter.iter_attachments():
        if part.get_content_type() == "text/calendar":
            file = icalendar.Calendar.from_ical(part.get_payload(decode=True))
            return file["METHOD"], [e for e in file.walk("VEVENT")][0]
    return None, None


class Visitor:
    """Somebody with a browser of their own, without scripts."""

    def __init__(self, browser, base, data, address=None, role=None):
        self.context = browser.new_context(
            java_script_enabled=False, locale="fr-FR", viewport={"width": 1280, "height": 900})
        self.page = self.context.new_page()
        self.base = base
        if address is None:
            return
        if role == "new":
            link = self.ask(data, address)
        else:
            link = run(data, "admin", "create" if role == "admin" else "link", address).split()[-1]
        self.open(re.sub(r"^https?://[^/]+", "", link))
        self.send()
        if self.page.locator("input[name=nom]").count():
            if not self.page.input_value("input[name=nom]"):
                self.page.fill("input[name=nom]", address.split("@")[0].title())
                self.send("Enregistrer")

    def ask(self, data, address):
        """Asks for the letter that signs in somebody who has no account yet."""
        self.open("/connexion")
        self.fill(courriel=address)
        self.send()
        for _ in range(100):
            for letter in letters(data, 1):
                if letter["To"] and address in letter["To"]:
                    return re.search(r"http\S+/connexion/lien\S+", letter.get_content())[0]
            time.sleep(0.2)
        sys.exit("Le courriel de connexion n’arrive pas.")

    def open(self, path):
        answer = self.page.goto(self.base + path)
        return answer.status

    def path(self):
        return self.page.url.removeprefix(self.base).split("?")[0].split("#")[0]

    def fill(self, **fields):
        for key, value in fields.items():
            control = self.page.locator(f"[name={key}]").first
            if control.evaluate("e => e.tagName") == "SELECT":
                control.select_option(value)
            else:
                control.fill(value)

    def send(self, label=None):
        buttons = self.page.locator("main button[type=submit]")
        (self.page.get_by_role("button", name=label, exact=True) if label else buttons).first.click()

    def click(self, label):
        self.page.get_by_role("link", name=label, exact=True).first.click()

    def text(self):
        return self.page.inner_text("main").replace("\u202f", " ").replace("\xa0", " ")


def walk(browser, base, data):
    print("L’assistante crée un groupe et y invite")
    admin = Visitor(browser, base, data, "assistante@exemple.fr", "admin")
    check(admin.open("/groupes/nouveau") == 200, "la page de création s’ouvre")
    admin.fill(nom="Commande publique responsable", theme="Des achats utiles", mandat="**Mandat** inventé.")
    admin.send("Créer le groupe")
    group = admin.path()
    check(group == "/groupes/commande-publique-responsable", "le groupe a son adresse")
    admin.click("Membres et demandes")
    admin.fill(courriel="pilote@exemple.fr", nom="Paule Pilote", place="responsable")
    admin.send("Inviter")
    check("Paule Pilote" in admin.text(), "la responsable est membre")
    before = len(letters(data, 1))

    print("La responsable tient des réunions")
    lead = Visitor(browser, base, data, "pilote@exemple.fr")
    lead.open(group + "/reunions/nouvelle")
    start = datetime.now() + timedelta(days=7)
    lead.fill(
        titre="Réunion de lancement", debut=start.strftime("%Y-%m-%dT14:30"), duree="90", lieu="Lille",
        ordre_du_jour="1. Accueil, tour de table ; présentation\n2. Suite")
    lead.send("Prévoir la réunion")
    meeting = lead.path()
    lead.click("Convoquer")
    lead.send("Envoyer la convocation")
    check("La convocation est partie" in lead.text(), "la convocation est partie")
    lead.click("Modifier")
    lead.fill(lieu="Arras, salle 2")
    lead.send("Enregistrer")
    lead.click("Annuler")
    lead.fill(motif="Grève des trains")
    lead.send("Annuler la réunion")
    check("Grève des trains" in lead.text(), "l’annulation dit son motif")
    sent = [calendar(letter) for letter in letters(data, before + 3)]
    sent = [(method, event) for method, event in sent if event is not None]
    check([m for m, _ in sent] == ["REQUEST", "REQUEST", "CANCEL"], "trois courriels, trois méthodes")
    check([int(e["SEQUENCE"]) for _, e in sent] == [0, 1, 2], "la séquence croît")
    check(len({str(e["UID"]) for _, e in sent}) == 1, "le même identifiant")
    check(str(sent[1][1]["LOCATION"]) == "Arras, salle 2", "icalendar lit le nouveau lieu")
    length = sent[0][1].decoded("DTEND") - sent[0][1].decoded("DTSTART")
    check(length == timedelta(minutes=90), "icalendar lit la durée")
    feed = icalendar.Calendar.from_ical(get(base, group + "/agenda.ics"))
    event = [e for e in feed.walk("VEVENT")][0]
    check(str(event["STATUS"]) == "CANCELLED", "le calendrier du groupe montre l’annulation")
    icalendar.Calendar.from_ical(get(base, "/groupes/agenda.ics"))
    for line in get(base, group + "/agenda.ics").split(b"\r\n"):
        if len(line) > 75:
            check(False, "une ligne du calendrier dépasse 75 octets")

    lead.open(group + "/reunions/nouvelle")
    lead.fill(
        titre="Réunion tenue", debut=(datetime.now() - timedelta(days=2)).strftime("%Y-%m-%dT10:00"),
        duree="60", lieu="Lens")
    lead.send("Prévoir la réunion")
    held = lead.path()
    lead.click("Rédiger le compte rendu")
    lead.fill(compte_rendu="## Décision\n\nLe groupe ouvre une étude.")
    lead.page.locator("select[name^=presence-]").first.select_option("present")
    lead.send("Enregistrer")
    everyone = Visitor(browser, base, data)
    everyone.open(held)
    check("ouvre une étude" not in everyone.text(), "le projet de compte rendu n’est pas public")
    lead.click("Approuver le compte rendu")
    lead.send("Approuver")
    everyone.open(held)
    check("ouvre une étude" in everyone.text(), "le compte rendu approuvé est public")
    check("Paule" not in everyone.text(), "les noms ne sont pas publics")

    print("Le plan de travail")
    lead.open(group + "/livrables/nouveau")
    lead.fill(titre="Étude d’offre unique", etat="prevu", echeance="2030-01-31")
    lead.send("Ajouter")
    deliverable = lead.path()
    lead.click("Modifier")
    lead.fill(etat="en_cours")
    lead.send("Enregistrer")
    check("prévu → en cours" in lead.text(), "l’histoire du livrable dit le changement")

    print("Une question devient une étude")
    asker = Visitor(browser, base, data, "curieuse@exemple.fr", "new")
    asker.open(group + "/questions/nouvelle")
    asker.fill(titre="Combien d’offres uniques ?", texte="Et chez nous ?")
    asker.send("Poser la question")
    question = asker.path()
    lead.open(question)
    lead.click("En faire une étude")
    lead.send("Ouvrir l’étude")
    edit = lead.path()
    study = edit.removesuffix("/modifier")
    text = (
        "La part d’offre unique est de `figure CON-01`.\n\n"
        "```figure\nECO-01\npar=annee\ntitre=\"Contrats par an\"\n```\n\nFautive : `figure ZZZ-1`.")
    lead.fill(texte=text, resume="Ce que disent les données inventées.")
    lead.page.get_by_role("button", name="Aperçu").click()
    check("Contrats par an" in lead.text(), "l’aperçu montre la figure")
    lead.send("Enregistrer")
    check(everyone.open(study) in (200, 403) and "offre unique est de" not in everyone.text(),
          "le brouillon n’est pas public")
    lead.open(study)
    lead.fill(commentaire="À relire.")
    lead.send("Commenter")
    lead.click("Publier")
    lead.send("Publier la version 2")
    edition = json.loads(get(base, "/api/v1/editions"))["rows"][0]["id"]
    rows = json.loads(get(base, f"/api/v1/indicators/CON-01?edition={edition}"))["rows"]
    share = rows[0]["value"]
    everyone.open(study)
    shown = everyone.page.locator("a.figure").first.inner_text()
    value = float(shown.replace("\u202f", "").replace("%", "").replace(",", "."))
    check(abs(value - share * 100) < 0.051, f"la figure ({shown}) dit ce que dit l’API ({share:.4f})")
    check("À relire" not in everyone.text(), "la discussion reste au groupe")
    check("Il n’y a pas d’indicateur" in everyone.text(), "une figure fautive le dit")
    link = everyone.page.get_by_role("link", name="contrats comptés").first.get_attribute("href")
    check(everyone.open(link) == 200, "les contrats comptés s’ouvrent")

    print("Deux personnes sur un texte")
    other = Visitor(browser, base, data, "assistante@exemple.fr")
    lead.open(edit)
    other.open(edit)
    lead.fill(resume="Ce que disent les données inventées, relu.")
    lead.send("Enregistrer")
    other.fill(resume="Un autre résumé.")
    other.send("Enregistrer")
    check("Enregistré entre-temps" in other.text(), "la seconde personne voit les deux textes")
    everyone.open(study)
    check("relu" not in everyone.text(), "le public lit la version publiée")
    lead.open(study)
    lead.click("Publier")
    lead.send("Publier la version 3")
    everyone.open(study)
    check("relu" in everyone.text(), "rien n’est écrasé")

    print("Une seconde édition")
    before_text = everyone.page.inner_text("main .texte-long p >> nth=0")
    run(data, "sample", "--contracts", "900", "--seed", "2018", "--output", data + "/suite.json")
    run(data, "import", data + "/suite.json", "--series", "suite-inventee")
    for _ in range(50):
        now = json.loads(get(base, "/api/v1/indicators/CON-01"))
        if now["edition"] != edition:
            break
        time.sleep(0.2)
    check(now["edition"] != edition, "la seconde édition est servie")
    everyone.open(study)
    check(everyone.page.inner_text("main .texte-long p >> nth=0") == before_text, "le texte ne bouge pas")
    check(everyone.page.locator("a.figure").first.inner_text() == shown, "le chiffre non plus")
    everyone.open(study + "/rejouer")
    replay = everyone.text()
    new = f"{now['rows'][0]['value'] * 100:.1f}".replace(".", ",")
    check(shown.replace("\u202f", " ") in replay and new in replay, "rejouer montre les deux valeurs")
    check(everyone.open(study + f"/rejouer?edition={edition}") == 200 and "inchangé" in everyone.text(),
          "rejouer sur la même édition ne change rien")
    asker.open(group + "/rejoindre")
    asker.fill(motif="Une envie inventée d’y travailler.")
    asker.send()
    lead.open(group + "/membres")
    request = lead.page.locator("form[action*='/demandes/']").first.get_attribute("action")
    state = lead.context.storage_state()
    paths = [
        "/observatoire", "/groupes", group, group + "/modifier", group + "/membres", request, group + "/partenaires",
        meeting, held, held + "/compte-rendu", group + "/reunions/nouvelle", deliverable, "/questions",
        question, "/etudes", study, study + "/publication", meeting + "/convoquer", meeting + "/annuler", held + "/approuver", edit, study + "/versions?de=1&a=2", study + "/rejouer",
    ]
    return state, paths


def look(browser, base, state, paths, screenshots):
    for name, size in {"telephone": (360, 740), "bureau": (1280, 900)}.items():
        context = browser.new_context(
            storage_state=state, locale="fr-FR", viewport={"width": size[0], "height": size[1]})
        page = context.new_page()
        errors = []
        page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
        for path in paths:
            status = page.goto(base + path).status
            wide = page.evaluate("document.documentElement.scrollWidth")
            broken = violations(page)
            good = status == 200 and wide <= size[0] and not broken and not errors
            check(good, f"{name} {path} {status} {wide} {broken} {errors}" if not good else f"{name} {path}")
            errors.clear()
            if screenshots:
                file = re.sub(r"[^a-z0-9]+", "-", path).strip("-") or "accueil"
                page.screenshot(path=f"{screenshots}/{name}-{file[:60]}.png", full_page=True)
        context.close()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--base", required=True)
    parser.add_argument("--data", required=True)
    parser.add_argument("--screenshots")
    options = parser.parse_args()
    if options.screenshots:
        pathlib.Path(options.screenshots).mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = launch(playwright)
        state, paths = walk(browser, options.base, options.data)
        look(browser, options.base, state, paths, options.screenshots)
        browser.close()
    if failures:
        sys.exit(f"{len(failures)} faute(s)\u202f: " + " ; ".join(failures))
    print("Le groupe, sa réunion, sa question, son étude et son rejeu\u202f: tout tient.")


main()
