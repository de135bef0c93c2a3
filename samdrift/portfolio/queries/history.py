"""The revisions of a document: which was in force when, who accepted it, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet

from samdrift.portfolio.derived import name_in
from samdrift.portfolio.document.audience import seen_by
from samdrift.portfolio.models import ChangeReport, Revision
from samdrift.vocabulary import Audience, Text


class Phase(StrEnum):
    SCHEDULED = "scheduled"
    IN_FORCE = "in_force"
    PAST = "past"
    TAKEN_BACK = "taken_back"
    """It never came into force: it was taken back, or replaced from the same moment on."""


@dataclass(frozen=True, slots=True)
class RevisionLine:
    """`start` and `end` (UTC) are None where it never came into force, `end` also where no end is known.

    `reason`, `effective_on` (the day that the report stated) and `report` are None and empty for an import.
    `accepted_by` and `author` are names of people: for the desk, not for the public.
    """

    id: int
    slug: str
    name: Text
    number: int
    phase: Phase
    start: datetime | None
    end: datetime | None
    accepted_at: datetime
    accepted_by: str | None
    author: str | None
    reason: str
    effective_on: date | None
    report: int | None


def history(slug: str, now: datetime) -> tuple[RevisionLine, ...]:
    """Every revision of the document, newest first. One query."""
    return tuple(_line(each, now) for each in _rows().filter(system__slug=slug).order_by("-number"))


def scheduled(now: datetime) -> tuple[RevisionLine, ...]:
    """Every revision that was accepted for a later day, the first to come first. One query."""
    coming = _rows().filter(during__startswith__gt=now).order_by("during", "system__slug")
    return tuple(_line(each, now) for each in coming)


def ending(now: datetime) -> tuple[RevisionLine, ...]:
    """The last revision of every document that is withdrawn from a later day on. One query."""
    last = _rows().filter(during__endswith__gt=now).exclude(followed_by__during__startswith__gt=now)
    return tuple(_line(each, now) for each in last.order_by("system__slug"))


def content_in_force(slug: str, at: datetime, audience: Audience) -> dict[str, Any] | None:
    """The document in force at `at` with what `audience` may read of it; None where none was."""
    found = Revision.objects.filter(system__slug=slug, during__contains=at).values_list("content", flat=True).first()
    return None if found is None else seen_by(found, audience)


def _rows() -> QuerySet[Revision]:
    return Revision.objects.select_related("system", "accepted_by", "change_report__author")


def _line(revision: Revision, now: datetime) -> RevisionLine:
    report = _report(revision)
    during = revision.during
    return RevisionLine(
        id=revision.pk,
        slug=revision.system.slug,
        name=name_in(revision.content),
        number=revision.number,
        phase=_phase(revision, now),
        start=during.lower,
        end=during.upper,
        accepted_at=revision.accepted_at,
        accepted_by=revision.accepted_by.name if revision.accepted_by else None,
        author=report.author.name if report else None,
        reason=report.reason if report else "",
        effective_on=report.effective_on if report else None,
        report=report.pk if report else None,
    )


def _report(revision: Revision) -> ChangeReport | None:
    try:
        return revision.change_report
    except ChangeReport.DoesNotExist:
        return None


def _phase(revision: Revision, now: datetime) -> Phase:
    during = revision.during
    if during.isempty:
        return Phase.TAKEN_BACK
    if during.lower > now:
        return Phase.SCHEDULED
    return Phase.IN_FORCE if during.upper is None or during.upper > now else Phase.PAST
