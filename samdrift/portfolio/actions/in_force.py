"""Put a document in force after the one before it. The step that imports and change reports share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from samdrift.accounts.models import Organisation, Person
from samdrift.portfolio.document import SystemDocument
from samdrift.portfolio.models import Component, Revision, System

_PORTFOLIO_LOCK = 0x5A3D_0003
_IN_A_ROW = timedelta(seconds=1)
"""Changes that waited for each other lie microseconds ahead of the clock; what was decided for later, far more."""


def lock_portfolio() -> None:
    """Wait until nobody else changes what is in force, and keep them out until this transaction ends.

    References go across documents: each of two changes may be right alone, and both together wrong.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_PORTFOLIO_LOCK])


def is_to_come(revision: Revision, now: datetime) -> bool:
    """It was accepted for a later day. One that comes into force within the second is one that we waited for."""
    return bool(revision.during.lower and revision.during.lower > now + _IN_A_ROW)


def right_after(previous: Revision | None, now: datetime) -> datetime:
    """`now`, or the first moment after the previous one began: who waited for another carries an earlier `now`."""
    return max(now, previous.during.lower + timedelta(microseconds=1)) if previous else now


def last_revisions(systems: Mapping[str, System]) -> dict[str, Revision]:
    """Of each system, by slug, the revision with no end; it may begin in the future."""
    slugs = {system.pk: slug for slug, system in systems.items()}
    open_ended = Revision.objects.filter(system__in=slugs, during__upper_inf=True)
    return {slugs[revision.system_id]: revision for revision in open_ended}


def put_in_force(
    document: SystemDocument,
    system: System,
    previous: Revision | None,
    *,
    start: datetime,
    actor: Person | None,
    now: datetime,
) -> Revision:
    """The document as a revision in force from `start`, which is not before the previous one begins.

    One that begins at the same moment has been replaced before it came into force: its range becomes empty.
    """
    if previous:
        previous.during = DateTimeTZRange(previous.during.lower, start)
        previous.save(update_fields=["during"])
    last = system.revisions.order_by("-number").first()
    return Revision.objects.create(
        system=system,
        number=last.number + 1 if last else 1,
        during=DateTimeTZRange(start, None),
        content=document.content(),
        follows=previous,
        accepted_at=now,
        accepted_by=actor,
    )


def set_owners(documents: Iterable[SystemDocument], systems: Mapping[str, System]) -> None:
    """The owner that a document names is the one whose people may edit it, from the moment it is accepted."""
    changed = list(documents)
    organisations = Organisation.objects.in_bulk({each.owner.organisation for each in changed}, field_name="slug")
    for document in changed:
        systems[document.slug].owner = organisations[document.owner.organisation]
    System.objects.bulk_update([systems[document.slug] for document in changed], ["owner"])


def add_organisations(documents: Iterable[SystemDocument]) -> dict[str, Organisation]:
    """The owners that documents name, by slug; those not known before are made."""
    owners = {document.owner.organisation: document.owner.name for document in documents}
    Organisation.objects.bulk_create(
        [Organisation(slug=slug, name_da=owners[slug].da, name_en=owners[slug].en) for slug in sorted(owners)],
        ignore_conflicts=True,
    )
    return Organisation.objects.in_bulk(owners, field_name="slug")


def add_components(documents: Iterable[SystemDocument], systems: Mapping[str, System], *, begun: bool) -> None:
    """What a state can be about; a service that a document no longer has keeps its own. Until its document has `begun`
    a new service says nothing of its system."""
    Component.objects.bulk_create(
        [
            Component(system=systems[document.slug], service=service, in_force=begun or not service)
            for document in documents
            for service in ("", *(service.id for service in document.services))
        ],
        ignore_conflicts=True,
    )
