"""A simplified consultation, start to end, on the real program and in a real browser.

A buyer drafts, is refused an unlawful proof and an amount too high with the articles, publishes; a
visitor without script asks; the buyer answers in words that hide who asked; a change is told by letter;
after the deadline two quotes are noted, one of them late; marks, award, letters, essential data. Every
kind of page is given to axe and must fit 360 pixels. The time of the deadline is moved in the file.
"""
import email
import email.policy
import io
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
import zipfile

from odf.opendocument import load
from odf import text as odf_text
from odf import teletype
from playwright.sync_api import sync_playwright
from chromium import launch

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "Oracles"))
from community_server import Server  # noqa: E402
from scenario_walk import looked_at  # noqa: E402

BUYER, FIRMS = "00000033100017", [("Toits du Nord", "00100133800035"), ("Zinc et Cie", "00000033100025")]
NARROW = "\u202f"


def letters(server):
    """Names of the letters written so far."""
    folder = server.folder + "/courriels"
    return {n for n in os.listdir(folder) if n.endswith(".eml")} if os.path.isdir(folder) else set()


def letter(server, to, before):
    """The text of the letter to somebody that was not there before. Told by name: the clock of the
    disk and ours do not tick together."""
    folder = server.folder + "/courriels"
    for _ in range(400):
        for name in letters(server) - before:
            with open(folder + "/" + name, "rb") as file:
                message = email.message_from_binary_file(file, policy=email.policy.default)
            if message["To"].addresses[0].addr_spec == to:
                return message.get_content()
        time.sleep(0.05)
    raise AssertionError("no letter to " + to)


def inside(server, sql, values=()):
    with sqlite3.connect(server.folder + "/communaute.sqlite", timeout=10) as base:
        return base.execute(sql, values).fetchall()


def attach(server, address, siret, kind):
    inside(server, """INSERT INTO rattachement (personne, siret, genre, motif, etat, demande, decide)
        SELECT id, ?, ?, 'Inventé pour cet essai.', 'confirme', 1, 1 FROM personne WHERE courriel = ?""",
           (siret, kind, address))


def signed_in(browser, server, address, name, **more):
    """A page of somebody who has an account: the command that makes one makes administrators, whom the
    file turns into plain accounts."""
    context = browser.new_context(base_url=server.base, viewport={"width": 1280, "height": 900}, **more)
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.goto(server.link(address, name).geturl())
    page.click("text=Me connecter")
    if page.locator("#champ-nom").count() and not page.input_value("#champ-nom"):
        page.fill("#champ-nom", name)
        page.click("text=Enregistrer")
    inside(server, "UPDATE personne SET role = 'inscrit' WHERE courriel = ?", (address,))
    return page


