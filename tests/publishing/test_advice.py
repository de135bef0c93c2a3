"""Advice on what to do meanwhile is told as long as what it rests on works, and no longer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from samdrift.publishing.advice import Advice
from samdrift.snapshot.model import Expected, ServiceStatus, SystemStatus, Whole
from samdrift.vocabulary import State, Text
from tests import world

NOW = world.expected(world.cause("cpr", "CPR", world.DOWN))
LATER = replace(NOW, begins=world.NOW)
PLANNED_BUT_FINE = replace(world.WORKING, planned=True)
SILENT = replace(world.DOWN, observed=False)


def service(id: str, needs: tuple[str, ...] | None = None, state: State = world.WORKING) -> ServiceStatus:
    words = Text(id, id)
    return ServiceStatus(id, words, words, words, words, state, world.NOW, instead_needs=needs)


def system(slug: str, *services: ServiceStatus) -> SystemStatus:
    return world.system(slug, slug, world.CITIZENS, world.AGENCY, *services)


def advising(*systems: SystemStatus, by: Advice | None = None) -> set[str]:
    """The services of which there is advice."""
    told = (by or Advice()).left_standing({each.slug: each for each in systems})
    return {f"{slug}/{each.id}" for slug, status in told.items() for each in status.services if each.instead}


PORTAL = system("portal", service("mail", ("mitid/login",), world.DOWN))
MITID = system("mitid", service("login", ()), service("renew", ()))


def login(state: State = world.WORKING, expected: Expected | None = None) -> SystemStatus:
    first, *others = MITID.services
    return replace(MITID, services=(replace(first, state=state, expected=expected), *others))


@pytest.mark.parametrize(
    ("mitid", "holds"),
    [
        (login(), True),
        (login(world.DEGRADED), False),
        (login(world.DOWN), False),
        (login(world.PLANNED), False),
        (login(PLANNED_BUT_FINE), False),
        (login(world.UNKNOWN), False),
        (login(SILENT), False),
        (login(expected=NOW), False),
        (login(expected=replace(NOW, planned=True)), False),
        (login(expected=LATER), True),
        (replace(MITID, state=world.DOWN), True),
        (system("mitid", service("renew")), False),
    ],
)
def test_it_rests_on_a_service(mitid: SystemStatus, *, holds: bool) -> None:
    assert ("portal/mail" in advising(PORTAL, mitid)) is holds


def test_it_rests_on_nothing_that_nobody_describes() -> None:
    assert advising(PORTAL) == set()


def test_it_rests_on_each_of_several() -> None:
    both = system("portal", service("mail", ("mitid/login", "cpr"), world.DOWN))
    cpr = system("cpr", service("look-up"))
    assert "portal/mail" in advising(both, MITID, cpr)
    assert "portal/mail" not in advising(both, login(world.DOWN), cpr)
    assert "portal/mail" not in advising(both, MITID, replace(cpr, state=world.DEGRADED))
    assert "portal/mail" not in advising(both, MITID, replace(cpr, expected=NOW))


def test_what_rests_on_nothing_always_holds() -> None:
    fallen = system("portal", service("mail", (), world.DOWN), service("help", (), world.DOWN))
    whole = replace(fallen, state=world.DOWN, expected=NOW, whole=Whole(world.DOWN, world.NOW))
    assert advising(whole) == {"portal/mail", "portal/help"}


def test_a_retired_system_bears_nothing() -> None:
    assert "portal/mail" not in advising(system("portal", service("mail", ("nemid",), world.DOWN)), world.nemid())


MAIL = service("mail", None, world.DOWN)


@pytest.mark.parametrize(
    ("portal", "holds"),
    [
        (system("portal", MAIL), True),
        (system("portal", MAIL, service("help")), True),
        (system("portal", MAIL, service("help", None, world.UNKNOWN)), True),
        (system("portal", MAIL, service("help", None, world.DEGRADED)), False),
        (system("portal", MAIL, service("help", None, world.PLANNED)), False),
        (system("portal", MAIL, service("help", None, SILENT)), False),
        (system("portal", MAIL, replace(service("help"), expected=NOW)), False),
        (system("portal", MAIL, replace(service("help"), expected=LATER)), True),
        (replace(system("portal", MAIL), expected=NOW), False),
        (replace(system("portal", MAIL), expected=LATER), True),
        (replace(system("portal", MAIL), whole=Whole(world.DOWN, world.NOW)), False),
        (replace(system("portal", MAIL), whole=Whole(world.WORKING, world.NOW)), True),
    ],
)
def test_where_nobody_says_on_what_it_rests_on_the_rest_of_its_system(portal: SystemStatus, *, holds: bool) -> None:
    assert ("portal/mail" in advising(portal)) is holds


def test_only_those_whose_advice_differs_are_told_anew() -> None:
    advice = Advice()
    others = {each.slug: each for each in (PORTAL, system("shop", service("pay", ())), system("bank", service("pay")))}
    calm = advice.left_standing({**others, "mitid": MITID})
    assert all(calm[slug] is status for slug, status in others.items()), "all of it holds"
    broken = advice.left_standing({**others, "mitid": login(world.DOWN)})
    assert [slug for slug in others if broken[slug] is not calm[slug]] == ["portal"]
    worse = advice.left_standing({**others, "mitid": login(world.DOWN, NOW)})
    assert all(worse[slug] is broken[slug] for slug in others), "what fell stays fallen"
    assert [each.instead for each in worse["portal"].services] == [None]
    again = advice.left_standing({**others, "mitid": MITID})
    assert all(again[slug] is status for slug, status in others.items())


def test_where_nobody_knows_what_holds_there_is_none() -> None:
    advice = Advice()
    statuses = {"portal": PORTAL, "mitid": MITID, "bank": system("bank")}
    withheld = advice.withheld(statuses)
    assert [each.instead for status in withheld.values() for each in status.services] == [None, None, None]
    assert all(one is two for one, two in zip(withheld.values(), advice.withheld(statuses).values(), strict=True))
    assert advising(*statuses.values(), by=advice) == {"portal/mail", "mitid/login", "mitid/renew"}
