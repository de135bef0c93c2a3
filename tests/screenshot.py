"""The README's picture, from a running `make run`: `make screenshot`."""

from __future__ import annotations

import os
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests import setup_machine
from tests.browser.conftest import ARGUMENTS

PICTURE = Path(__file__).parents[1] / "docs" / "picture.png"


def main() -> None:
    address = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}/"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=setup_machine.browser(), args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1200, "height": 860})
        page.goto(address, wait_until="load")
        page.screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    main()
