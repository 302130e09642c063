"""Sealed offers in a real browser: keys, a deposit with the script and one without, two agents opening.

    scenario_offers.py [--screenshots FOLDER]

The recovery sheet is read from the page; a file of 20 MB goes in pieces while the line is cut once; every
kind of page is given to axe and must fit 360 pixels.
"""

import argparse
import hashlib
import os
import pathlib
import random
import re
import sys
import time

from playwright.sync_api import sync_playwright

from accessibility import violations
from chromium import launch

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "Oracles"))
from community_server import Server  # noqa: E402
from invented_consultation import PEOPLE, Consultation, phrase  # noqa: E402

complaints = []


def look(page, where, shots):
    """Axe, the width of a phone, one h1, screenshots."""
    complaints.extend(f"{where} : {violation}" for violation in violations(page))
    size = page.viewport_size
    for width in (size["width"], 360):
        page.set_viewport_size({"width": width, "height": size["height"]})
        overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if overflow > 0:
            complaints.append(f"{where} : plus large que {width} px de {overflow} px")
        if shots:
            page.screenshot(path=str(shots / f"{where}-{width}.png"), full_page=True)
    page.set_viewport_size(size)
    if len(page.query_selector_all("h1")) != 1:
        complaints.append(f"{where} : pas un seul h1")


def press(page, label):
    page.get_by_role("button", name=label, exact=True).first.click()
    page.wait_for_load_state()


