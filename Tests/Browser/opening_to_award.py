"""From the opening of sealed offers to the essential data, as the buyer's agent does it in a browser.

The offers are those of `invented_companies`: one company replaced its offer, another is late.
"""
import csv
import io
import json
import re
import zipfile
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from invented_companies import (COMPANIES, FIRST, LATE, MARKS, OBJECT, SECOND, TOWN, digest, number, plain,
                                ranked, standing)
from invented_consultation import BUYER, MASON, PLUMBER, ROOFER, phrase
from scenario_consultations import inside, press, said, validated
from scenario_dossier import download, opened, told
from scenario_walk import looked_at


def says(page, *words):
    shown = said(page)
    for word in words:
        assert word in shown, f"{page.url} ne dit pas « {word} » :\n{shown[:3_000]}"


def silent(page, *words):
    shown = said(page)
    for word in words:
        assert word not in shown, f"{page.url} dit « {word} » :\n{shown[:3_000]}"


def forced(page, path, **fields):
    """A form that no page offers, sent with the session's own token."""
    token = re.search(r'name="jeton" value="([^"]+)"', page.request.get("/compte").text())[1]
    origin = re.match(r"https?://[^/]+", page.url)[0]
    return page.request.post(path, form={"jeton": token, **fields}, max_redirects=0,
                             headers={"Origin": origin, "Sec-Fetch-Site": "same-origin"})


# MARK: Opening

def register(page, key):
    """The register to print, as one text per deposit; the same as rows."""
    page.goto(f"/consultations/{key}/ouverture/registre")
    parts = re.split(r"\nDépôt n° (\d+), SIRET (\d{14})\n", "\n" + said(page))
    entries = {int(parts[i]): (parts[i + 1], parts[i + 2]) for i in range(1, len(parts), 3)}
    text = page.request.get(f"/consultations/{key}/ouverture/registre.csv").body().decode("utf-8-sig")
    return entries, list(csv.DictReader(io.StringIO(text), delimiter=";"))


def given(page, words):
    page.fill("#champ-phrase", words)
    press(page, "Donner ma part à l’ouverture")


def opened_by_the_agent(page, key):
    page.goto(f"/consultations/{key}")
    page.get_by_role("link", name="Ouvrir les offres").click()
    says(page, "2 offres à ouvrir")
    given(page, "une phrase qui n’ouvre rien")
    says(page, "Ce n’est pas la phrase")
    given(page, phrase("acheteuse"))
    says(page, "Les offres sont ouvertes", "Offres hors délai ou à apprécier")
    looked_at(page, "joint-ouverture")
    entries, rows = register(page, key)
    looked_at(page, "joint-registre")
    assert [siret for siret, _ in entries.values()] == [ROOFER, ROOFER, MASON, PLUMBER], entries
    states = {number: re.search(r"État\s+(.+)", text)[1] for number, (_, text) in entries.items()}
    assert states == {1: "Remplacé par un dépôt suivant", 2: "Reçu, ouvert", 3: "Reçu, ouvert",
                      4: "Reçu, hors délai"}, states
    for number, company, label in [(2, FIRST, "remplaçante"), (3, SECOND, "seule")]:
        for (kind, lot), (_, name, content, _) in company.files.items():
            if kind == label:
                row = [r for r in rows if r["depot"] == str(number) and r["fichier"] == name]
                assert [(r["sha256"], r["lot"]) for r in row] == [(digest(content), str(lot))], rows
                assert name in entries[number][1], entries[number]
    for number in (1, 4):
        assert "scellé" in entries[number][1] and "bordereau" not in entries[number][1], entries[number]
        assert {r["fichier"] for r in rows if r["depot"] == str(number)} == {"scellé"}, rows
    # What was replaced is told by its digest, which its company's receipt bears.
    digests = {r["sha256"] for r in rows if r["depot"] == "1"}
    assert digest(FIRST.file("première", 1)[2]) in digests, rows


