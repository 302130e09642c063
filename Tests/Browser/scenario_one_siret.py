"""One SIRET, from a need to a contract: a buyer and three companies, on the real program, in a real browser.

The parts have scenarios of their own; this one walks their joints. An agent signs in by a link that a real
SMTP server took, writes a consultation whose offers are sealed on the site, prints the recovery key,
rehearses, publishes. Each company says who it is once and deposits; one replaces its offer, one comes late.
Nothing can be read before the deadline, on the disk, in the store, in the log or in a letter; then the
opening, the late offer, the analysis, the award, the letters, the essential data. Every letter is read.
"""
import collections
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timedelta

from aiosmtpd.controller import Controller
from playwright.sync_api import sync_playwright
from chromium import launch

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "Oracles"))
from community_server import PROGRAM, Server, free_port  # noqa: E402
from invented_companies import (AGENT, COMPANIES, FIRST, LATE, OBJECT, SECOND, STRANGER, TOWN,  # noqa: E402
                                awaited, digest, found_in, log_read, post_read, sealed)
from invented_consultation import BUYER, MASON, OTHER, PLUMBER, ROOFER, phrase  # noqa: E402
from invented_sirene import known, listed  # noqa: E402
from mail_delivery import settings_of_mail  # noqa: E402
from opening_to_award import (analysed, awarded, essential_data, forced,  # noqa: E402
                              letters_checked, opened_by_the_agent, published, says, silent, unsealed)
from scenario_consultations import inside, press, said  # noqa: E402
from scenario_dossier import Typist, attached, download  # noqa: E402
from scenario_plans import Letters  # noqa: E402

END = (datetime.now() + timedelta(days=400)).date().isoformat()
LAST_YEAR = str(datetime.now().year - 1)


def signed_in(browser, server, letters, address, name, occupation, javascript=True):
    """Somebody new, who signs in by the link of the letter."""
    context = browser.new_context(base_url=server.base, java_script_enabled=javascript,
                                  viewport={"width": 1280, "height": 900}, accept_downloads=True)
    context.set_default_timeout(60_000)
    page = context.new_page()
    typist = Typist(page)
    page.goto("/connexion")
    typist.fill("courriel", address)
    press(page, "Recevoir le lien")
    letter = awaited(letters, address, "Votre connexion").get_content()
    page.goto(re.search(r"http://\S+/connexion/lien\?\S+", letter)[0])
    press(page, "Me connecter")
    typist.fill("nom", name)
    typist.fill("fonction", occupation)
    press(page, "Enregistrer")
    return page, typist


# MARK: The buyer, until publication

def drafted(page, typist):
    page.goto("/consultations/nouvelle")
    assert page.input_value("#champ-reception") == "site", page.input_value("#champ-reception")
    for key, value in [
            ("acheteur_nom", TOWN), ("objet", OBJECT), ("description", "Ardoise, **deux pentes**, 400 m²."),
            ("cpv", "45261210"), ("lieu", "59000"), ("mois", "4"),
            ("lots", "Couverture ; 40 000\nZinguerie ; 12 000"), ("estimation", "52 000"),
            ("criteres", "Valeur technique ; 30\nEnvironnement ; 10"),
            ("cloture", (datetime.now() + timedelta(days=20)).strftime("%Y-%m-%dT12:00"))]:
        typist.fill(key, value)
    typist.choose("achat", "travaux")
    press(page, "Enregistrer le brouillon")
    says(page, "Le brouillon est enregistré")
    key = page.url.split("/consultations/")[1].split("?")[0]
    page.get_by_role("link", name="Documents", exact=True).click()
    page.set_input_files("#champ-fichier", {
        "name": "Reglement.txt", "mimeType": "text/plain", "buffer": "Règlement inventé".encode()})
    press(page, "Joindre")
    says(page, "Le document est joint")
    return key


