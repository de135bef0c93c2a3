from __future__ import annotations

from dataclasses import replace

import pytest
from django.utils.translation import override

from samdrift.publishing.pages import sentences
from samdrift.snapshot.model import SystemStatus
from samdrift.vocabulary import State
from tests import world
from tests.world import DEGRADED, DOWN, PARTIAL, PLANNED, UNKNOWN, WORKING


@pytest.mark.parametrize(
    ("words", "danish", "english"),
    [
        (["A"], "A", "A"),
        (["A", "B"], "A og B", "A and B"),
        (["A", "B", "C"], "A, B og C", "A, B and C"),
    ],
)
def test_a_listing(words: list[str], danish: str, english: str) -> None:
    with override("da"):
        assert sentences.listing(words) == danish
    with override("en"):
        assert sentences.listing(words) == english


def test_numbers_are_words_up_to_twelve() -> None:
    with override("da"):
        assert [sentences.numeral(number) for number in (1, 2, 12, 13)] == ["et", "to", "tolv", "13"]
    with override("en"):
        assert [sentences.numeral(number) for number in (1, 2, 12, 13)] == ["one", "two", "twelve", "13"]


def test_a_heading_has_no_full_stop() -> None:
    assert sentences.headline("MitID har nedbrud.") == "MitID har nedbrud"


def cast(*states: State) -> list[SystemStatus]:
    """The first systems of the portfolio (MitID, NemLog-in, Digital Post, NemKonto, …) in these states."""
    live = [system for system in world.portfolio() if system.succession is None]
    return [replace(system, state=state) for system, state in zip(live, states, strict=False)]


ANSWERS = [
    (cast(), "Der vises ingen systemer endnu.", "No systems are shown yet."),
    (cast(*[WORKING] * 12), "Alle 12 systemer virker.", "All 12 systems are working."),
    (cast(WORKING), "Det ene system virker.", "The one system is working."),
    (cast(DOWN, WORKING), "MitID har nedbrud.", "MitID has an outage."),
    (cast(DOWN, DOWN, WORKING), "MitID og NemLog-in har nedbrud.", "MitID and NemLog-in have outages."),
    (
        cast(DOWN, DOWN, DOWN, DEGRADED),
        "MitID, NemLog-in og Digital Post har nedbrud.",
        "MitID, NemLog-in and Digital Post have outages.",
    ),
    (cast(*[DOWN] * 4), "Fire systemer har nedbrud.", "Four systems have outages."),
    (cast(*[PLANNED] * 5), "Planlagt arbejde på fem systemer.", "Planned work on five systems."),
    (cast(PARTIAL, DEGRADED), "MitID har delvist nedbrud.", "MitID has a partial outage."),
    (cast(DEGRADED), "MitID virker ikke, som det skal.", "MitID is not working as it should."),
    (
        cast(DEGRADED, DEGRADED),
        "MitID og NemLog-in virker ikke, som de skal.",
        "MitID and NemLog-in are not working as they should.",
    ),
    (cast(PLANNED, UNKNOWN, WORKING), "Planlagt arbejde på MitID.", "Planned work on MitID."),
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


@pytest.mark.parametrize(("systems", "danish", "english"), ANSWERS, ids=[english for _, _, english in ANSWERS])
def test_the_answer(systems: list[SystemStatus], danish: str, english: str) -> None:
    with override("da"):
        assert sentences.answer(systems, "da") == danish
    with override("en"):
        assert sentences.answer(systems, "en") == english


ALSO = [
    (cast(WORKING, WORKING), "", ""),
    (cast(DOWN, WORKING), "Det andet system virker.", "The other system is working."),
    (
        cast(DOWN, *[WORKING] * 11),
        "De andre elleve systemer virker.",
        "The other eleven systems are working.",
    ),
    (cast(DOWN, PARTIAL), "Et andet system har problemer.", "One other system has problems."),
    (cast(DOWN, PARTIAL, DEGRADED), "To andre systemer har problemer.", "Two other systems have problems."),
    (cast(DOWN, UNKNOWN), "Vi ved ikke, om NemLog-in virker.", "We do not know whether NemLog-in is working."),
    (cast(DOWN, PLANNED), "Planlagt arbejde på NemLog-in.", "Planned work on NemLog-in."),
    (cast(PLANNED, UNKNOWN), "Vi ved ikke, om NemLog-in virker.", "We do not know whether NemLog-in is working."),
]


@pytest.mark.parametrize(("systems", "danish", "english"), ALSO, ids=[english or "nothing" for _, _, english in ALSO])
def test_what_the_answer_leaves_out(systems: list[SystemStatus], danish: str, english: str) -> None:
    with override("da"):
        assert sentences.also(systems, "da") == danish
    with override("en"):
        assert sentences.also(systems, "en") == english
