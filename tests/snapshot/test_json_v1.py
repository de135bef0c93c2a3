from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

import jsonschema
import pytest

from samdrift.snapshot import json_v1
from samdrift.snapshot.generation import STALE_MARK
from samdrift.snapshot.model import Correction, CorrectionKind, Snapshot
from samdrift.vocabulary import Level
from tests import world
from tests.snapshot.documents import v1

WORLDS = {
    "calm": world.calm(),
    "mitid_down": world.mitid_down(),
    "mixed": world.mixed(),
    "nothing heard": replace(world.calm(), last_heard=None),
    "nothing": replace(world.calm(), systems=()),
}
UTC_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z")

FORMATS = jsonschema.FormatChecker()


@FORMATS.checks("date-time", raises=ValueError)  # type: ignore[untyped-decorator]
def is_moment(value: object) -> bool:
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


every_world = pytest.mark.parametrize("snapshot", WORLDS.values(), ids=WORLDS)


def check(document: object, name: str) -> None:
    schema = json_v1.schema(name)
    validator = jsonschema.Draft202012Validator
    validator.check_schema(schema)
    validator(schema, format_checker=FORMATS).validate(document)


def values(document: Any, *fields: str) -> Iterator[Any]:
    """Every value of these fields, however deep."""
    if isinstance(document, dict):
        for name, value in document.items():
            if name in fields:
                yield value
            yield from values(value, *fields)
    elif isinstance(document, list):
        for each in document:
            yield from values(each, *fields)


def test_status_json_is_exactly_what_was_promised() -> None:
    document = v1(world.mitid_down())
    assert list(document) == ["generation", "published_at", "last_heard", "stale_since", "systems"]
    assert {key: value for key, value in document.items() if key != "systems"} == {
        "generation": 42,
        "published_at": "2026-11-23T09:58:00Z",
        "last_heard": "2026-11-23T09:58:00Z",
        "stale_since": None,
    }
    [mitid] = [system for system in document["systems"] if system["slug"] == "mitid"]
    assert mitid == {
        "slug": "mitid",
        "name": {"da": "MitID", "en": "MitID"},
        "level": "major_outage",
        "planned": False,
        "observed": True,
        "since": "2026-11-23T09:42:00Z",
        "expected": None,
        "planned_work": None,
        "services": [
            {
                "id": "login",
                "name": {"da": "Log ind og godkend", "en": "Log in and approve"},
                "level": "major_outage",
                "planned": False,
                "observed": True,
                "since": "2026-11-23T09:42:00Z",
                "expected": None,
            },
            {
                "id": "udstedelse",
                "name": {"da": "Få og forny MitID", "en": "Get and renew MitID"},
                "level": "operational",
                "planned": False,
                "observed": True,
                "since": "2026-11-03T13:10:00Z",
                "expected": None,
            },
        ],
    }


@every_world
def test_documents_follow_their_published_schema(snapshot: Snapshot) -> None:
    check(v1(snapshot), "status")
    check(systems(snapshot), "systems")
    for system in snapshot.systems:
        check(json.loads(json_v1.system(system)), "system")


def systems(snapshot: Snapshot) -> Any:
    return json.loads(json_v1.systems(json_v1.systems_part(system) for system in snapshot.systems))


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("level", "down"),
        ("observed", None),
        ("since", "yesterday"),
        ("slug", "Mit ID"),
        ("name", {"da": "MitID"}),
        ("surprise", 1),
    ],
)
def test_the_schema_refuses_what_is_wrong(field: str, wrong: object) -> None:
    document = v1(world.calm())
    document["systems"][0][field] = wrong
    with pytest.raises(jsonschema.ValidationError):
        check(document, "status")


@every_world
def test_times_are_in_utc_with_z(snapshot: Snapshot) -> None:
    documents = [v1(snapshot), *(json.loads(json_v1.system(system)) for system in snapshot.systems)]
    for document in documents:
        for moment in values(document, "since", "until", "published_at", "last_heard"):
            assert moment is None or UTC_TIME.fullmatch(moment), moment


@pytest.mark.parametrize("hours", [-5, 0, 1, 2])
def test_an_instant_is_told_in_utc(hours: int) -> None:
    moment = world.NOW.astimezone(timezone(timedelta(hours=hours)))
    assert json_v1.instant(moment) == "2026-11-23T09:58:00Z"
    assert json_v1.instant(datetime(2026, 11, 23, 9, 58, 0, 123456, world.NOW.tzinfo)) == "2026-11-23T09:58:00.123456Z"


@every_world
def test_both_languages_are_there(snapshot: Snapshot) -> None:
    documents = [v1(snapshot), systems(snapshot), *(json.loads(json_v1.system(each)) for each in snapshot.systems)]
    texts = list(values(documents, "name", "purpose", "owner", "without", "audience"))
    assert all(text["da"] and text["en"] for text in texts)
    assert bool(texts) == bool(snapshot.systems)


def test_a_retired_system_is_listed_and_has_no_state() -> None:
    assert "nemid" not in {system["slug"] for system in v1(world.calm())["systems"]}
    [nemid] = [system for system in systems(world.calm())["systems"] if system["slug"] == "nemid"]
    assert nemid["life_cycle"] == {"status": "retired", "retired_on": "2023-10-31", "successor": "mitid"}
    assert nemid["page"] == {"da": "/systemer/nemid/", "en": "/en/systems/nemid/"}
    assert json.loads(json_v1.system(world.nemid()))["state"] is None


def test_the_three_facts_are_told_apart() -> None:
    told = {each["slug"]: (each["level"], each["planned"], each["observed"]) for each in v1(world.mixed())["systems"]}
    assert told["nemkonto"] == ("degraded", False, True)
    assert told["digital-post"] == ("partial_outage", False, True)
    assert told["nemhandel"] == ("major_outage", True, True)
    assert told["cpr"] == ("operational", False, False)


def test_history_is_newest_first_and_only_the_last_period_is_open() -> None:
    document = json.loads(json_v1.system(world.mitid()))
    starts = [period["since"] for period in document["history"]]
    assert starts == sorted(starts, reverse=True)
    assert [period["until"] is None for period in document["history"]] == [True, False, False]
    assert document["history"][1]["level"] == Level.MAJOR_OUTAGE.word


@every_world
def test_the_stale_form_says_so_and_is_else_the_same(snapshot: Snapshot) -> None:
    fresh, stale = v1(snapshot), v1(snapshot, stale=True)
    assert stale == {**fresh, "stale_since": STALE_MARK}
    for system in snapshot.systems:
        own = json.loads(json_v1.system(system, stale=True))
        assert own == {**json.loads(json_v1.system(system)), "stale_since": STALE_MARK}


def test_what_people_corrected_is_told_with_their_reason() -> None:
    taken_back = Correction(CorrectionKind.MESSAGE_TAKEN_BACK, world.NOW, "Uret gik forkert.", "The clock was wrong.")
    ended = Correction(CorrectionKind.SIGNAL_ENDED, world.BROKEN_AT, "Alarmen var slået fra.", None)
    document = json.loads(json_v1.system(replace(world.mitid(), corrections=(taken_back, ended))))
    check(document, "system")
    assert document["corrections"] == [
        {
            "kind": "message_taken_back",
            "made_at": "2026-11-23T09:58:00Z",
            "reason": {"da": "Uret gik forkert.", "en": "The clock was wrong."},
        },
        {
            "kind": "signal_ended",
            "made_at": "2026-11-23T09:42:00Z",
            "reason": {"da": "Alarmen var slået fra.", "en": None},
        },
    ]
