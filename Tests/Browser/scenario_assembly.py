"""An assembly votes, from the convocation to the signed minutes in PDF, each person in a browser context of
their own; the main path is walked without JavaScript. Everything is invented."""
import argparse
import datetime
import pathlib
import re
import subprocess
import zoneinfo

from playwright.sync_api import sync_playwright

from accessibility import violations
from chromium import launch

parser = argparse.ArgumentParser()
parser.add_argument("--base", required=True)
parser.add_argument("--data", required=True)
parser.add_argument("--program", required=True)
parser.add_argument("--work", required=True, help="a folder for files of the run")
parser.add_argument("--screenshots", help="a folder for what pages look like")
options = parser.parse_args()
work = pathlib.Path(options.work)
shots = options.screenshots and pathlib.Path(options.screenshots)
if shots:
    shots.mkdir(parents=True, exist_ok=True)


def printed(bytes_, name):
    """The words of a PDF, blanks made one."""
    path = work / name
    path.write_bytes(bytes_)
    text = subprocess.run(["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True,
                          text=True).stdout
    return re.sub(r"\s+", " ", text)


def link(email, command="link"):
    """The path of a sign-in link made by the program."""
    said = subprocess.run([options.program, "--data", options.data, "admin", command, email],
                          check=True, capture_output=True, text=True).stdout
    return re.search(r"https?://[^/\s]+(/\S+)", said).group(1)


with sync_playwright() as playwright:
    browser = launch(playwright)
    walked = set()

    def context(**more):
        return browser.new_context(base_url=options.base, locale="fr-FR", **more)

    def sign_in(email, command="link", **more):
        page = context(**more).new_page()
        page.goto(link(email, command))
        page.locator("main button").first.click()
        page.wait_for_url("**/compte**")
        return page

    def check(page, name):
        """Accessibility of a page, no overflow on a phone; what it looks like."""
        if name in walked:
            return
        walked.add(name)
        size = page.viewport_size
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 900})
            over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert over <= 0, f"{name} overflows by {over} at {width}"
            if shots:
                page.screenshot(path=shots / f"{name}-{width}.png", full_page=True)
        page.set_viewport_size(size)
        faults = violations(page)
        assert not faults, (name, faults)

    # The administrator sets the rules, adds organisations from a list, and their representatives.
    admin = sign_in("admin@exemple.fr", "create")
    admin.fill("#champ-nom", "Alix Exemple")
    admin.locator("main button", has_text="Enregistrer").click()
    admin.goto("/administration/assemblee")
    check(admin, "regles")
    for key, value in {"poids_acheteurs": 40, "poids_entreprises": 60, "poids_partenaires": 0,
                       "poids_universitaires": 0, "delai": 0, "procurations": 1}.items():
        admin.fill(f"#champ-{key}", str(value))
    admin.click("main button:has-text('Enregistrer')")
    admin.goto("/administration/organisations/importer")
    check(admin, "importer")
    admin.set_input_files("#champ-fichier", files=[{
        "name": "liste.csv", "mimeType": "text/csv",
        "buffer": ("nom;college;territoire;siret\nVille A (exemple);acheteurs;Nord;\nVille B (exemple);acheteurs;Oise;\n"
                   "Ville C (exemple);acheteurs;Aisne;\nFédération D (exemple);entreprises;;\n"
                   "Union E (exemple);entreprises;;\nClub F (exemple);entreprises;;\n"
                   "Mauvaise (exemple);acheteurs;;12345678901234\n").encode()}])
    admin.check("#champ-ecrire")
    admin.click("main button:has-text('Envoyer')")
    assert "6 organismes ajoutés" in admin.inner_text("main").replace("\u202f", " ").replace("\u00a0", " ")
    assert "clé de contrôle" in admin.inner_text("main")
    check(admin, "importes")
    letters = "ABCDEF"
    organisations = {}
    for letter in letters:
        admin.goto("/administration/organisations")
        if letter == "A":
            check(admin, "organismes")
        admin.click(f"table a:has-text(' {letter} (exemple)')")
        organisations[letter] = admin.url.rsplit("/", 1)[1]
        admin.click("a:has-text('Ses représentants')")
        admin.fill("#champ-courriel", f"{letter.lower()}@exemple.fr")
        admin.fill("#champ-nom", f"Camille {letter} Exemple")
        admin.click("main button:has-text('Ajouter')")
    check(admin, "representants")
    admin.goto("/administration/bureau")
    admin.select_option("#champ-personne", label="Camille A Exemple")
    admin.click("main button:has-text('Donner')")
    check(admin, "bureau-administration")

    # The session: prepared, its agenda, its resolutions, the convocation.
    soon = datetime.datetime.now(zoneinfo.ZoneInfo("Europe/Paris")) + datetime.timedelta(minutes=90)
    admin.goto("/assemblee/preparer")
    check(admin, "preparer")
    admin.fill("#champ-titre", "Assemblée d’essai")
    admin.fill("#champ-debut", soon.strftime("%Y-%m-%dT%H:%M"))
    admin.fill("#champ-lieu", "Lille, salle inventée")
    admin.select_option("#champ-president", label="Camille A Exemple (Ville A (exemple))")
    admin.click("main button:has-text('Préparer')")
    session = re.search(r"(/assemblee/seances/\d+)/", admin.url).group(1)
    for point in ("Bilan de l’année", "Vote des résolutions"):
        admin.fill("#champ-titre", point)
        admin.click("main button:text-is('Ajouter')")
    check(admin, "ordre-du-jour")
    for title, kind, majority in (("Adopter le bilan", "secret", "simple"),
                                  ("Modifier la charte", "organismes", "deux_tiers")):
        admin.goto(session + "/resolutions")
        check(admin, "proposer")
        admin.fill("#champ-titre", title)
        admin.fill("#champ-texte", f"L’assemblée décide : **{title.lower()}**.")
        admin.select_option("#champ-mode", kind)
        admin.select_option("#champ-majorite", majority)
        admin.click("main button:has-text('Ajouter')")
    admin.goto(session + "/convoquer")
    check(admin, "convoquer")
    admin.click("main button:has-text('Envoyer')")
    assert "Les convocations sont parties" in admin.inner_text("main")
    check(admin, "seance-equipe")

    # Each representative in a context of their own, without JavaScript, one on a phone.
    people = {}
    for letter in letters:
        more = {"java_script_enabled": False}
        if letter == "B":
            more["viewport"] = {"width": 360, "height": 740}
        people[letter] = sign_in(f"{letter.lower()}@exemple.fr", **more)
    for letter in "ABDEF":
        people[letter].goto(session + "/participer")
        people[letter].click("main button:has-text('J’émarge en salle')")
        assert "Vous avez émargé" in people[letter].inner_text("main")
    # C gives its proxy to B; A's proxy to a company is not offered.
    people["C"].goto(session + "/participer")
    offered = people["C"].inner_text("#champ-mandataire")
    assert "Ville B" in offered and "Union" not in offered, offered
    people["C"].select_option("#champ-mandataire", label="Ville B (exemple)")
    people["C"].click("main button:has-text('Donner procuration')")
    assert "Procuration donnée à Ville B" in people["C"].inner_text("main")

    admin.goto(session + "/feuille")
    assert "Représenté par Ville B" in admin.inner_text("main")
    check(admin, "feuille")
    # On paper: names and room to sign, no button.
    paper = printed(admin.pdf(), "feuille.pdf")
    assert "Camille D Exemple" in paper and "Émargement" in paper, paper
    assert "Retirer" not in paper and "Révoquer" not in paper, paper
    admin.goto(session + "/conduire")
    admin.click("main button:has-text('Ouvrir la séance')")
    assert "Le quorum est atteint" in admin.inner_text("main")
    admin.click("main button:has-text('Ouvrir le vote n° 1')")
    check(admin, "conduire")

    def vote(letter, **answers):
        page = people[letter]
        page.goto(session + "/participer")
        page.click("main a:has-text('Voter')")
        for organisation, answer in answers.items():
            page.check(f"input[name='voix-{organisations[organisation]}'][value='{answer}']")
        page.click("main button:has-text('Voter')")
        assert "Votre vote est pris en compte" in page.inner_text("main")

    # Secret: nobody sees anything but how many have voted; B votes for C too.
    vote("A", A="pour")
    vote("B", B="contre", C="pour")
    resolution = re.search(r"/assemblee/resolutions/\d+",
                           admin.locator("main h3 a").first.get_attribute("href")).group(0)
    looker = sign_in("d@exemple.fr")
    looker.goto(resolution + "/voter")
    check(looker, "voter")
    looker.goto(session + "/participer")
    check(looker, "participer")
    for letter in "DE":
        vote(letter, **{letter: "pour"})
    vote("F", F="abstention")
    people["A"].goto(resolution + "/voter")
    assert people["A"].locator("main input[type=radio]").count() == 0, "A could vote twice"
    admin.reload()
    assert "Ont voté : 6 sur 6" in admin.inner_text("main").replace("\u202f", " ").replace("\u00a0", " ")
    admin.click("main button:has-text('Clore le vote')")
    admin.goto(resolution)
    text = admin.inner_text("main").replace("\u202f", " ").replace("\u00a0", " ")
    # 40 × 2/3 + 60 × 2/3 for, 40 × 1/3 against, 60 × 1/3 abstain: 5/6 of votes for and against.
    assert "66 + 2/3" in text and "13 + 1/3" in text and "83,33 %" in text, text
    assert "Adoptée" in text
    check(admin, "resolution")

    # By show of hands: F online, the others counted by the team; four buyers' thirds are not two thirds.
    admin.goto(session + "/conduire")
    admin.click("main button:has-text('Ouvrir le vote n° 2')")
    vote("F", F="contre")
    admin.click("main a:has-text('Compter les mains levées')")
    check(admin, "compter")
    for letter, answer in (("A", "pour"), ("B", "pour"), ("C", "pour"), ("D", "pour"), ("E", "contre")):
        admin.select_option(f"select[name='voix-{organisations[letter]}']", answer)
    admin.click("main button:has-text('Enregistrer')")
    admin.click("main button:has-text('Clore le vote')")
    # 40 + 20 for, 40 against: 60 %, less than two thirds.
    assert "Rejetée" in admin.inner_text("main")
    admin.click("main button:has-text('Clore la séance')")

    # Minutes: drafted from the data, corrected, signed by who presided, printed.
    admin.click("a:has-text('Rédiger le procès-verbal')")
    check(admin, "rediger")
    draft = admin.input_value("#champ-texte")
    assert "{personne:" in draft and "représenté par Ville B" in draft, draft
    admin.fill("#champ-texte", draft + "\nLa présidence remercie les présents.\n")
    admin.click("main button:has-text('Enregistrer')")
    assert admin.locator("button:has-text('Signer')").count() == 0, "the team must not sign"
    president = sign_in("a@exemple.fr")
    president.goto(session + "/proces-verbal")
    check(president, "proces-verbal")
    president.check("#champ-accord")
    president.click("main button:has-text('Signer le procès-verbal')")
    assert "Signé par Camille A Exemple" in president.inner_text("main")
    answer = president.request.get(session + "/proces-verbal.pdf")
    assert answer.status == 200 and answer.headers["content-type"] == "application/pdf"
    flat = printed(answer.body(), "proces-verbal.pdf")
    for words in ("Assemblée d’essai", "Adopter le bilan", "Adoptée.", "Rejetée.", "Camille A Exemple",
                  "représenté par Ville B", "66 + 2/3", "remercie les présents", "Signé par Camille A Exemple",
                  "Empreinte SHA-256"):
        assert words in flat, (words, flat)
    assert "{personne:" not in flat
    admin.goto(session + "/proces-verbal/rediger")
    assert admin.locator("textarea").count() == 0, "signed minutes must not be written"

    # What everybody reads.
    visitor = context().new_page()
    assert visitor.goto(session + "/proces-verbal").url.count("/connexion")
    for path, name in (("/assemblee", "assemblee"), (session, "seance"), ("/organisations", "organisations"),
                       ("/assemblee/bureau", "bureau"), (f"/organisations/{organisations['A']}", "organisation"),
                       ("/observatoire", "observatoire")):
        visitor.goto(path)
        assert "Camille" not in visitor.inner_text("main"), f"{path} names somebody who did not agree"
        check(visitor, name)
    visitor.goto("/assemblee")
    assert "Adopter le bilan" in visitor.inner_text("main")
    assert "Modifier la charte" not in visitor.inner_text("main")
    president.goto("/compte/nom-affiche")
    check(president, "nom-affiche")
    for box in president.locator("main input[type=checkbox]").all():
        box.check()
    president.click("main button:has-text('Enregistrer')")
    visitor.goto("/assemblee/bureau")
    assert "Camille A Exemple" in visitor.inner_text("main")
    print(f"Assemblée : {len(walked)} pages vues, deux votes, un procès-verbal signé en PDF.")
    browser.close()
