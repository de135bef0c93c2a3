from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.cast import RENDERED
from tests.browser.serving import Served

FOCUSED = "() => (document.activeElement.innerText || '').trim()"
OUTLINE = "() => parseFloat(getComputedStyle(document.activeElement).outlineWidth)"


def sees_the_focus(page: Page) -> None:
    expect(page.locator(":focus")).to_be_in_viewport()  # the skip link glides in
    assert page.evaluate(OUTLINE) >= 2


def test_the_first_stop_skips_to_the_content(page: Page, served: Served) -> None:
    served.put("/", RENDERED["front, trouble"]("da"))
    page.goto(served.address)
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "Gå til sidens indhold"
    sees_the_focus(page)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "Digital Post"


def test_every_stop_is_seen_and_comes_in_the_order_of_the_page(page: Page, served: Served) -> None:
    served.put("/", RENDERED["front, trouble"]("da"))
    page.goto(served.address)
    expected = [text.strip() for text in page.locator("a[href]").all_inner_texts()]
    stops = []
    for _ in expected:
        page.keyboard.press("Tab")
        stops.append(page.evaluate(FOCUSED))
        sees_the_focus(page)
    assert stops == expected


def test_code_that_scrolls_can_be_reached(page: Page, served: Served) -> None:
    served.put("/", RENDERED["integration"]("en"))
    page.goto(served.address)
    assert page.locator("pre:not([tabindex='0'])").count() == 0
    assert page.locator("pre").count() == 8
