"""What a document's history says: its revisions, and what differs between two days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from samdrift.portfolio.document.changes import changes
from samdrift.portfolio.document.changes_words import Names, in_words
from samdrift.portfolio.queries.revisions import RevisionSeen
from samdrift.publishing.documents_explored import Changed
from samdrift.publishing.pages import moments
from samdrift.vocabulary import Language


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """`changes` are sentences; of the first revision, and of one in which nothing differs for the reader, none."""

    title: str
    period: str
    changes: tuple[str, ...]
    first: bool
    day: str


@dataclass(frozen=True, slots=True)
class Difference:
    """Between two days. `missing` says so where there was no document on one of them."""

    title: str
    changes: tuple[str, ...]
    missing: bool


def revisions(seen: Sequence[RevisionSeen], names: Names, language: Language, most: int) -> tuple[RevisionRow, ...]:
    """The newest first, at most so many: of `seen`, which holds one more to compare the last one with."""
    before = [*seen[1:], None]
    rows = tuple(_row(each, previous, names, language) for each, previous in zip(seen, before, strict=True))
    return rows[:most]


def difference(changed: Changed | None, earlier: date, later: date, language: Language) -> Difference:
    title = gettext("From %(earlier)s to %(later)s") % {
        "earlier": moments.day(earlier, language),
        "later": moments.day(later, language),
    }
    if changed is None:
        return Difference(title, (), missing=True)
    sentences = tuple(in_words(each, language, changed.names) for each in changed.changes)
    return Difference(title, sentences, missing=False)


def _row(seen: RevisionSeen, previous: RevisionSeen | None, names: Names, language: Language) -> RevisionRow:
    told = changes(previous.content, seen.content) if previous else ()
    return RevisionRow(
        title=gettext("Revision %(number)d") % {"number": seen.number},
        period=_period(seen, language),
        changes=tuple(in_words(each, language, names) for each in told),
        first=previous is None,
        day=moments.local_date(seen.start).isoformat(),
    )


def _period(seen: RevisionSeen, language: Language) -> str:
    start = moments.moment(seen.start, language)
    if seen.end is None:
        return gettext("In force since %(start)s") % {"start": start}
    return gettext("In force from %(start)s to %(end)s") % {"start": start, "end": moments.moment(seen.end, language)}