def unsealed(page, key, number, company, labels, dume):
    """What comes out of the seal: byte for byte what was sent, with the application made of the dossier."""
    reply = page.request.get(f"/consultations/{key}/ouverture/offres.zip")
    assert reply.status == 200, reply.status
    archive = zipfile.ZipFile(io.BytesIO(reply.body()))
    assert archive.testzip() is None
    folders = {name.split("/")[0] for name in archive.namelist()} - {"registre.csv"}
    files = {re.sub(r"^\d+-", "", name.split("/")[1]): archive.read(name) for name in archive.namelist()
             if name.startswith(f"depot-{number}-{company.siret}/")}
    sent = {name: content for (label, _), (_, name, content, _) in company.files.items() if label in labels}
    assert set(files) == set(sent) | {"candidature.json", "DC1.odt", "DC2.odt", *dume}, sorted(files)
    for name, content in (sent | dume).items():
        assert files[name] == content, f"{name} n’est pas ce qui a été envoyé"
    cells, _, _, whole = opened(files["DC1.odt"])
    assert cells["Dénomination"] == company.name and cells["SIRET"] == company.siret, cells
    assert OBJECT in whole, whole
    return folders


def decided_on_the_late_one(page, key):
    """Set aside, then admitted on better reasons: it opens only then, by another opening."""
    page.goto(f"/consultations/{key}/ouverture")
    form = page.locator("section.encart", has_text="SIRET " + PLUMBER)
    assert "après l’heure limite" in form.inner_text(), form.inner_text()

    def decide(reason, button):
        block = page.locator("section.encart", has_text="SIRET " + PLUMBER)
        block.locator("textarea").fill(reason)
        block.get_by_role("button", name=button).click()
        page.wait_for_load_state()

    decide("Bref.", "Admettre")
    says(page, "Le formulaire n’a pas été pris en compte")
    assert register(page, key)[0][4][1].count("Reçu, hors délai\n") == 1
    page.goto(f"/consultations/{key}/ouverture")
    decide("Arrivée après l’heure limite, sans raison connue.", "Écarter, laisser scellée")
    says(page, "La décision est notée", "Arrivée après l’heure limite, sans raison connue.")
    assert page.locator("#champ-phrase").count() == 0, "rien n’est à ouvrir, une phrase est pourtant demandée"
    entry = register(page, key)[0][4][1]
    assert "Reçu, hors délai, écarté par l’acheteur" in entry and "scellé" in entry, entry
    # Its company is owed a letter, and letters are those of the offers that the analysis lists.
    page.goto(f"/consultations/{key}/analyse")
    says(page, LATE.siret, "Écartée", "restée scellée ne dit pas ses lots")
    page.goto(f"/consultations/{key}/ouverture")
    decide("Panne de la plateforme, attestée par son exploitant.", "Admettre")
    says(page, "La décision est notée", "1 offre à ouvrir")
    given(page, phrase("acheteuse"))
    says(page, "Les offres sont ouvertes")
    entry = register(page, key)[0][4][1]
    assert "Reçu, hors délai, admis par l’acheteur, ouvert" in entry, entry
    assert "Panne de la plateforme" in entry and LATE.file("tardive", 1)[1] in entry, entry


# MARK: Analysis and award

def noted(page, key, lot, companies):
    """Prices and marks of a lot, each under the company's own name."""
    page.goto(f"/consultations/{key}/analyse/{lot}")
    assert page.locator("fieldset").count() == len(companies), said(page)[:2_000]
    for company in companies:
        price, *marks = MARKS[lot, company.siret]
        block = page.locator("fieldset", has=page.locator("legend", has_text=company.name))
        block.locator("input[name^=prix-]").fill(price)
        for place, (mark, reason) in enumerate(marks):
            block.locator("input[name^=note-]").nth(place).fill(mark)
            block.locator("textarea").nth(place).fill(reason)
    press(page, "Enregistrer et classer")
    says(page, "Les prix et les notes sont enregistrés")


