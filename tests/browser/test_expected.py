"""The whole chain: what is broken in the monitoring system is felt, in words, on the pages of those who need it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import product as product_of
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_accessibility import WIDTHS, findings
from tests.running import Running

PAGES = {
    "/": "kan være ramt",
    "/systemer/borger-dk/": "Kan være ramt",
    "/kort/": "kan være ramt",
    "/en/": "may be affected",
    "/en/systems/borger-dk/": "May be affected",
    "/en/map/": "may be affected",
}


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    running = Running(tmp_path_factory.mktemp("expected") / "home")
    try:
        running.start()
        yield running
    finally:
        running.close()


@pytest.fixture
def calm(product: Running) -> Iterator[Running]:
    """All twelve seen to work, before and after."""
    mend(product)
    yield product
    mend(product)


@pytest.fixture
def window(browser: Browser, product: Running) -> Iterator[Page]:
    """Axe can be put into it, which the site's own policy forbids."""
    context = browser.new_context(base_url=product.base_url, viewport={"width": 1280, "height": 900}, bypass_csp=True)
    yield context.new_page()
    context.close()


def play(product: Running, *words: str) -> None:
    """As whoever shows the demonstration does it, in the monitoring system."""
    environ = {**os.environ, "SAMDRIFT_HOME": str(product.home)}
    subprocess.run([sys.executable, "-m", "samdrift.cli", "demo", *words], env=environ, check=True, capture_output=True)


def mend(product: Running) -> None:
    play(product, "mend")
    product.wait_for(lambda: all(is_well(each) for each in by_slug(product).values()))


def is_well(system: dict[str, object]) -> bool:
    return system["level"] == "operational" and bool(system["observed"]) and system["expected"] is None


def by_slug(product: Running) -> dict[str, Any]:
    return {each["slug"]: each for each in product.json("/api/v1/status.json")["systems"]}


def test_a_reader_of_borger_dk_is_told_of_mitid_without_doing_anything(calm: Running, window: Page) -> None:
    window.goto("/systemer/borger-dk/")
    expect(window.locator(".verdict")).to_contain_text("borger.dk virker.")
    expect(window.locator(".expected")).to_have_count(0)
    play(calm, "break", "mitid/login")
    felt = "Vi ser ingen fejl i borger.dk, men du kan ikke logge ind med MitID."
    expect(window.locator(".verdict")).to_contain_text(felt)
    told = window.locator(".expected")
    expect(told).to_contain_text("Kan være ramt, fordi NemLog-in bruger MitID, som har")
    expect(told).to_contain_text("Det gælder Selvbetjening, Mit Overblik og Post på borger.dk.")
    expect(window.get_by_text("Virker stadig: Vejledning.")).to_be_visible()
    expect(window.get_by_role("status").filter(has_text="Kan være ramt")).to_have_count(1)
    play(calm, "mend", "mitid/login")
    expect(told).to_have_count(0)


def test_one_generation_tells_of_both(calm: Running) -> None:
    """`status.json` is one file of one generation: in none of them is MitID down and borger.dk not warned."""
    play(calm, "break", "mitid/login")
    seen = calm.wait_for(lambda: down(calm, "mitid"))
    assert seen["borger-dk"]["level"] == "operational"
    assert seen["borger-dk"]["expected"]["because"] == ["nemlog-in", "mitid"]


def down(product: Running, slug: str) -> dict[str, Any]:
    """All systems as the first generation in which this one is down tells of them; nothing before that."""
    systems = by_slug(product)
    return systems if systems[slug]["level"] == "major_outage" else {}


def test_an_outage_of_cpr_does_not_paint_the_country_red(calm: Running, window: Page) -> None:
    for service in ("cpr/opslag", "cpr/udtraek"):
        play(calm, "break", service)
    calm.wait_for(lambda: down(calm, "cpr"))
    window.goto("/")
    expect(window.locator("h1")).to_have_text("CPR har nedbrud")
    row = window.locator("table.systems tr").filter(has=window.get_by_role("link", name="borger.dk", exact=True))
    expect(row).to_contain_text("Virker")
    expect(row).to_contain_text("Kan blive ramt af fejlen i CPR fra")
    expect(window.locator("table.systems .state-major")).to_have_count(1)
    expect(window.locator("table.systems .state-working")).to_have_count(11)
    window.goto("/kort/")
    expect(window.locator(".map-layers .node-major")).to_have_count(1)
    expect(window.locator(".map-layers [data-id=borger-dk].node-working")).to_have_count(1)


def test_the_pages_serve_everyone_while_it_lasts(calm: Running, window: Page) -> None:
    play(calm, "break", "mitid/login")
    calm.wait_for(lambda: down(calm, "mitid"))
    for width, (address, words) in product_of(WIDTHS.values(), PAGES.items()):
        window.set_viewport_size({"width": width, "height": 900})
        window.goto(address)
        expect(window.locator("main")).to_contain_text(words)
        assert window.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0, (address, width)
        assert findings(window) == [], (address, width)
