from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from samdrift.demo.oneview import story
from samdrift.demo.oneview.health import Health, UnknownSignal
from samdrift.demo.oneview.story import Story, Teller
from samdrift.vocabulary import Level

PORTFOLIO = Path(__file__).parents[2] / "demo" / "portfolio"
STEP = {"signal": "mitid/login", "text": {"da": "Nede", "en": "Down"}}


def portfolio_signals() -> list[str]:
    """What the demonstration watches."""
    documents = [yaml.safe_load(path.read_text()) for path in sorted(PORTFOLIO.glob("*.yaml"))]
    running = [each for each in documents if each["life_cycle"]["status"] == "in_operation"]
    shared = [each for each in running if each["identity"].get("scope") != "external"]
    return [f"{each['identity']['slug']}/{service['id']}" for each in shared for service in each["services"]]


def told(*steps: dict[str, object]) -> Story:
    both = {"da": "Prøve", "en": "Trial"}
    return Story.model_validate({"title": both, "note": both, "steps": [STEP | step for step in steps]})


def health() -> Health:
    return Health(portfolio_signals(), lambda: datetime.now(UTC))


def level(health: Health, signal: str = "mitid/login") -> Level:
    return next(item.level for item in health.items() if item.resource == signal)


def until(condition: Callable[[], bool]) -> None:
    """Waits; fails where it never comes true."""
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.005)


@pytest.mark.parametrize("name", story.names())
def test_each_story_is_about_the_demo_portfolio_says_what_it_is_and_ends_well(name: str) -> None:
    found = story.load(name)
    assert "frit genfortalt" in found.title.da
    assert "freely retold" in found.title.en
    assert [step.signal for step in found.steps if step.signal not in portfolio_signals()] == []
    assert [step.after for step in found.steps] == sorted(step.after for step in found.steps)
    last = {step.signal: step.level for step in found.steps}
    assert set(last.values()) == {"operational"}


def test_the_june_story_is_told_to_its_end() -> None:
    seen = health()
    teller = Teller(seen)
    teller.tell(story.load("june-2022"), 1_000_000)
    assert teller.telling == "Nedbruddet i juni 2022, frit genfortalt"
    until(lambda: teller.telling is None)
    assert {item.level for item in seen.items()} == {Level.OPERATIONAL}
    assert level(seen) is Level.OPERATIONAL
    assert "Login virker igen." in {item.message for item in seen.items()}


def test_steps_come_in_their_order_and_a_stop_ends_it() -> None:
    seen = health()
    teller = Teller(seen)
    teller.tell(told({"after": 0, "level": "degraded"}, {"after": 100_000, "level": "operational"}), 1)
    until(lambda: level(seen) is Level.DEGRADED)
    teller.stop()
    assert teller.telling is None
    assert level(seen) is Level.DEGRADED


def test_a_new_story_takes_the_place_of_the_old() -> None:
    seen = health()
    teller = Teller(seen)
    teller.tell(told({"after": 100_000, "level": "major_outage"}), 1)
    teller.tell(told({"after": 0, "level": "partial_outage"}), 1)
    until(lambda: teller.telling is None)
    assert level(seen) is Level.PARTIAL_OUTAGE


def test_a_story_about_something_else_is_refused_before_it_begins() -> None:
    seen = health()
    with pytest.raises(UnknownSignal, match="no signal 'fjernskriver'"):
        Teller(seen).tell(
            told({"after": 0, "level": "degraded"}, {"after": 1, "signal": "fjernskriver", "level": "degraded"}), 1
        )
    assert level(seen) is Level.OPERATIONAL
