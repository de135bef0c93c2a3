from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from samdrift.accounts.actions import change_role, create_organisation, create_person, deactivate_person
from samdrift.accounts.models import AuditEntry, Organisation, Person, Role
from samdrift.vocabulary import Text
from tests.accounts.cast import NOW, PASSWORD, Cast, client_of


def newest() -> tuple[str | None, str, str, dict[str, object]]:
    entry = AuditEntry.objects.latest("id")
    assert entry.at == NOW
    return entry.actor.email if entry.actor else None, entry.action, entry.subject, entry.detail


def test_creating_an_organisation_is_audited(cast: Cast) -> None:
    admin = cast.people[Role.ADMINISTRATOR]
    create_organisation(actor=admin, slug="kombit", name=Text("KOMBIT", "KOMBIT"), now=NOW)
    assert Organisation.objects.filter(slug="kombit").exists()
    assert newest() == (admin.email, "accounts.create_organisation", "organisation kombit", {})


def test_an_action_that_fails_leaves_no_entry(cast: Cast) -> None:
    before = AuditEntry.objects.count()
    with pytest.raises(IntegrityError), transaction.atomic():
        create_organisation(actor=None, slug="digitaliseringsstyrelsen", name=Text("x", "x"), now=NOW)
    assert AuditEntry.objects.count() == before


def test_creating_a_person_is_audited_without_the_password(cast: Cast) -> None:
    created = create_person(
        actor=None,
        email="Bo@Example.dk",
        name="Bo",
        password=PASSWORD,
        role=Role.OPERATIONS,
        organisation=None,
        now=NOW,
    )
    assert created.check_password(PASSWORD)
    detail = {"role": "operations", "organisation": None}
    assert newest() == (None, "accounts.create_person", "person bo@example.dk", detail)


def test_changing_a_role_is_audited_with_before_and_after(cast: Cast) -> None:
    admin, reader = cast.people[Role.ADMINISTRATOR], cast.people[Role.READER]
    change_role(actor=admin, person=reader, role=Role.OPERATIONS, now=NOW)
    assert Person.objects.get(pk=reader.pk).role == Role.OPERATIONS
    detail = {"before": "reader", "after": "operations"}
    assert newest() == (admin.email, "accounts.change_role", f"person {reader.email}", detail)


def test_a_deactivated_person_is_out_at_the_next_request(cast: Cast) -> None:
    admin, operations = cast.people[Role.ADMINISTRATOR], cast.people[Role.OPERATIONS]
    browser = client_of(operations)
    assert browser.get("/desk/").status_code == 200
    deactivate_person(actor=admin, person=operations, now=NOW)
    assert newest() == (admin.email, "accounts.deactivate_person", f"person {operations.email}", {})
    assert browser.get("/desk/").status_code == 302
