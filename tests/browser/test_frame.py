"""The frame leaves a phone to the page, also with large text."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings

from samdrift.publishing.pages import Pages
from samdrift.vocabulary import LANGUAGES, Language
from tests import world
from tests.browser.cast import RENDERED
from tests.browser.serving import Served

PAGES = Pages("https://drift.example.dk")
HEIGHT = 844
TWICE_THE_TEXT = "document.documentElement.style.fontSize = '20px'"  # the design system's rem is 10
BEYOND = """() => [...document.querySelectorAll("header *, main > :not(.guide) *, footer *")]
    .filter(node => !node.closest("pre, .sr-only, thead, svg, .shapes, [role=region][tabindex]"))
    .filter(node => node.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
    .map(node => node.outerHTML.slice(0, 120))"""


def opened(page: Page, served: Served, html: str, width: int) -> None:
    served.put("/", html)
    page.set_viewport_size({"width": width, "height": HEIGHT})
    page.goto(served.address)
    page.evaluate("document.fonts.ready.then(() => null)")


def height(page: Page) -> float:
    box = page.locator("header").bounding_box()
    assert box
    return box["height"]


@pytest.fixture(params=[True, False], ids=["demonstration", "real"])
def demonstration(request: pytest.FixtureRequest, settings: Settings) -> None:
    settings.DEMONSTRATION = request.param


@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_header_is_low_on_a_phone(page: Page, served: Served, language: Language) -> None:
    opened(page, served, PAGES.front(world.calm(), language, stale=False), 390)
    assert height(page) <= 110


@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [390, 320])
def test_with_text_twice_as_large_it_leaves_half_the_screen_and_nothing_hangs_over_the_edge(
    page: Page, served: Served, language: Language, width: int
) -> None:
    opened(page, served, PAGES.front(world.mitid_felt(), language, stale=False), width)
    page.evaluate(TWICE_THE_TEXT)
    assert height(page) <= HEIGHT / 2
    assert page.evaluate(BEYOND) == []


@pytest.mark.parametrize("name", ["about", "accessibility", "privacy", "not found"])
def test_so_do_the_pages_of_words(page: Page, served: Served, name: str) -> None:
    opened(page, served, RENDERED[name]("da"), 320)
    page.evaluate(TWICE_THE_TEXT)
    assert page.evaluate(BEYOND) == []


def test_long_words_are_hyphenated_by_the_language_of_the_page(page: Page, served: Served) -> None:
    opened(page, served, RENDERED["front, trouble"]("da"), 390)
    assert page.evaluate("document.documentElement.lang") == "da"
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).hyphens") == "auto"


def test_on_a_phone_the_state_stands_in_the_same_place_whatever_is_expected(page: Page, served: Served) -> None:
    opened(page, served, PAGES.front(world.mitid_felt(), "da", stale=False), 390)
    rows = page.locator(".systems tbody tr")
    marked, plain = rows.filter(has=page.locator(".expected-mark")), rows.filter(has_not=page.locator(".expected-mark"))
    assert marked.count() > 1 and plain.count() > 1
    ends = []
    for row in (*marked.all(), *plain.all()):
        name, state = row.get_by_role("rowheader").bounding_box(), row.locator(".state").bounding_box()
        assert name and state
        assert abs(state["y"] + state["height"] / 2 - name["y"] - name["height"] / 2) < 4, "on the line of the name"
        ends.append(round(state["x"] + state["width"]))
    assert len(set(ends)) == 1


def test_the_tables_have_names_and_a_pause_between_state_and_what_is_expected(page: Page, served: Served) -> None:
    opened(page, served, PAGES.front(world.mitid_felt(), "da", stale=False), 390)
    table = page.get_by_role("table", name="Alle systemer")
    expect(table).to_have_count(1)
    row = table.get_by_role("row").filter(has=page.get_by_role("rowheader", name="NemLog-in"))
    assert '- cell "Virker . Kan være' in row.aria_snapshot()
    opened(page, served, RENDERED["system"]("en"), 390)
    expect(page.get_by_role("table", name="Services")).to_have_count(1)


def test_what_the_first_screen_is_set_in_is_loaded_first(page: Page, served: Served) -> None:
    served.put("/", RENDERED["front, calm"]("da"))
    page.goto(served.address)
    weights = page.evaluate(
        "[...document.querySelectorAll('h1, .freshness')].map(each => getComputedStyle(each).fontWeight)"
    )
    preloaded = page.locator("link[rel=preload]").evaluate_all("all => all.map(each => each.href)")
    assert weights == ["700", "400"]
    assert [name.rpartition("-")[2] for name in preloaded] == ["Bold.woff2", "Regular.woff2"]


def test_a_name_is_not_parted_at_its_hyphen(page: Page, served: Served) -> None:
    opened(page, served, PAGES.front(world.mitid_felt(), "da", stale=False), 390)
    names = page.locator(".font-lead .tied, .systems .tied")
    assert names.count() > 1
    for width in range(320, 480, 20):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        assert max(names.evaluate_all("all => all.map(each => each.getClientRects().length)")) == 1
