"""Uses every tool as people do: with the keyboard alone, on a phone, on paper, with wrong values.

    check_tools.py --base http://localhost:8080 [--screenshots FOLDER] [--only TEXT]

Fails when axe finds a violation, a page is wider than its window, a control is out of the reading
order, a wrong value is not named, quoted and kept, a case does not open again as it was, a document
is not OpenDocument, or a printed sheet shows the form.
"""

import argparse
import base64
import html
import io
import json
import pathlib
import sys
import tempfile
import urllib.error
import urllib.parse
import urllib.request
import zipfile

from odf.opendocument import load
from playwright.sync_api import sync_playwright

from accessibility import violations
from chromium import launch

SIZES = {"telephone": (375, 812), "bureau": (1280, 900)}
NONSENSE = "☃ bleu"


def read(address):
    with urllib.request.urlopen(address) as answer:
        return json.loads(answer.read())


def post(address, values):
    """A form as browsers send it when it may hold files."""
    boundary = "limite-7d1"
    body = "".join(
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in values.items()
    ) + f"--{boundary}--\r\n"
    request = urllib.request.Request(
        address, body.encode(), {"Content-Type": f"multipart/form-data; boundary={boundary}"})
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def wide(page, where):
    """What the width of the window says of the page shown."""
    overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [f"{where} : plus large que la fenêtre de {overflow} px"] if overflow > 0 else []


def seen(page, where, size):
    """What axe and the width of the window say of the page shown; colours are those of the desk."""
    found = violations(page, contrast=size == "bureau")
    return wide(page, where) + [f"{where} : {violation}" for violation in found]


def keyboard_order(page):
    """Every control of the form is reached by the Tab key, in the order of the page."""
    wanted = page.evaluate(
        """() => {
          const form = document.querySelector("main form");
          const all = [...form.querySelectorAll("input, select, textarea, button, summary, a[href]")];
          const list = all.filter((node) => node.type !== "hidden" && node.tabIndex >= 0
            && node.checkVisibility() && node.getClientRects().length > 0);
          list.forEach((node, index) => { node.dataset.ordre = index; });
          return list.length;
        }""")
    reached = []
    for _ in range(wanted + 40):
        page.keyboard.press("Tab")
        place = page.evaluate("document.activeElement.dataset.ordre")
        if place is not None:
            reached.append(int(place))
        elif reached and len(reached) >= wanted:
            break
    missing = sorted(set(range(wanted)) - set(reached))
    if missing:
        return [f"{len(missing)} contrôles hors d’atteinte du clavier"]
    if reached[:wanted] != list(range(wanted)):
        return ["le clavier ne suit pas l’ordre de la page"]
    return []


def walk(browser, base, tool, size, folder):
    """Fills the example, answers with the Enter key, prints, saves the case and opens it again."""
    name = tool["name"]
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale="fr-FR", accept_downloads=True)
    page = context.new_page()
    complaints = []
    page.on(
        "console",
        lambda message: complaints.append(f"console : {message.text}")
        if message.type in ("error", "warning") and "status of" not in message.text else None)
    page.goto(f"{base}/outils/{name}")
    complaints += wide(page, "formulaire vide")
    page.goto(f"{base}/outils/{name}?modele=exemple")
    complaints += seen(page, "formulaire", size)
    complaints += keyboard_order(page)
    page.goto(f"{base}/outils/{name}?modele=exemple")
    if folder:
        page.screenshot(path=str(folder / f"{name}-formulaire-{size}.png"), full_page=True)
    box = page.locator("main form input[type=text]:visible").first
    if box.count() == 0:
        box = page.get_by_role("button", name="Répondre").first
    box.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    if page.locator("#reponse").count() != 1:
        context.close()
        return [f"{name} ({size}) : l’exemple n’a pas de réponse"]
    summary = page.locator(".reponse .encart strong").first.inner_text()
    complaints += wide(page, "réponse")
    for node in page.locator("main details").all():
        node.evaluate("node => { node.open = true; }")
    complaints += seen(page, "réponse dépliée", size)
    if folder:
        page.screenshot(path=str(folder / f"{name}-reponse-{size}.png"), full_page=True)
    page.emulate_media(media="print")
    if page.locator("main form:visible").count():
        complaints.append("la feuille imprimée montre le formulaire")
    if not page.locator(".reponse").is_visible():
        complaints.append("la feuille imprimée ne montre pas la réponse")
    page.emulate_media(media="screen")
    if size == "bureau":
        complaints += taken_away(page, base, name, summary)
    context.close()
    return [f"{name} ({size}) : {text}" for text in complaints]


