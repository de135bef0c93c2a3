"""Take back what was accepted for a later day, and end documents."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from samdrift.accounts import audit
from samdrift.accounts.models import Person
from samdrift.portfolio.actions import in_force
from samdrift.portfolio.actions.effect import last_of, start_of
from samdrift.portfolio.actions.references import refuse_dangling
from samdrift.portfolio.actions.refusals import ComesBefore, InForce, NothingInForce, ReasonMissing
from samdrift.portfolio.gate import SystemGate
from samdrift.portfolio.models import ChangeReport, Revision, System


@transaction.atomic
def take_back_scheduled(*, revision: Revision, reason: str, actor: Person, now: datetime) -> None:
    """Accepted for a later day, it never comes into force; the revision that it was to end goes on.

    Only the last one: those after it are built on it (ComesBefore names the last). Raises InForce where its day has
    come, ReasonMissing, and Faults where others have come to rest on what it was to bring.
    """
    system = _open(revision.system_id, reason, actor)
    held = Revision.objects.select_related("system", "follows").get(pk=revision.pk)
    if held.during.isempty or held.during.lower <= now:
        raise InForce(held)
    last = last_of(system)
    if last is not None and last != held:
        raise ComesBefore(last)
    start, end = held.during.lower, held.during.upper
    held.during = DateTimeTZRange(empty=True)
    held.save(update_fields=["during"])
    if previous := held.follows:
        # One that was to begin at the very same moment was replaced by this one and is to begin then again.
        previous.during = DateTimeTZRange(start if previous.during.isempty else previous.during.lower, end)
        previous.save(update_fields=["during"])
    refuse_dangling({system.slug}, since=now)
    _record(actor, now, "portfolio.take_back_revision", system, revision=held.number, reason=reason)


@transaction.atomic
def withdraw_document(*, system: System, on: date | None, reason: str, actor: Person, now: datetime) -> None:
    """End the document with the beginning of the Copenhagen day `on`, or at once. History keeps it.

    Reports that are open are closed as withdrawn; their content is kept, and who wrote them goes on reading them.
    Raises Faults while others depend on the system (each names who does), ComesBefore where a revision is to begin on
    that day or later, NothingInForce, ReasonMissing.
    """
    system = _open(system.pk, reason, actor)
    last = last_of(system)
    if last is None:
        raise NothingInForce(system.slug)
    start = start_of(on, now)
    if in_force.is_to_come(last, now) and last.during.lower >= start:
        raise ComesBefore(last)
    if not in_force.is_to_come(last, now):
        start = max(start, in_force.right_after(last, now))
    last.during = DateTimeTZRange(last.during.lower, start)
    last.save(update_fields=["during"])
    refuse_dangling({system.slug}, since=start)
    closed = _close_reports(system, now)
    _record(
        actor,
        now,
        "portfolio.withdraw_document",
        system,
        revision=last.number,
        ends=start.isoformat(),
        reason=reason,
        closed=", ".join(map(str, closed)) or None,
    )


@transaction.atomic
def take_back_withdrawal(*, system: System, reason: str, actor: Person, now: datetime) -> None:
    """The document that was to end on a later day goes on. Reports that were closed stay closed.

    Raises InForce where that day has come, or where another document is to begin then; take that back first.
    """
    system = _open(system.pk, reason, actor)
    newest = system.revisions.exclude(during__isempty=True).order_by("-during").first()
    if newest is None:
        raise NothingInForce(system.slug)
    if newest.during.upper is None or newest.during.upper <= now:
        raise InForce(newest)
    newest.during = DateTimeTZRange(newest.during.lower, None)
    newest.save(update_fields=["during"])
    refuse_dangling({system.slug}, since=now)
    _record(actor, now, "portfolio.take_back_withdrawal", system, revision=newest.number, reason=reason)


def _open(pk: int, reason: str, actor: Person) -> System:
    in_force.lock_portfolio()
    system = System.objects.select_for_update().get(pk=pk)
    if not SystemGate(actor, system).may_withdraw():
        raise PermissionDenied
    if not reason.strip():
        raise ReasonMissing
    return system


def _close_reports(system: System, now: datetime) -> list[int]:
    reports = ChangeReport.objects.select_for_update().filter(system=system, state__in=ChangeReport.OPEN)
    closed = sorted(reports.values_list("pk", flat=True))
    ChangeReport.objects.filter(pk__in=closed).update(state=ChangeReport.State.WITHDRAWN, changed_at=now)
    return closed


def _record(actor: Person, now: datetime, action: str, system: System, **detail: str | int | None) -> None:
    audit.record(actor=actor, now=now, action=action, subject=f"system {system}", **detail)