def analysed(page, key):
    """From the opening straight to the analysis, then the late offer's decision, then every mark."""
    page.goto(f"/consultations/{key}/ouverture")
    page.get_by_role("link", name="Analyser les offres").click()
    says(page, FIRST.name, SECOND.name, "Une offre arrivée hors délai attend votre décision")
    silent(page, LATE.name)
    noted(page, key, 1, [FIRST, SECOND])
    # The late offer waits: no lot is awarded meanwhile.
    page.goto(f"/consultations/{key}/attribution")
    page.locator("form", has=page.locator("#champ-offre-1")).get_by_role("button").first.click()
    page.wait_for_load_state()
    says(page, "Une offre hors délai attend que vous l’écartiez")
    silent(page, "La décision est enregistrée")
    page.goto(f"/consultations/{key}")
    page.get_by_role("link", name="Ouverture et registre").click()
    decided_on_the_late_one(page, key)
    page.goto(f"/consultations/{key}/analyse")
    says(page, LATE.name, "hors délai", "Panne de la plateforme, attestée par son exploitant.")
    assert page.get_by_role("button", name="Reprendre les offres ouvertes depuis").count() == 0
    noted(page, key, 1, COMPANIES)
    rows = page.evaluate(
        "[...document.querySelectorAll('tr')].map(r => [...r.cells].map(c => c.textContent))")
    for (company, total), place in zip(ranked(1, COMPANIES), ("1re", "2e", "3e")):
        found = [row for row in rows if [plain(cell) for cell in row[:2]] == [company.name, place]]
        assert found, (f"{company.name} n’est pas {place}", [row for row in rows if company.name in row])
        assert all(abs(number(row[2]) - total) < 0.02 for row in found), (company.name, total, found)
    noted(page, key, 2, [FIRST, SECOND])


def awarded(page, key):
    """Lot 1 without wait, lot 2 with the wait that the buyer chooses; nobody is told before publication."""
    page.goto(f"/consultations/{key}/attribution")
    for lot, company in [(1, FIRST), (2, SECOND)]:
        choice = page.locator(f"#champ-offre-{lot} option:checked").inner_text()
        companies = COMPANIES if lot == 1 else [FIRST, SECOND]
        best, total = ranked(lot, companies)[0]
        assert best is company and company.name in choice and "1re" in choice, (choice, best.name)
        assert abs(number(re.search(r"([\d,]+)/100", choice)[1]) - total) < 0.02, (choice, total)
        form = page.locator("form", has=page.locator(f"#champ-offre-{lot}"))
        if lot == 2:
            page.select_option("#champ-attente-2", index=1)
            wait = int(page.input_value("#champ-attente-2"))
        form.get_by_role("button", name="Décider").click()
        page.wait_for_load_state()
        says(page, "La décision est enregistrée ; personne n’en est encore averti")
    return wait


