"""Roles by what they may do, as one table."""

from __future__ import annotations

from collections.abc import Callable, Collection

import pytest
from django.contrib.auth.models import AnonymousUser

from samdrift.accounts.models import Organisation, Person, Role
from samdrift.portfolio.gate import HearingGate, PortfolioGate, ReportGate, SystemGate
from samdrift.portfolio.models import ChangeReport, Hearing
from tests.portfolio.change.cast import Cast, changed, dependency, submitted

DRAFT, SUBMITTED, RETURNED, ACCEPTED, WITHDRAWN = ChangeReport.State
OPEN, EDITABLE = {DRAFT, SUBMITTED, RETURNED}, {DRAFT, RETURNED}
ANY = set(ChangeReport.State)
CLOSED: set[ChangeReport.State] = set()

OWNER, COLLEAGUE, PROVIDER, SECRETARY, ADMINISTRATOR, READER, OPERATIONS = (
    "the author",
    "another owner of the system",
    "the owner at the other end",
    "the secretariat",
    "an administrator",
    "a reader",
    "operations at the owner",
)
WRITES, DECIDES = {OWNER, COLLEAGUE, SECRETARY, ADMINISTRATOR}, {SECRETARY, ADMINISTRATOR}

Ask = Callable[[Person, ChangeReport, Hearing], bool]
Row = tuple[str, Ask, Collection[str], set[ChangeReport.State]]
TABLE: list[Row] = [
    ("read the report", lambda person, report, _: ReportGate(person, report).may_read(), WRITES, ANY),
    ("edit it", lambda person, report, _: ReportGate(person, report).may_edit(), WRITES, EDITABLE),
    ("submit it", lambda person, report, _: ReportGate(person, report).may_submit(), WRITES, EDITABLE),
    ("withdraw it", lambda person, report, _: ReportGate(person, report).may_withdraw(), WRITES, OPEN),
    ("return it", lambda person, report, _: ReportGate(person, report).may_return(), DECIDES, {SUBMITTED}),
    ("accept it", lambda person, report, _: ReportGate(person, report).may_accept(), DECIDES, {SUBMITTED}),
    ("read the question", lambda person, _, hearing: HearingGate(person, hearing).may_read(), WRITES | {PROVIDER}, ANY),
    ("answer it", lambda person, _, hearing: HearingGate(person, hearing).may_answer(), {PROVIDER}, {SUBMITTED}),
    ("confirm the document", lambda person, report, _: SystemGate(person, report.system).may_confirm(), WRITES, ANY),
    ("withdraw the document", lambda person, report, _: SystemGate(person, report.system).may_withdraw(), DECIDES, ANY),
    ("add a system", lambda person, *_: PortfolioGate(person).may_add_systems(), DECIDES, ANY),
    ("see what waits", lambda person, *_: PortfolioGate(person).may_see_what_waits(), DECIDES, ANY),
]


@pytest.fixture
def people(who: Cast) -> dict[str, Person]:
    agency = who.anna.organisation
    return {
        OWNER: who.anna,
        COLLEAGUE: who.asta,
        PROVIDER: who.bo,
        SECRETARY: who.signe,
        ADMINISTRATOR: _person("Adam", Role.ADMINISTRATOR, who.signe.organisation),
        READER: _person("Rikke", Role.READER, agency),
        OPERATIONS: _person("Dorthe", Role.OPERATIONS, agency),
    }


@pytest.fixture
def hearing(who: Cast) -> Hearing:
    report = submitted(who.anna, changed("nemlog-in", dependencies=[dependency("cpr")]))
    return report.hearings.get()


def in_state(hearing: Hearing, state: ChangeReport.State) -> tuple[ChangeReport, Hearing]:
    hearing.report.state = state
    return hearing.report, hearing


@pytest.mark.parametrize("row", TABLE, ids=[row[0] for row in TABLE])
def test_who_may_what_when(people: dict[str, Person], hearing: Hearing, row: Row) -> None:
    what, ask, roles, states = row
    for state in ChangeReport.State:
        allowed = {name for name, person in people.items() if ask(person, *in_state(hearing, state))}
        assert allowed == (set(roles) if state in states else set()), (what, state)


@pytest.mark.parametrize("row", TABLE, ids=[row[0] for row in TABLE])
def test_somebody_deactivated_or_not_signed_in_may_nothing(
    people: dict[str, Person], hearing: Hearing, row: Row
) -> None:
    what, ask, *_ = row
    for state in ChangeReport.State:
        for person in people.values():
            person.is_active = False
            assert not ask(person, *in_state(hearing, state)), (what, state)
        assert not ask(AnonymousUser(), *in_state(hearing, state)), (what, state)  # type: ignore[arg-type]


def test_whoever_wrote_it_reads_it_also_when_the_system_has_another_owner(who: Cast, hearing: Hearing) -> None:
    hearing.report.system.owner = Organisation.objects.get(slug="register")
    assert ReportGate(who.anna, hearing.report).may_read()
    assert not ReportGate(who.anna, hearing.report).may_edit()
    assert not ReportGate(who.asta, hearing.report).may_read()


def _person(name: str, role: Role, organisation: Organisation | None) -> Person:
    return Person.objects.create(email=f"{name}@example.dk", name=name, role=role, organisation=organisation)