def fill(page, values):
    for name, value in values.items():
        field = page.locator(f"#champ-{name}")
        if field.evaluate("e => e.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def press(page, label):
    page.get_by_role("button", name=label, exact=True).first.click()
    page.wait_for_load_state()


def said(page):
    return page.inner_text("main").replace(NARROW, " ").replace("\u00a0", " ")


def draft(page, server):
    page.goto("/consultations/nouvelle")
    looked_at(page, "consultation-nouvelle")
    soon = time.strftime("%Y-%m-%dT12:00", time.gmtime(time.time() + 20 * 86400))
    fill(page, {
        "acheteur_nom": "Commune inventée", "acheteur_genre": "local-authority",
        "objet": "Toiture de l’école inventée", "description": "Zinc, **deux pentes**.",
        "cpv": "45261210", "lieu": "59000", "mois": "4", "achat": "travaux",
        "estimation": "120 000", "poids_prix": "60",
        "criteres": "Valeur technique ; 30\nEnvironnement ; 10", "cloture": soon,
        "reception": "ailleurs"})
    page.check("input[name=preuves][value=attestation-fiscale]")
    press(page, "Enregistrer le brouillon")
    refused = said(page)
    assert "CCP R2144-4" in refused and "Attestation fiscale" in refused, refused
    assert "CCP R2122-8" in refused and "100 000 €" in refused, refused
    looked_at(page, "consultation-refusee")
    # Works may be dispensed up to 100 000 €: a public page needs the profile from 60 000 €.
    page.uncheck("input[name=preuves][value=attestation-fiscale]")
    fill(page, {"estimation": "80 000"})
    press(page, "Enregistrer le brouillon")
    assert "R2132-2" in said(page), said(page)
    fill(page, {"estimation": "48 000", "procedure": "adaptee"})
    press(page, "Enregistrer le brouillon")
    assert "publie un avis" in said(page)
    fill(page, {"procedure": "devis", "ca_minimal": "90 000"})
    press(page, "Enregistrer le brouillon")
    assert "plus que le plafond de 72 000,00 €" in said(page), said(page)
    fill(page, {"ca_minimal": ""})
    press(page, "Enregistrer le brouillon")
    assert "Le brouillon est enregistré" in said(page), said(page)
    looked_at(page, "consultation-brouillon")
    key = page.url.split("/consultations/")[1].split("?")[0]

    page.goto(f"/consultations/{key}/pieces")
    page.set_input_files("#champ-fichier", {
        "name": "Plan.txt", "mimeType": "text/plain", "buffer": "Plan inventé".encode()})
    press(page, "Joindre")
    assert "Le document est joint" in said(page)
    page.set_input_files("#champ-fichier", {
        "name": "plan.svg", "mimeType": "image/svg+xml", "buffer": b"<svg onload='x'/>"})
    press(page, "Joindre")
    assert "ne sont pas pris" in said(page)
    page.goto(f"/consultations/{key}/pieces")
    looked_at(page, "consultation-pieces")
    page.goto(f"/consultations/{key}/publier")
    assert "R2132-2" in said(page)
    looked_at(page, "consultation-publier")
    press(page, "Publier")
    assert "La consultation est publiée" in said(page)
    return key


def talk(page, browser, server, key):
    # axe needs scripts: the pages are given to it with them, and walked without.
    plain = browser.new_context(base_url=server.base, java_script_enabled=False).new_page()
    plain.goto("/consultations")
    plain.click("text=Toiture de l’école inventée")
    assert "Répondre avant le" in said(plain)
    visitor = browser.new_context(base_url=server.base).new_page()
    visitor.goto("/consultations")
    looked_at(visitor, "consultations")
    visitor.click("text=Toiture de l’école inventée")
    assert "48 000" not in said(visitor)
    code = os.path.join(tempfile.mkdtemp(), "code.png")
    visitor.locator("svg.qr").screenshot(path=code)
    read = subprocess.run(["zbarimg", "--quiet", "--raw", code], capture_output=True, text=True)
    assert read.stdout.strip() == f"{server.base}/consultations/{key}", read
    looked_at(visitor, "consultation")
    document = visitor.request.get(f"/consultations/{key}/pieces/plan.txt")
    assert document.text() == "Plan inventé" and "sandbox" in document.headers["content-security-policy"]
    feed = visitor.request.get("/consultations/flux.atom").text()
    assert "Toiture de l’école inventée" in feed and "48" + NARROW + "000" not in feed

    asker = signed_in(browser, server, "entreprise@exemple.fr", "Paul Couvreur", java_script_enabled=False)
    asker.goto(f"/consultations/{key}/question")
    fill(asker, {"question": "La société Couvreur Frères demande si le joint debout est admis."})
    press(asker, "Envoyer la question")
    assert "Votre question est envoyée" in said(asker)

    page.goto(f"/consultations/{key}/questions")
    assert "Paul Couvreur" not in said(page) and "entreprise@" not in said(page)
    looked_at(page, "consultation-questions")
    number = page.locator("input[name=question]").first.input_value()
    fill(page, {f"texte-{number}": "Le joint debout est-il admis ?",
                f"reponse-{number}": "Oui, sur les deux pentes."})
    before = letters(server)
    press(page, "Publier la réponse")
    assert "La réponse est publiée" in said(page)
    visitor.goto(f"/consultations/{key}")
    assert "Le joint debout est-il admis" in said(visitor) and "Couvreur" not in said(visitor)
    told = letter(server, "entreprise@exemple.fr", before)
    assert "Oui, sur les deux pentes." in told and "Couvreur" not in told, told

    page.goto(f"/consultations/{key}/modifier")
    looked_at(page, "consultation-modifier")
    fill(page, {"description": "Zinc, deux pentes et une noue.", "avis": "Une noue s’ajoute aux deux pentes."})
    before = letters(server)
    press(page, "Publier la modification")
    assert "La modification est publiée" in said(page)
    told = letter(server, "entreprise@exemple.fr", before)
    assert "Une noue s’ajoute" in told, told
    visitor.goto(f"/consultations/{key}")
    visitor.click("text=Ce qui était écrit avant")
    assert "Zinc, **deux pentes**." in visitor.inner_text("main")

    other = signed_in(browser, server, "autre@exemple.fr", "Agente d’ailleurs")
    attach(server, "autre@exemple.fr", "00100133800035", "acheteur")
    other.goto(f"/consultations/{key}/question")
    looked_at(other, "consultation-question")
    for end in ["analyse", "attribution", "questions", "modifier"]:
        assert other.goto(f"/consultations/{key}/{end}").status == 403, end


def decide(page, browser, server, key):
    inside(server, "UPDATE consultation SET cloture = ? WHERE cle = ?", (int(time.time()) - 60, key))
    page.goto(f"/consultations/{key}/analyse")
    looked_at(page, "consultation-ouverture")
    press(page, "Ouvrir l’analyse")
    for place, (name, siret) in enumerate(FIRMS):
        fill(page, {"siret": siret, "nom": name})
        if place == 1:
            page.check("#champ-tardive")
        press(page, "Noter cette offre")
        assert "L’offre est notée" in said(page), said(page)
    late = page.locator("details[open]")
    assert late.count() == 1
    late.locator("select").select_option("ecartee")
    late.locator("button").click()
    page.wait_for_load_state()
    assert "Le formulaire n’a pas été pris en compte" in said(page)
    looked_at(page, "consultation-analyse")
    late = page.locator("details[open]")
    late.locator("select").select_option("admise")
    late.locator("textarea").fill("Panne constatée du réseau public à l’heure limite.")
    late.locator("button").click()
    page.wait_for_load_state()
    assert "La décision est enregistrée" in said(page), said(page)

    page.goto(f"/consultations/{key}/analyse/1")
    for place, field in enumerate(page.locator("input[name^=prix-]").all()):
        field.fill(["46 500", "44 000,50"][place])
    for place, group in enumerate(page.locator("fieldset").all()):
        for field in group.locator("input[name^=note-]").all():
            field.fill(["16", "8,5"][place])
        for field in group.locator("textarea").all():
            field.fill(["Équipe dédiée ; planning précis.", "Planning \"sommaire\"; peu de moyens."][place])
    press(page, "Enregistrer et classer")
    assert "Toits du Nord est première" in said(page), said(page)
    looked_at(page, "consultation-notes")

    page.goto(f"/consultations/{key}/attribution")
    assert "1re" in page.inner_text("#champ-offre-1"), page.inner_text("#champ-offre-1")
    looked_at(page, "consultation-attribution")
    press(page, "Décider")
    stranger = browser.new_context(base_url=server.base).new_page()
    stranger.goto(f"/consultations/{key}")
    assert "Toits du Nord" not in stranger.inner_text("main")
    letters = page.locator("a[href*='/lettres/']")
    names = [link.get_attribute("href") for link in letters.all()]
    assert len(names) == 3, names
    for name in names:
        check_letter(page.request.get(name).body(), name)
    press(page, "Publier l’attribution")
    assert "L’attribution est publiée" in said(page)
    assert "Pièces et offres conservées jusqu’au" in said(page)
    looked_at(page, "consultation-attribuee")
    stranger.goto(f"/consultations/{key}")
    assert "Toits du Nord" in stranger.inner_text("main") and "46 500,00 €" in said(stranger)


def check_letter(content, name):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.testzip() is None
    document = load(io.BytesIO(content))
    text = "\n".join(teletype.extractText(p) for p in document.getElementsByType(odf_text.P))
    assert "Toiture de l’école inventée" in text, name
    if "rejet" in name:
        assert "Zinc et Cie" in text and "Toits du Nord" in text, text
        assert "Planning \"sommaire\"; peu de moyens." in text, text
        assert "R2182-1" in text, text


def data(page, server, key):
    page.goto(f"/consultations/{key}/donnees")
    looked_at(page, "consultation-donnees")
    fill(page, {"identifiant-1": "2026-T1",
                "notification-1": time.strftime("%Y-%m-%d", time.gmtime(time.time() + 3600)),
                "ccag-1": "Travaux", "tauxAvance-1": "5",
                "considerationsEnvironnementales-1": "Critère environnemental"})
    press(page, "Enregistrer la notification")
    assert "1 contrat à publier" in said(page), said(page)
    looked_at(page, "consultation-donnees-pretes")
    file = page.request.get(f"/consultations/{key}/donnees.json")
    contract = json.loads(file.text())["marches"]["marche"][0]
    assert contract["montant"] == 46500 and contract["offresRecues"] == 2, contract
    assert contract["tauxAvance"] == 0.05 and contract["acheteur"]["id"] == BUYER, contract
    validated(file.text())


def validated(text):
    """Essential data against the official schema, when it is there."""
    schema = os.environ.get("ORCP_REAL_DATA", "") + "/decp-schemas/v2.0.4/schema_decp_v2.0.4.json"
    if not os.path.exists(schema):
        print("Ignoré : le schéma officiel n’est pas là, le fichier n’est pas validé.")
        return
    import jsonschema
    with open(schema, encoding="utf-8") as opened:
        jsonschema.validate(json.loads(text), json.load(opened))


def main():
    server = Server({"consultationSimplifiee": True}).start()
    try:
        with sync_playwright() as playwright:
            browser = launch(playwright)
            page = signed_in(browser, server, "acheteuse@exemple.fr", "Zoé Acheteuse")
            attach(server, "acheteuse@exemple.fr", BUYER, "acheteur")
            key = draft(page, server)
            talk(page, browser, server, key)
            decide(page, browser, server, key)
            data(page, server, key)
            browser.close()
        assert "Couvreur" not in server.said()
        print("Consultation simplifiée : du brouillon aux données essentielles.")
    finally:
        server.stop()


if __name__ == "__main__":
    main()