def said(page, text):
    # Numbers hold to their words by spaces that do not break.
    if text not in re.sub("[\u00a0\u202f]", " ", page.inner_text("main")):
        complaints.append(f"{page.url} ne dit pas « {text} »")
        print(page.inner_text("main")[:2_000])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--screenshots", type=pathlib.Path)
    shots = parser.parse_args().screenshots
    if shots:
        shots.mkdir(parents=True, exist_ok=True)
    server = Server().start()
    call = Consultation(server)
    work = pathlib.Path(server.folder)
    memoir, plans = work / "mémoire.pdf", work / "plans.zip"
    memoir.write_bytes(b"%PDF-1.4 invente " * 1_000)
    plans.write_bytes(random.Random(3).randbytes(20_000_000))

    with sync_playwright() as playwright:
        browser = launch(playwright)

        def enter(name, script=True):
            context = browser.new_context(
                viewport={"width": 1280, "height": 900}, base_url=server.base,
                java_script_enabled=script)
            page = context.new_page()
            page.on("console", lambda message: message.type == "error" and not re.search("422|503", message.text)
                    and "ERR_FAILED" not in message.text
                    and complaints.append(f"{name} : console : {message.text}"))
            link = server.link(f"{name}@exemple.fr", admin=False)
            page.goto(link.path + "?" + link.query)
            press(page, "Me connecter")
            return page

        # Keys: each agent their own, then the consultation's, printed once.
        agents = {name: enter(name) for name in ("anne", "basile")}
        for name, page in agents.items():
            page.goto(call.path + "/cles/ma-cle")
            if name == "anne":
                look(page, "offres-ma-cle", shots)
            page.fill("#champ-phrase", phrase(name))
            page.fill("#champ-phrase_bis", phrase(name))
            press(page, "Faire ma clé")
            said(page, "Votre clé est faite")
        anne, basile = agents["anne"], agents["basile"]
        anne.goto(call.path + "/cles/creation")
        look(anne, "offres-creation", shots)
        press(anne, "Faire la clé et montrer la clé de secours")
        look(anne, "offres-secours", shots)
        groups = anne.locator("ol.secours strong").all_inner_texts()
        anne.get_by_role("link", name=re.compile("C’est imprimé")).click()
        for name, page in agents.items():
            page.goto(call.path + "/cles")
            page.fill("#champ-phrase", phrase(name))
            press(page, "Donner ma part à la répétition")
        said(basile, "La répétition a réussi")
        basile.fill("#champ-secours", " ".join(groups))
        press(basile, "Vérifier la clé de secours")
        said(basile, "La clé de secours est juste")
        look(basile, "offres-cles", shots)
        call.publish()

        # A company deposits without script.
        mason = enter("macon", script=False)
        mason.goto(call.path + "/deposer")
        press(mason, "Commencer mon dépôt")
        mason.set_input_files("#champ-fichiers", [str(memoir)])
        mason.select_option("#champ-lot", "1")
        press(mason, "Ajouter ces fichiers")
        said(mason, "C’est arrivé et scellé")
        press(mason, "Envoyer mon offre")
        said(mason, "Votre offre est reçue")
        said(mason, hashlib.sha256(memoir.read_bytes()).hexdigest())

        # Another with the script, in pieces; one request in the middle is cut.
        roofer = enter("couvreur")
        roofer.goto(call.path + "/deposer")
        look(roofer, "offres-deposer", shots)
        press(roofer, "Commencer mon dépôt")
        cut = []

        def maybe(route):
            if "debut=8388608" in route.request.url and not cut:
                cut.append(route.request.url)
                route.abort()
            else:
                route.continue_()
        roofer.route("**/fichiers/*", maybe)
        roofer.set_input_files("#champ-fichiers", [str(memoir), str(plans)])
        roofer.select_option("#champ-lot", "2")
        roofer.get_by_role("button", name="Ajouter ces fichiers").click()
        roofer.wait_for_url("**?fait=ajoute", timeout=60_000)
        said(roofer, "plans.zip")
        said(roofer, hashlib.sha256(plans.read_bytes()).hexdigest())
        if not cut:
            complaints.append("aucun envoi n’a été coupé")
        look(roofer, "offres-depot", shots)
        roofer.unroute("**/fichiers/*")
        press(roofer, "Envoyer mon offre")
        said(roofer, "Votre offre est reçue")
        look(roofer, "offres-depot-envoye", shots)
        roofer.get_by_role("link", name="Accusé à imprimer").click()
        look(roofer, "offres-accuse", shots)

        # Before the closing nothing opens; after it two agents do, each in a session of their own.
        anne.goto(call.path + "/ouverture")
        said(anne, "2 offres reçues")
        look(anne, "offres-avant", shots)
        call.close(-60)
        call.sql("UPDATE depot SET fin = fin - 3600, fin_continu = fin_continu - 3600")
        anne.goto(call.path + "/ouverture")
        look(anne, "offres-ouvrir", shots)
        anne.fill("#champ-phrase", "ce n’est pas la bonne")
        press(anne, "Donner ma part à l’ouverture")
        said(anne, "Ce n’est pas la phrase")
        look(anne, "offres-refus", None)
        anne.fill("#champ-phrase", phrase("anne"))
        press(anne, "Donner ma part à l’ouverture")
        said(anne, "On attend les autres agents")
        basile.goto(call.path + "/ouverture")
        basile.fill("#champ-phrase", phrase("basile"))
        press(basile, "Donner ma part à l’ouverture")
        said(basile, "Les offres sont ouvertes")
        said(basile, "mémoire.pdf")
        look(basile, "offres-ouvertes", shots)
        with basile.expect_download() as waiting:
            basile.get_by_role("link", name=re.compile("plans.zip")).click()
        if pathlib.Path(waiting.value.path()).read_bytes() != plans.read_bytes():
            complaints.append("le fichier ouvert n’est pas celui qui a été envoyé")
        if waiting.value.suggested_filename != "plans.zip":
            complaints.append(f"nom du fichier ouvert : {waiting.value.suggested_filename}")
        basile.goto(call.path + "/ouverture/registre")
        look(basile, "offres-registre", shots)
        basile.goto(call.path + "/ouverture")
        basile.get_by_text("Inscrire une copie reçue").click()
        basile.fill("#champ-siret", PEOPLE["couvreur"][0])
        press(basile, "Inscrire la copie")
        said(basile, "La copie de sauvegarde est inscrite")
        look(basile, "offres-copie", shots)
        roofer.goto("/compte")
        said(roofer, "Vos dépôts d’offres")
        browser.close()
    server.stop()
    if "Réponse 500" in server.said():
        complaints.append(server.said()[-1_500:])
    if complaints:
        print("\n".join(complaints))
        raise SystemExit(1)
    print("offres : clés, dépôts avec et sans script, ouverture à deux, registre, copies")


if __name__ == "__main__":
    main()
