"""When a change takes effect. What was in force is never rewritten."""

from __future__ import annotations

from datetime import date, datetime

from samdrift.portfolio.actions import in_force
from samdrift.portfolio.actions.refusals import ComesBefore, Withdrawn
from samdrift.portfolio.days import beginning_of
from samdrift.portfolio.models import Revision, System


def start_of(effective_on: date | None, now: datetime) -> datetime:
    """The beginning of that Copenhagen day, and never before `now`: a day in the past takes effect at once."""
    return max(now, beginning_of(effective_on)) if effective_on else now


def refuse_before(last: Revision | None, start: datetime, now: datetime) -> None:
    """A change that starts before a revision still to come would be undone by it on its day. Raises ComesBefore."""
    if last and in_force.is_to_come(last, now) and start < last.during.lower:
        raise ComesBefore(last)


def refuse_while_ending(system: System, start: datetime) -> None:
    """A system whose document is withdrawn from a later day on has no other before that day. Raises Withdrawn."""
    if system.revisions.filter(during__endswith__gt=start, during__upper_inf=False).exists():
        raise Withdrawn(system.slug)


def last_of(system: System) -> Revision | None:
    """The revision with no end. None where the system has no document, or it is withdrawn."""
    return in_force.last_revisions({system.slug: system}).get(system.slug)
