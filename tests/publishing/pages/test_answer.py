"""The answer of the front page, from states alone; whole situations are in tests/publishing/situations."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils.translation import override

from samdrift.publishing.pages import answer
from samdrift.snapshot.model import SystemStatus
from samdrift.vocabulary import State
from tests import world
from tests.world import DEGRADED, DOWN, PARTIAL, PLANNED, UNKNOWN, WORKING


def cast(*states: State) -> list[SystemStatus]:
    """The first systems of the portfolio (MitID, NemLog-in, Digital Post, NemKonto, …) in these states."""
    live = [system for system in world.portfolio() if system.succession is None]
    return [replace(system, state=state) for system, state in zip(live, states, strict=False)]


HEADINGS = [
    (cast(), "Der vises ingen systemer endnu.", "No systems are shown yet."),
    (cast(*[WORKING] * 12), "Alle 12 systemer virker.", "All 12 systems are working."),
    (cast(WORKING), "MitID virker.", "MitID is working."),
    (cast(WORKING, WORKING), "Begge systemer virker.", "Both systems are working."),
    (cast(DOWN, WORKING), "MitID har nedbrud.", "MitID has an outage."),
    (cast(DOWN, DOWN, WORKING), "MitID og NemLog-in har nedbrud.", "MitID and NemLog-in have outages."),
    (
        cast(DOWN, DOWN, DEGRADED),
        "MitID og NemLog-in har nedbrud. Digital Post virker ikke, som det skal.",
        "MitID and NemLog-in have outages. Digital Post is not working as it should.",
    ),
    (cast(*[DOWN] * 4), "Fire systemer har nedbrud.", "Four systems have outages."),
    (cast(*[PLANNED] * 5), "Planlagt arbejde på fem systemer.", "Planned work on five systems."),
    (cast(DEGRADED), "MitID virker ikke, som det skal.", "MitID is not working as it should."),
    (
        cast(DEGRADED, DEGRADED),
        "MitID og NemLog-in virker ikke, som de skal.",
        "MitID and NemLog-in are not working as they should.",
    ),
    (
        cast(PLANNED, UNKNOWN, WORKING),
        "MitID er lukket på grund af planlagt arbejde.",
        "MitID is down for planned work.",
    ),
    (cast(UNKNOWN, WORKING), "Vi ved ikke, om MitID virker.", "We do not know whether MitID is working."),
    (
        cast(*[UNKNOWN] * 4, WORKING),
        "Vi ved ikke, om fire systemer virker.",
        "We do not know whether four systems are working.",
    ),
    (
        cast(UNKNOWN, UNKNOWN),
        "Vi ved ikke, om systemerne virker.",
        "We do not know whether the systems are working.",
    ),
]


@pytest.mark.parametrize(("systems", "danish", "english"), HEADINGS, ids=[english for _, _, english in HEADINGS])
def test_the_heading(systems: list[SystemStatus], danish: str, english: str) -> None:
    with override("da"):
        assert answer.read(systems, "da", world.TODAY).heading == danish
    with override("en"):
        assert answer.read(systems, "en", world.TODAY).heading == english


RESTS = [
    (cast(WORKING, WORKING), "", ""),
    (cast(DOWN, WORKING), "Resten virker.", "The rest is working."),
    (
        cast(DOWN, PARTIAL, DEGRADED),
        "Digital Post har også problemer.",
        "Digital Post also has problems.",
    ),
    (
        cast(*[DOWN] * 3, *[PARTIAL] * 4, WORKING),
        "NemKonto, borger.dk, Sundhed.dk og Virk har også problemer. Resten virker.",
        "NemKonto, borger.dk, Sundhed.dk and Virk also have problems. The rest is working.",
    ),
    (cast(DOWN, UNKNOWN), "Vi ved ikke, om NemLog-in virker.", "We do not know whether NemLog-in is working."),
    (cast(DOWN, PLANNED), "Der er planlagt arbejde på NemLog-in.", "There is planned work on NemLog-in."),
    (cast(PLANNED, UNKNOWN), "Vi ved ikke, om NemLog-in virker.", "We do not know whether NemLog-in is working."),
    (
        cast(DOWN, *[UNKNOWN] * 5, WORKING),
        "Vi ved ikke, om fem andre systemer virker. Resten virker.",
        "We do not know whether five other systems are working. The rest is working.",
    ),
]


@pytest.mark.parametrize(("systems", "danish", "english"), RESTS, ids=[english or "nothing" for _, _, english in RESTS])
def test_the_rest(systems: list[SystemStatus], danish: str, english: str) -> None:
    with override("da"):
        assert answer.read(systems, "da", world.TODAY).rest == danish
    with override("en"):
        assert answer.read(systems, "en", world.TODAY).rest == english


def test_what_has_no_cause_of_its_own_stands_first() -> None:
    """NemLog-in is worse than MitID, and stands before it on the page; MitID failed first."""
    mitid, nemlog_in, *others = cast(DEGRADED, DOWN, WORKING, WORKING)
    failing = replace(nemlog_in, since=world.BROKEN_AT, rises=())
    needing = world.expecting(failing, world.expected(world.cause("mitid", "MitID", DEGRADED)))
    with override("da"):
        said = answer.read([needing, mitid, *others], "da", world.TODAY)
    assert said.heading == "MitID virker ikke, som det skal. NemLog-in har nedbrud.", "worse than MitID explains"
    assert said.rest == "Resten virker."


def test_what_began_long_before_has_a_cause_of_its_own() -> None:
    mitid, nemlog_in = cast(DEGRADED, DOWN)
    needing = world.expecting(nemlog_in, world.expected(world.cause("mitid", "MitID", DEGRADED)))
    before = replace(needing, since=world.BROKEN_AT - timedelta(hours=1), rises=())
    with override("da"):
        said = answer.read([mitid, before], "da", world.TODAY)
    assert "NemLog-in har nedbrud." in said.heading


def test_of_many_the_one_that_reaches_others_is_named() -> None:
    systems = cast(*[DOWN] * 5, WORKING)
    needing = world.expecting(systems[5], world.expected(world.cause("nemkonto", "NemKonto", DOWN)))
    with override("da"):
        said = answer.read([*systems[:5], needing], "da", world.TODAY)
    assert said.heading == "NemKonto og fire andre systemer har nedbrud."
    assert said.rest == f"{needing.name.da} kan være ramt, fordi det bruger NemKonto."
