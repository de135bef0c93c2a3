"""The map as a reader meets it: by eye, by keyboard, by ear, on a phone, without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from samdrift.snapshot.model import Snapshot
from samdrift.vocabulary import LANGUAGES, Language
from tests import world
from tests.browser.cast import PAGES
from tests.browser.serving import Served
from tests.browser.test_accessibility import at_each_width, inspected
from tests.portfolio.map.cast import demonstration

__all__ = ["inspected"]

TEXT_OUTSIDE_ITS_BOX = """drawing => [...document.querySelectorAll(`${drawing} .node`)].flatMap(node => {
    const box = node.querySelector(".box").getBoundingClientRect();
    return [...node.querySelectorAll("text")]
        .filter(text => text.getBoundingClientRect().right > box.right || text.getBoundingClientRect().left < box.left)
        .map(text => text.textContent);
})"""
BESIDE_MITID = "Bruges af Datafordeleren, eIndkomst og NemLog-in. Har brug for CPR."
SMALLEST_TEXT = """drawing => Math.min(...[...document.querySelectorAll(`${drawing} text`)].map(
    text => parseFloat(text.getAttribute("font-size")) * text.getScreenCTM().a))"""
WIDER_THAN_THE_WINDOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def html(snapshot: Snapshot, language: Language = "da", *, stale: bool = False) -> str:
    statuses = {status.slug: status for status in snapshot.systems}
    return PAGES.map(demonstration(), statuses, language, stale=stale)


def visit(page: Page, served: Served, snapshot: Snapshot | None = None, *, width: int = 1280) -> None:
    served.put("/", html(snapshot or world.mixed()))
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(served.address)
    page.evaluate("document.fonts.ready.then(() => null)")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("stale", [False, True])
def test_axe_finds_nothing(inspected: Page, served: Served, language: Language, stale: bool) -> None:
    served.put("/", html(world.mixed(), language, stale=stale))
    assert at_each_width(inspected, served.address) == {}


@pytest.mark.parametrize(("width", "drawing"), [(320, ".map-lanes"), (390, ".map-lanes"), (1280, ".map-layers")])
def test_all_text_can_be_read_and_stays_in_its_box(page: Page, served: Served, width: int, drawing: str) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    visit(page, served, width=width)
    assert page.locator(".map-drawing:visible").count() == 1
    assert page.evaluate(TEXT_OUTSIDE_ITS_BOX, drawing) == []
    assert page.evaluate(SMALLEST_TEXT, drawing) >= 12
    assert page.evaluate(WIDER_THAN_THE_WINDOW) <= 0
    assert said == []


def test_it_is_heard_as_a_list_of_systems(page: Page, served: Served) -> None:
    visit(page, served, world.mitid_down())
    map_ = page.get_by_role("group", name="Kort over 18 systemer")
    assert map_.get_by_role("listitem").count() == 18
    link = map_.get_by_role("link", name=f"MitID: nedbrud. {BESIDE_MITID}")
    expect(link).to_have_attribute("href", "/systemer/mitid/")


def test_focus_is_seen_and_lights_what_hangs_together(page: Page, served: Served) -> None:
    visit(page, served)
    page.locator(".map-layers .node").first.focus()
    page.keyboard.press("Tab")
    focused = page.locator(".map-layers .node:focus")
    assert page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)") >= 2
    page.locator("#layers-mitid").focus()
    lit = set(page.locator(".map-layers .node.lit").evaluate_all("nodes => nodes.map(node => node.dataset.id)"))
    assert {"mitid", "cpr", "nemlog-in", "borger-dk", "eindkomst"} <= lit
    assert not {"skat", "pengeinstitutter", "sdn"} & lit
    assert focused.get_attribute("data-id") == "mitid"
    expect(page.locator(".map-told")).to_have_text(f"MitID: virker. {BESIDE_MITID}")
    page.locator("#show-all").focus()
    assert page.locator(".map-layers.lighting").count() == 0


def test_the_filter_hides_in_the_drawing_the_table_and_the_matrix_without_scripts(
    browser: Browser, served: Served
) -> None:
    served.put("/", html(world.calm()))
    with browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        page.goto(served.address)
        page.get_by_label("kun kritiske").check()
        expect(page.locator(".map-count")).to_have_text("Viser 11 kritiske. Skjult: 24.", use_inner_text=True)
        assert page.locator(".map-layers .link:visible").count() == 11
        assert page.locator(".map-table tbody tr:visible").count() == 11
        assert page.locator(".matrix .level:visible").count() == 11
        assert page.locator(".map-zoom").is_hidden()


def test_what_the_reader_chose_outlives_a_new_generation(page: Page, served: Served) -> None:
    visit(page, served, world.calm())
    page.get_by_label("kritiske og høje").check()
    page.get_by_role("button", name="Har brug for").click()
    served.put("/", html(world.mitid_down()))
    served.announce()
    expect(page.locator("#layers-mitid")).to_have_class("node node-major")
    assert page.locator("#show-high").is_checked()
    expect(page.locator("th[aria-sort=ascending]")).to_have_text("Har brug for")
    first = page.locator(".map-table tbody tr:visible td").first
    expect(first).to_contain_text("CPR")


def test_the_table_sorts_both_ways_and_back(page: Page, served: Served) -> None:
    visit(page, served, world.calm())
    button = page.get_by_role("button", name="Kritikalitet")
    levels = (
        "() => [...document.querySelectorAll('.map-table tbody tr')].map(row => row.cells[2].dataset.rank).join('')"
    )
    before = page.evaluate(levels)
    button.click()
    assert page.evaluate(levels) == "".join(sorted(before))
    button.click()
    assert page.evaluate(levels) == "".join(sorted(before, reverse=True))
    expect(page.locator("th[aria-sort=descending]")).to_have_count(1)
    button.click()
    assert page.evaluate(levels) == before
    expect(page.locator("th[aria-sort]")).to_have_count(0)


def test_zoom_makes_it_larger_and_shows_it_all_again(page: Page, served: Served) -> None:
    visit(page, served)
    drawing = page.locator(".map-layers")
    wide = "node => node.getBoundingClientRect().width"
    before = drawing.evaluate(wide)
    page.get_by_role("button", name="Zoom ind").click()
    assert drawing.evaluate(wide) == pytest.approx(before * 1.25, rel=0.01)
    assert page.evaluate(WIDER_THAN_THE_WINDOW) <= 0
    page.get_by_role("button", name="Vis det hele").click()
    assert drawing.evaluate(wide) == pytest.approx(before, rel=0.01)


def test_in_forced_colours_lines_and_boxes_are_still_there(page: Page, served: Served) -> None:
    page.emulate_media(forced_colors="active")
    visit(page, served)
    stroke = "node => getComputedStyle(node).stroke"
    canvas = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert page.locator(".map-layers .box").first.evaluate(stroke) != canvas
    assert page.locator(".map-layers .way").first.evaluate(stroke) != canvas
