"""What holds on every page: nothing leaves the site, nothing is blocked, nothing hangs over the edge."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from samdrift.vocabulary import LANGUAGES, Language
from tests.browser.cast import RENDERED
from tests.browser.serving import Served

OVER_THE_EDGE = """() => [...document.querySelectorAll("body *")]
    .filter(node => !node.closest("pre, .sr-only, thead, svg, .skipnav, [role=region][tabindex] table"))
    .filter(node => node.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
    .map(node => node.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", RENDERED)
def test_it_stays_within_the_site_the_policy_and_a_small_phone(
    page: Page, served: Served, name: str, language: Language
) -> None:
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    served.put("/", RENDERED[name](language))
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(served.address)
    page.evaluate("document.fonts.ready.then(() => null)")
    assert page.evaluate(OVER_THE_EDGE) == []
    assert all(url.startswith(served.address) for url in asked)
    assert said == []


def test_the_page_is_complete_without_scripts(browser: Browser, served: Served) -> None:
    served.put("/", RENDERED["front, trouble"]("da"))
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(served.address)
        assert page.locator("h1").inner_text() == "Digital Post har delvist nedbrud. NemKonto virker ikke, som det skal"
        assert page.locator("tbody tr").count() == 12
        assert page.get_by_text("Forbindelsen er afbrudt").is_hidden()
        assert page.locator("nav").get_by_role("link", name="For udviklere", exact=True).is_visible()


def test_the_table_is_a_table_to_assistive_technology_on_a_phone(page: Page, served: Served) -> None:
    served.put("/", RENDERED["front, trouble"]("en"))
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(served.address)
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Digital Post"))
    assert row.get_by_role("cell").first.inner_text().startswith("Partial outage\n")
    assert page.get_by_role("columnheader", name="Status").count() == 1
