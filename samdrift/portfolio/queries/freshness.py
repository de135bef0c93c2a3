"""How fresh each document is: how complete, when it was last confirmed, and when that expires."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from samdrift.portfolio.days import today
from samdrift.portfolio.derived import Confirmed, name_in
from samdrift.portfolio.document import LifeCycleStatus
from samdrift.portfolio.document.completeness import completeness
from samdrift.portfolio.models import Confirmation, Reminder, Revision
from samdrift.vocabulary import Text, danish_order

SOON = timedelta(days=30)
"""How long before a confirmation expires its owner is reminded."""


class Freshness(StrEnum):
    FRESH = "fresh"
    SOON = "soon"
    EXPIRED = "expired"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Standing:
    """One document in force. `missing` are the fields without an answer, for those who may edit it; see
    `document.completeness`."""

    slug: str
    name: Text
    owner: str
    completeness: int
    missing: tuple[str, ...]
    confirmed: Confirmed | None
    freshness: Freshness

    @property
    def expires(self) -> date | None:
        return self.confirmed.expires if self.confirmed else None


def confirmations(at: datetime) -> dict[str, Confirmed]:
    """Slug to the last time that somebody had confirmed the document by `at`; without those never confirmed. One query.

    A confirmation counts from when the revision that it is about comes into force, and until another one is confirmed.
    """
    # One taken back before it came into force never begins, and its confirmation never counts.
    counting = Confirmation.objects.filter(at__lte=at, revision__during__startswith__lte=at).select_related("system")
    last = counting.order_by("system_id", "-revision__during", "-at", "-pk").distinct("system_id")
    return {each.system.slug: Confirmed(each.at, Text(each.function_da, each.function_en)) for each in last}


def standings(now: datetime, slugs: Iterable[str] | None = None) -> tuple[Standing, ...]:
    """Every document in force at `now`, or those of `slugs`: what is most urgent first. Two queries.

    Without those of systems that are retired: nothing more is asked of them.
    """
    revisions = Revision.objects.filter(during__contains=now).select_related("system__owner")
    if slugs is not None:
        revisions = revisions.filter(system__slug__in=set(slugs))
    confirmed = confirmations(now)
    found = [_standing(each, confirmed.get(each.system.slug), today(now)) for each in revisions if not _retired(each)]
    return tuple(sorted(found, key=_urgency))


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A reminder that could not be sent: to whom, about which system, and what the mail server said."""

    slug: str
    recipient: str
    tried_at: datetime
    fault: str


def undelivered() -> tuple[Undelivered, ...]:
    """Reminders that failed when they were last tried, the latest first. One query."""
    failed = Reminder.objects.filter(sent_at__isnull=True, tried_at__isnull=False).exclude(fault="")
    rows = failed.order_by("-tried_at").values_list("system__slug", "recipient__email", "tried_at", "fault")
    return tuple(Undelivered(slug, recipient, at, fault) for slug, recipient, at, fault in rows if at)


def freshness(confirmed: Confirmed | None, on: date) -> Freshness:
    """Of a document with this confirmation, on this Copenhagen day."""
    if confirmed is None:
        return Freshness.NEVER
    if not confirmed.counts_on(on):
        return Freshness.EXPIRED
    return Freshness.SOON if on >= confirmed.expires - SOON else Freshness.FRESH


def _standing(revision: Revision, confirmed: Confirmed | None, on: date) -> Standing:
    complete = completeness(revision.content)
    return Standing(
        slug=revision.system.slug,
        name=name_in(revision.content),
        owner=revision.system.owner.slug,
        completeness=complete.percent,
        missing=complete.missing,
        confirmed=confirmed,
        freshness=freshness(confirmed, on),
    )


def _retired(revision: Revision) -> bool:
    return bool(revision.content["life_cycle"]["status"] == LifeCycleStatus.RETIRED)


_URGENT = (Freshness.EXPIRED, Freshness.NEVER, Freshness.SOON, Freshness.FRESH)


def _urgency(standing: Standing) -> tuple[int, date, tuple[str, str]]:
    return _URGENT.index(standing.freshness), standing.expires or date.min, danish_order(standing.name.da)
