from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from samdrift.publishing.pages import addresses
from samdrift.snapshot.model import Snapshot, SystemStatus
from samdrift.vocabulary import Level, Period, State, StatePeriod
from tests import world
from tests.snapshot import exporter
from tests.snapshot.documents import BASE_URL, v2

NONE = type(None)
FIELDS: dict[str, type | tuple[type, ...]] = {
    "id": str,
    "name": str,
    "status": str,
    "created_at": str,
    "updated_at": str,
    "monitoring_at": NONE,
    "resolved_at": NONE,
    "impact": str,
    "shortlink": str,
    "started_at": str,
    "page_id": str,
    "incident_updates": list,
    "components": list,
    "reminder_intervals": NONE,
}
UPDATE: dict[str, type | tuple[type, ...]] = {
    "id": str,
    "status": str,
    "body": str,
    "incident_id": str,
    "created_at": str,
    "updated_at": str,
    "display_at": str,
    "affected_components": list,
    "deliver_notifications": bool,
    "custom_tweet": NONE,
    "tweet_id": NONE,
}
MINUTE = timedelta(minutes=1)


def incidents(snapshot: Snapshot, *, stale: bool = False) -> list[dict[str, Any]]:
    return list(v2(snapshot, stale=stale)["/api/v2/incidents.json"]["incidents"])


def maintenances(snapshot: Snapshot) -> list[dict[str, Any]]:
    return list(v2(snapshot)["/api/v2/scheduled-maintenances.json"]["scheduled_maintenances"])


def the_only(entries: list[dict[str, Any]]) -> dict[str, Any]:
    assert len(entries) == 1
    return entries[0]


def been(*states: tuple[State, int]) -> SystemStatus:
    """MitID after it was in each state for so many minutes; in the last one it is now."""
    at, periods = world.BROKEN_AT, [StatePeriod(Period(world.CALM_SINCE, world.BROKEN_AT), world.WORKING)]
    for state, minutes in states:
        periods.append(StatePeriod(Period(at, at + minutes * MINUTE), state))
        at += minutes * MINUTE
    last = periods[-1]
    periods[-1] = StatePeriod(Period(last.period.start), last.state)
    now = world.changed(world.mitid(), last.state, last.period.start, service_id="login")
    return replace(now, history=tuple(reversed(periods)))


def of(system: SystemStatus) -> Snapshot:
    return world.with_systems(world.calm(), system)


def unseen(state: State) -> State:
    return replace(state, planned=False, observed=False)


def has_shape(thing: dict[str, Any], shape: dict[str, type | tuple[type, ...]]) -> bool:
    return thing.keys() == shape.keys() and all(isinstance(thing[field], kind) for field, kind in shape.items())


def test_an_outage_is_an_incident() -> None:
    found = the_only(incidents(world.mitid_down()))
    assert has_shape(found, FIELDS)
    assert found["name"] == "MitID has an outage: Log in and approve"
    assert (found["status"], found["impact"]) == ("investigating", "critical")
    assert found["created_at"] == found["started_at"] == "2026-11-23T09:42:00.000Z"
    assert found["shortlink"] == BASE_URL + addresses.page("system", "en", "mitid")
    assert [each["name"] for each in found["components"]] == ["MitID", "MitID: Log in and approve"]
    listed = v2(world.mitid_down())["/api/v2/components.json"]["components"]
    assert all(each in listed for each in found["components"])
    update = the_only(found["incident_updates"])
    assert has_shape(update, UPDATE)
    assert update["body"] == "You cannot log in with MitID."
    assert update["incident_id"] == found["id"]
    assert update["affected_components"][1] == {
        "code": found["components"][1]["id"],
        "name": "MitID: Log in and approve",
        "old_status": "operational",
        "new_status": "major_outage",
    }


@pytest.mark.parametrize("stale", [False, True], ids=["fresh", "stale"])
def test_each_list_has_what_it_should(stale: bool) -> None:
    documents = v2(world.mixed(), stale=stale)
    told = documents["/api/v2/summary.json"]
    assert [each["name"].partition(":")[0] for each in told["incidents"]] == [
        "NemKonto is not working as it should",
        "Digital Post has a partial outage",
    ]
    assert [each["impact"] for each in told["incidents"]] == ["minor", "major"]
    assert documents["/api/v2/incidents/unresolved.json"]["incidents"] == told["incidents"]
    work = the_only(told["scheduled_maintenances"])
    assert documents["/api/v2/scheduled-maintenances/active.json"]["scheduled_maintenances"] == [work]
    assert documents["/api/v2/scheduled-maintenances/upcoming.json"]["scheduled_maintenances"] == []


def test_where_all_works_or_is_only_not_known_there_is_none() -> None:
    assert incidents(world.calm()) == maintenances(world.calm()) == []
    assert incidents(of(been((world.UNKNOWN, 5)))) == []


