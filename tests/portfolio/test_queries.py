from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from pytest_django import DjangoAssertNumQueries

from samdrift.portfolio.actions import import_documents
from samdrift.portfolio.derived import InterfaceModel, LifeCycle
from samdrift.portfolio.document import LifeCycleStatus, SystemDocument, load_folder
from samdrift.portfolio.document.evidence import Basis
from samdrift.portfolio.models import Component
from samdrift.portfolio.queries import (
    component_ids,
    component_names,
    portfolio_version,
    system_in_force,
    systems_in_force,
)
from samdrift.vocabulary import Audience, SignalName, Text
from tests.portfolio.conftest import NOW
from tests.portfolio.documents import both, document

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def take_in(*documents: SystemDocument) -> None:
    import_documents(documents=documents, actor=None, now=NOW)


@pytest.fixture
def demo() -> None:
    take_in(*load_folder(Path("demo/portfolio")))


def named(slug: str, name: str, status: str = "in_operation", **life_cycle: str) -> SystemDocument:
    identity = {"slug": slug, "name": both(name), "purpose": both("x")}
    return document(slug, identity=identity, life_cycle={"status": status, **life_cycle})


@pytest.mark.usefixtures("demo")
def test_the_model_says_what_the_document_says() -> None:
    mitid = system_in_force("mitid", LATER, Audience.PUBLIC)
    assert mitid is not None
    assert mitid.name == Text("MitID", "MitID")
    assert (mitid.owner_slug, mitid.owner) == (
        "digitaliseringsstyrelsen",
        Text(
            "Digitaliseringsstyrelsen og FR I (Finans Danmark)",
            "Agency for Digital Government and FR I (Finance Denmark)",
        ),
    )
    login = mitid.services[0]
    assert (login.id, login.name) == ("login", Text("Login", "Login"))
    assert login.purpose == Text("Log ind hos myndigheder og banker", "Log in to public authorities and banks")
    assert login.without == Text("Du kan ikke logge ind med MitID.", "You cannot log in with MitID.")
    assert mitid.interfaces[2] == InterfaceModel(
        "mitid-dk", Text("mitid.dk", "mitid.dk"), "https://mitid.dk", Text("Borgere", "Citizens")
    )
    assert {statement.known.basis for statement in mitid.statements} == {Basis.DOCUMENTED, Basis.ASSUMED}
    assert (mitid.revision, mitid.in_force_from, mitid.retired) == (1, NOW, False)


@pytest.mark.usefixtures("demo")
def test_nemid_is_retired_and_names_its_successor() -> None:
    nemid = system_in_force("nemid", LATER, Audience.PUBLIC)
    assert nemid is not None
    assert nemid.life_cycle == LifeCycle(
        LifeCycleStatus.RETIRED, None, date(2023, 10, 31), "mitid", Text("MitID", "MitID")
    )
    assert nemid.retired
    assert nemid in systems_in_force(LATER, Audience.PUBLIC), "asked alone or among all, the answer is the same"


def test_a_system_is_described_as_it_was_at_that_moment() -> None:
    take_in(document("a", services=("old",)))
    import_documents(documents=[document("a", services=("new",))], actor=None, now=LATER)
    moments = [NOW - timedelta(microseconds=1), NOW, LATER - timedelta(microseconds=1), LATER]
    found = [system_in_force("a", at, Audience.PUBLIC) for at in moments]
    assert [system and system.services[0].id for system in found] == [None, "old", "old", "new"]
    assert [[each.services[0].id for each in systems_in_force(at, Audience.PUBLIC)] for at in moments] == [
        [],
        ["old"],
        ["old"],
        ["new"],
    ]


def test_those_in_operation_come_first_and_each_group_by_danish_name() -> None:
    take_in(
        named("a", "Ålborg"),
        named("b", "ærø"),
        named("c", "Zoo"),
        named("d", "Øster"),
        named("e", "abe"),
        named("f", "Aa", status="planned"),
        named("g", "AAA", status="retired", retired_on="2020-01-01"),
    )
    order = [system.name.da for system in systems_in_force(NOW, Audience.PUBLIC)]
    assert order == ["abe", "Zoo", "ærø", "Øster", "Ålborg", "Aa", "AAA"]


def test_the_number_of_queries_does_not_follow_the_number_of_systems(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    take_in(*(named(f"s{number}", f"S {number}", successor="s0" if number else "s1") for number in range(30)))
    with django_assert_num_queries(1):
        assert len(systems_in_force(NOW, Audience.PUBLIC)) == 30
    with django_assert_num_queries(2):
        assert system_in_force("s1", NOW, Audience.PUBLIC) is not None
    names = [SignalName(f"s{number}", "login") for number in range(30)]
    with django_assert_num_queries(1):
        found = component_ids(names)
    with django_assert_num_queries(1):
        assert component_names(found.values()) == {pk: name for name, pk in found.items()}


def test_components_are_found_by_name_and_unknown_names_left_out() -> None:
    take_in(document("a", services=("login", "sign")), document("b", services=("pay",)))
    login, a = SignalName("a", "login"), SignalName("a")
    found = component_ids([login, a, SignalName("a", "pay"), SignalName("b", "login"), SignalName("c"), login])
    assert found == {
        login: Component.objects.get(system__slug="a", service="login").pk,
        a: Component.objects.get(system__slug="a", service="").pk,
    }
    assert component_names([*found.values(), 0]) == {pk: name for name, pk in found.items()}


def test_what_was_read_is_read_again_after_a_change_only() -> None:
    seen = [portfolio_version(NOW)]
    for service in ("old", "old", "new"):
        import_documents(documents=[document("a", services=(service,))], actor=None, now=NOW)
        seen.append(portfolio_version(LATER))
    assert seen[1] == seen[2]
    assert len(set(seen)) == 3


def test_what_comes_into_force_by_the_clock_is_read_again_then() -> None:
    import_documents(documents=[document("a")], actor=None, now=LATER)
    before, after = (portfolio_version(at) for at in (NOW, LATER))
    assert before != after


def test_no_names_cost_no_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        assert component_ids([]) == {}
