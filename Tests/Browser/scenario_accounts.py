"""Accounts in a real browser: signing in by mail and by two real OpenID providers, cookies, acting for a
SIRET, taking one's data away and erasing them. Start to end, on the real program."""
import email
import email.policy
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time

from playwright.sync_api import sync_playwright
from chromium import launch

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "Oracles"))
from community_server import Server, free_port  # noqa: E402
from scenario_walk import looked_at  # noqa: E402

PROVIDER = os.path.join(os.path.dirname(__file__), "..", "Oracles", "openid_provider.py")
PASSWORD = "motdepasse-essai"


def letter(server, to, after=0.0):
    """The text of the last letter to somebody, as the embedded default writes it, newer than a moment."""
    folder = server.folder + "/courriels"
    for _ in range(200):
        names = [n for n in os.listdir(folder) if n.endswith(".eml")] if os.path.isdir(folder) else []
        for name in sorted(names, key=lambda n: os.path.getmtime(folder + "/" + n), reverse=True):
            if os.path.getmtime(folder + "/" + name) < after:
                break
            with open(folder + "/" + name, "rb") as file:
                message = email.message_from_binary_file(file, policy=email.policy.default)
            if message["To"].addresses[0].addr_spec == to:
                return message.get_content()
        time.sleep(0.05)
    raise AssertionError("no letter to " + to)


