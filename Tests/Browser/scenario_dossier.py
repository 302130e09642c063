"""A roofing company of six: from signing in to a whole application, its forms opened and read field by
field, then a second one without typing; a buyer verifies it with its own token, another buyer sees nothing."""
import io
import json
import os
import re
import subprocess
import sys
import time
import urllib.parse
import zipfile
from datetime import date, timedelta

from odf import opendocument, table, teletype, text
from playwright.sync_api import sync_playwright

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "Oracles"))
from community_server import Server  # noqa: E402
from entreprise_recorded import SIREN, SIRET, Recorded  # noqa: E402
from scenario_accounts import by_mail, letter  # noqa: E402
from scenario_walk import looked_at  # noqa: E402

BUYER, OTHER_BUYER = "21590350100017", "13002526500013"
TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJqZXRvbiI6ImludmVudGUifQ.c2lnbmF0dXJlLWludmVudGVl"
MONTHS = ("janvier février mars avril mai juin juillet août septembre octobre novembre "
          "décembre").split()
TODAY = date.today()
END = TODAY + timedelta(days=40)


class Typist:
    """Fills fields in, and counts: nothing may be typed twice."""

    def __init__(self, page):
        self.page, self.typed, self.ticked = page, [], 0

    def fill(self, key, value):
        shown = self.page.input_value(f"#champ-{key}")
        assert shown != value, f"{key} was already there"
        self.page.fill(f"#champ-{key}", value)
        self.typed.append((key, value))

    def choose(self, key, value):
        self.page.select_option(f"#champ-{key}", value)
        self.ticked += 1

    def tick(self, key):
        assert not self.page.is_checked(f"#champ-{key}"), f"{key} was ticked beforehand"
        self.page.check(f"#champ-{key}")
        self.ticked += 1


def told(day):
    """A day as French pages write it."""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number} {MONTHS[day.month - 1]} {day.year}"


def look(page, name):
    """Looks at the address with the same session and JavaScript on: axe needs it."""
    context = page.context.browser.new_context()
    context.add_cookies(page.context.cookies())
    twin = context.new_page()
    twin.goto(page.url)
    looked_at(twin, name)
    context.close()


def signed_in(browser, server, address, name, occupation, javascript=True):
    context = browser.new_context(java_script_enabled=javascript, accept_downloads=True)
    page = context.new_page()
    mail = by_mail(page, server, address)
    page.goto(re.search(r"http://\S+/connexion/lien\?\S+", mail)[0])
    page.click("text=Me connecter")
    typist = Typist(page)
    typist.fill("nom", name)
    typist.fill("fonction", occupation)
    page.click("text=Enregistrer")
    return page, typist


def attached(page, typist, desk, server, siret, kind):
    page.goto(server.base + "/compte/rattachements")
    typist.fill("siret", siret)
    typist.choose("genre", kind)
    typist.fill("motif", f"Je réponds au standard de l’organisme {siret[:9]}.")
    page.click("main form:last-of-type button")
    desk.goto(server.base + "/administration/rattachements")
    desk.click("button:has-text('Confirmer')")


def download(page, path):
    """A file of the session, by its address."""
    answer = page.request.get(path)
    assert answer.ok, (path, answer.status)
    return answer.body()


def opened(content):
    """An ODT as its texts, and its two-column tables as one dictionary."""
    document = opendocument.load(io.BytesIO(content))
    cells = {}
    rows = []
    for row in document.getElementsByType(table.TableRow):
        values = [teletype.extractText(cell) for cell in row.getElementsByType(table.TableCell)]
        rows.append(values)
        if len(values) == 2:
            cells.setdefault(values[0], values[1])
    headings = [teletype.extractText(h) for h in document.getElementsByType(text.H)]
    whole = "\n".join(teletype.extractText(p) for p in document.getElementsByType(text.P))
    return cells, rows, headings, whole


def as_text(pdf):
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return re.sub(r"[\s\u00a0\u202f]+", " ", done.stdout.decode())


def plain(value):
    return re.sub(r"[\s\u00a0\u202f]+", " ", value)