def taken_away(page, base, name, summary):
    """Downloads: the documents are OpenDocument, the case opens again as it was."""
    complaints = []
    with tempfile.TemporaryDirectory() as folder:
        clicked = 0
        for link in page.locator(".reponse a[download]").all():
            file = link.get_attribute("download")
            path = pathlib.Path(folder) / file
            # A browser stops a page that gives many files in a row: some are clicked, all are read.
            if clicked < 3 or file.startswith("cas-"):
                clicked += 1
                with page.expect_download() as download:
                    link.click()
                download.value.save_as(path)
            else:
                path.write_bytes(base64.b64decode(link.get_attribute("href").split(",", 1)[1]))
            if file.endswith(".odt"):
                try:
                    load(str(path))
                except Exception as error:  # whatever the library finds wrong
                    complaints.append(f"{file} : {error!r}")
                with zipfile.ZipFile(path) as archive:
                    head = archive.infolist()[0]
                    if head.filename != "mimetype" or head.compress_type != zipfile.ZIP_STORED:
                        complaints.append(f"{file} : « mimetype » n’est pas le premier")
        case = pathlib.Path(folder) / f"cas-{name}.json"
        if not case.exists():
            return complaints + ["le cas ne s’enregistre pas"]
        page.goto(f"{base}/outils/{name}")
        page.get_by_text("Rouvrir un cas enregistré").click()
        page.set_input_files("#cas", str(case))
        with page.expect_navigation():
            page.get_by_role("button", name="Rouvrir").click()
        again = page.locator(".reponse .encart strong")
        if again.count() == 0 or again.first.inner_text() != summary:
            complaints.append("le cas rouvert ne donne pas la même réponse")
    return complaints


def wrong_values(base, tool):
    """Each field refuses nonsense: named, quoted, explained, and kept."""
    complaints = []
    about = read(f"{base}/api/v1/tools/{tool['name']}")
    example = dict(tool["example"])
    for field in about["fields"]:
        if field["free"]:
            continue
        values = dict(example)
        values[field["name"]] = NONSENSE
        status, page = post(f"{base}/outils/{tool['name']}", values)
        text = html.unescape(page)
        anchor = f'id="champ-{field["name"]}'
        for wanted in [f"«\u202f{NONSENSE}\u202f»", field["label"], anchor]:
            if wanted not in text:
                complaints.append(f"{field['name']} : le refus ne montre pas {wanted}")
        kept = [value for value in values.values() if value and "\n" not in value]
        missing = [value for value in kept if value not in text]
        if status != 400 or missing:
            complaints.append(f"{field['name']} : statut {status}, perdu {missing[:3]}")
    return [f"{tool['name']} : {text}" for text in complaints]


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--base", required=True)
    arguments.add_argument("--screenshots", type=pathlib.Path)
    arguments.add_argument("--only", default="")
    options = arguments.parse_args()
    base = options.base.rstrip("/")
    if options.screenshots:
        options.screenshots.mkdir(parents=True, exist_ok=True)
    tools = [row for row in read(base + "/api/v1/tools")["rows"] if options.only in row["name"]]
    complaints = []
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for tool in tools:
            complaints += wrong_values(base, tool)
            for size in SIZES:
                complaints += walk(browser, base, tool, size, options.screenshots)
        browser.close()
    for complaint in complaints:
        print(complaint)
    print(f"{len(tools)} outils, {len(complaints)} reproches")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
