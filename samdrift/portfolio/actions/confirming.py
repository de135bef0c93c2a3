"""Say that a document still holds."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from samdrift.accounts import audit
from samdrift.accounts.models import Person, Role
from samdrift.portfolio.actions.refusals import NothingInForce
from samdrift.portfolio.models import Confirmation, Revision, System
from samdrift.vocabulary import Text

OWNER = Text("systemejeren", "the system owner")
SECRETARIAT = Text("sekretariatet", "the secretariat")


def function_of(person: Person) -> Text:
    """In which function somebody speaks, unless they say otherwise. Readers are told this, never the name."""
    return OWNER if person.role == Role.SYSTEM_OWNER else SECRETARIAT


@transaction.atomic
def confirm_document(*, system: System, actor: Person | None, function: Text, now: datetime) -> Confirmation:
    """The document in force at `now` holds, says `function` of the owner. Raises NothingInForce where there is none."""
    revision = Revision.objects.filter(system=system, during__contains=now).first()
    if revision is None:
        raise NothingInForce(system.slug)
    confirmation = confirm_revision(revision=revision, by=actor, function=function, at=now)
    audit.record(
        actor=actor,
        now=now,
        action="portfolio.confirm_document",
        subject=f"system {system}",
        revision=revision.number,
        function=function.da,
    )
    return confirmation


def confirm_revision(*, revision: Revision, by: Person | None, function: Text, at: datetime) -> Confirmation:
    """Part of another action, which writes the audit entry."""
    return Confirmation.objects.create(
        system_id=revision.system_id,
        revision=revision,
        at=at,
        by=by,
        function_da=function.da,
        function_en=function.en,
    )