def keys_made(page, key):
    """Publication waits for the keys; the recovery key is read on paper, and typed again from it."""
    page.goto(f"/consultations/{key}/publier")
    says(page, "Ce qui empêche de publier")
    assert page.get_by_role("button", name="Publier", exact=True).count() == 0
    page.goto(f"/consultations/{key}")
    page.get_by_role("link", name="Clés des offres").click()
    page.get_by_role("link", name="Faire ma clé").click()
    page.fill("#champ-phrase", phrase("acheteuse"))
    page.fill("#champ-phrase_bis", phrase("acheteuse"))
    press(page, "Faire ma clé")
    says(page, "Votre clé est faite")
    page.get_by_role("link", name="Choisir les agents et faire la clé").click()
    assert page.input_value("#champ-seuil") == "1", page.input_value("#champ-seuil")
    press(page, "Faire la clé et montrer la clé de secours")
    shown = page.locator("ol.secours strong").all_inner_texts()
    paper = subprocess.run(["pdftotext", "-", "-"], input=page.pdf(), capture_output=True, check=True).stdout
    ranked_groups = re.findall(r"\b([1-8])\s+([0-9A-HJKMNP-TV-Z]{5})\b", paper.decode())
    printed = [group for _, group in sorted(ranked_groups)]
    assert len(shown) == 8 and printed == shown, (shown, paper.decode())
    page.get_by_role("link", name=re.compile("C’est imprimé")).click()
    page.fill("#champ-phrase", phrase("acheteuse"))
    press(page, "Donner ma part à la répétition")
    says(page, "La répétition a réussi")
    page.fill("#champ-secours", " ".join(printed))
    press(page, "Vérifier la clé de secours")
    says(page, "La clé de secours est juste", "Tout est prêt")
    page.goto(f"/consultations/{key}/publier")
    silent(page, "Ce qui empêche de publier")
    press(page, "Publier")
    says(page, "La consultation est publiée")
    return printed


def asked_and_answered(page, key):
    """One company asks, another follows: both read the answer, the buyer never knows who asked."""
    asker = FIRST.page
    asker.goto(f"/consultations/{key}")
    asker.get_by_role("link", name="Poser une question").click()
    FIRST.typist.fill("question", "Le chantier peut-il commencer pendant les vacances ?")
    press(asker, "Envoyer la question")
    says(asker, "Votre question est envoyée")
    SECOND.page.goto(f"/consultations/{key}")
    press(SECOND.page, "Suivre par courriel")
    says(SECOND.page, "Vous suivez cette consultation")
    page.goto(f"/consultations/{key}/questions")
    silent(page, *FIRST.identity())
    number = page.locator("input[name=question]").first.input_value()
    page.fill(f"#champ-reponse-{number}", "Oui, dès le premier jour.")
    press(page, "Publier la réponse")
    says(page, "La réponse est publiée")


# MARK: The companies

def prepared(company, key):
    """From the consultation's page, through the dossier said once: nothing of the call is typed."""
    page, typist = company.page, company.typist
    page.goto("/consultations")
    page.get_by_role("link", name=OBJECT).first.click()
    page.get_by_role("link", name="Préparer ma candidature").click()
    page.click("text=Remplir mon dossier")
    assert page.input_value("#champ-contact_courriel") == company.address
    # The register knows who the company is: nobody types it, and each value says where it comes from.
    for name, value in known(company.name, company.town).items():
        assert page.input_value(f"#champ-{name}") == value, (name, page.input_value(f"#champ-{name}"))
        assert "D’après SIRENE" in page.inner_text(f"#champ-{name}-aide"), name
    for name, value in [
            ("identite_registre", "RCS " + company.town), ("contact_telephone", company.phone),
            ("exercice_1000_chiffre", "612000"), ("exercice_1000_effectif", "6"),
            ("exercice_1001_chiffre", "580500"), ("exercice_1002_chiffre", "547250"),
            ("assurance_1000_assureur", "Assureur inventé"), ("assurance_1000_numero", "DEC-42"),
            ("assurance_1000_fin", END), ("reference_1000_objet", "Toit d’un gymnase"),
            ("reference_1000_client", "Bourg inventé"), ("reference_1000_montant", "84300"),
            ("reference_1000_annee", LAST_YEAR), ("qualification_1000_nom", "Qualibat 3101"),
            ("moyens_materiel", "Deux échafaudages et une nacelle")]:
        typist.fill(name, value)
    typist.choose("assurance_1000_nature", "Responsabilité décennale")
    typed = {name for name, _ in typist.typed}
    assert not typed & set(known("", "")), f"tapé alors que le registre le sait : {typed & set(known('', ''))}"
    page.click("text=Enregistrer le dossier")
    assert f"/candidature?consultation={key}" in page.url, page.url
    before = len(typist.typed)
    assert page.input_value("#champ-objet") == OBJECT, page.input_value("#champ-objet")
    buyer = page.input_value("#champ-acheteur")
    assert BUYER in buyer, buyer
    assert TOWN in buyer, buyer
    typist.tick("affirmation")
    press(page, "Préparer ma candidature")
    says(page, "Votre candidature est prête", company.name, OBJECT)
    assert len(typist.typed) == before, "l’appel est tapé alors que le site le connaît"
    company.application = page.url.split("?")[0]
    page.get_by_role("link", name="Déposer mon offre").click()
    assert page.url.endswith(f"/consultations/{key}/deposer"), page.url


