"""An open page keeps itself up to date, and its reader's place."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from samdrift.publishing.pages import Pages
from samdrift.snapshot.model import SystemStatus
from samdrift.vocabulary import Period, StatePeriod
from tests import world
from tests.browser.serving import Served

PAGES = Pages("https://drift.example.dk")
CALM = PAGES.front(world.calm(), "da", stale=False)
TROUBLE = PAGES.front(world.mitid_down(), "da", stale=False)


@pytest.fixture
def open_page(page: Page, served: Served) -> Page:
    """The calm front page, once it listens."""
    served.put("/", CALM)
    with page.expect_response(f"{served.address}/events"):
        page.goto(served.address)
    return page


def test_a_new_generation_is_shown_and_said_politely(open_page: Page, served: Served) -> None:
    announcement = open_page.get_by_role("status").filter(has_text="MitID har nedbrud")
    served.put("/", TROUBLE)
    served.announce()
    expect(open_page.locator("h1")).to_have_text("MitID har nedbrud")
    expect(announcement).to_have_count(1)
    assert open_page.title() == "MitID har nedbrud – Samdrift"


def test_focus_and_place_are_kept(open_page: Page, served: Served) -> None:
    open_page.set_viewport_size({"width": 1280, "height": 400})
    link = open_page.locator("table").get_by_role("link", name="Sundhed.dk")
    link.focus()
    before = link.bounding_box()
    served.put("/", TROUBLE)
    served.announce()
    expect(open_page.locator("h1")).to_have_text("MitID har nedbrud")
    expect(link).to_be_focused()
    after = link.bounding_box()
    assert before
    assert after
    assert open_page.evaluate("window.scrollY") > 0
    assert abs(after["y"] - before["y"]) < 2


def test_nothing_is_said_when_only_details_changed(open_page: Page, served: Served) -> None:
    served.put("/", CALM.replace("kl.\xa010.58", "kl.\xa010.59"))
    served.announce()
    expect(open_page.locator(".freshness")).to_contain_text("kl. 10.59")
    assert open_page.locator("#announcement").inner_text() == ""


def test_what_was_unfolded_stays_unfolded(page: Page, served: Served) -> None:
    path = "/systemer/mitid/"
    served.put(path, PAGES.system(with_long_history(world.mitid()), "da", stale=False))
    with page.expect_response(f"{served.address}/events"):
        page.goto(served.address + path)
    page.locator("#older summary").click()
    down = world.changed(with_long_history(world.mitid()), world.DOWN, world.BROKEN_AT)
    served.put(path, PAGES.system(down, "da", stale=False))
    served.announce()
    expect(page.locator(".verdict")).to_contain_text("MitID har nedbrud.")
    assert page.locator("#older").get_attribute("open") is not None
    expect(page.locator("#announcement")).to_contain_text("MitID har nedbrud.")


def test_a_lost_connection_is_told_calmly_and_mends_itself(page: Page, served: Served) -> None:
    page.clock.install()
    served.put("/", CALM)
    with page.expect_response(f"{served.address}/events"):
        page.goto(served.address)
    told = page.get_by_text("Forbindelsen er afbrudt")
    with page.expect_response(f"{served.address}/events"):
        served.hang_up()
    page.clock.run_for(29_000)
    expect(told).to_be_hidden()
    page.clock.run_for(2_000)
    expect(told).to_be_visible()
    served.answers_events = True
    served.put("/", TROUBLE)
    page.clock.resume()
    page.clock.run_for(10_000)
    expect(told).to_be_hidden()
    page.clock.run_for(1_000)
    expect(page.locator("h1")).to_have_text("MitID har nedbrud")


def with_long_history(system: SystemStatus) -> SystemStatus:
    """More than a page shows unfolded, ending before the last change."""
    hour = timedelta(hours=1)
    past = tuple(
        StatePeriod(
            Period(world.CALM_SINCE - hour * (n + 1), world.CALM_SINCE - hour * n),
            world.WORKING if n % 2 else world.DEGRADED,
        )
        for n in range(12)
    )
    return replace(system, history=(system.history[0], *past))
