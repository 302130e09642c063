"""What axe finds wrong on the page shown: one line for each rule broken."""

from axe_playwright_python.sync_playwright import Axe

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Only what is broken is described: describing all that is right takes more than half of axe's time.
OPTIONS = {"runOnly": RULES, "resultTypes": ["violations"], "selectors": False, "preload": False}


def violations(page, contrast=True):
    """The rules broken, each with its name, its sentence and the first places.

    Contrast, the longest rule, may be left out where the same page is seen with it at another width.
    """
    options = OPTIONS if contrast else {**OPTIONS, "rules": {"color-contrast": {"enabled": False}}}
    # A strict policy keeps scripts from being injected: axe is evaluated instead.
    found = Axe().run(page, options=options).response["violations"]
    return [f"axe {each['id']} : {each['help']} : "
            + " | ".join(node["html"][:160] for node in each["nodes"][:3]) for each in found]


def prove(browser):
    """A page that breaks four rules is found to; without this, a silent axe would pass for clean pages."""
    page = browser.new_page()
    page.set_content(
        "<!doctype html><html><title>x</title><body><main><h1>x</h1><img src='data:,'><input>"
        "<p style='color:#bbb;background:#fff'>pâle</p><p><a href='/'></a></p></main></body></html>")
    found = " ".join(line.split(" : ")[0] for line in violations(page))
    page.close()
    for rule in ["image-alt", "label", "color-contrast", "link-name", "html-has-lang"]:
        assert f"axe {rule}" in found, (rule, found)
