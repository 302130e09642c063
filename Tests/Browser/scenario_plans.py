"""Purchase plans and alerts, start to end, in a real browser over the real program.

    scenario_plans.py [--screenshots FOLDER]

An agent posts a plan by the form and others by a file with a fault, then without; a company, its
browser without script, asks a question that names it, is told so, sends it even so; the buyer cannot
publish it as it is, rewrites it, answers; a visitor's page source, feed and export hold nothing of the
asker; the record is printed and read by pdftotext. The company follows two selections of contracts and
the plan; a second edition is built: letters, taken by a real SMTP server, tell exactly the new contracts,
once, the server stopped and the first edition back included; the link of a letter stops its alert without signing in.
It follows a radar, open calls and one notice too, through the same editions: every contract that came into the window, every
call, correction and cancellation is told, once; the same question asked another way is not followed twice.
"""

import argparse
import datetime
import email
import email.policy
import json
import os
import pathlib
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import time
import urllib.request

from aiosmtpd.controller import Controller
from playwright.sync_api import sync_playwright

from accessibility import violations
from chromium import launch

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "Oracles"))
from community_server import Server, free_port  # noqa: E402

PROGRAM = os.environ["ORCP_PROGRAM"]
BUYER, COMPANY = "00000001800028", "00000002600013"
complaints = []


class Letters:
    """What the SMTP server took."""

    def __init__(self):
        self.received = []

    async def handle_DATA(self, server, session, envelope):
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.received.append((list(envelope.rcpt_tos), message))
        return "250 OK"

    def to(self, address, word=""):
        return [m for to, m in self.received if to == [address] and word in m.get_content()]


def until(what, seconds=25):
    for _ in range(int(seconds * 20)):
        found = what()
        if found:
            return found
        time.sleep(0.05)
    raise SystemExit("attendu en vain")


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


def press(page, label, exact=True):
    page.get_by_role("button", name=label, exact=exact).first.click()
    page.wait_for_load_state()


def plain(page, where, shots, sizes=True):
    """A kind of page: axe, one h1, and nothing wider than a phone."""
    axe(page, where)
    seen(page, where, shots)
    if sizes:
        page.set_viewport_size({"width": 360, "height": 740})
        seen(page, where + "-telephone", shots)
        page.set_viewport_size({"width": 1280, "height": 900})