def provider(kind, port, redirect, address):
    process = subprocess.Popen([sys.executable, PROVIDER, kind, str(port), redirect, address, PASSWORD],
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert process.stdout.readline().strip() == "prêt".encode(), kind
    return process


def by_mail(page, server, address):
    last = time.time()
    page.goto(server.base + "/connexion")
    page.fill("#champ-courriel", address)
    page.click("main button[type=submit]")
    return letter(server, address, last)


def main():
    port = free_port()
    redirect = f"http://localhost:{port}/connexion/openid/retour"
    ports = {"toolkit": free_port(), "idpy": free_port()}
    providers = {kind: provider(kind, at, redirect, f"{kind}@exemple.fr") for kind, at in ports.items()}
    openid = {"nom": "Fournisseur inventé", "emetteur": f"http://localhost:{ports['toolkit']}/o",
              "identifiantClient": "orcp-essai", "secretClient": "secret-essai",
              "portees": "openid email profile"}
    server = Server({"connexionOpenID": openid}, port=port).start()
    admin = server.link("admin@exemple.fr", "Ada Ministre").geturl()
    try:
        with sync_playwright() as playwright:
            browser = launch(playwright)
            try:
                walk_mail(browser, server)
                walk_toolkit(browser, server, providers)
                walk_attachment(browser, server, admin)
                server.stop()
                openid.update(emetteur=f"http://localhost:{ports['idpy']}")
                server = Server(server.settings | {"connexionOpenID": openid}, server.folder, port).start()
                walk_idpy(browser, server)
                walk_rights(browser, server)
            finally:
                browser.close()
    finally:
        server.stop()
        for process in providers.values():
            if process.poll() is None:
                process.kill()


def walk_mail(browser, server):
    # Without JavaScript: link, button, session.
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    text = by_mail(page, server, "claire@exemple.fr")
    assert page.url.endswith("/connexion/code")
    link = re.search(r"http://\S+/connexion/lien\?\S+", text)[0]
    referers = []
    page.on("request", lambda request: referers.append(request.headers.get("referer", "")))
    for _ in range(3):
        page.goto(link)
    assert not any(c["name"] == "orcp_session" for c in context.cookies(server.base))
    assert page.inner_text("main").count("claire@exemple.fr") == 1
    page.click("text=Me connecter")
    assert page.url.startswith(server.base + "/compte")
    token = link.split("=")[-1]
    assert not any(token in referer for referer in referers), referers
    cookie = next(c for c in context.cookies(server.base) if c["name"] == "orcp_session")
    assert (cookie["httpOnly"], cookie["secure"], cookie["sameSite"], cookie["path"]) == (
        True, True, "Lax", "/"), cookie
    page.fill("#champ-nom", "Claire Inventée")
    page.click("text=Enregistrer")
    assert "Votre compte est enregistré" in page.inner_text("main")
    page.goto(link)
    assert "Ce lien ne sert plus" in page.inner_text("h1")
    context.close()

    # The code, in the browser that asked; elsewhere it is refused. A session planted beforehand is not
    # the one that begins.
    context = browser.new_context()
    context.add_cookies([{"name": "orcp_session", "value": "A" * 43, "url": server.base}])
    page = context.new_page()
    text = by_mail(page, server, "claire@exemple.fr")
    code = re.search(r"\d{4} \d{4}", text)[0]
    looked_at(page, "code")
    elsewhere = browser.new_context()
    other = elsewhere.new_page()
    other.goto(server.base + "/connexion/code")
    other.fill("#champ-code", code)
    other.click("main button[type=submit]")
    assert "déjà servi" in other.inner_text("main")
    elsewhere.close()
    page.fill("#champ-code", code)
    page.click("main button[type=submit]")
    assert page.url.startswith(server.base + "/compte")
    session = next(c for c in context.cookies(server.base) if c["name"] == "orcp_session")["value"]
    assert session != "A" * 43
    assert page.evaluate("document.cookie") == ""
    looked_at(page, "compte")
    page.click("text=Me déconnecter partout")
    page.goto(server.base + "/compte")
    assert "/connexion" in page.url
    context.close()
    print("Lien, code, cookies, fixation de session, déconnexion partout : justes dans le navigateur.")


def toolkit_login(page, server, user):
    page.goto(server.base + "/connexion?suite=%2Fcompte%2Fdonnees")
    looked_at(page, "connexion")
    page.click("text=Se connecter avec Fournisseur inventé")
    page.wait_for_selector("input[name=username]")
    page.fill("input[name=username]", user)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(server.base + "/**")


def walk_toolkit(browser, server, providers):
    # A person known by mail joins by the verified address; the identity then suffices.
    server.run("admin", "create", "toolkit@exemple.fr", "--name", "Agnès Courriel")
    server.run("admin", "create", "second@exemple.fr")
    server.run("admin", "role", "toolkit@exemple.fr", "inscrit")
    context = browser.new_context()
    page = context.new_page()
    toolkit_login(page, server, "agent")
    assert page.url == server.base + "/compte/donnees", page.url
    page.goto(server.base + "/compte")
    assert page.input_value("#champ-nom") == "Agnès Courriel"
    cookies = {c["name"] for c in context.cookies(server.base + "/connexion")}
    assert "orcp_openid" not in cookies
    # Signing out leads to the provider's own sign-out, and back.
    page.click("text=Me déconnecter >> nth=0")
    page.wait_for_url(server.base + "/deconnexion/fournisseur")
    looked_at(page, "deconnexion")
    page.click("text=Me déconnecter aussi")
    page.wait_for_url(server.base + "/**")
    page.goto(server.base + "/compte")
    assert "/connexion" in page.url
    page.click("text=Se connecter avec")
    page.wait_for_selector("input[name=username]")
    context.close()

    # The same address, not verified, by another identity: no takeover. An answer that comes without the
    # browser's own beginning, or twice, is refused.
    context = browser.new_context()
    page = context.new_page()
    answers = []
    page.on("request", lambda r: answers.append(r.url) if "/openid/retour" in r.url else None)
    toolkit_login(page, server, "doute")
    assert "ne garantit pas votre adresse" in page.inner_text("main"), page.inner_text("main")
    assert not any(c["name"] == "orcp_session" for c in context.cookies(server.base))
    looked_at(page, "openid-refus")
    assert page.goto(answers[-1]).status == 409
    context.close()
    context = browser.new_context()
    page = context.new_page()
    toolkit_login(page, server, "autre")
    assert page.url.startswith(server.base + "/compte")
    page.goto(server.base + "/compte")
    assert page.input_value("#champ-nom") == "Agnès Inventée"
    context.close()

    # The provider stops: a calm page, and the rest of the site answers.
    providers["toolkit"].send_signal(signal.SIGSTOP)
    context = browser.new_context()
    page = context.new_page()
    server.stop()
    server.start()
    opened = page.goto(server.base + "/connexion/openid", timeout=40_000)
    assert opened.status == 503 and "ne répond pas" in page.inner_text("h1")
    looked_at(page, "openid-panne")
    assert page.goto(server.base + "/connexion").status == 200
    providers["toolkit"].send_signal(signal.SIGCONT)
    context.close()
    print("OpenID Connect (django-oauth-toolkit, RS256) : rattaché par adresse vérifiée, refusé sinon, "
          "déconnexion des deux côtés, panne calme.")


def walk_idpy(browser, server):
    context = browser.new_context()
    page = context.new_page()
    page.goto(server.base + "/connexion")
    page.click("text=Se connecter avec")
    page.wait_for_url(server.base + "/**")
    page.goto(server.base + "/compte")
    assert page.input_value("#champ-nom") == "Élise Inventée", page.inner_text("main")
    assert "idpy@exemple.fr" in page.inner_text("main")
    context.close()
    print("OpenID Connect (idpyoidc, ES256, userinfo en jeton signé) : compte créé.")


def walk_attachment(browser, server, admin):
    agent = browser.new_context()
    page = agent.new_page()
    text = by_mail(page, server, "agente@exemple.fr")
    page.goto(re.search(r"http://\S+/connexion/lien\?\S+", text)[0])
    page.click("text=Me connecter")
    page.fill("#champ-nom", "Agente Inventée")
    page.click("text=Enregistrer")
    page.goto(server.base + "/compte/rattachements")
    page.fill("#champ-siret", "123 456 789 01234")
    page.select_option("#champ-genre", "acheteur")
    page.fill("#champ-motif", "Acheteuse de la ville inventée, joignable au standard.")
    page.click("main form:last-of-type button")
    assert "clé de contrôle" in page.inner_text("#champ-siret-faute")
    page.fill("#champ-siret", "130 025 265 00013")
    page.click("main form:last-of-type button")
    assert "enregistrée" in page.inner_text("main")
    looked_at(page, "rattachements")
    boss = browser.new_context()
    desk = boss.new_page()
    desk.goto(admin)
    desk.click("text=Me connecter")
    desk.goto(server.base + "/administration/rattachements")
    looked_at(desk, "administration-rattachements")
    last = time.time()
    desk.click("button:has-text('Confirmer')")
    assert "C’est confirmé" in desk.inner_text("main")
    assert "confirme que vous agissez pour l’acheteur" in letter(
        server, "agente@exemple.fr", last)
    page.goto(server.base + "/compte")
    assert "Vous agissez pour l’acheteur 13002526500013" in page.inner_text("main")
    desk.goto(server.base + "/administration/rattachements")
    desk.click("button:has-text('Révoquer')")
    page.goto(server.base + "/compte")
    assert "Vous agissez pour" not in page.inner_text("main")
    for path in ["/administration", "/administration/personnes", "/administration/journal",
                 "/administration/conservation"]:
        desk.goto(server.base + path)
        looked_at(desk, path.strip("/").replace("/", "-"))
    agent.close()
    boss.close()
    print("Rattachement à un SIRET : demandé, confirmé, révoqué, un courriel à chaque fois.")


def walk_rights(browser, server):
    context = browser.new_context(java_script_enabled=False, accept_downloads=True)
    page = context.new_page()
    text = by_mail(page, server, "claire@exemple.fr")
    page.goto(re.search(r"http://\S+/connexion/lien\?\S+", text)[0])
    page.click("text=Me connecter")
    page.goto(server.base + "/compte/donnees")
    with page.expect_download() as waited:
        page.click("text=Emporter mes données")
    with open(waited.value.path(), encoding="utf-8") as file:
        mine = json.load(file)
    assert mine["tables"]["personne"]["lignes"][0]["nom"] == "Claire Inventée"
    assert mine["tables"]["courriel"]["lignes"] and mine["tables"]["session"]["lignes"]
    assert "admin@exemple.fr" not in json.dumps(mine)
    page.goto(server.base + "/compte/effacement")
    page.fill("#champ-adresse", "autre@exemple.fr")
    page.click("text=Effacer définitivement")
    assert "Ce n’est pas l’adresse de ce compte" in page.inner_text("main")
    page.fill("#champ-adresse", "Claire@exemple.fr")
    page.click("text=Effacer définitivement")
    assert "sont effacés" in page.inner_text("main")
    page.goto(server.base + "/compte")
    assert "/connexion" in page.url
    for end in ["", "-wal"]:
        with open(server.folder + "/communaute.sqlite" + end, "rb") as file:
            content = file.read()
        for mark in ["claire@exemple.fr", "Claire Inventée"]:
            assert mark.encode() not in content, (end, mark)
    with sqlite3.connect(server.folder + "/communaute.sqlite") as base:
        assert base.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    context.close()
    context = browser.new_context()
    page = context.new_page()
    text = by_mail(page, server, "paul@exemple.fr")
    page.goto(re.search(r"http://\S+/connexion/lien\?\S+", text)[0])
    looked_at(page, "lien")
    page.click("text=Me connecter")
    for path in ["/compte/donnees", "/compte/effacement"]:
        page.goto(server.base + path)
        looked_at(page, path.strip("/").replace("/", "-"))
    context.close()
    print("Droits : données emportées, effacement confirmé par l'adresse, rien ne reste dans le fichier.")


if __name__ == "__main__":
    main()