def first_application(page, typist, server):
    """From a notice's link, through the empty dossier, to the files."""
    call = {"acheteur": "Ville inventée d’Ardoise", "objet": "Réfection de la toiture de l’école",
            "lots": "2", "lien": server.base + "/charte"}
    page.goto(server.base + "/candidature?" + urllib.parse.urlencode(call))
    page.click("text=Remplir mon dossier")
    look(page, "dossier-vide")
    assert page.input_value("#champ-contact_courriel") == "gerante@exemple.fr"
    for key, value in [("identite_nom", "Toitures Inventées"), ("identite_forme", "SARL"),
                       ("identite_adresse", "3 rue des Ardoises"), ("identite_code_postal", "62000"),
                       ("identite_commune", "Arras"), ("identite_activite", "43.91B Couverture"),
                       ("identite_registre", "RCS Arras"), ("contact_telephone", "03 21 00 00 00"),
                       ("exercice_1000_chiffre", "612000"), ("exercice_1000_effectif", "6"),
                       ("exercice_1001_chiffre", "580500"), ("exercice_1002_chiffre", "547250"),
                       ("assurance_1000_assureur", "Assureur inventé"), ("assurance_1000_numero", "DEC-42"),
                       ("assurance_1000_fin", END.isoformat()), ("reference_1000_objet", "Toit d’un gymnase"),
                       ("reference_1000_client", "Bourg inventé"), ("reference_1000_montant", "84300"),
                       ("qualification_1000_nom", "Qualibat 3101"),
                       ("moyens_materiel", "Deux échafaudages et une nacelle")]:
        typist.fill(key, value)
    typist.fill("reference_1000_annee", str(TODAY.year - 1))
    typist.choose("identite_taille", "Micro-entreprise")
    typist.choose("assurance_1000_nature", "Responsabilité décennale")
    page.click("text=Enregistrer le dossier")
    assert "/candidature?" in page.url, page.url
    look(page, "candidature")
    for key, value in call.items():
        assert page.input_value(f"#champ-{key}") == value, key
    assert not page.is_checked("#champ-affirmation")
    typist.tick("affirmation")
    page.click("text=Préparer ma candidature")
    assert "Votre candidature est prête" in page.inner_text("main")
    look(page, "candidature-prete")
    assert page.get_attribute("text=Aller sur le profil de l’acheteur", "href") == call["lien"]
    values = [value for _, value in typist.typed]
    assert len(values) == len(set(values)), "typed twice"
    return page.url.split("?")[0]


def checked_files(page, address):
    cells, rows, headings, whole = opened(download(page, address + "/DC1.odt"))
    assert cells["Dénomination"] == "Toitures Inventées" and cells["SIRET"] == SIRET
    assert cells["Adresse"] == "3 rue des Ardoises, 62000 Arras"
    assert (cells["Courriel"], cells["Téléphone"]) == ("gerante@exemple.fr", "03 21 00 00 00")
    assert [h[0] for h in headings if h[1] == " "] == list("ABCDEFG"), headings
    for words in ["Ville inventée d’Ardoise", "Réfection de la toiture de l’école", "lots : 2",
                  "L2141-1 à L2141-5 et L2141-7 à L2141-10", "Déclarations confirmées pour cette candidature le",
                  "Gérante Inventée, Gérante", "se présente seul"]:
        assert words in plain(whole), words
    cells, rows, _, whole = opened(download(page, address + "/DC2.odt"))
    assert cells["Forme juridique"] == "SARL" and cells["Micro, petite ou moyenne entreprise"] == "Oui"
    rows = [[plain(cell) for cell in row] for row in rows]
    assert [str(TODAY.year - 1), "612 000 €", "", "6"] in rows, rows
    assert [str(TODAY.year - 2), "580 500 €", "", ""] in rows
    assert [str(TODAY.year - 3), "547 250 €", "", ""] in rows
    assert ["Responsabilité décennale", "Assureur inventé", "DEC-42", told(END)] in rows
    assert ["Toit d’un gymnase", "Bourg inventé", str(TODAY.year - 1), "84 300 €"] in rows
    assert ["Qualibat 3101", "", "", ""] in rows
    assert "Moyens : Deux échafaudages et une nacelle" in plain(whole)
    for name, words in [("DC1", ["Lettre de candidature (DC1)", "Toitures Inventées", SIRET, "L2141-9",
                                 "Réfection de la toiture de l’école"]),
                        ("DC2", ["612 000 €", "DEC-42", "Qualibat 3101", "Gérante Inventée"])]:
        said = as_text(download(page, f"{address}/{name}.pdf"))
        for word in words:
            assert word in said, (name, word, said)
    archive = zipfile.ZipFile(io.BytesIO(download(page, address + "/candidature.zip")))
    assert archive.testzip() is None
    assert set(archive.namelist()) == {"candidature.json", "DC1.odt", "DC2.odt", "DC1.pdf", "DC2.pdf",
                                       "DUME.xml", "DUME-2.1.1.xml"}
    data = json.loads(archive.read("candidature.json"))
    assert data["entreprise"]["siret"] == SIRET and data["entreprise"]["pme"] is True
    assert [y["chiffreAffairesHT"] for y in data["exercices"]] == [612000, 580500, 547250]
    assert len(data["exclusions"]["articles"]) == 9