def run(folder, *arguments):
    done = subprocess.run([PROGRAM, "--data", folder, *arguments], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


def contracts(folder):
    """The sample whole, and the same without one contract in fifteen; lists of the invented world."""
    whole = folder + "/entier.json"
    run(folder, "sample", "--contracts", "3000", "--seed", "2017", "--output", whole, "--references",
        folder + "/organismes")
    with open(whole, encoding="utf-8") as file:
        data = json.load(file)
    chance = random.Random(5)
    kept = [m for m in data["marches"]["marche"] if chance.random() > 1 / 15]
    assert len(kept) < len(data["marches"]["marche"])
    part = {"marches": dict(data["marches"], marche=kept)}
    with open(folder + "/partie.json", "w", encoding="utf-8") as file:
        json.dump(part, file, ensure_ascii=False)
    lists = sorted(str(path) for path in pathlib.Path(folder, "organismes").iterdir())
    run(folder, "reference", "add", *lists)


def keys(base, selection):
    """The keys of the contracts of a selection, page by page, by the API."""
    found, page = set(), 1
    while True:
        with urllib.request.urlopen(
                f"{base}/api/v1/contracts?{selection}&limite=1000&page={page}", timeout=30) as reply:
            rows = json.load(reply)["rows"]
        if not rows:
            return found
        found |= {row["cle"] for row in rows}
        page += 1


def renewals(base, selection):
    """The keys of the contracts of a radar, page by page, by the API."""
    found, page = set(), 1
    while True:
        with urllib.request.urlopen(f"{base}/api/v1/renewals?{selection}&limite=1000&page={page}", timeout=30) as reply:
            rows = json.load(reply)["rows"]
        if not rows:
            return found
        found |= {row["cle"] for row in rows}
        page += 1


def notices(folder, name, later):
    """Invented notices around today: three calls; later, a fourth, a correction of the first, the second cancelled."""
    today = datetime.date.today()

    def record(number, what, **more):
        fields = {"idweb": f"26-{number}", "objet": what, "nomacheteur": "Ville inventée", "nature": "APPEL_OFFRE",
                  "etat": "INITIAL", "dateparution": str(today - datetime.timedelta(days=1)),
                  "datelimitereponse": f"{today + datetime.timedelta(days=30)}T12:00:00+01:00",
                  "code_departement": ["59"], "descripteur_code": ["79"], "descripteur_libelle": ["Couverture"]}
        fields.update(more)
        return {key: value for key, value in fields.items() if value is not None}

    records = [record(800001, "Toiture du gymnase"), record(800002, "Toiture de la mairie"),
               record(800003, "Toiture de la crèche", code_departement=["62"])]
    if later:
        records += [
            record(800004, "Toiture de la halle"),
            record(800005, "Toiture du gymnase", etat="RECTIFICATIF", annonce_lie=["26-800001"],
                   datelimitereponse=f"{today + datetime.timedelta(days=40)}T12:00:00+01:00"),
            record(800006, "Toiture de la mairie", etat="ANNULATION", annonce_lie=["26-800002"], datelimitereponse=None)]
    path = pathlib.Path(folder, name)
    path.write_text(json.dumps(records, ensure_ascii=False), encoding="utf-8")
    return str(path)


def told(message):
    return re.findall(r"/contrats/([A-Za-z0-9_-]+)", message.get_content())


def attach(folder, address, siret, kind):
    """What the administration confirms; its own pages are another scenario's."""
    with sqlite3.connect(folder + "/communaute.sqlite", timeout=20) as base:
        base.execute(
            "INSERT INTO rattachement (personne, siret, genre, motif, etat, demande, decide)"
            " SELECT id, ?, ?, 'essai', 'confirme', 0, 0 FROM personne WHERE courriel = ?",
            (siret, kind, address))


def due(folder):
    """As if the hour of every letter had come."""
    with sqlite3.connect(folder + "/communaute.sqlite", timeout=20) as base:
        base.execute("UPDATE alerte SET prochain = 0 WHERE prochain IS NOT NULL")


def sign_in(context, letters, address, name):
    page = context.new_page()
    page.goto("/connexion")
    page.locator("#champ-courriel").fill(address)
    press(page, "Recevoir le lien")
    letter = until(lambda: letters.to(address, "/connexion/lien"))[-1]
    page.goto(re.search(r"https?://[^/\s]+(/connexion/lien\S+)", letter.get_content())[1])
    press(page, "Me connecter")
    fill(page, {"nom": name})
    press(page, "Enregistrer")
    return page


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--screenshots", type=pathlib.Path)
    shots = parser.parse_args().screenshots
    if shots:
        shots.mkdir(parents=True, exist_ok=True)
    letters, port = Letters(), free_port()
    controller = Controller(letters, hostname="127.0.0.1", port=port)
    controller.start()
    server = Server()
    with open(server.folder + "/msmtprc", "w", encoding="ascii") as file:
        file.write(f"defaults\ntimeout 5\naccount default\nhost 127.0.0.1\nport {port}\n"
                   "auth off\ntls off\nfrom observatoire@exemple.fr\n")
    os.chmod(server.folder + "/msmtprc", 0o600)
    server.settings["programmeDeCourriel"] = f"msmtp -C {server.folder}/msmtprc"
    server = Server(server.settings, server.folder, server.port)
    contracts(server.folder)
    run(server.folder, "import", server.folder + "/partie.json", "--series", "echantillon-invente")
    run(server.folder, "import", notices(server.folder, "avis.json", later=False), "--series", "echantillon-invente-avis")
    server.start()
    try:
        with sync_playwright() as playwright:
            scenario(playwright, server, letters, shots)
    finally:
        server.stop()
        controller.stop()
        shutil.rmtree(server.folder, ignore_errors=True)
    if complaints:
        print("\n".join(complaints))
        raise SystemExit(1)


def scenario(playwright, server, letters, shots):
    browser = launch(playwright)

    def desk(script=True):
        return browser.new_context(
            viewport={"width": 1280, "height": 900}, base_url=server.base, java_script_enabled=script)

    buyer = sign_in(desk(), letters, "achats@ville-inventee.fr", "Agente Inventée")
    attach(server.folder, "achats@ville-inventee.fr", BUYER, "acheteur")
    path = post(buyer, server, shots)
    company = sign_in(desk(script=False), letters, "contact@toitures-duval.fr", "Marguerite Duval")
    attach(server.folder, "contact@toitures-duval.fr", COMPANY, "entreprise")
    exchange(buyer, company, desk().new_page(), path, server, letters, shots)
    alerts(buyer, company, desk().new_page(), path, server, letters, shots)
    browser.close()


def post(buyer, server, shots):
    """By the form, then by a file with a fault, then without."""
    buyer.goto("/projets")
    plain(buyer, "projets-vide", None)
    buyer.get_by_role("link", name="Annoncer un projet").click()
    plain(buyer, "projet-nouveau", shots)
    fill(buyer, {
        "objet": "Réfection de la toiture de l’école", "cpv": "45261", "departement": "59",
        "tranche": "100-000-a-200-000", "annee": "2031", "trimestre": "2",
        "procedure": "sans-publicite", "allotissement": "en-lots", "lots": "Charpente\nCouverture",
        "environnement": "Réemploi des tuiles saines."})
    press(buyer, "Annoncer")
    assert "Le projet est annoncé" in buyer.content(), buyer.content()[-3000:]
    path = buyer.url.replace(server.base, "").split("?")[0]
    plain(buyer, "projet-acheteur", shots)

    buyer.goto(path + "/modifier")
    fill(buyer, {"procedure": "adaptee"})
    press(buyer, "Enregistrer")
    assert "Procédure envisagée, « Sans publicité" in buyer.inner_text("main").replace("\u202f", " ")

    head = "objet;cpv;departement;tranche;annee;trimestre;description\n"
    sound = head + "Vélos d’entretien;34430000;62;moins-de-40-000;2031;1;«\u00a0essai\u00a0»\n" \
        + "Voirie communale;45233;59;500-000-a-1-million;2031;4;\n"
    buyer.goto("/projets/importer")
    with buyer.expect_download() as download:
        buyer.get_by_role("link", name="Télécharger le modèle").click()
    template = pathlib.Path(download.value.path()).read_bytes()
    assert template.startswith(b"\xef\xbb\xbfobjet;description;cpv;"), template[:60]
    for number, (text, encoding) in enumerate([
            (sound + "Piscine;99999;Atlantide;beaucoup;2031;1;\n", "utf-8"), (sound, "cp1252")]):
        buyer.goto("/projets/importer")
        buyer.locator("#champ-fichier").set_input_files(
            {"name": "projets.csv", "mimeType": "text/csv", "buffer": text.encode(encoding)})
        press(buyer, "Vérifier le fichier")
        said = buyer.inner_text("main")
        if number == 0:
            for piece in ["Rien n’a été annoncé", "99999", "Atlantide", "beaucoup"]:
                assert piece in said, said
            plain(buyer, "projets-fichier-fautes", shots)
        else:
            assert "Vélos d’entretien" in said and "prêts à être annoncés" in said, said
            plain(buyer, "projets-fichier-apercu", shots)
    press(buyer, "Annoncer ces projets")
    assert buyer.locator(".cartes li").count() == 3
    plain(buyer, "projets-acheteur-public", shots)
    print("Projets annoncés par formulaire et par fichier ; fautes dites par ligne, rien d’annoncé avec elles.")
    return path


def exchange(buyer, company, visitor, path, server, letters, shots):
    naming = "Ici Toitures-Duval.fr (Marguerite Duval, 03 20 30 40 50) : l’école sera-t-elle occupée ?"
    company.goto(path)
    seen(company, "projet-entreprise", shots)
    company.get_by_role("link", name="Poser une question").click()
    fill_plain(company, {"question": naming})
    press(company, "Envoyer la question")
    assert "Votre question dit qui la pose" in company.content()
    seen(company, "question-nommee", shots)
    company.locator("#champ-ainsi").check()
    press(company, "Envoyer la question")
    assert "Votre question est transmise" in company.content()
    company.goto(path + "/se-proposer")
    fill_plain(company, {"entreprise": "Toitures Duval", "message": "Couvreurs depuis 1987."})
    press(company, "Me proposer")
    assert "se propose" in company.content()

    letter = until(lambda: letters.to("achats@ville-inventee.fr", "/questions/"))[-1]
    assert "Duval" not in letter.as_string() and "Duval" not in letter.get_content()
    buyer.goto(re.search(r"https?://[^/\s]+(/projets/\S+)", letter.get_content())[1])
    plain(buyer, "question-a-reecrire", shots)
    fill(buyer, {"reponse": "Oui, sauf pendant les vacances.", "secret": True})
    press(buyer, "Publier pour tous")
    assert "dirait qui pose la question" in buyer.content(), buyer.inner_text("main")
    fill(buyer, {"question": "L’école sera-t-elle occupée pendant les travaux ?", "secret": True})
    press(buyer, "Publier pour tous")
    assert "en est avertie" in buyer.content(), buyer.inner_text("main")
    until(lambda: letters.to("contact@toitures-duval.fr", "#questions"))

    fill(buyer, {"complement": "Le bâtiment date de 1962."})
    press(buyer, "Publier la précision")
    until(lambda: letters.to("contact@toitures-duval.fr", "1962"))
    buyer.locator("summary", has_text="Noter un échange").click()
    fill(buyer, {
        "entreprise": "Couverture du Nord", "forme": "visite",
        "information": "Visite des combles, ouverte à toutes."})
    press(buyer, "Noter l’échange")
    plain(buyer, "projet-gestion", shots)

    # What a visitor reads, to the last byte.
    visitor.goto(path)
    plain(visitor, "projet-public", shots)
    assert "L’école sera-t-elle occupée" in visitor.content() and "1962" in visitor.content()
    for address in [path, "/projets", "/projets/flux.atom", "/api/v1/plans", "/api/v1/plans?format=csv",
                    f"/projets/acheteurs/{BUYER}"]:
        with urllib.request.urlopen(server.base + urllib.request.quote(address, safe="/?=&%")) as reply:
            source = reply.read().decode()
        for word in ["Duval", "duval", "Marguerite", COMPANY, "Agente", "03 20", "Couverture du Nord"]:
            assert word not in source, f"{address} dit {word}"
    buyer.goto(path + "/sourcing")
    plain(buyer, "sourcing", shots)
    file = buyer.request.get(path + "/sourcing.pdf")
    assert file.status == 200 and file.headers["content-type"] == "application/pdf", file.status
    text = subprocess.run(["pdftotext", "-", "-"], input=file.body(), capture_output=True,
                          check=True).stdout.decode()
    words = " ".join(text.split())
    for piece in ["R2111-1", "R2111-2", "Toitures Duval", COMPANY, "Couverture du Nord", "Visite des combles",
                  "sera-t-elle occupée", "sauf pendant les vacances", "1962", "réécrite par l’acheteur"]:
        assert piece in words, f"{piece} absent du PDF :\n{text}"
    assert "Marguerite" not in words
    office = buyer.request.get(path + "/sourcing.odt")
    assert office.status == 200 and office.body()[:2] == b"PK"
    print("Question qui nomme son auteur : réécrite, publiée ; rien de l’auteur dans les pages, flux et exports.")
    print("Compte rendu de sourcing : PDF lu par pdftotext, ODT.")


def fill_plain(page, values):
    """Without script in the page: Playwright's own means only."""
    for name, value in values.items():
        page.locator(f"#champ-{name}").fill(value)


def alerts(buyer, company, visitor, path, server, letters, shots):
    who, base = "contact@toitures-duval.fr", server.base
    narrow, wide = "departement=62&cpv=45", "cpv=45"
    for selection, name in [(narrow, "Travaux du Pas-de-Calais"), (wide, "Tous les travaux")]:
        company.goto("/explorer?" + selection)
        company.get_by_role("link", name="Suivre cette sélection").click()
        company.locator("#champ-nom").fill(name)
        press(company, "Suivre")
        assert "Vous suivez cette sélection" in company.content()
    opportunities(company, base)
    company.goto(path)
    company.get_by_role("link", name="Suivre ce projet").click()
    press(company, "Suivre")
    seen(company, "alertes", shots)
    feed = company.locator("#flux-1").input_value().replace(base, "")
    buyer.goto("/alertes/nouvelle?source=projets&requete=cpv%3D34")
    plain(buyer, "alerte-nouvelle", shots)
    press(buyer, "Suivre")
    plain(buyer, "alertes-bureau", shots)
    before = {selection: keys(base, selection) for selection in (narrow, wide)}
    window = renewals(base, WINDOW)

    # Nothing new: quiet.
    count = len(letters.received)
    due(server.folder)
    until(lambda: all_planned(server.folder))
    assert len(letters.received) == count

    # The other edition, and a change of the plan.
    first = pathlib.Path(server.folder, "current").read_text()
    run(server.folder, "import", server.folder + "/entier.json", "--series", "echantillon-invente")
    run(server.folder, "import", notices(server.folder, "avis2.json", later=True), "--series", "echantillon-invente-avis")
    buyer.goto(path + "/modifier")
    fill(buyer, {"tranche": "200-000-a-500-000"})
    press(buyer, "Enregistrer")
    until(lambda: keys(base, wide) != before[wide])
    fresh = {s: keys(base, s) - before[s] for s in (narrow, wide)}
    assert 0 < len(fresh[narrow]) <= 20 < len(fresh[wide]), {s: len(k) for s, k in fresh.items()}
    coming = renewals(base, WINDOW) - window
    assert len(coming) > 20, len(coming)
    calls = {"26-800004", "26-800001:rectif:26-800005", "26-800002:annule"}
    # Looked at by the chore before the hour comes.
    until(lambda: heard(server.folder, "renouvellements") >= coming and heard(server.folder, "marches-ouverts") >= calls
          and news(server.folder) >= len(fresh[narrow]) + len(fresh[wide]) + 1)
    assert heard(server.folder, "renouvellements") == coming
    assert heard(server.folder, "marches-ouverts") == calls | {"26-800001:rectif:26-800005"}
    due(server.folder)
    until(lambda: len(letters.received) >= count + 6)
    letter = letters.to(who, "Tout ce qui se renouvelle")
    assert len(letter) == 1 and len(told(letter[0])) == 20 and set(told(letter[0])) <= coming
    letter = letters.to(who, "Toitures du Nord")
    assert len(letter) == 1, letter
    words = letter[0].get_content().replace("\u202f", " ")
    for piece in ["Toiture de la halle", "Rectifié : Toiture du gymnase", "Annulé : Toiture de la mairie"]:
        assert piece in words, (piece, words)
    letter = letters.to(who, "Le gymnase")
    assert len(letter) == 1 and "Rectifié" in letter[0].get_content() and "mairie" not in letter[0].get_content()
    # What the letter only counts, the alert's page lists whole.
    found, number = set(), 1
    company.goto("/alertes")
    card = company.locator("section", has=company.get_by_role("heading", name="Tout ce qui se renouvelle"))
    address = card.get_by_role("link", name="Toutes ses nouveautés").get_attribute("href")
    while number == 1 or f"Page {number} sur" in company.content():
        company.goto(f"{address}?page={number}")
        if number == 1:
            seen(company, "alerte-nouveautes", shots)
        found |= set(re.findall(r'href="/contrats/([A-Za-z0-9_-]+)', company.content()))
        number += 1
        if f'page={number}"' not in company.content():
            break
    assert found == coming, (len(found), len(coming))
    print(f"Radar : {len(coming)} contrats entrés dans la fenêtre, tous dits ; avis : appel, rectificatif, annulation dits.")
    one = letters.to(who, "Travaux du Pas-de-Calais")
    assert len(one) == 1 and sorted(told(one[0])) == sorted(fresh[narrow]), (told(one[0]), fresh[narrow])
    many = letters.to(who, "Tous les travaux")
    assert len(many) == 1 and len(told(many[0])) == 20 and set(told(many[0])) <= fresh[wide]
    others = len(fresh[wide]) - 20
    assert f"et {others}\u00a0autre" in many[0].get_content(), many[0].get_content()
    assert f"{base}/explorer?{wide}" in many[0].get_content()
    assert one[0]["List-Unsubscribe"] and one[0]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert len(letters.to(who, "valeur estimée, modification")) == 1

    # The feed tells the same contracts, at a secret address.
    with urllib.request.urlopen(base + feed) as reply:
        entries = set(re.findall(r"<id>[^<]*/contrats/([A-Za-z0-9_-]+)", reply.read().decode()))
    assert entries == fresh[narrow], (len(entries), len(fresh[narrow]))

    # Stopped and started again, the first edition back, then the other one: nothing twice.
    count = len(letters.received)
    server.stop()
    server.start()
    run(server.folder, "import", server.folder + "/entier.json", "--series", "echantillon-invente")
    current = pathlib.Path(server.folder, "current")
    second = current.read_text()
    for edition in (first, second):
        current.with_suffix(".new").write_text(edition)
        os.replace(current.with_suffix(".new"), current)
        until(lambda: served(base) == edition.strip())
        # The chore comes every five seconds.
        until(lambda: asked_in(server.folder) == {edition.strip()})
        due(server.folder)
        until(lambda: all_planned(server.folder))
    time.sleep(3)
    assert len(letters.received) == count, [m["Subject"] for _, m in letters.received[count:]]
    print(f"Alertes : {len(fresh[narrow])} et {len(fresh[wide])} contrats nouveaux, chacun dit une fois ; "
          "rien après redémarrage ni réimport.")

    # One click, by anybody who has the letter.
    stop = re.search(r"https?://[^/\s]+(/alertes/arret/\S+)", one[0].get_content())[1]
    visitor.goto(stop)
    plain(visitor, "alerte-arret", shots)
    press(visitor, "Arrêter cette alerte")
    assert "Cette alerte est arrêtée" in visitor.content()
    company.goto("/alertes")
    assert "Travaux du Pas-de-Calais" not in company.content() and "Tous les travaux" in company.content()
    status = visitor.request.get(feed).status
    assert status == 404, status
    print("Un lien du courriel arrête l’alerte, sans se connecter.")


WINDOW = "debut=0&fin=60"


def opportunities(company, base):
    """Follows the radar, the calls of a trade and one notice; the same questions otherwise written are known."""
    for address, link, name in [
            ("/renouvellements?" + WINDOW, "Suivre cette sélection", "Tout ce qui se renouvelle"),
            ("/marches-ouverts?descripteur=79&departement=59", "Suivre cette sélection", "Toitures du Nord"),
            ("/marches-ouverts/26-800001", "Suivre cet avis", "Le gymnase")]:
        company.goto(address)
        company.get_by_role("link", name=link).click()
        company.locator("#champ-nom").fill(name)
        press(company, "Suivre")
        assert "Vous suivez cette sélection" in company.content(), company.inner_text("main")
    for address in ["/renouvellements?fin=60&debut=0&tri=montant&renouveles=avec",
                    "/marches-ouverts?departement=59&descripteur=79&etat=ouverts"]:
        company.goto(address)
        company.get_by_role("link", name="Suivre cette sélection").click()
        press(company, "Suivre")
        assert "Vous suivez déjà cette sélection" in company.content(), company.inner_text("main")


def heard(folder, source):
    with sqlite3.connect(folder + "/communaute.sqlite", timeout=20) as base:
        return {row[0] for row in base.execute(
            "SELECT element FROM selection_nouveaute n JOIN selection_suivie s ON s.id = n.selection"
            " WHERE s.source = ?", (source,))}


def asked_in(folder):
    """The editions in which followed selections of contracts were last asked."""
    with sqlite3.connect(folder + "/communaute.sqlite", timeout=20) as base:
        return {row[0] for row in base.execute(
            "SELECT etat FROM selection_suivie WHERE source = 'explorateur'")}


def served(base):
    with urllib.request.urlopen(base + "/health") as reply:
        return json.load(reply)["edition"]


def news(folder):
    with sqlite3.connect(folder + "/communaute.sqlite", timeout=20) as base:
        return base.execute("SELECT count(*) FROM selection_nouveaute").fetchone()[0]


def all_planned(folder):
    with sqlite3.connect(folder + "/communaute.sqlite", timeout=20) as base:
        return base.execute("SELECT count(*) FROM alerte WHERE prochain = 0").fetchone()[0] == 0


if __name__ == "__main__":
    main()
