"""A roofing company of six: from a published notice to a whole application, its forms opened and read field by
field, then a second one without typing; a buyer verifies it with its own token, another buyer sees nothing.

What is promised of time (five minutes, then one) is held by what can be counted, the same each time: fields typed,
choices, presses. The seconds of the browser are printed."""
import io
import json
import os
import re
import subprocess
import sys
import time
import zipfile
from datetime import date, timedelta

from odf import opendocument, table, teletype, text
from playwright.sync_api import sync_playwright
from chromium import launch

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "Oracles"))
from community_server import PROGRAM, Server  # noqa: E402
from entreprise_recorded import SIREN, SIRET, Recorded  # noqa: E402
from invented_sirene import known, listed  # noqa: E402
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
        self.page, self.typed, self.ticked, self.pressed = page, [], 0, 0

    def press(self, what):
        """A button or a link, by its selector: one step."""
        self.page.click(what)
        self.pressed += 1

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
    answer = page.request.get(path, timeout=120_000)
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


NAME, TOWN = "TOITURES INVENTÉES", "ARRAS"
REGISTER = known(NAME, TOWN)


def furnished(server):
    """Open calls of today, and the company in SIRENE's lists: it never won a contract."""
    notices = server.folder + "/avis-inventes.json"
    for command in (["sample", "--notices", notices],
                    ["--data", server.folder, "import", notices, "--series", "echantillon-invente-avis"]):
        done = subprocess.run([PROGRAM, *command], capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stderr
    os.unlink(notices)
    listed(server.folder, [(SIRET, NAME, TOWN)])


def from_a_notice(page, typist, server, words):
    """From the list of open calls to the application, by the links of the pages; what the notice says."""
    page.goto(server.base + "/marches-ouverts")
    typist.press(f"main table a:has-text('{words}')")
    facts = {term.strip().split("\n")[0]: value.strip() for term, value in zip(
        page.locator("main dl.fiche dt").all_inner_texts(), page.locator("main dl.fiche dd").all_inner_texts())}
    call = {"acheteur": facts["Acheteur"], "objet": page.inner_text("h1"),
            "reference": "BOAMP " + facts["Numéro d’avis"], "lots": "",
            "lien": page.get_attribute("text=Profil d’acheteur", "href")}
    # The invented notices give no SIRET of the buyer: its name alone, never a number alone.
    assert "Invent" in call["acheteur"] and call["lien"].startswith("https://"), call
    typist.press("text=Préparer ma candidature")
    return call


def first_application(page, typist, server):
    """From a notice, through the empty dossier, to the files."""
    call = from_a_notice(page, typist, server, "toiture")
    typist.press("text=Remplir mon dossier")
    look(page, "dossier-vide")
    assert page.input_value("#champ-contact_courriel") == "gerante@exemple.fr"
    for key, value in REGISTER.items():
        assert page.input_value(f"#champ-{key}") == value, (key, page.input_value(f"#champ-{key}"))
        assert "D’après SIRENE" in page.inner_text(f"#champ-{key}-aide"), key
    for key, value in [("identite_registre", "RCS Arras"), ("contact_telephone", "03 21 00 00 00"),
                       ("exercice_1000_chiffre", "612000"), ("exercice_1000_effectif", "6"),
                       ("exercice_1001_chiffre", "580500"), ("exercice_1002_chiffre", "547250"),
                       ("assurance_1000_assureur", "Assureur inventé"), ("assurance_1000_numero", "DEC-42"),
                       ("assurance_1000_fin", END.isoformat()), ("reference_1000_objet", "Toit d’un gymnase"),
                       ("reference_1000_client", "Bourg inventé"), ("reference_1000_montant", "84300"),
                       ("qualification_1000_nom", "Qualibat 3101"),
                       ("moyens_materiel", "Deux échafaudages et une nacelle")]:
        typist.fill(key, value)
    typist.fill("reference_1000_annee", str(TODAY.year - 1))
    typist.choose("assurance_1000_nature", "Responsabilité décennale")
    typist.press("text=Enregistrer le dossier")
    assert "/candidature?" in page.url, page.url
    look(page, "candidature")
    for key, value in call.items():
        assert plain(page.input_value(f"#champ-{key}")) == plain(value), (key, page.input_value(f"#champ-{key}"))
    assert not page.is_checked("#champ-affirmation")
    typist.tick("affirmation")
    typist.press("text=Préparer ma candidature")
    assert "Votre candidature est prête" in page.inner_text("main")
    look(page, "candidature-prete")
    assert page.get_attribute("text=Aller sur le profil de l’acheteur", "href") == call["lien"]
    values = [value for _, value in typist.typed]
    assert len(values) == len(set(values)), "typed twice"
    # Account (2), SIRET and why (2), dossier (15); company, guarantee, affirmation; five pages.
    assert (len(typist.typed), typist.ticked, typist.pressed) == (19, 3, 5), (
        len(typist.typed), typist.ticked, typist.pressed)
    return page.url.split("?")[0], call


def checked_files(page, address, call):
    cells, rows, headings, whole = opened(download(page, address + "/DC1.odt"))
    assert cells["Dénomination"] == NAME and cells["SIRET"] == SIRET
    assert cells["Adresse"] == f"3 RUE DES ARDOISES, 62000 {TOWN}"
    assert (cells["Courriel"], cells["Téléphone"]) == ("gerante@exemple.fr", "03 21 00 00 00")
    assert [h[0] for h in headings if h[1] == " "] == list("ABCDEFG"), headings
    for words in [plain(call["acheteur"]), plain(call["objet"]), call["reference"], "dans son ensemble",
                  "L2141-1 à L2141-5 et L2141-7 à L2141-10", "Déclarations confirmées pour cette candidature le",
                  "Gérante Inventée, Gérante", "se présente seul"]:
        assert words in plain(whole), words
    cells, rows, _, whole = opened(download(page, address + "/DC2.odt"))
    assert cells["Forme juridique"] == REGISTER["identite_forme"] and cells["Micro, petite ou moyenne entreprise"] == "Oui"
    rows = [[plain(cell) for cell in row] for row in rows]
    assert [str(TODAY.year - 1), "612 000 €", "", "6"] in rows, rows
    assert [str(TODAY.year - 2), "580 500 €", "", ""] in rows
    assert [str(TODAY.year - 3), "547 250 €", "", ""] in rows
    assert ["Responsabilité décennale", "Assureur inventé", "DEC-42", told(END)] in rows
    assert ["Toit d’un gymnase", "Bourg inventé", str(TODAY.year - 1), "84 300 €"] in rows
    assert ["Qualibat 3101", "", "", ""] in rows
    assert "Moyens : Deux échafaudages et une nacelle" in plain(whole)
    for name, words in [("DC1", ["Lettre de candidature (DC1)", NAME, SIRET, "L2141-9", plain(call["objet"])]),
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
    """Another notice: nothing is typed; one box, three presses."""
    start = time.time()
    typist = Typist(page)
    call = from_a_notice(page, typist, server, "espaces verts")
    typist.tick("affirmation")
    typist.press("text=Préparer ma candidature")
    address = page.url.split("?")[0]
    download(page, address + "/candidature.zip")
    seconds = time.time() - start
    assert (typist.typed, typist.ticked, typist.pressed) == ([], 1, 3), (typist.typed, typist.pressed)
    cells, _, _, whole = opened(download(page, address + "/DC1.odt"))
    assert cells["Dénomination"] == NAME and plain(call["objet"]) in plain(whole)
    assert plain(call["acheteur"]) in plain(whole)
    return address, seconds


def group_application(page, server, former):
    """As agent of a joint group, with a subcontractor: then taken over without typing."""
    typist = Typist(page)
    from_a_notice(page, typist, server, "denrées")
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
    assert [NAME, SIRET, "Mandataire", "La couverture"] in rows
    assert ["Charpentes Inventées", "55208131766522", "Cotraitant", "La charpente"] in rows
    assert "désignent comme mandataire" in whole
    cells, _, _, whole = opened(download(page, address + "/DC4.odt"))
    assert cells["Dénomination"] in (NAME, "Zinc Inventé")
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
    server = Server({"adresseAPIEntreprise": recorded.address})
    furnished(server)
    server.start()
    admin = server.link("admin@exemple.fr", "Ada Ministre").geturl()
    try:
        with sync_playwright() as playwright:
            browser = launch(playwright)
            try:
                desk = browser.new_context().new_page()
                desk.goto(admin)
                desk.click("text=Me connecter")
                page, typist = signed_in(browser, server, "gerante@exemple.fr", "Gérante Inventée", "Gérante",
                                         javascript=False)
                attached(page, typist, desk, server, SIRET, "entreprise")
                start = time.time()
                address, call = first_application(page, typist, server)
                first = time.time() - start
                checked_files(page, address, call)
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
                assert told(END) in said and NAME in said, said
                print(f"Première candidature : {len(typist.typed)} champs tapés, {typist.ticked} choix ou cases, "
                      f"{typist.pressed} pages, aucun deux fois ({first:.1f} s de navigateur). "
                      f"Deuxième : 0 champ, 1 case, 3 pages ({second:.1f} s).")
            finally:
                browser.close()
    finally:
        server.stop()
        recorded.stop()


if __name__ == "__main__":
    main()
