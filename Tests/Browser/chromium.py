"""The browser of the checks: Debian's own Chromium, without a window and without drawing by a graphics card
that is not there."""


def launch(playwright):
    return playwright.chromium.launch(
        executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"])
