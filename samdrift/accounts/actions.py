"""What is done to organisations and people: one transaction and one audit entry each. The gates are the caller's."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from samdrift.accounts import audit
from samdrift.accounts.models import Organisation, Person, Role
from samdrift.vocabulary import Text


@transaction.atomic
def create_organisation(*, actor: Person | None, slug: str, name: Text, now: datetime) -> Organisation:
    organisation = Organisation.objects.create(slug=slug, name_da=name.da, name_en=name.en)
    audit.record(actor=actor, now=now, action="accounts.create_organisation", subject=f"organisation {slug}")
    return organisation


@transaction.atomic
def create_person(
    *,
    actor: Person | None,
    email: str,
    name: str,
    password: str,
    role: Role,
    organisation: Organisation | None,
    now: datetime,
) -> Person:
    person = Person.objects.create_user(email, password, name=name, role=role, organisation=organisation)
    audit.record(
        actor=actor,
        now=now,
        action="accounts.create_person",
        subject=subject_of(person),
        role=role.value,
        organisation=organisation.slug if organisation else None,
    )
    return person


@transaction.atomic
def set_password(*, actor: Person | None, person: Person, password: str, now: datetime) -> None:
    person.set_password(password)
    person.save(update_fields=["password"])
    audit.record(actor=actor, now=now, action="accounts.change_password", subject=subject_of(person))


@transaction.atomic
def change_role(*, actor: Person | None, person: Person, role: Role, now: datetime) -> None:
    locked = Person.objects.select_for_update().get(pk=person.pk)
    before, locked.role = locked.role, role
    locked.save(update_fields=["role"])
    person.role = role
    audit.record(
        actor=actor,
        now=now,
        action="accounts.change_role",
        subject=subject_of(person),
        before=str(before),
        after=role.value,
    )


@transaction.atomic
def deactivate_person(*, actor: Person | None, person: Person, now: datetime) -> None:
    """Close the account; sessions stop at their next request. The row stays: the audit trail points to it."""
    person.is_active = False
    person.save(update_fields=["is_active"])
    audit.record(actor=actor, now=now, action="accounts.deactivate_person", subject=subject_of(person))


def subject_of(person: Person) -> str:
    """The person's stable name in the audit trail."""
    return f"person {person.email}"[:200]
