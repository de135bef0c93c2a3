"""Icons, and the picture beside a link to the site: `make pictures` draws them anew from the logo."""

from __future__ import annotations

import struct

from playwright.sync_api import Browser, sync_playwright

from samdrift.publishing import assets
from tests import setup_machine
from tests.browser.conftest import ARGUMENTS
from tests.repo.tracked import ROOT

FOLDER = ROOT / "samdrift" / "site" / "assets"
PURPOSE = {
    "da": "Driftsstatus for den fælles digitale infrastruktur",
    "en": "Operational status of the shared digital infrastructure",
}
PREVIEW = """<style>
@font-face {{ font-family: Plex; src: url({fonts}/IBMPlexSans-SemiBold.ttf); font-weight: 600 }}
@font-face {{ font-family: Plex; src: url({fonts}/IBMPlexSans-Regular.ttf) }}
body {{ background: #fff; color: #1a1a1a; font: 44px/1.3 Plex; margin: 0; padding: 170px 90px }}
div {{ align-items: center; display: flex; font-size: 110px; font-weight: 600; gap: 36px }}
p {{ color: #454545; margin: 40px 0 0 }}
svg {{ height: 150px; width: 150px }}
</style><div>{logo}Samdrift</div><p>{purpose}</p>"""
ICON = "<style>body {{ background: {ground}; margin: 0 }} svg {{ display: block; margin: {margin}px }}</style>{logo}"


def main() -> None:
    logo = (FOLDER / "logo.svg").read_text()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=setup_machine.browser(), args=ARGUMENTS)
        for language, purpose in PURPOSE.items():
            html = PREVIEW.format(fonts=assets.font_folder().as_uri(), logo=logo, purpose=purpose)
            (FOLDER / f"preview.{language}.png").write_bytes(drawn(browser, html, 1200, 630))
        touched = drawn(browser, ICON.format(ground="#fff", margin=18, logo=logo), 180, 180)
        (FOLDER / "apple-touch-icon.png").write_bytes(touched)
        small = drawn(browser, ICON.format(ground="transparent", margin=0, logo=logo), 32, 32)
        (FOLDER / "favicon.ico").write_bytes(icon(small, 32))
        browser.close()


def drawn(browser: Browser, html: str, width: int, height: int) -> bytes:
    page = browser.new_page(viewport={"width": width, "height": height})
    page.goto(FOLDER.as_uri())  # from here fonts may be read from disk
    page.set_content(html)
    page.evaluate("document.fonts.ready.then(() => null)")
    picture = page.screenshot(omit_background=True)
    page.close()
    return picture


def icon(png: bytes, side: int) -> bytes:
    """An .ico with one picture in it."""
    head = struct.pack("<HHH", 0, 1, 1)
    return head + struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(png), 22) + png


if __name__ == "__main__":
    main()
