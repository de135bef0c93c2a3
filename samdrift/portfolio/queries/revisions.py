"""The revisions of a document as a reader may read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from samdrift.portfolio.document.audience import seen_by
from samdrift.portfolio.models import Revision
from samdrift.vocabulary import Audience


@dataclass(frozen=True, slots=True)
class RevisionSeen:
    """`content` holds what the reader may read. `end` is None while it is in force, whatever is accepted for later."""

    number: int
    start: datetime
    end: datetime | None
    content: dict[str, Any]


def revisions_seen(slug: str, now: datetime, audience: Audience, most: int) -> tuple[RevisionSeen, ...]:
    """Those that were or are in force, the newest first, at most so many. One query."""
    begun = Revision.objects.filter(system__slug=slug, during__startswith__lte=now).order_by("-during")
    return tuple(_seen(revision, now, audience) for revision in begun[:most])


def _seen(revision: Revision, now: datetime, audience: Audience) -> RevisionSeen:
    end = revision.during.upper
    ended = end if end is not None and end <= now else None
    return RevisionSeen(revision.number, revision.during.lower, ended, seen_by(revision.content, audience))
