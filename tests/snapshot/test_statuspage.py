from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

import pytest

from samdrift.snapshot.generation import STALE_MARK
from samdrift.snapshot.model import Snapshot
from samdrift.snapshot.statuspage_components import identifier
from samdrift.vocabulary import Level, State
from tests import world
from tests.snapshot.documents import BASE_URL, v2

FIELDS = {
    "summary": {"page", "components", "incidents", "scheduled_maintenances", "status"},
    "status": {"page", "status"},
    "components": {"page", "components"},
    "incidents": {"page", "incidents"},
    "incidents/unresolved": {"page", "incidents"},
    "scheduled-maintenances": {"page", "scheduled_maintenances"},
    "scheduled-maintenances/upcoming": {"page", "scheduled_maintenances"},
    "scheduled-maintenances/active": {"page", "scheduled_maintenances"},
}
NONE = type(None)
COMPONENT: dict[str, type | tuple[type, ...]] = {
    "id": str,
    "name": str,
    "status": str,
    "created_at": str,
    "updated_at": str,
    "position": int,
    "description": (str, NONE),
    "showcase": bool,
    "start_date": (str, NONE),
    "group_id": (str, NONE),
    "page_id": str,
    "group": bool,
    "only_show_if_degraded": bool,
}
WORDS = {"operational", "degraded_performance", "partial_outage", "major_outage", "under_maintenance"}
WORLDS = {
    "calm": world.calm(),
    "mitid_down": world.mitid_down(),
    "mixed": world.mixed(),
    "nothing": replace(world.calm(), systems=()),
}

every_world = pytest.mark.parametrize("snapshot", WORLDS.values(), ids=WORLDS)
both_forms = pytest.mark.parametrize("stale", [False, True], ids=["fresh", "stale"])


def components(snapshot: Snapshot, *, stale: bool = False) -> list[dict[str, Any]]:
    return list(v2(snapshot, stale=stale)["/api/v2/components.json"]["components"])


def status(snapshot: Snapshot, *, stale: bool = False) -> dict[str, Any]:
    return dict(v2(snapshot, stale=stale)["/api/v2/status.json"]["status"])


def with_state(state: State) -> Snapshot:
    return world.with_systems(world.calm(), world.changed(world.mitid(), state, world.BROKEN_AT, service_id="login"))


def is_moment(text: str) -> bool:
    """With offset and milliseconds, as strict readers need."""
    return datetime.fromisoformat(text).utcoffset() is not None and text.endswith("Z") and text[-5] == "."


@every_world
@both_forms
def test_every_address_has_its_fields(snapshot: Snapshot, stale: bool) -> None:
    documents = v2(snapshot, stale=stale)
    assert {address: set(document) for address, document in documents.items()} == {
        f"/api/v2/{name}.json": fields for name, fields in FIELDS.items()
    }
    for document in documents.values():
        page = document["page"]
        assert set(page) == {"id", "name", "url", "time_zone", "updated_at"}
        assert len(page["id"]) == 12
        assert urlsplit(page["url"]).scheme and urlsplit(page["url"]).netloc
        assert is_moment(page["updated_at"])


@every_world
@both_forms
def test_components_have_every_field_in_its_type(snapshot: Snapshot, stale: bool) -> None:
    for component in components(snapshot, stale=stale):
        assert set(component) == COMPONENT.keys() | ({"components"} if component["group"] else set())
        for field, kind in COMPONENT.items():
            assert isinstance(component[field], kind), field
            assert kind is not int or not isinstance(component[field], bool)
        assert component["status"] in WORDS
        assert is_moment(component["created_at"])
        assert is_moment(component["updated_at"])
        assert component["start_date"] is None or date.fromisoformat(component["start_date"])


@every_world
def test_groups_and_their_members_name_each_other(snapshot: Snapshot) -> None:
    listed = components(snapshot)
    by_id = {component["id"]: component for component in listed}
    assert len(by_id) == len(listed) == len({component["name"] for component in listed})
    groups = [component for component in listed if component["group"]]
    assert all(group["group_id"] is None for group in groups)
    members = {member: group["id"] for group in groups for member in group["components"]}
    assert members == {each["id"]: each["group_id"] for each in listed if not each["group"]}
    assert len({each["page_id"] for each in listed} - {identifier(BASE_URL)}) == 0


def test_ids_stay_though_everything_else_changes() -> None:
    assert [each["id"] for each in components(world.calm())] == [each["id"] for each in components(world.mixed())]
    assert identifier("mitid") == "9654f8c1760a"


def test_a_retired_system_is_no_component() -> None:
    assert "NemID" not in {component["name"] for component in components(world.calm())}


@pytest.mark.parametrize(
    ("state", "word", "indicator"),
    [
        (State(Level.OPERATIONAL, observed=True), "operational", "none"),
        (State(Level.DEGRADED, observed=True), "degraded_performance", "minor"),
        (State(Level.PARTIAL_OUTAGE, observed=True), "partial_outage", "major"),
        (State(Level.MAJOR_OUTAGE, observed=True), "major_outage", "critical"),
        (State(Level.OPERATIONAL, planned=True, observed=True), "operational", "none"),
        (State(Level.DEGRADED, planned=True, observed=True), "under_maintenance", "none"),
        (State(Level.MAJOR_OUTAGE, planned=True, observed=True), "under_maintenance", "none"),
        (State(Level.OPERATIONAL), "degraded_performance", "minor"),
        (State(Level.OPERATIONAL, planned=True), "degraded_performance", "minor"),
        (State(Level.DEGRADED), "degraded_performance", "minor"),
        (State(Level.MAJOR_OUTAGE), "major_outage", "critical"),
    ],
)
def test_each_state_has_its_word(state: State, word: str, indicator: str) -> None:
    snapshot = with_state(state)
    told = {each["name"]: each["status"] for each in components(snapshot)}
    assert told["MitID"] == told["MitID: Log in and approve"] == word
    assert told["CVR"] == "operational"
    assert status(snapshot)["indicator"] == indicator


def test_the_page_says_the_worst() -> None:
    assert status(world.calm()) == {"indicator": "none", "description": "All Systems Operational"}
    assert status(world.mixed()) == {"indicator": "major", "description": "Partial System Outage"}
    planned = with_state(State(Level.MAJOR_OUTAGE, planned=True, observed=True))
    assert status(planned) == {"indicator": "none", "description": "Service Under Maintenance"}


@every_world
def test_a_page_that_is_not_updated_is_never_green(snapshot: Snapshot) -> None:
    fresh, stale = components(snapshot), components(snapshot, stale=True)
    assert "operational" not in {component["status"] for component in stale}
    for before, after in zip(fresh, stale, strict=True):
        if before["status"] != "operational":
            assert after == before
    told = status(snapshot, stale=True)
    assert told["description"] == f"Not updated since {STALE_MARK}"
    assert told["indicator"] in ("minor", "major", "critical")


def test_a_component_is_as_old_as_its_system_whatever_happens_to_it() -> None:
    for snapshot in (world.calm(), world.mitid_down()):
        mine = [each for each in components(snapshot) if each["name"].startswith("MitID")]
        assert {each["created_at"] for each in mine} == {"2021-10-05T22:00:00.000Z"}
    assert {each["updated_at"] for each in components(world.mitid_down()) if each["name"] == "MitID"} == {
        "2026-11-23T09:42:00.000Z"
    }
