"""The secretariat's decision on a report: return it, or accept it, so that it takes effect on its day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from samdrift.accounts import audit
from samdrift.accounts.models import Person
from samdrift.portfolio.actions import in_force
from samdrift.portfolio.actions.confirming import confirm_revision, function_of
from samdrift.portfolio.actions.effect import last_of, refuse_before, refuse_while_ending, start_of
from samdrift.portfolio.actions.hearing import hear_anew
from samdrift.portfolio.actions.references import refuse_dangling
from samdrift.portfolio.actions.refusals import (
    AskedAnew,
    Conflicting,
    HasDocument,
    ReasonMissing,
    Unheard,
    Withdrawn,
)
from samdrift.portfolio.actions.reporting_lock import hold, subject_of
from samdrift.portfolio.actions.reporting_whole import whole
from samdrift.portfolio.document import SystemDocument
from samdrift.portfolio.document.merge import Conflicts, merge
from samdrift.portfolio.gate import ReportGate
from samdrift.portfolio.models import ChangeReport, Hearing, Revision

_TO_DECIDE = (ChangeReport.State.SUBMITTED,)


@transaction.atomic
def return_report(*, report: ChangeReport, comment: str, version: int, actor: Person, now: datetime) -> ChangeReport:
    """Send the report back to its author, who is told why and may change it. Raises ReasonMissing without a comment."""
    held = hold(report, actor=actor, version=version, states=_TO_DECIDE, allowed=ReportGate.may_return)
    if not comment.strip():
        raise ReasonMissing
    _decide(held, ChangeReport.State.RETURNED, comment, actor, now)
    held.save()
    audit.record(
        actor=actor,
        now=now,
        action="portfolio.return_report",
        subject=subject_of(held),
        report=held.pk,
        comment=held.comment,
    )
    return held


def accept_report(
    *, report: ChangeReport, comment: str, overrule: bool, version: int, actor: Person, now: datetime
) -> Revision:
    """The revision that the report becomes, merged with what was accepted since it was begun.

    It is in force from the beginning of its Copenhagen day, or at once where that has begun, and counts from then on as
    confirmed when it was submitted. `overrule` accepts although an other end has not confirmed; `comment` says why.
    Raises Unheard, ReasonMissing, Conflicting, ComesBefore, Withdrawn, HasDocument, and Faults where the merged
    document breaks a rule or a reference. Nothing is changed then, and the report waits as before.

    Raises AskedAnew where it would put in force what an other end was never asked, whatever `overrule` says: who
    decides has not read that question. It is asked then, and the report waits, merged.
    """
    with transaction.atomic():
        in_force.lock_portfolio()
        held = hold(report, actor=actor, version=version, states=_TO_DECIDE, allowed=ReportGate.may_accept)
        last = last_of(held.system)
        document = _merged(held, last)
        start = _start(held, last, now)
        anew = hear_anew(held, last, document.content(), actor=actor, now=now)
        if not anew:
            overruled = _unheard(held, comment, overrule=overrule)
            revision = _put_in_force(document, held, last, start=start, actor=actor, now=now)
            _accept(held, revision, comment, overruled, actor=actor, now=now)
            return revision
    raise AskedAnew(held, anew)  # with the questions kept


def _accept(
    held: ChangeReport, revision: Revision, comment: str, overruled: Sequence[Hearing], *, actor: Person, now: datetime
) -> None:
    held.revision = revision
    _decide(held, ChangeReport.State.ACCEPTED, comment, actor, now)
    held.save()
    confirm_revision(revision=revision, by=held.author, function=function_of(held.author), at=held.submitted_at or now)
    audit.record(
        actor=actor,
        now=now,
        action="portfolio.accept_report",
        subject=subject_of(held),
        report=held.pk,
        revision=revision.number,
        in_force_from=revision.during.lower.isoformat(),
        comment=held.comment or None,
        overruled=", ".join(f"{each.provider.slug} {each.dependency}" for each in overruled) or None,
    )


def _unheard(held: ChangeReport, comment: str, *, overrule: bool) -> Sequence[Hearing]:
    unheard = list(held.hearings.exclude(answer=Hearing.Answer.CONFIRMED).select_related("provider"))
    if unheard and not overrule:
        raise Unheard(unheard)
    if unheard and not comment.strip():
        raise ReasonMissing
    return unheard


def _merged(held: ChangeReport, last: Revision | None) -> SystemDocument:
    if last is None and held.base is not None:
        raise Withdrawn(held.system.slug)
    if last is not None and held.base is None:
        raise HasDocument(held.system.slug)
    content: dict[str, Any] = held.content
    if last is not None and held.base is not None and last != held.base:
        merged = merge(held.base.content, last.content, content)
        if isinstance(merged, Conflicts):
            raise Conflicting(merged.conflicts)
        content = merged.content
    return whole(held.system.slug, content)


def _start(held: ChangeReport, last: Revision | None, now: datetime) -> datetime:
    start = start_of(held.effective_on, now)
    refuse_before(last, start, now)
    if last is None:
        refuse_while_ending(held.system, start)
    begun = last if last and not in_force.is_to_come(last, now) else None
    return max(start, in_force.right_after(begun, now))


def _put_in_force(
    document: SystemDocument,
    held: ChangeReport,
    last: Revision | None,
    *,
    start: datetime,
    actor: Person,
    now: datetime,
) -> Revision:
    systems = {document.slug: held.system}
    in_force.add_organisations([document])
    revision = in_force.put_in_force(document, held.system, last, start=start, actor=actor, now=now)
    in_force.add_components([document], systems, begun=not in_force.is_to_come(revision, now))
    if not in_force.is_to_come(revision, now):
        in_force.set_owners([document], systems)  # later, the owner of that day hands over then: handing_over.py
    refuse_dangling({document.slug}, since=start)
    return revision


def _decide(held: ChangeReport, state: ChangeReport.State, comment: str, actor: Person, now: datetime) -> None:
    held.state, held.comment = state, comment.strip()
    held.decided_at, held.decided_by, held.changed_at = now, actor, now
