"""Take documents in: all or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from samdrift.accounts import audit
from samdrift.accounts.models import Person
from samdrift.portfolio.actions import in_force
from samdrift.portfolio.actions.references import refuse_dangling
from samdrift.portfolio.days import today
from samdrift.portfolio.document import Fault, Faults, SystemDocument
from samdrift.portfolio.models import Revision, System


@dataclass(frozen=True, slots=True)
class Imported:
    """Slugs, each in alphabetical order."""

    created: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]


@transaction.atomic
def import_documents(
    *, documents: Iterable[SystemDocument], actor: Person | None, now: datetime, shells: Collection[str] = ()
) -> Imported:
    """Take the documents in as revisions in force from `now`: all of them or, on Faults, none.

    A document equal to its revision in force is left alone, so a second import changes nothing. Imports at the same
    time wait for each other. `shells` are the slugs of those that say hardly more than that there is a system: they
    begin its documentation, and never replace any.
    """
    ordered = sorted(documents, key=lambda document: document.slug)
    _refuse_twice(ordered)
    in_force.lock_portfolio()
    systems = _systems(ordered)
    last = in_force.last_revisions(systems)
    changed = [document for document in ordered if _differs(document, last.get(document.slug))]
    _refuse_described(each.slug for each in changed if each.slug in shells and each.slug in last)
    _refuse_scheduled(changed, last, now)
    _refuse_ending(changed, systems, now)
    in_force.set_owners(changed, systems)
    revisions = [_revise(each, systems[each.slug], last.get(each.slug), actor, now) for each in changed]
    in_force.add_components(changed, systems, begun=True)
    revised = {document.slug for document in changed}
    refuse_dangling(revised, since=max((revision.during.lower for revision in revisions), default=now))
    return Imported(
        created=tuple(slug for slug in systems if slug in revised and slug not in last),
        changed=tuple(slug for slug in systems if slug in revised and slug in last),
        unchanged=tuple(slug for slug in systems if slug not in revised),
    )


def _systems(ordered: Sequence[SystemDocument]) -> dict[str, System]:
    organisations = in_force.add_organisations(ordered)
    System.objects.bulk_create(
        [System(slug=document.slug, owner=organisations[document.owner.organisation]) for document in ordered],
        ignore_conflicts=True,
    )
    slugs = [document.slug for document in ordered]
    return {system.slug: system for system in System.objects.filter(slug__in=slugs).order_by("slug")}


def _differs(document: SystemDocument, revision: Revision | None) -> bool:
    return revision is None or revision.content != document.content()


def _revise(
    document: SystemDocument, system: System, previous: Revision | None, actor: Person | None, now: datetime
) -> Revision:
    start = in_force.right_after(previous, now)
    revision = in_force.put_in_force(document, system, previous, start=start, actor=actor, now=now)
    audit.record(
        actor=actor, now=now, action="portfolio.import_document", subject=f"system {system}", revision=revision.number
    )
    return revision


def _refuse_twice(ordered: Sequence[SystemDocument]) -> None:
    count = Counter(document.slug for document in ordered)
    if twice := [slug for slug, times in count.items() if times > 1]:
        raise Faults(Fault(slug, None, "identity.slug", repr(slug), "each system once") for slug in twice)


def _refuse_described(shells: Iterable[str]) -> None:
    expected = "a system that is not described yet; change a described one by its document"
    if faults := [Fault(slug, None, "", repr(slug), expected) for slug in shells]:
        raise Faults(faults)


def _refuse_scheduled(changed: Iterable[SystemDocument], last: Mapping[str, Revision], now: datetime) -> None:
    """What is imported is in force from now on; it must not silently undo what was decided for a later day."""
    scheduled = [
        revision for document in changed if (revision := last.get(document.slug)) and in_force.is_to_come(revision, now)
    ]
    if scheduled:
        raise Faults(
            Fault(
                revision.system.slug,
                None,
                "",
                f"revision {revision.number} comes into force on {today(revision.during.lower)}",
                "no accepted revision that is still to come; take it back first, or report the change on top of it",
            )
            for revision in scheduled
        )


def _refuse_ending(changed: Iterable[SystemDocument], systems: Mapping[str, System], now: datetime) -> None:
    ending = Revision.objects.filter(system__in=[systems[each.slug] for each in changed], during__endswith__gt=now)
    last = ending.exclude(system__revisions__during__upper_inf=True).select_related("system")
    faults = [
        Fault(each.system.slug, None, "", f"withdrawn from {today(each.during.upper)}", "a document without an end")
        for each in last
    ]
    if faults:
        raise Faults(faults)
