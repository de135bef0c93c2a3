"""What a page of a document's history shows to a reader, for everyone and on the desk alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from samdrift.portfolio.days import today
from samdrift.portfolio.derived import name_in
from samdrift.portfolio.queries.revisions import revisions_seen
from samdrift.publishing.documents_explored import changed, document_on, names_on
from samdrift.publishing.exploring import Asked, ask
from samdrift.publishing.pages import documentation, history, moments
from samdrift.vocabulary import Audience, Language

Days = tuple[date | None, date | None]
"""The day asked for, and another to compare it with."""
MOST = 30
"""Revisions on one page."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads at `now`: `own` is who the reader is to the system, `others` to all other systems. `address` is where a
    system's document is, by its slug, and on a day where one is given."""

    own: Audience
    others: Audience
    language: Language
    address: Callable[[str, date | None], str]
    version: tuple[int, ...]
    now: datetime

    @property
    def today(self) -> date:
        return today(self.now)

    def ask(self, on: date) -> Asked:
        return ask(on, self.others, self.version, self.now)


def content(slug: str, reader: Reader, days: Days) -> dict[str, object] | None:
    """What the template needs: the difference between two days, the document on one, or all revisions. None where there
    is no such document."""
    latest = revisions_seen(slug, reader.now, reader.own, MOST + 1)
    if not latest:
        return None
    name = name_in(latest[0].content).in_(reader.language)
    shown = {"slug": slug, "name": name, "here": reader.address(slug, None)}
    first, second = days
    if second is not None:
        return shown | _difference(slug, reader, *sorted((first or reader.today, second)))
    if first is not None:
        return shown | _on_a_day(slug, reader, first)
    names = names_on(reader.ask(reader.today))
    return shown | {"revisions": history.revisions(latest, names, reader.language, MOST), "most": MOST}


def _difference(slug: str, reader: Reader, earlier: date, later: date) -> dict[str, object]:
    found = changed(slug, reader.ask(earlier), reader.ask(later), reader.own)
    return {"difference": history.difference(found, earlier, later, reader.language)}


def _on_a_day(slug: str, reader: Reader, on: date) -> dict[str, object]:
    found = document_on(slug, reader.ask(on), reader.own)
    told = documentation.read(found, reader.language, lambda other: reader.address(other, on)) if found else None
    return {"documentation": told, "day": moments.day(on, reader.language)}
