"""When news arrives, a reader keeps the place on the screen, and nothing jumps."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from samdrift.publishing.pages import Pages
from tests import world
from tests.browser.serving import Served

PAGES = Pages("https://drift.example.dk")
WEATHER = {
    "calm": PAGES.front(world.calm(), "da", stale=False),
    "trouble": PAGES.front(world.mitid_felt(), "da", stale=False),
}
SHIFTS = """window.shifts = [];
new PerformanceObserver(list => list.getEntries().forEach(each => window.shifts.push(each.value)))
    .observe({type: "layout-shift", buffered: true});"""
NO_JUMP = 0.1


def opened(page: Page, served: Served, weather: str, width: int) -> Page:
    page.set_viewport_size({"width": width, "height": 844})
    page.add_init_script(SHIFTS)
    served.put("/", WEATHER[weather])
    with page.expect_response(f"{served.address}/events"):
        page.goto(served.address)
    page.evaluate("document.fonts.ready.then(() => null)")
    return page


def arrives(page: Page, served: Served, weather: str) -> None:
    """The news, until it has come to rest."""
    settled(page)
    page.evaluate("window.shifts.length = 0")
    before = page.title()
    served.put("/", WEATHER[weather])
    served.announce()
    expect(page).not_to_have_title(before)
    expect(page.locator("body")).to_have_class("")
    settled(page)


def settled(page: Page) -> None:
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(null))))")


def row(page: Page, name: str) -> Locator:
    return page.locator("tbody tr").filter(has=page.get_by_role("link", name=name, exact=True))


def top(place: Locator) -> float:
    box = place.bounding_box()
    assert box
    return box["y"]


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize(("before", "after"), [("calm", "trouble"), ("trouble", "calm")])
def test_at_the_table_the_first_row_in_view_stays(
    page: Page, served: Served, before: str, after: str, width: int
) -> None:
    opened(page, served, before, width)
    first = row(page, "NemKonto")
    first.evaluate("row => scrollTo({top: row.getBoundingClientRect().top + scrollY, behavior: 'instant'})")
    place = top(first)
    assert page.evaluate("scrollY") > 0
    arrives(page, served, after)
    assert top(row(page, "NemKonto")) == pytest.approx(place, abs=1)
    assert page.evaluate("window.shifts.reduce((sum, each) => sum + each, 0)") <= NO_JUMP


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize(("before", "after"), [("calm", "trouble"), ("trouble", "calm")])
def test_at_the_top_the_answer_changes_in_place_and_the_rest_does_not_jump(
    page: Page, served: Served, before: str, after: str, width: int
) -> None:
    opened(page, served, before, width)
    place, rows = top(page.locator("h1")), top(row(page, "NemKonto"))
    arrives(page, served, after)
    assert top(page.locator("h1")) == pytest.approx(place, abs=1)
    assert abs(top(row(page, "NemKonto")) - rows) > 20, "the news took no room, so nothing was tried"
    assert page.evaluate("scrollY") == 0
    assert page.evaluate("window.shifts.reduce((sum, each) => sum + each, 0)") <= NO_JUMP


def test_the_focus_is_kept_when_the_trouble_above_is_gone(page: Page, served: Served) -> None:
    opened(page, served, "trouble", 390)
    link = row(page, "Sundhed.dk").get_by_role("link").first
    link.focus()
    place = top(link)
    arrives(page, served, "calm")
    expect(row(page, "Sundhed.dk").get_by_role("link").first).to_be_focused()
    assert top(link) == pytest.approx(place, abs=1)
