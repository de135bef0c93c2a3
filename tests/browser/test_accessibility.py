from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

import samdrift
from samdrift.vocabulary import LANGUAGES, Language
from tests.browser.cast import RENDERED
from tests.browser.serving import Served

AXE = Path(samdrift.__file__).parents[1] / "web/node_modules/axe-core/axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = {"phone": 390, "desktop": 1280}


@pytest.fixture
def inspected(browser: Browser) -> Iterator[Page]:
    """A page into which axe can be put, which the site's own policy forbids."""
    context = browser.new_context(bypass_csp=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", RENDERED)
def test_axe_finds_nothing(inspected: Page, served: Served, name: str, language: Language) -> None:
    served.put("/", RENDERED[name](language))
    assert at_each_width(inspected, served.address) == {}


def at_each_width(page: Page, address: str) -> dict[str, list[dict[str, Any]]]:
    """What axe finds, by the name of the width; loaded once and resized, as a reader turns a phone."""
    page.goto(address)
    found = {}
    for name, width in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": 800})
        if wrong := findings(page):
            found[name] = wrong
    return found


def findings(page: Page) -> list[dict[str, Any]]:
    """Of the page as it stands."""
    if page.evaluate("!window.axe"):
        page.add_script_tag(path=AXE)
    run = "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})"
    answer = page.evaluate(run, TAGS)
    assert answer["passes"], "axe looked at nothing"
    return [
        {"rule": each["id"], "help": each["help"], "at": [node["html"][:200] for node in each["nodes"]]}
        for each in answer["violations"]
    ]


def test_axe_would_find_something(inspected: Page, served: Served) -> None:
    html = RENDERED["front, calm"]("da").replace("<main", '<img src="/x.svg"><main')
    served.put("/", html)
    inspected.goto(served.address)
    assert "image-alt" in {each["rule"] for each in findings(inspected)}
