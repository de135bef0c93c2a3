from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from samdrift.accounts.models import AuditEntry, Organisation, Person
from samdrift.portfolio.actions import Imported, import_documents
from samdrift.portfolio.document import Faults, SystemDocument, load_folder
from samdrift.portfolio.models import Component, Revision, System
from tests.portfolio.conftest import NOW
from tests.portfolio.documents import document

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def take_in(*documents: SystemDocument, actor: Person | None = None, at: timedelta = timedelta()) -> Imported:
    return import_documents(documents=documents, actor=actor, now=NOW + at)


def test_a_new_document_makes_its_system_owner_components_and_first_revision(secretary: Person) -> None:
    done = take_in(document("b", owner="other"), document("a", services=("login", "sign")), actor=secretary)
    assert done == Imported(created=("a", "b"), changed=(), unchanged=())
    assert [(system.slug, system.owner.slug) for system in System.objects.all()] == [("a", "agency"), ("b", "other")]
    assert [str(component) for component in Component.objects.all()] == ["a", "a/login", "a/sign", "b", "b/login"]
    revision = Revision.objects.get(system__slug="a")
    assert (revision.number, revision.during.lower, revision.during.upper) == (1, NOW, None)
    assert (revision.accepted_at, revision.accepted_by) == (NOW, secretary)
    assert revision.content == document("a", services=("login", "sign")).content()


def test_an_organisation_that_exists_keeps_its_name(secretary: Person) -> None:
    take_in(document("a", owner="agency"))
    assert Organisation.objects.get(slug="agency").name_da == "Styrelsen"


def test_a_changed_document_closes_the_previous_revision(secretary: Person) -> None:
    take_in(document("a"), document("b"))
    done = take_in(document("a", services=("sign",), owner="other"), document("b"), at=timedelta(hours=1))
    assert done == Imported(created=(), changed=("a",), unchanged=("b",))
    second, first = Revision.objects.filter(system__slug="a")
    assert (first.number, first.during.lower, first.during.upper) == (1, NOW, LATER)
    assert (second.number, second.during.lower, second.during.upper) == (2, LATER, None)
    assert System.objects.get(slug="a").owner.slug == "other"


def test_components_are_never_deleted() -> None:
    take_in(document("a", services=("login",)))
    before = Component.objects.get(service="login").pk
    take_in(document("a", services=("sign",)), at=timedelta(hours=1))
    assert [component.service for component in Component.objects.all()] == ["", "login", "sign"]
    assert Component.objects.get(service="login").pk == before


def test_the_same_again_changes_nothing() -> None:
    portfolio = load_folder(Path("demo/portfolio"))
    assert len(take_in(*portfolio).created) == 21
    before = (list(Revision.objects.values()), list(System.objects.values()), AuditEntry.objects.count())
    again = take_in(*portfolio, at=timedelta(days=1))
    assert (again.created, again.changed, len(again.unchanged)) == ((), (), 21)
    assert (list(Revision.objects.values()), list(System.objects.values()), AuditEntry.objects.count()) == before


def test_each_changed_document_has_one_audit_entry(secretary: Person) -> None:
    take_in(document("a"), document("b"), actor=secretary)
    take_in(document("a"), document("b", services=("x",)), at=timedelta(hours=1))
    assert [(e.actor_name, e.action, e.subject, e.detail) for e in AuditEntry.objects.order_by("id")] == [
        ("Signe", "portfolio.import_document", "system a", {"revision": 1}),
        ("Signe", "portfolio.import_document", "system b", {"revision": 1}),
        ("Samdrift", "portfolio.import_document", "system b", {"revision": 2}),
    ]


def succeeded(slug: str, successor: str) -> SystemDocument:
    life_cycle = {"status": "retired", "retired_on": "2023-10-31", "successor": successor}
    return document(slug, life_cycle=life_cycle)


def test_a_successor_is_in_the_import_or_in_the_portfolio() -> None:
    take_in(succeeded("a-old", "b-new"), document("b-new"))
    take_in(succeeded("older", "a-old"))
    assert System.objects.count() == 3


def test_an_unknown_successor_imports_nothing_at_all() -> None:
    take_in(document("a"))
    before = list(Revision.objects.values())
    with pytest.raises(Faults, match=r"old: life_cycle\.successor: 'nobody'; expected a system in the portfolio"):
        take_in(document("a", services=("x",)), document("new", owner="new"), succeeded("old", "nobody"))
    assert list(Revision.objects.values()) == before
    assert (System.objects.count(), Component.objects.count(), AuditEntry.objects.count()) == (1, 2, 1)
    assert not Organisation.objects.filter(slug="new").exists()


def test_the_same_system_twice_imports_nothing() -> None:
    with pytest.raises(Faults, match=r"a: identity\.slug: 'a'; expected each system once"):
        take_in(document("a"), document("a", services=("x",)))
    assert System.objects.count() == 0


def test_an_import_that_carries_an_earlier_time_still_comes_after() -> None:
    """Its clock was read before it waited for the one that is in force now."""
    take_in(document("a"), at=timedelta(seconds=1))
    take_in(document("a", services=("x",)))
    second, first = Revision.objects.all()
    assert first.during.upper == second.during.lower == NOW + timedelta(seconds=1, microseconds=1)
    assert second.accepted_at == NOW
