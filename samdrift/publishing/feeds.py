"""Atom feeds (RFC 4287): what changed, newest first, for the whole site and for each system."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext, override

from samdrift.publishing import changes
from samdrift.publishing.changes import Change, Together
from samdrift.publishing.pages import addresses, moments, planned_work, sentences
from samdrift.publishing.pages.effects import effects, general
from samdrift.publishing.pages.standing import Standing, of
from samdrift.snapshot.json_v1 import instant
from samdrift.snapshot.model import Snapshot, SystemStatus
from samdrift.vocabulary import Language

LENGTH = 50
"""Entries in a feed at the most."""

_TITLES: dict[Language, tuple[str, str]] = {
    "da": ("Samdrift: driftsstatus", "Driftsstatus for {name}"),
    "en": ("Samdrift: operational status", "Operational status of {name}"),
}


class _Atom(Atom1Feed):
    """A feed without entries is of `empty_since`: Django would give the time of writing, another one at each."""

    empty_since: datetime

    def latest_post_date(self) -> datetime:
        latest: datetime = super().latest_post_date() if self.items else self.empty_since
        return latest


@dataclass(frozen=True, slots=True)
class _Entry:
    """`page` is the path it leads to, `mark` what sets it apart from other entries on that page, for good."""

    title: str
    summary: str
    page: str
    mark: str


def site(snapshot: Snapshot, base_url: str, language: Language) -> bytes:
    """Changes of every system in operation."""
    title, _ = _TITLES[language]
    live = [system for system in snapshot.systems if system.succession is None]
    page = addresses.page("front", language)
    return _feed(
        title,
        page=page,
        own=addresses.SITE_FEEDS[language],
        told=changes.of_all(snapshot, LENGTH),
        empty_since=max((system.since for system in live), default=snapshot.published_at),
        base_url=base_url,
        language=language,
    )


def system(status: SystemStatus, base_url: str, language: Language) -> bytes:
    """Changes of one system."""
    _, title = _TITLES[language]
    page = addresses.page("system", language, status.slug)
    named = title.format(name=status.name.in_(language))
    return _feed(
        named,
        page=page,
        own=addresses.feed(status.slug, language),
        told=changes.of_one(status, LENGTH),
        empty_since=status.since,
        base_url=base_url,
        language=language,
    )


def _feed(
    title: str,
    *,
    page: str,
    own: str,
    told: Sequence[Change | Together],
    empty_since: datetime,
    base_url: str,
    language: Language,
) -> bytes:
    with override(language):
        feed = _Atom(title, base_url + page, "", language=language, feed_url=base_url + own, author_name="Samdrift")
        feed.empty_since = empty_since
        for change in told:
            entry = _together(change, language) if isinstance(change, Together) else _one(change, language)
            feed.add_item(
                title=entry.title,
                link=base_url + entry.page,
                description=escape(entry.summary),  # Django says that summaries are HTML
                unique_id=f"{base_url}{entry.page}#{entry.mark}",
                pubdate=change.since,
                updateddate=change.since,
            )
        text: str = feed.writeString("utf-8")
    return text.encode()


def _one(change: Change, language: Language) -> _Entry:
    of_then = replace(change.system, state=change.item.state)
    # Of the past it is not known which services it was.
    sentence = (sentences.as_a_whole if change.item.period.end else sentences.of_one)(of_then, language)
    return _Entry(
        title=sentences.headline(sentence),
        summary=_present(change, language) or f"{sentence} {_when(change, language)}",
        page=addresses.page("system", language, change.system.slug),
        mark=instant(change.since),
    )


def _present(change: Change, language: Language) -> str:
    """What it means to people, if it is so now and means something to them: of planned work what that does, of other
    trouble what it does and then that there is work as well."""
    if change.item.period.end is not None:
        return ""
    system = change.system
    planned = of(system) is Standing.PLANNED
    other = [each for each in system.services if each.state.observed and each.state.planned is not planned]
    alike = replace(
        system, services=tuple(each for each in system.services if not each.state.level or each not in other)
    )
    told = [text for each in effects(alike, language) for text in (each.meaning, each.instead) if text]
    return " ".join(part for part in (" ".join(told) or general(system), planned_work.beside(system, language)) if part)


def _when(change: Change, language: Language) -> str:
    # With the year: a feed is read long after it was written.
    start, end = change.began, change.item.period.end
    first = moments.moment(start, language)
    if end is None:
        return gettext("Since %(moment)s.") % {"moment": first}
    return gettext("From %(start)s to %(until)s.") % {"start": first, "until": moments.until(start, end, language)}


def _together(change: Together, language: Language) -> _Entry:
    names = sentences.listing([system.name.in_(language) for system in change.systems])
    return _Entry(
        title=sentences.headline(sentences.of_many(change.standing, len(change.systems))),
        summary=gettext("This is so for %(names)s.") % {"names": names},
        page=addresses.page("front", language),
        mark=f"{instant(change.since)}-{change.standing.value}",
    )
