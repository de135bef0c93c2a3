"""Announced work and a fault that nobody announced in one system: neither hides the other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import feedparser
import pytest

from samdrift.vocabulary import Level
from tests import cast
from tests.publishing.installation import Installation

OK, DEGRADED, PARTIAL, DOWN = Level
CLOSED_AT = "2024-11-23T12:00:10Z"


@pytest.fixture
def post(db: None, tmp_path: Path) -> Installation:
    found = Installation(tmp_path / "published", ("digital-post", "nemlog-in", "borger-dk"))
    found.all_is_well()
    return found


def works_on(installation: Installation, key: str, seconds: float, level: Level) -> None:
    cast.said(installation.source, key, seconds, level, planned=True)
    installation.turn(seconds + 1)


def fails(installation: Installation, key: str, seconds: float, level: Level) -> None:
    installation.said(key, seconds, level)
    installation.turn(seconds + 1)


def told(installation: Installation) -> tuple[str, bool, str, Any]:
    found = installation.system("digital-post")
    assert installation.json("/api/v1/systems/digital-post.json")["planned_work"] == found["planned_work"]
    return found["level"], found["planned"], found["since"], found["planned_work"]


def of_statuspage(installation: Installation, what: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = installation.json("/api/v2/summary.json")[what]
    return found


def work(level: str, since: str = CLOSED_AT, *, whole: bool = True, services: tuple[str, ...] = ()) -> dict[str, Any]:
    return {"level": level, "since": since, "whole": whole, "services": list(services)}


def test_a_closed_system_stays_closed_while_a_service_fails(post: Installation) -> None:
    works_on(post, "digital-post", 10, DOWN)
    assert told(post) == ("major_outage", True, CLOSED_AT, work("major_outage"))
    (before,) = of_statuspage(post, "scheduled_maintenances")
    assert of_statuspage(post, "incidents") == []
    fails(post, "digital-post/afsendelse", 20, DEGRADED)
    assert told(post) == ("degraded", False, "2024-11-23T12:00:20Z", work("major_outage"))
    (beside,) = of_statuspage(post, "scheduled_maintenances")
    assert (beside["id"], beside["name"], beside["started_at"]) == (before["id"], before["name"], before["started_at"])
    assert beside["incident_updates"][0]["body"] == "Digital Post is not working."
    (fault,) = of_statuspage(post, "incidents")
    assert (fault["impact"], fault["started_at"]) == ("minor", "2024-11-23T12:00:20.000Z")
    assert len(fault["components"]) == 2
    fails(post, "digital-post/afsendelse", 30, OK)
    assert told(post) == ("major_outage", True, "2024-11-23T12:00:30Z", work("major_outage"))
    (after,) = of_statuspage(post, "scheduled_maintenances")
    assert (after["id"], of_statuspage(post, "incidents")) == (before["id"], [])


def test_work_on_one_service_is_told_beside_the_fault_of_another(post: Installation) -> None:
    works_on(post, "digital-post/laesning", 10, DOWN)
    fails(post, "digital-post/afsendelse", 20, DEGRADED)
    assert told(post)[3] == work("major_outage", whole=False, services=("laesning",))
    (beside,) = of_statuspage(post, "scheduled_maintenances")
    reading = next(each for each in post.system("digital-post")["services"] if each["id"] == "laesning")
    assert beside["name"] == f"Planned work on Digital Post: {reading['name']['en']}"
    assert [each["status"] for each in beside["components"]] == ["degraded_performance", "under_maintenance"]
    (fault,) = of_statuspage(post, "incidents")
    assert [each["status"] for each in fault["components"]] == ["degraded_performance", "degraded_performance"]


def test_a_fault_that_matters_little_is_told_beside_a_closure(post: Installation) -> None:
    works_on(post, "digital-post", 10, DOWN)
    fails(post, "digital-post/advisering", 20, DEGRADED)
    assert told(post) == ("major_outage", True, CLOSED_AT, work("major_outage"))
    (fault,) = of_statuspage(post, "incidents")
    assert (fault["impact"], fault["started_at"]) == ("minor", "2024-11-23T12:00:20.000Z")
    assert fault["name"].startswith("Digital Post is not working as it should: ")
    assert len(of_statuspage(post, "scheduled_maintenances")) == 1
    newest = feedparser.parse(post.plain("/systemer/digital-post/feed.atom")).entries[0]
    assert newest.title.endswith("planlagt arbejde")
    assert "nu og da" not in newest.summary, "that is the fault, which the title does not announce"


def test_work_on_what_works_is_told_and_moves_nothing(post: Installation) -> None:
    entries = len(feedparser.parse(post.plain("/systemer/digital-post/feed.atom")).entries)
    for service in ("laesning", "afsendelse", "tilmelding", "administration", "advisering"):
        cast.said(post.source, f"digital-post/{service}", 10, OK, planned=True)
    works_on(post, "digital-post", 10, OK)
    services = ("laesning", "afsendelse", "tilmelding", "administration", "advisering")
    assert told(post) == ("operational", True, "2024-11-23T12:00:00Z", work("operational", services=services))
    assert {each["since"] for each in post.system("digital-post")["services"]} == {"2024-11-23T12:00:00Z"}
    (under_way,) = of_statuspage(post, "scheduled_maintenances")
    assert (under_way["status"], under_way["started_at"]) == ("in_progress", "2024-11-23T12:00:10.000Z")
    assert under_way["incident_updates"][0]["body"] == "What is being worked on is working so far."
    assert of_statuspage(post, "incidents") == []
    assert len(feedparser.parse(post.plain("/systemer/digital-post/feed.atom")).entries) == entries


@pytest.mark.parametrize("signal", ["nemlog-in", "nemlog-in/login"])
def test_whoever_needs_what_is_worked_on_while_it_works_is_told_since_when(post: Installation, signal: str) -> None:
    works_on(post, signal, 10, OK)
    assert post.system("nemlog-in")["planned_work"]["since"] == CLOSED_AT
    assert post.system("nemlog-in")["since"] == "2024-11-23T12:00:00Z"
    expected = post.system("borger-dk")["expected"]
    assert (expected["because"], expected["planned"], expected["since"]) == (["nemlog-in"], True, CLOSED_AT)


def test_work_that_begins_beside_a_fault_is_told_as_a_change(post: Installation) -> None:
    fails(post, "digital-post/afsendelse", 10, DEGRADED)
    cast.said(post.source, "digital-post", 20, DOWN, planned=True)
    published = post.turn(21)
    assert published is not None
    assert published.changed == ("digital-post",)
    assert told(post)[3] == work("major_outage", "2024-11-23T12:00:20Z")


def test_after_a_silence_an_incident_and_its_update_do_not_go_back_in_time(post: Installation) -> None:
    fails(post, "digital-post/afsendelse", 10, DOWN)
    (at_first,) = of_statuspage(post, "incidents")
    day = 24 * 3600
    post.turn(day + 60)
    (silent,) = of_statuspage(post, "incidents")
    fails(post, "digital-post/afsendelse", day + 90, DOWN)
    (again,) = of_statuspage(post, "incidents")
    assert at_first["id"] == silent["id"] == again["id"]
    assert at_first["updated_at"] < silent["updated_at"] < again["updated_at"]
    post.turn(day + 100)
    fails(post, "digital-post/afsendelse", day + 120, DOWN)
    assert of_statuspage(post, "incidents") == [again]
    components = [each["updated_at"] for each in again["components"]]
    assert min(components) >= silent["updated_at"]