def letters_checked(page, key, wait):
    """Each paper that is to be sent, opened by odfpy."""
    page.goto(f"/consultations/{key}/attribution")
    links = [link.get_attribute("href") for link in page.locator("a[href*='/lettres/']").all()]
    papers = {re.search(r"lettres/(.+)\.odt", link)[1]: opened(download(page, link)) for link in links}
    assert set(papers) == {
        "lot-1-rapport-analyse", "lot-2-rapport-analyse", f"lot-1-attribution-{ROOFER}",
        f"lot-1-rejet-{MASON}", f"lot-1-rejet-{PLUMBER}", f"lot-2-attribution-{MASON}",
        f"lot-2-rejet-{ROOFER}"}, sorted(papers)
    today = datetime.now(ZoneInfo("Europe/Paris")).date()
    for lot, company, winner, companies, standstill in [
            (1, SECOND, FIRST, COMPANIES, ["n’est pas soumis au délai des procédures formalisées", "R2182-1",
                                           f"Il sera signé à partir du {told(today)}"]),
            (1, LATE, FIRST, COMPANIES, [f"Il sera signé à partir du {told(today)}"]),
            (2, FIRST, SECOND, [FIRST, SECOND], [
                f"ne sera pas signé avant le {told(today + timedelta(days=wait))}",
                f"l’acheteur attend {wait} jours après l’envoi de cette lettre"])]:
        _, rows, _, whole = papers[f"lot-{lot}-rejet-{company.siret}"]
        text = plain(whole)
        own = [reason for _, reason in MARKS[lot, company.siret][1:]]
        others = [reason for (_, siret), (_, *marks) in MARKS.items() if siret != company.siret
                  for _, reason in marks]
        for word in [company.name, company.siret, OBJECT, TOWN,
                     f"attribué à {winner.name} (SIRET {winner.siret})",
                     f"classée {standing(lot, company, companies)} sur {len(companies)}", *own, *standstill]:
            assert word in text, f"la lettre du lot {lot} à {company.name} ne dit pas « {word} » :\n{text}"
        loser = next(c for c in COMPANIES if c not in (company, winner))
        for word in [loser.name, loser.siret, *others]:
            assert word not in text, f"la lettre du lot {lot} à {company.name} dit « {word} »"
        assert len([row for row in rows if len(row) == 4]) == 4, rows
    for lot, winner, price in [(1, FIRST, "38 500,00 €"), (2, SECOND, "7 950,00 €")]:
        text = plain(papers[f"lot-{lot}-attribution-{winner.siret}"][3])
        assert winner.name in text and price in text, text


def published(page, key, visitor):
    visitor.goto(f"/consultations/{key}")
    silent(visitor, *(word for company in COMPANIES for word in company.identity()))
    page.goto(f"/consultations/{key}/attribution")
    press(page, "Publier l’attribution")
    says(page, "L’attribution est publiée", "Pièces et offres conservées jusqu’au")
    visitor.reload()
    says(visitor, FIRST.name, "38 500,00 €", SECOND.name, "7 950,00 €")
    silent(visitor, LATE.name, LATE.siret, "37 900", "52 000", "40 000", "Panne de la plateforme")


def notified(page, lot):
    today = datetime.now(ZoneInfo("Europe/Paris")).date()
    page.fill(f"#champ-identifiant-{lot}", f"2026-T{lot}")
    page.fill(f"#champ-notification-{lot}", today.isoformat())
    page.select_option(f"#champ-ccag-{lot}", "Travaux")
    page.select_option(f"#champ-considerationsEnvironnementales-{lot}", "Critère environnemental")
    page.locator("form", has=page.locator(f"#champ-identifiant-{lot}")).get_by_role("button").first.click()
    page.wait_for_load_state()


def essential_data(page, key, server, wait):
    """Lot 1 at once; lot 2 not before the end of the wait that its letters announced."""
    page.goto(f"/consultations/{key}/donnees")
    # Said once, in the dossier.
    assert re.fullmatch(r"\d{5}", page.input_value("#champ-titulaire_codePostal-1"))
    notified(page, 1)
    says(page, "La notification est enregistrée", "1 contrat à publier")
    notified(page, 2)
    says(page, "Le marché ne se signe pas avant le")
    inside(server, "UPDATE consultation_attribution SET envoi = envoi - ? WHERE lot = 2", (wait,))
    page.goto(f"/consultations/{key}/donnees")
    notified(page, 2)
    says(page, "La notification est enregistrée", "2 contrats à publier")
    reply = page.request.get(f"/consultations/{key}/donnees.json")
    assert reply.status == 200, reply.status
    contracts = json.loads(reply.text())["marches"]["marche"]
    seen = [(c["id"], c["montant"], c["offresRecues"], c["titulaires"][0]["titulaire"]["id"],
             c["acheteur"]["id"]) for c in contracts]
    assert seen == [("2026-T1", 38500, 3, ROOFER, BUYER), ("2026-T2", 7950, 2, MASON, BUYER)], contracts
    validated(reply.text())