def checked_dume(company, work):
    """The response that the dossier gives, in both versions, by the program's own rules."""
    found = {}
    for name in ("DUME.xml", "DUME-2.1.1.xml"):
        found[name] = download(company.page, f"{company.application}/{name}")
        for word in (company.name, company.siret):
            assert word in found[name].decode(), f"{name} ne dit pas {word}"
        (work / name).write_bytes(found[name])
        done = subprocess.run([PROGRAM, "espd", "check", str(work / name), "--json"], capture_output=True,
                              text=True, timeout=60)
        report = json.loads(done.stdout)
        grave = [fault for fault in report["defauts"] if fault["gravite"] == "error"]
        assert done.returncode == 0 and not grave, (name, done.returncode, grave, done.stderr)
        assert report["genre"] == "response" and report["reponses"] > 0, report
    published = pathlib.Path(os.environ.get("ORCP_REAL_DATA") or "absent", "espd")
    if published.is_dir():
        oracle = pathlib.Path(__file__).parent.parent / "Oracles" / "espd_oracle.py"
        done = subprocess.run(
            [sys.executable, str(oracle), PROGRAM, str(work), str(published), *(str(work / n) for n in found)],
            capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stdout + done.stderr
    # Given back to the dossier, it has nothing to teach it.
    page = company.page
    page.goto(f"/dossier/{company.siret}/dume")
    page.set_input_files("#champ-fichier", str(work / "DUME.xml"))
    press(page, "Reprendre")
    says(page, "ne dit rien que le dossier ne sache déjà")
    return found


def deposited(company, *files, button="Commencer mon dépôt"):
    """The application joined by one button, each file for its lot, then sent; the receipt of the page."""
    page = company.page
    press(page, button)
    press(page, "Joindre ma candidature")
    says(page, "C’est arrivé et scellé")
    for lot, name, content, _ in files:
        page.set_input_files("#champ-fichiers", {
            "name": name, "mimeType": "application/pdf", "buffer": content})
        page.select_option("#champ-lot", str(lot))
        with page.expect_navigation():
            page.get_by_role("button", name="Ajouter ces fichiers").click()
        assert digest(content) in said(page).replace("\n", ""), said(page)[:3_000]
    press(page, "Envoyer mon offre")
    says(page, "Votre offre est reçue")
    return page.url.split("?")[0]


# MARK: Nothing can be read

def before_the_deadline(page, server, key):
    """The agent has the only phrase, and nothing to use it on."""
    page.goto(f"/consultations/{key}/ouverture")
    says(page, "2 offres reçues", "rien ne peut être ouvert")
    assert page.locator("#champ-phrase").count() == 0
    silent(page, *(word for company in COMPANIES for word in company.identity()))
    reply = forced(page, f"/consultations/{key}/ouverture", action="ouvrir", phrase=phrase("acheteuse"))
    assert reply.status == 409 and "ne s’ouvrent pas avant l’heure limite" in reply.text(), (
        reply.status, reply.text()[-2_000:])
    for end, status in [("ouverture/registre", 409), ("ouverture/registre.csv", 409),
                        ("ouverture/offres.zip", 404)]:
        reply = page.request.get(f"/consultations/{key}/{end}")
        assert reply.status == status, (end, reply.status)
    page.goto(f"/consultations/{key}/analyse")
    says(page, "Rien ne s’ouvre avant la date limite")
    reply = forced(page, f"/consultations/{key}/analyse", geste="ouvrir")
    assert reply.status == 409, reply.status
    assert inside(server, "SELECT count(*) FROM depot WHERE ouvert IS NOT NULL") == [(0,)]


def closed(server, key):
    """The deadline was a minute ago, and what was sent was sent an hour before that."""
    closing = int(time.time()) - 60
    inside(server, "UPDATE consultation SET cloture = ? WHERE cle = ?", (closing, key))
    inside(server, "UPDATE depot SET fin = fin - 3600, fin_continu = fin_continu - 3600, cloture = ?",
           (closing,))


def private(key, deposit, letter):
    """Every page of the consultation that is for its buyer's agents."""
    ends = ["cles", "cles/ma-cle", "cles/creation", "modifier", "pieces", "publier", "reporter", "arreter",
            "questions", "ouverture", "ouverture/registre", "ouverture/registre.csv", "ouverture/offres.zip",
            f"ouverture/depots/{deposit}/1", "analyse", "analyse/1", "attribution", f"lettres/{letter}.odt",
            "donnees"]
    return [f"/consultations/{key}/{end}" for end in ends]


def kept_out(people, key, deposits):
    """Agents of another buyer and competitors: every private page, some acts, the deposits of others."""
    count = 0
    for who, page in people:
        for path in private(key, deposits[0], f"lot-1-rejet-{MASON}"):
            status = page.request.get(path, max_redirects=0).status
            assert status == 403, f"{who} reçoit {status} de {path}"
            count += 1
        for end, fields in [("ouverture", {"action": "ouvrir", "phrase": phrase("acheteuse")}),
                            ("ouverture", {"action": "decider", "depot": "1", "admis": "oui",
                                           "motif": "Parce que je le veux."}),
                            ("attribution", {"geste": "publier"}),
                            ("arreter", {"motif": "Parce que je le veux."})]:
            status = forced(page, f"/consultations/{key}/{end}", **fields).status
            assert status == 403, f"{who} reçoit {status} en envoyant {fields} à {end}"
            count += 1
        for deposit in deposits:
            for end in ("", "/accuse", "/accuse.pdf"):
                status = page.request.get(f"/consultations/{key}/depots/{deposit}{end}").status
                assert status == 404, f"{who} reçoit {status} du dépôt d’une autre entreprise{end}"
                count += 1
    return count


# MARK: The whole

def walk(browser, server, letters, desk, work):
    begun = time.time()
    agent, typist = signed_in(browser, server, letters, AGENT, "Zoé Acheteuse", "Acheteuse")
    attached(agent, typist, desk, server, BUYER, "acheteur")
    key = drafted(agent, typist)
    recovery = keys_made(agent, key)
    stranger, others = signed_in(browser, server, letters, STRANGER, "Nadia Voisine", "Juriste")
    attached(stranger, others, desk, server, OTHER, "acheteur")
    for company in COMPANIES:
        # One company has the script that sends in pieces; the others go without.
        company.page, company.typist = signed_in(browser, server, letters, company.address, company.person,
                                                 "Dirigeante", javascript=company is FIRST)
        attached(company.page, company.typist, desk, server, company.siret, "entreprise")
    asked_and_answered(agent, key)

    for company in COMPANIES:
        prepared(company, key)
    dume = checked_dume(FIRST, work)
    FIRST.page.goto(f"/consultations/{key}/deposer")
    deposits = [deposited(FIRST, FIRST.file("première", 1))]
    deposits.append(deposited(FIRST, FIRST.file("remplaçante", 1), FIRST.file("remplaçante", 2),
                              button="Remplacer par une nouvelle offre"))
    FIRST.page.goto(deposits[0])
    says(FIRST.page, "Remplacé par un dépôt suivant")
    deposits.append(deposited(SECOND, SECOND.file("seule", 1), SECOND.file("seule", 2)))
    sealed(server)
    before_the_deadline(agent, server, key)
    agent.goto(f"/consultations/{key}/reporter")
    agent.fill("#champ-cloture", (datetime.now() + timedelta(days=25)).strftime("%Y-%m-%dT12:00"))
    agent.fill("#champ-avis", "Une semaine de plus, pour la visite.")
    press(agent, "Reporter")
    says(agent, "La nouvelle date limite est publiée")

    closed(server, key)
    LATE.page.reload()
    says(LATE.page, "L’heure limite est passée")
    deposits.append(deposited(LATE, LATE.file("tardive", 1)))
    says(LATE.page, "hors délai", "après l’heure limite")
    FIRST.page.goto(deposits[1])
    assert FIRST.page.get_by_role("button", name="Retirer mon offre").count() == 0
    words = sealed(server)

    keys = [deposit.rsplit("/", 1)[1] for deposit in deposits]
    outsiders = [("l’agente d’un autre acheteur", stranger)]
    refused = kept_out(outsiders + [("une concurrente", LATE.page)], key, keys[:3])
    opened_by_the_agent(agent, key)
    analysed(agent, key)
    folders = unsealed(agent, key, 2, FIRST, ["remplaçante"], dume)
    assert folders == {f"depot-2-{ROOFER}", f"depot-3-{MASON}", f"depot-4-{PLUMBER}"}, folders
    refused += kept_out(outsiders, key, keys)
    before_award = len(letters.received)
    wait = awarded(agent, key)
    visitor = browser.new_context(base_url=server.base).new_page()
    published(agent, key, visitor)
    letters_checked(agent, key, wait)
    essential_data(agent, key, server, wait)
    refused += kept_out(outsiders, key, keys)

    # Opened or not, no file of an offer is ever plain on the disk.
    sealed_still = found_in(server, [word for company in COMPANIES for word in company.secrets()])
    assert not sealed_still, f"lisible après l’ouverture : {sealed_still}"
    read = post_read(letters, server, key, before_award)
    log_read(server, recovery)
    typists = [typist, others, *(company.typist for company in COMPANIES)]
    typed = sum(len(one.typed) for one in typists)
    twice = typed - sum(len({value for _, value in one.typed}) for one in typists)
    assert twice == 0, [collections.Counter(v for _, v in one.typed).most_common(2) for one in typists]
    print(f"Un SIRET, du besoin au contrat : {typed} champs tapés par cinq personnes, tapés deux fois : "
          f"{twice} ; 4 dépôts, {words} secrets introuvables, {refused} refus, {read} lettres lues ; "
          f"{time.time() - begun:.0f} s.")


def main():
    letters, port = Letters(), free_port()
    post = Controller(letters, hostname="127.0.0.1", port=port)
    post.start()
    server = Server({"consultationSimplifiee": True})
    server.settings["programmeDeCourriel"] = settings_of_mail(server.folder, port)
    listed(server.folder, [(company.siret, company.name, company.town) for company in COMPANIES])
    server = Server(server.settings, server.folder, server.port).start()
    work = pathlib.Path(tempfile.mkdtemp(prefix="orcp-dume-"))
    try:
        with sync_playwright() as playwright:
            browser = launch(playwright)
            desk = browser.new_context().new_page()
            desk.goto(server.link("admin@exemple.fr", "Ada Ministre").geturl())
            desk.click("text=Me connecter")
            walk(browser, server, letters, desk, work)
            browser.close()
    finally:
        server.stop()
        post.stop()
        shutil.rmtree(work, ignore_errors=True)
        shutil.rmtree(server.folder, ignore_errors=True)


if __name__ == "__main__":
    main()