def second_application(page, server):
    """Another notice: nothing is typed; one box, one button."""
    start = time.time()
    typist = Typist(page)
    page.goto(server.base + "/candidature?" + urllib.parse.urlencode(
        {"acheteur": "Bourg inventé", "objet": "Toiture du préau", "lien": server.base + "/actualites"}))
    typist.tick("affirmation")
    page.click("text=Préparer ma candidature")
    address = page.url.split("?")[0]
    download(page, address + "/candidature.zip")
    seconds = time.time() - start
    assert typist.typed == []
    cells, _, _, whole = opened(download(page, address + "/DC1.odt"))
    assert cells["Dénomination"] == "Toitures Inventées" and "Toiture du préau" in whole
    return address, seconds


def group_application(page, server, former):
    """As agent of a joint group, with a subcontractor: then taken over without typing."""
    page.goto(server.base + "/candidature?" + urllib.parse.urlencode(
        {"acheteur": "Pays inventé", "objet": "Halle couverte"}))
    typist = Typist(page)
    page.click("summary:has-text('groupement')")
    typist.choose("groupement", "conjoint")
    typist.tick("solidaire")
    typist.fill("part", "La couverture")
    typist.fill("membre_1_siret", "552 081 317 66522")
    typist.fill("membre_1_nom", "Charpentes Inventées")
    typist.fill("membre_1_part", "La charpente")
    page.click("summary:has-text('sous-traitant')")
    typist.fill("sous_traitant_siret", "35600000000048")
    typist.fill("sous_traitant_nom", "Zinc Inventé")
    typist.fill("sous_traitant_prestations", "La zinguerie")
    typist.fill("sous_traitant_montant", "12000")
    typist.tick("affirmation")
    page.click("text=Préparer ma candidature")
    address = page.url.split("?")[0]
    _, rows, _, whole = opened(download(page, address + "/DC1.odt"))
    assert ["Groupement conjoint", "Oui"] in rows, rows
    assert ["Toitures Inventées", SIRET, "Mandataire", "La couverture"] in rows
    assert ["Charpentes Inventées", "55208131766522", "Cotraitant", "La charpente"] in rows
    assert "désignent comme mandataire" in whole
    cells, _, _, whole = opened(download(page, address + "/DC4.odt"))
    assert cells["Dénomination"] in ("Toitures Inventées", "Zinc Inventé")
    for words in ["La zinguerie", "12 000 €", "À confirmer par le sous-traitant"]:
        assert words in plain(whole), words
    assert "Zinc Inventé" in as_text(download(page, address + "/DC4.pdf"))
    page.click("text=Préparer une autre candidature")
    assert page.input_value("#champ-membre_1_nom") == "Charpentes Inventées"
    assert page.input_value("#champ-sous_traitant_nom") == "Zinc Inventé"
    assert not page.is_checked("#champ-affirmation")
    look(page, "candidature-groupement")


