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


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", RENDERED)
def test_axe_finds_nothing(inspected: Page, served: Served, name: str, language: Language, width: int) -> None:
    served.put("/", RENDERED[name](language))
    inspected.set_viewport_size({"width": width, "height": 800})
    inspected.goto(served.address)
    assert findings(inspected) == []


def findings(page: Page) -> list[dict[str, Any]]:
    page.add_script_tag(path=AXE)
    answer = page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", TAGS)
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
