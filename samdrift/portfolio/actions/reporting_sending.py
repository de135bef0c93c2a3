"""Send a report to the secretariat, or withdraw it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from samdrift.accounts import audit
from samdrift.accounts.models import Person
from samdrift.portfolio.actions.effect import last_of, refuse_before, start_of
from samdrift.portfolio.actions.hearing import hear_others
from samdrift.portfolio.actions.references import refuse_dangling_proposal
from samdrift.portfolio.actions.refusals import NothingChanged, ReasonMissing
from samdrift.portfolio.actions.reporting_lock import hold, subject_of
from samdrift.portfolio.actions.reporting_whole import whole
from samdrift.portfolio.gate import ReportGate
from samdrift.portfolio.models import ChangeReport


@transaction.atomic
def submit_report(*, report: ChangeReport, version: int, actor: Person, now: datetime) -> ChangeReport:
    """Ask the owners at the other end of changed dependencies, and the secretariat to decide.

    Raises Faults where the document is not whole or names what will not be there on its day, and ReasonMissing,
    NothingChanged, ComesBefore.
    """
    held = hold(report, actor=actor, version=version, states=ChangeReport.EDITABLE, allowed=ReportGate.may_submit)
    if not held.reason:
        raise ReasonMissing
    document = whole(held.system.slug, held.content)
    if held.base and held.base.content == document.content():
        raise NothingChanged
    start = start_of(held.effective_on, now)
    refuse_before(last_of(held.system), start, now)
    refuse_dangling_proposal(document.slug, document.content(), since=start, reader=actor)
    held.content = document.content()
    held.state, held.submitted_at, held.changed_at = ChangeReport.State.SUBMITTED, now, now
    held.save(update_fields=["content", "state", "submitted_at", "changed_at"])
    held.writers.add(actor)
    asked = hear_others(held)
    audit.record(
        actor=actor,
        now=now,
        action="portfolio.submit_report",
        subject=subject_of(held),
        report=held.pk,
        version=held.version,
        reason=held.reason,
        effective_on=held.effective_on.isoformat() if held.effective_on else None,
        asked=", ".join(asked) or None,
    )
    return held


@transaction.atomic
def withdraw_report(*, report: ChangeReport, version: int, actor: Person, now: datetime) -> ChangeReport:
    """Close the report without a decision. Its content is kept."""
    held = hold(report, actor=actor, version=version, states=ChangeReport.OPEN, allowed=ReportGate.may_withdraw)
    held.state, held.changed_at = ChangeReport.State.WITHDRAWN, now
    held.save(update_fields=["state", "changed_at"])
    audit.record(actor=actor, now=now, action="portfolio.withdraw_report", subject=subject_of(held), report=held.pk)
    return held