def verified(browser, server, desk, recorded, address):
    agent, typist = signed_in(browser, server, "agente@exemple.fr", "Agente Inventée", "Acheteuse")
    attached(agent, typist, desk, server, BUYER, "acheteur")
    other, others = signed_in(browser, server, "voisin@exemple.fr", "Voisin Inventé", "Juriste")
    attached(other, others, desk, server, OTHER_BUYER, "acheteur")
    page = f"/dossier/verification/{SIRET}"
    agent.goto(server.base + "/dossier/verification")
    look(agent, "verification")
    agent.fill("#champ-siret", SIRET)
    agent.click("text=Voir quoi vérifier")
    assert "Aucun jeton" in agent.inner_text("main")
    look(agent, "verification-sans-jeton")
    assert recorded.asked == []
    agent.click("text=Donner le jeton de votre organisme")
    agent.fill("#champ-jeton_api", TOKEN)
    agent.click("text=Garder le jeton")
    assert TOKEN not in agent.content()
    agent.goto(server.base + page)
    agent.click("text=Tout interroger")
    shown = plain(agent.inner_text("main"))
    look(agent, "verification-repondue")
    for words in ["YAB458G1B2T8IZW", "30 novembre 2026", "TOITURES INVENTEES", "Non trouvé",
                  "31 décembre 2025"]:
        assert words in shown, words
    assert "NOM-A-TAIRE" not in agent.content()
    asked = {path for path, _ in recorded.asked}
    assert f"/v4/urssaf/unites_legales/{SIREN}/attestation_vigilance" in asked
    assert all(query["recipient"] == BUYER for _, query in recorded.asked)
    # Nobody else: neither another buyer's agent, nor the company, nor the administration.
    other.goto(server.base + page + "?acheteur=" + BUYER)
    seen = other.inner_text("main")
    assert "Aucun jeton" in seen and "YAB458G1B2T8IZW" not in other.content()
    assert other.request.get(address + "/DC1.odt").status == 403
    assert other.request.get(f"{server.base}/dossier/{SIRET}").status == 403
    assert desk.request.get(server.base + page).status == 403
    assert desk.request.get(f"{server.base}/dossier/{SIRET}").status == 403
    # A token that the service refuses.
    agent.goto(server.base + "/dossier/verification")
    agent.click("text=Effacer le jeton")
    agent.fill("#champ-jeton_api", TOKEN[:-4] + "AAAA")
    agent.click("text=Garder le jeton")
    agent.goto(server.base + page)
    agent.locator("#preuve-identite").locator("..").get_by_text("Interroger").click()
    assert "Le jeton est refusé" in agent.inner_text("main")


def secrets(server):
    for name in os.listdir(server.folder):
        path = server.folder + "/" + name
        if os.path.isfile(path):
            with open(path, "rb") as file:
                content = file.read()
            assert TOKEN.encode() not in content, name
            if name == "jetons.cle":
                assert os.stat(path).st_mode & 0o77 == 0


def main():
    recorded = Recorded(TOKEN)
    server = Server({"adresseAPIEntreprise": recorded.address}).start()
    admin = server.link("admin@exemple.fr", "Ada Ministre").geturl()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
            try:
                desk = browser.new_context().new_page()
                desk.goto(admin)
                desk.click("text=Me connecter")
                page, typist = signed_in(browser, server, "gerante@exemple.fr", "Gérante Inventée", "Gérante",
                                         javascript=False)
                attached(page, typist, desk, server, SIRET, "entreprise")
                start = time.time()
                address = first_application(page, typist, server)
                first = time.time() - start
                checked_files(page, address)
                again, second = second_application(page, server)
                group_application(page, server, again)
                page.goto(f"{server.base}/dossier/{SIRET}")
                assert "À renouveler" in page.inner_text("main")
                look(page, "dossier")
                page.goto(f"{server.base}/dossier/{SIRET}/historique")
                look(page, "dossier-historique")
                verified(browser, server, desk, recorded, address)
                secrets(server)
                server.stop()
                last = time.time()
                server.start()
                said = plain(letter(server, "gerante@exemple.fr", last))
                assert told(END) in said and "Toitures Inventées" in said, said
                print(f"Première candidature : {len(typist.typed)} champs tapés, {typist.ticked} choix ou cases, "
                      f"aucun deux fois ({first:.1f} s de navigateur). "
                      f"Deuxième : 0 champ, 1 case ({second:.1f} s).")
            finally:
                browser.close()
    finally:
        server.stop()
        recorded.stop()


if __name__ == "__main__":
    main()