def test_planned_work_is_a_maintenance_under_way() -> None:
    found = the_only(maintenances(of(been((world.PLANNED, 5)))))
    assert has_shape(found, FIELDS | {"scheduled_for": str, "scheduled_until": str})
    assert (found["status"], found["impact"]) == ("in_progress", "maintenance")
    assert found["name"] == "Planned work on MitID: Log in and approve"
    assert found["scheduled_for"] == found["started_at"] == "2026-11-23T09:42:00.000Z"
    assert datetime.fromisoformat(found["scheduled_until"])
    assert {each["status"] for each in found["components"]} == {"under_maintenance"}
    assert incidents(of(been((world.PLANNED, 5)))) == []


@pytest.mark.parametrize(
    "states",
    [
        [(world.DEGRADED, 5), (world.DOWN, 5)],
        [(world.DOWN, 5), (world.DEGRADED, 5)],
        [(world.DOWN, 5), (unseen(world.DOWN), 5)],
        [(world.DOWN, 5), (unseen(world.DOWN), 5), (world.PARTIAL, 5)],
    ],
)
def test_it_is_the_same_incident_however_it_changes(states: list[tuple[State, int]]) -> None:
    first, now = (the_only(incidents(of(been(*some)))) for some in (states[:1], states))
    assert (now["id"], now["started_at"]) == (first["id"], first["started_at"])
    assert now["incident_updates"][0]["id"] != first["incident_updates"][0]["id"]
    assert now["updated_at"] > first["updated_at"]


def test_after_it_worked_it_is_another_incident() -> None:
    first, again = (
        the_only(incidents(of(been(*states))))
        for states in ([(world.DOWN, 5)], [(world.DOWN, 5), (world.WORKING, 5), (world.DOWN, 5)])
    )
    assert again["id"] != first["id"]
    assert again["started_at"] == "2026-11-23T09:52:00.000Z"


def test_an_outage_that_outlasts_the_planned_work_is_an_incident_from_then_on() -> None:
    found = the_only(incidents(of(been((world.PLANNED, 5), (world.DOWN, 5)))))
    assert found["started_at"] == "2026-11-23T09:47:00.000Z"


def test_a_silence_in_between_does_not_begin_the_planned_work_anew() -> None:
    found = the_only(maintenances(of(been((world.PLANNED, 5), (unseen(world.PLANNED), 5), (world.PLANNED, 5)))))
    assert found["started_at"] == "2026-11-23T09:42:00.000Z"
    late = the_only(maintenances(of(been((world.DOWN, 5), (unseen(world.DOWN), 5), (world.PLANNED, 5)))))
    assert late["started_at"] == "2026-11-23T09:52:00.000Z"


def test_where_nothing_watches_any_more_the_last_that_was_known_is_told() -> None:
    ended = been((world.DOWN, 5), (world.WORKING, 5)).history[1]
    seen = been((world.DOWN, 5))
    last = replace(seen, state=unseen(world.DOWN), since=ended.period.end or world.NOW, history=(ended,))
    found = the_only(incidents(of(last)))
    assert found["id"] == the_only(incidents(of(seen)))["id"]
    assert found["name"].startswith("MitID had an outage when last observed")
    assert "not observed any more" in found["incident_updates"][0]["body"]
    assert found["impact"] == "critical"


def test_the_impact_is_the_systems_and_each_service_has_its_own() -> None:
    broken = world.changed(world.mitid(), world.DOWN, world.BROKEN_AT, service_id="login")
    found = the_only(incidents(of(replace(broken, state=world.DEGRADED))))
    assert found["impact"] == "minor"
    assert [each["new_status"] for each in found["incident_updates"][0]["affected_components"]] == [
        "degraded_performance",
        "major_outage",
    ]


def test_a_system_that_is_down_as_a_whole_says_so() -> None:
    whole = world.changed(world.mitid(), world.DOWN, world.BROKEN_AT)
    found = the_only(incidents(of(whole)))
    assert found["name"] == "MitID has an outage"
    assert found["incident_updates"][0]["body"] == "MitID is not working."


@pytest.mark.parametrize("level", [Level.DEGRADED, Level.PARTIAL_OUTAGE, Level.MAJOR_OUTAGE])
def test_an_exporter_takes_the_trouble_for_as_bad_as_it_is(level: Level, tmp_path: Path) -> None:
    broken = world.changed(world.mitid(), State(level, observed=True), world.BROKEN_AT, service_id="login")
    documents = v2(of(broken))
    verdict = exporter.checked(documents, tmp_path)
    assert verdict["success"]
    assert verdict["raw_status"] == documents["/api/v2/status.json"]["status"]["indicator"]
    assert the_only(verdict["incident_metadata"])["affected_components"] == ["MitID", "MitID: Log in and approve"]
    assert "MitID" in verdict["details"]


def test_an_exporter_reads_the_planned_work(tmp_path: Path) -> None:
    verdict = exporter.checked(v2(world.mixed()), tmp_path)
    assert verdict["raw_status"] == "major"
    work = the_only(verdict["maintenance_metadata"])
    assert (work["status"], work["affected_components"]) == ("in_progress", ["NemHandel", "NemHandel: Send invoices"])
    assert datetime.fromisoformat(work["scheduled_end"])
