"""A document on any day, what differs between two days, and all its revisions, as a reader may read them."""

from __future__ import annotations

from dataclasses import dataclass

from samdrift.portfolio.derived import Portfolio, SystemModel
from samdrift.portfolio.document.changes import Change, changes
from samdrift.portfolio.document.changes_words import Names, names_in
from samdrift.portfolio.queries import confirmations, contents_in_force, system_in_force
from samdrift.portfolio.queries.history import content_in_force
from samdrift.publishing.described import Document, Relations, named_in_advice
from samdrift.publishing.exploring import Asked, portfolio
from samdrift.vocabulary import Audience, Text


@dataclass(frozen=True, slots=True)
class Changed:
    """What differs between two contents; `names` are what other systems are called in either."""

    changes: tuple[Change, ...]
    names: Names


def document_on(slug: str, asked: Asked, own: Audience) -> Document | None:
    """The document as it was in force; None where none was. `own` is who the reader is to this system: of all others
    only what `asked.audience` may read is in it."""
    whole = portfolio(asked)
    if slug not in whole.by_slug:
        return None
    if own is not asked.audience:
        whole = _with(whole, system_in_force(slug, asked.at, own))
    flows = tuple(flow for flow in whole.flows if slug in {flow.source.slug, flow.target.slug})
    advising = named_in_advice(whole.by_slug[slug], whole)
    relations = Relations(whole.needs(slug), whole.needed_by(slug), flows, advising)
    content = content_in_force(slug, asked.at, own) or {}
    return Document(whole.by_slug[slug], relations, confirmations(asked.at).get(slug), content, asked.on)


def changed(slug: str, earlier: Asked, later: Asked, own: Audience) -> Changed | None:
    """What differs; None where there was no document on one of the days, so that there is nothing to compare."""
    before, after = (content_in_force(slug, asked.at, own) for asked in (earlier, later))
    if before is None or after is None:
        return None
    return Changed(changes(before, after), names_on(earlier, later))


def names_on(*days: Asked) -> Names:
    """What systems and their services were called, the last of `days` before the others."""
    found: dict[str, Text] = {}
    for asked in days:
        found |= names_in(contents_in_force(asked.at, asked.audience).values())
    return found


def _with(whole: Portfolio, own: SystemModel | None) -> Portfolio:
    return Portfolio(tuple(own if own and each.slug == own.slug else each for each in whole.systems))
