"""An event from its draft to its questionnaire, in a real browser, as those who do it.

    scenario_events.py --program orcp --work FOLDER [--screenshots FOLDER]

An editor writes the event, its room and its session; a visitor without script registers with an
address and confirms by the letter's link; the badge's code is read from a screenshot by zbar; the
phone at the door opens what it says and notes the person; a second time it says so. Every kind of
page is given to axe and must fit 360 pixels. Afterwards, with the event's dates moved and the server
started again:

    scenario_events.py --folder FOLDER --move DAYS            so many days from now, by the database
    scenario_events.py --base … --folder FOLDER --link PATH --work FOLDER --phase rappel|questionnaire
"""

import argparse
import email
import pathlib
import re
import sqlite3
import subprocess
import sys
import time
import urllib.request

from playwright.sync_api import sync_playwright

from accessibility import violations
from chromium import launch

from scenario_publications import small_pdf

complaints = []


def seen(page, where, shots):
    overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    if overflow > 0:
        complaints.append(f"{where} : plus large que la fenêtre de {overflow} px")
    if len(page.query_selector_all("h1")) != 1:
        complaints.append(f"{where} : pas un seul h1")
    if shots:
        page.screenshot(path=str(shots / (where + ".png")), full_page=True)


def axe(page, where):
    complaints.extend(f"{where} : {violation}" for violation in violations(page))


def fill(page, values):
    for name, value in values.items():
        field = page.locator(f"#champ-{name}")
        kind = field.evaluate("e => e.tagName + (e.type || '')")
        if kind.startswith("SELECT"):
            field.select_option(value)
        elif kind.endswith("checkbox"):
            field.check()
        else:
            field.fill(value)


def press(page, label):
    page.get_by_role("button", name=label, exact=True).first.click()
    page.wait_for_load_state()


def letter(folder, word):
    """The link with a word in the letters carried to files; they leave within seconds."""
    for _ in range(200):
        for path in sorted(pathlib.Path(folder, "courriels").glob("*.eml"), reverse=True):
            message = email.message_from_bytes(path.read_bytes())
            part = next(p for p in message.walk() if p.get_content_type() == "text/plain")
            found = re.search(r"https?://[^/\s]+(/\S*" + word + r"\S*)",
                              part.get_payload(decode=True).decode())
            if found:
                return found.group(1)
        time.sleep(0.1)
    raise SystemExit(f"aucun courriel avec « {word} »")


def move(folder, days):
    """Time passes: the event begins so many days from now, and people registered long before."""
    store = sqlite3.connect(pathlib.Path(folder, "communaute.sqlite"), timeout=10)
    now = int(time.time())
    store.execute("UPDATE rencontre SET debut = ?, fin = ? WHERE cle = 'essai'",
                  (now + int(days * 86400), now + int(days * 86400) + 3600))
    store.execute("UPDATE inscription SET cree = ?", (now - 20 * 86400,))
    store.commit()
    store.close()
    for path in pathlib.Path(folder, "courriels").glob("*.eml"):
        path.unlink()


def reminded(options):
    """Who holds a place is reminded by a letter that leads to the registration."""
    link = letter(options.folder, "/inscription/")
    page = urllib.request.urlopen(options.base + link).read().decode()
    assert "Inscription confirmée" in page, page[:2000]
    letters = [p.read_bytes() for p in pathlib.Path(options.folder, "courriels").glob("*.eml")]
    assert len(letters) == 1 and b"seconde@exemple.fr" in letters[0], f"{len(letters)} rappels"
    assert email.message_from_bytes(letters[0])["List-Unsubscribe"], "un rappel se refuse"
    print("Rencontres : le rappel est arrivé, une fois.")


