from __future__ import annotations

from dataclasses import replace

import pytest
from django.utils.translation import override

from samdrift.publishing.pages import planned_work
from samdrift.snapshot.model import SystemStatus, Whole
from samdrift.vocabulary import Language, Level, State, Text
from tests import world

WORKED_ON = State(Level.OPERATIONAL, planned=True, observed=True)


def mitid(state: State, *, whole: State | None = None, **services: State) -> SystemStatus:
    was = world.mitid()
    return replace(
        was,
        state=state,
        whole=Whole(whole, world.BROKEN_AT) if whole else None,
        services=tuple(replace(each, state=services.get(each.id, each.state)) for each in was.services),
    )


@pytest.mark.parametrize(
    ("system", "da", "en"),
    [
        (
            mitid(world.DEGRADED, whole=world.PLANNED, login=world.DEGRADED),
            "Hele MitID er lukket på grund af planlagt arbejde.",
            "All of MitID is closed for planned work.",
        ),
        (
            mitid(WORKED_ON, whole=WORKED_ON),
            "Der er planlagt arbejde på hele MitID.",
            "There is planned work on all of MitID.",
        ),
        (
            mitid(world.DEGRADED, login=world.PLANNED, udstedelse=world.DEGRADED),
            "Der er planlagt arbejde på Log ind og godkend.",
            "There is planned work on Log in and approve.",
        ),
        (mitid(world.PLANNED, whole=world.PLANNED), "", ""),
        (mitid(world.DEGRADED, login=world.DEGRADED), "", ""),
        (mitid(world.UNKNOWN, whole=replace(world.PLANNED, observed=False)), "", ""),
    ],
)
def test_work_is_told_where_the_state_does_not_say_so(system: SystemStatus, da: str, en: str) -> None:
    told: dict[Language, str] = {}
    languages: tuple[Language, ...] = ("da", "en")
    for language in languages:
        with override(language):
            told[language] = planned_work.beside(system, language)
            assert planned_work.mark(system) == (
                {"da": "Planlagt arbejde", "en": "Planned work"}[language] if da else ""
            )
    assert told == {"da": da, "en": en}


def test_a_service_that_is_worked_on_while_it_works_has_a_mark() -> None:
    system = mitid(WORKED_ON, login=WORKED_ON, udstedelse=world.PLANNED)
    with override("da"):
        assert [planned_work.mark(each) for each in system.services[:2]] == ["Planlagt arbejde", ""]


def test_a_fault_beside_a_closure_is_told() -> None:
    closed = mitid(world.PLANNED, whole=world.PLANNED, login=world.PLANNED, udstedelse=world.DEGRADED)
    with override("da"):
        assert planned_work.faults_beside(closed, "da").startswith("Få og forny MitID kan svare")
        assert planned_work.faults_beside(replace(closed, state=world.DEGRADED), "da") == ""


def test_what_would_have_stood_in_is_named() -> None:
    expected = world.expected(world.cause("mitid", "MitID", world.DOWN))
    said = "MitID har haft nedbrud siden kl. 10.42."
    with override("da"):
        assert planned_work.with_worked_on(said, expected, "da") == said
        worked_on = replace(expected, worked_on=(Text("E-mail", "E-mail"), Text("Sms", "Text message")))
        told = planned_work.with_worked_on(said, worked_on, "da")
    assert told == "MitID har haft nedbrud siden kl. 10.42, og der er planlagt arbejde på E-mail og Sms."
