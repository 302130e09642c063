"""What every page that a scenario opens must be: accessible by axe, whole at phone width."""
import os

from accessibility import violations

SCREENSHOTS = os.environ.get("ORCP_SCREENSHOTS")
_seen = set()


def looked_at(page, name):
    """Checks a page, once per name."""
    if name in _seen:
        return
    _seen.add(name)
    assert page.locator("h1").count() == 1, name
    size = page.viewport_size
    page.set_viewport_size({"width": 360, "height": 740})
    wide = page.evaluate("document.documentElement.scrollWidth")
    if SCREENSHOTS:
        page.screenshot(path=f"{SCREENSHOTS}/{name}-360.png", full_page=True)
    page.set_viewport_size(size)
    if SCREENSHOTS:
        page.screenshot(path=f"{SCREENSHOTS}/{name}.png", full_page=True)
    assert wide <= 360, f"{name}: {wide} px at 360"
    found = violations(page)
    assert not found, f"{name}: {found}"
