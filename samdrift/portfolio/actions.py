"""What changes the portfolio. One function, one transaction, one audit entry for each changed document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from samdrift.accounts import audit
from samdrift.accounts.models import Organisation, Person
from samdrift.portfolio.document import Fault, Faults, SystemDocument
from samdrift.portfolio.models import Component, Revision, System


@dataclass(frozen=True, slots=True)
class Imported:
    """Slugs, each in alphabetical order."""

    created: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]


@transaction.atomic
def import_documents(*, documents: Iterable[SystemDocument], actor: Person | None, now: datetime) -> Imported:
    """Take the documents in as revisions in force from `now`: all of them or, on Faults, none.

    A document equal to its revision in force is left alone, so a second import changes nothing. Imports at the same
    time wait for each other.
    """
    ordered = sorted(documents, key=lambda document: document.slug)
    _refuse_twice(ordered)
    systems = _locked_systems(ordered)
    in_force = _latest_revisions(systems)
    changed = [document for document in ordered if _differs(document, in_force.get(document.slug))]
    _set_owners(changed, systems)
    for document in changed:
        _revise(document, systems[document.slug], in_force.get(document.slug), actor, now)
    _add_components(changed, systems)
    _refuse_unknown_successors(ordered)
    revised = {document.slug for document in changed}
    return Imported(
        created=tuple(slug for slug in systems if slug not in in_force),
        changed=tuple(slug for slug in systems if slug in revised and slug in in_force),
        unchanged=tuple(slug for slug in systems if slug not in revised),
    )


def _locked_systems(ordered: Sequence[SystemDocument]) -> dict[str, System]:
    # Rows are made and locked in the order of slugs: two imports wait for each other and never deadlock.
    owners = {document.owner.organisation: document.owner.name for document in ordered}
    Organisation.objects.bulk_create(
        [Organisation(slug=slug, name_da=owners[slug].da, name_en=owners[slug].en) for slug in sorted(owners)],
        ignore_conflicts=True,
    )
    organisations = Organisation.objects.in_bulk(owners, field_name="slug")
    System.objects.bulk_create(
        [System(slug=document.slug, owner=organisations[document.owner.organisation]) for document in ordered],
        ignore_conflicts=True,
    )
    locked = System.objects.filter(slug__in=[document.slug for document in ordered])
    return {system.slug: system for system in locked.order_by("slug").select_for_update()}


def _latest_revisions(systems: Mapping[str, System]) -> dict[str, Revision]:
    slugs = {system.pk: slug for slug, system in systems.items()}
    open_ended = Revision.objects.filter(system__in=slugs, during__upper_inf=True)
    return {slugs[revision.system_id]: revision for revision in open_ended}


def _differs(document: SystemDocument, revision: Revision | None) -> bool:
    return revision is None or revision.content != document.content()


def _revise(
    document: SystemDocument, system: System, previous: Revision | None, actor: Person | None, now: datetime
) -> None:
    start = now
    if previous:
        # An import that waited for another one carries an earlier `now`; it still comes after it.
        start = max(now, previous.during.lower + timedelta(microseconds=1))
        previous.during = DateTimeTZRange(previous.during.lower, start)
        previous.save(update_fields=["during"])
    revision = Revision.objects.create(
        system=system,
        number=previous.number + 1 if previous else 1,
        during=DateTimeTZRange(start, None),
        content=document.content(),
        accepted_at=now,
        accepted_by=actor,
    )
    audit.record(
        actor=actor, now=now, action="portfolio.import_document", subject=f"system {system}", revision=revision.number
    )


def _set_owners(changed: Iterable[SystemDocument], systems: Mapping[str, System]) -> None:
    organisations = Organisation.objects.in_bulk({each.owner.organisation for each in changed}, field_name="slug")
    for document in changed:
        systems[document.slug].owner = organisations[document.owner.organisation]
    System.objects.bulk_update([systems[document.slug] for document in changed], ["owner"])


def _add_components(changed: Iterable[SystemDocument], systems: Mapping[str, System]) -> None:
    Component.objects.bulk_create(
        [
            Component(system=systems[document.slug], service=service)
            for document in changed
            for service in ("", *(service.id for service in document.services))
        ],
        ignore_conflicts=True,
    )


def _refuse_twice(ordered: Sequence[SystemDocument]) -> None:
    count = Counter(document.slug for document in ordered)
    if twice := [slug for slug, times in count.items() if times > 1]:
        raise Faults(Fault(slug, None, "identity.slug", repr(slug), "each system once") for slug in twice)


def _refuse_unknown_successors(ordered: Iterable[SystemDocument]) -> None:
    named = {document.slug: each for document in ordered if (each := document.life_cycle.successor)}
    known = set(System.objects.filter(slug__in=named.values()).values_list("slug", flat=True))
    if unknown := [(slug, successor) for slug, successor in named.items() if successor not in known]:
        raise Faults(
            Fault(slug, None, "life_cycle.successor", repr(successor), "a system in the portfolio or in this import")
            for slug, successor in unknown
        )
