"""The strip of days on a system's page: what happened, by keyboard, by pointer, and without scripts."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from tests import world
from tests.browser.cast import PAGES
from tests.browser.serving import Served

OUTAGE = "3. november: nedbrud i 2 timer og 10 minutter (kl. 12.00–14.10)"
RENEW = """async () => {
    const text = await (await fetch(location.pathname)).text();
    const next = new DOMParser().parseFromString(text, "text/html").querySelector("main");
    Idiomorph.morph(document.querySelector("main"), next);
    document.dispatchEvent(new Event("renewed"));
}"""
"""As an open page does when something is published."""
PLACE_OF_THE_OUTAGE = 69.5 / 90


def test_it_says_what_happened_on_a_day_by_keyboard_and_by_pointer(page: Page, served: Served) -> None:
    served.put("/", PAGES.system(world.mitid(), "da", stale=False))
    page.goto(served.address)
    strip, told = page.locator("[data-days] .strip"), page.locator(".day-told")
    strip.focus()
    expect(told).to_have_text("23. november: ingen problemer")
    page.evaluate(RENEW)
    for _ in range(20):
        page.keyboard.press("ArrowLeft")
    expect(told).to_have_text(OUTAGE)
    expect(strip).to_have_attribute("aria-valuenow", "70")
    page.keyboard.press("End")
    expect(told).to_have_text("23. november: ingen problemer")
    box = strip.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] * PLACE_OF_THE_OUTAGE, box["y"] + box["height"] / 2)
    expect(told).to_have_text(OUTAGE)


def test_without_scripts_the_list_says_it(browser: Browser, served: Served) -> None:
    served.put("/", PAGES.system(world.mitid(), "da", stale=False))
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{served.address}#days")
    expect(page.locator(".day-told")).to_be_hidden()
    expect(page.locator(".day-list li")).to_have_count(1)
    expect(page.locator(".day-list li")).to_be_visible()
    page.context.close()