def answered(options):
    """Who came says what it thought; the answer is counted, and hidden under five people."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        visitor = browser.new_context(
            viewport={"width": 360, "height": 740}, base_url=options.base,
            java_script_enabled=False).new_page()
        link = letter(options.folder, "/questionnaire/")
        for path in pathlib.Path(options.folder, "courriels").glob("*.eml"):
            assert email.message_from_bytes(path.read_bytes())["List-Unsubscribe"], "un questionnaire se refuse"
        looker = browser.new_context(viewport={"width": 360, "height": 740}, base_url=options.base).new_page()
        looker.goto(link)
        axe(looker, "questionnaire")
        refusal = next(email.message_from_bytes(path.read_bytes())["List-Unsubscribe"]
                       for path in pathlib.Path(options.folder, "courriels").glob("*.eml"))
        looker.goto("/" + refusal.strip("<>").split("/", 3)[3])
        assert "/courriels/refus" in looker.url and looker.locator("main form").count() == 1, looker.url
        axe(looker, "refus")
        looker.goto("/rencontres")
        shown = looker.inner_text("main")
        assert "Rencontre d’essai" in shown[shown.index("Passées"):], shown
        visitor.goto(link)
        assert "Était-ce utile" in visitor.inner_text("main"), visitor.inner_text("main")
        visitor.locator("main select").first.select_option("4")
        press(visitor, "Envoyer")
        assert "Vos réponses sont reçues" in visitor.inner_text("main")
        visitor.goto(link)
        assert "Vos réponses sont reçues" in visitor.inner_text("main"), "on ne répond qu’une fois"
        editor = browser.new_context(base_url=options.base).new_page()
        editor.goto(options.link)
        press(editor, "Me connecter")
        editor.goto("/rencontres/essai/gestion/questionnaire")
        shown = editor.inner_text("main")
        assert "à partir de 5" in shown.replace("\xa0", " ") and "4,0" not in shown, shown
        editor.goto("/rencontres/essai/gestion")
        assert "son état ne change plus" in editor.inner_text("main"), "une rencontre passée est figée"
        # Materials afterwards: a file, served safely to everybody.
        editor.goto("/rencontres/essai/gestion/supports/ajout")
        axe(editor, "support")
        fill(editor, {"titre": "Compte rendu des échanges"})
        editor.set_input_files("#champ-fichier", {
            "name": "Échanges 2026.pdf", "mimeType": "text/html", "buffer": small_pdf("Des échanges.")})
        press(editor, "Enregistrer")
        visitor.goto("/rencontres/essai")
        where = visitor.get_by_role("link", name="Compte rendu des échanges").get_attribute("href")
        with urllib.request.urlopen(options.base + where) as answer:
            assert answer.headers["Content-Type"] == "application/pdf", answer.headers
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
            assert answer.read().startswith(b"%PDF")
        browser.close()
    assert not complaints, complaints
    print("Rencontres : questionnaire répondu, support joint.")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--base")
    parser.add_argument("--folder", required=True)
    parser.add_argument("--link", help="path that signs an administrator in")
    parser.add_argument("--work", type=pathlib.Path)
    parser.add_argument("--screenshots", type=pathlib.Path)
    parser.add_argument("--move", type=float, metavar="DAYS")
    parser.add_argument("--phase", choices=["rappel", "questionnaire"])
    options = parser.parse_args()
    if options.move is not None:
        return move(options.folder, options.move)
    if options.phase:
        return (reminded if options.phase == "rappel" else answered)(options)
    base, shots = options.base, options.screenshots
    if shots:
        shots.mkdir(parents=True, exist_ok=True)
    day = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 40 * 86400))

    with sync_playwright() as playwright:
        browser = launch(playwright)
        desk = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=base)
        editor = desk.new_page()
        editor.goto(options.link)
        press(editor, "Me connecter")
        if editor.locator("#champ-nom").count():
            fill(editor, {"nom": "Rédaction Inventée"})
            press(editor, "Enregistrer")

        editor.goto("/rencontres/nouvelle")
        axe(editor, "nouvelle")
        fill(editor, {
            "titre": "Rencontre d’essai", "cle": "essai", "debut": f"{day}T09:00",
            "fin": f"{day}T17:00", "lieu": "Salle inventée", "places": "1",
            "themes": "Sourcing, Paiement", "resume": "Une rencontre inventée.",
            "presentation": "## Pourquoi\n\nPour se parler."})
        press(editor, "Créer le brouillon")
        axe(editor, "gestion")
        seen(editor, "gestion", shots)
        editor.goto("/rencontres/essai/gestion/salles/ajout")
        axe(editor, "salle")
        fill(editor, {"nom": "Grande salle", "acces": "Plain-pied"})
        press(editor, "Enregistrer")
        editor.goto("/rencontres/essai/gestion/intervenants/ajout")
        axe(editor, "intervenant")
        fill(editor, {"nom": "Camille Exemple", "fonction": "Directrice", "accord": "courriel inventé"})
        press(editor, "Enregistrer")
        for title, chosen in [("Plénière", False), ("Atelier", True)]:
            editor.goto("/rencontres/essai/gestion/seances/ajout")
            axe(editor, "seance")
            values = {"titre": title, "debut": f"{day}T{10 + chosen}:00", "fin": f"{day}T{11 + chosen}:00",
                      "salle": "1", "intervenants": "1"}
            if chosen:
                values |= {"au_choix": "oui", "places": "5"}
            fill(editor, values)
            press(editor, "Enregistrer")
        editor.goto("/rencontres/essai/gestion/questions/ajout")
        fill(editor, {"intitule": "Était-ce utile ?", "genre": "echelle"})
        press(editor, "Enregistrer")
        axe(editor, "questionnaire-gestion")
        editor.goto("/rencontres/essai/gestion")
        press(editor, "Ouvrir les inscriptions")

        plain = browser.new_context(
            viewport={"width": 360, "height": 740}, base_url=base, java_script_enabled=False)
        visitor = plain.new_page()
        for name in ["première", "seconde"]:
            word = name.replace("è", "e")
            visitor.goto("/rencontres/essai")
            visitor.locator('a.bouton[href$="/inscription"]').click()
            fill(visitor, {"courriel": f"{word}@exemple.fr", "nom": f"Personne {name}",
                           "college": "entreprises", "seances": "2"})
            press(visitor, "S’inscrire")
            assert "Regardez votre courriel" in visitor.inner_text("h1"), visitor.inner_text("main")
            link = letter(options.folder, "jeton_lien=")
            for path in pathlib.Path(options.folder, "courriels").glob("*.eml"):
                path.unlink()
            if word == "premiere":
                looker = browser.new_context(
                    viewport={"width": 360, "height": 740}, base_url=base).new_page()
                looker.goto(link)
                axe(looker, "confirmer")
            visitor.goto(link)
            press(visitor, "Confirmer mon inscription")
            wanted = "Inscription confirmée" if word == "premiere" else "Liste d’attente"
            assert wanted in visitor.inner_text("h1"), visitor.inner_text("main")
            if word == "premiere":
                own = visitor.url.split("?")[0]

        phone = browser.new_context(viewport={"width": 360, "height": 740}, base_url=base)
        page = phone.new_page()
        for where, address in [
                ("liste", "/rencontres"), ("rencontre", "/rencontres/essai"),
                ("inscription", "/rencontres/essai/inscription"), ("la-mienne", own),
                ("annuler", own + "/annuler"),
                ("badge", own + "/badge")]:
            page.goto(address)
            axe(page, where)
            seen(page, where, shots)
        code = str(options.work / "code.png")
        page.locator("svg.qr").screenshot(path=code)
        read = subprocess.run(["zbarimg", "--quiet", "--raw", code], capture_output=True, text=True)
        address = read.stdout.strip()
        assert "/rencontres/essai/accueil/" in address, f"code illisible : {read}"
        door = "/" + address.split("/", 3)[3]

        phone.add_cookies([c for c in desk.cookies()])
        page.goto(door)
        axe(page, "accueil-personne")
        seen(page, "accueil-personne", shots)
        press(page, "Noter présent")
        assert "C’est noté" in page.inner_text("main")
        page.goto(door)
        assert "Déjà noté présent" in page.inner_text("main")
        page.goto("/rencontres/essai/accueil?mots=premiere")
        axe(page, "accueil")
        seen(page, "accueil", shots)
        assert "Personne première" in page.inner_text("main")
        for where in ["programme", "inscrits", "emargement", "badges", "description", "questionnaire",
                      "accueil"]:
            page.goto("/rencontres/essai/gestion/" + where)
            axe(page, "gestion-" + where)
            seen(page, "gestion-" + where, shots)

        visitor.goto(own)
        press(visitor, "Annuler mon inscription")
        assert "annulée" in visitor.inner_text("h1")
        editor.goto("/rencontres/essai/gestion/inscrits")
        row = editor.locator("tr", has_text="Personne seconde").inner_text()
        assert "confirmée" in row, row
        editor.goto("/rencontres/essai/gestion/emargement")
        sheet = editor.inner_text("main")
        assert "Personne seconde" in sheet and "Personne première" not in sheet, sheet
        desk.new_page().goto("/rencontres/essai")
        seen(editor, "inscrits-bureau", shots)
        editor.goto("/rencontres/essai")
        seen(editor, "rencontre-bureau", shots)
        for feed in ["/rencontres/flux.atom", "/rencontres/flux.ics?theme=sourcing",
                     "/rencontres/essai/agenda.ics"]:
            text = urllib.request.urlopen(base + feed).read().decode()
            assert "Rencontre d’essai" in text.replace("\r\n ", ""), feed
        browser.close()
    for complaint in complaints:
        print(complaint, file=sys.stderr)
    print(f"Rencontres : parcours entier, {len(complaints)} reproche(s).")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
