"""Atom feeds (RFC 4287): what changed, newest first, for the whole site and for each system."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext, override

from samdrift.publishing import changes, feed_memory, feed_warnings
from samdrift.publishing.changes import Change, Together
from samdrift.publishing.feed_memory import Entry, dated
from samdrift.publishing.pages import addresses, moments, planned_work, sentences
from samdrift.publishing.pages.effects import effects, general
from samdrift.publishing.pages.measures import roughly
from samdrift.publishing.pages.since import fell_silent_in_trouble
from samdrift.publishing.pages.standing import Standing, of
from samdrift.snapshot.json_v1 import instant
from samdrift.snapshot.model import Snapshot, SystemStatus
from samdrift.vocabulary import Language

LENGTH = 50
"""Entries in a feed at the most, but for warnings that stand."""
OBSERVED, UNOBSERVED = "observed", "unobserved"
"""Categories: what monitoring saw, and that it saw nothing."""

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
class Memory:
    """`before` is the feed as it stands published, if it does; `now` is when the next one is made."""

    before: bytes | None
    now: datetime


def site(snapshot: Snapshot, base_url: str, language: Language, before: bytes | None = None) -> bytes:
    """Changes of every system in operation, and nothing that is only expected: one outage would be a hundred entries,
    and who follows all of them reads of the outage itself."""
    title, _ = _TITLES[language]
    live = [system for system in snapshot.systems if system.succession is None]
    page = addresses.page("front", language)
    known = feed_memory.read(before)
    with override(language):
        entries = [
            dated(_entry(change, base_url, language), known, snapshot.published_at)
            for change in changes.of_all(snapshot, LENGTH)
        ]
        return _feed(
            title,
            entries,
            page=base_url + page,
            own=base_url + addresses.SITE_FEEDS[language],
            empty_since=max((system.since for system in live), default=snapshot.published_at),
            language=language,
        )


def system(status: SystemStatus, base_url: str, language: Language, memory: Memory) -> bytes:
    """Changes of one system, and when others' trouble may have reached it."""
    _, title = _TITLES[language]
    page = base_url + addresses.page("system", language, status.slug)
    known = feed_memory.read(memory.before)
    with override(language):
        entries = [
            *(_entry(change, base_url, language) for change in changes.of_one(status, LENGTH)),
            *feed_warnings.warnings(status, page, known, language, memory.now),
        ]
        return _feed(
            title.format(name=status.name.in_(language)),
            [dated(entry, known, memory.now) for entry in entries],
            page=page,
            own=base_url + addresses.feed(status.slug, language),
            empty_since=status.since,
            language=language,
        )


def _feed(
    title: str, entries: Sequence[Entry], *, page: str, own: str, empty_since: datetime, language: Language
) -> bytes:
    # A reader shows entries away from the feed, with who wrote them.
    of_what = " (demonstration)" if settings.DEMONSTRATION else ""
    feed = _Atom(f"{title}{of_what}", page, "", language=language, feed_url=own, author_name=f"Samdrift{of_what}")
    feed.empty_since = empty_since
    for entry in _newest(entries):
        feed.add_item(
            title=entry.title,
            link=entry.link,
            description=entry.summary,
            unique_id=entry.id,
            pubdate=entry.published,
            updateddate=entry.updated,
            categories=[entry.category],
        )
    text: str = feed.writeString("utf-8")
    return text.encode()


def _newest(entries: Sequence[Entry]) -> list[Entry]:
    """As many as a feed has, and every warning that stands: the next feed must know of it."""
    ordered = sorted(entries, key=lambda entry: (entry.updated, entry.published), reverse=True)
    by_id = {entry.id: entry for entry in entries}
    return ordered[:LENGTH] + [entry for entry in ordered[LENGTH:] if feed_warnings.lasts(entry, by_id)]


def _entry(change: Change | Together, base_url: str, language: Language) -> Entry:
    return _together(change, base_url, language) if isinstance(change, Together) else _one(change, base_url, language)


def _one(change: Change, base_url: str, language: Language) -> Entry:
    of_then = replace(change.system, state=change.item.state)
    # Of the past it is not known which services it was.
    sentence = (sentences.as_a_whole if change.item.period.end else sentences.of_one)(of_then, language)
    if change.item.period.end is None and fell_silent_in_trouble(of_then):
        sentence = sentences.of_silent_trouble([of_then], language, None)
    page = base_url + addresses.page("system", language, change.system.slug)
    return Entry(
        id=f"{page}#{instant(change.since)}",
        title=sentences.headline(sentence),
        summary=escape(_present(change, language) or f"{sentence} {_when(change, language)}"),
        link=page,
        published=change.since,
        updated=change.item.period.end or change.since,
        category=OBSERVED if change.item.state.observed else UNOBSERVED,
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
    if moments.clock(start, language) == moments.clock(end, language) and end - start < timedelta(minutes=1):
        return gettext("%(moment)s, for %(length)s.") % {"moment": first, "length": roughly(end - start)}
    return gettext("From %(start)s to %(until)s.") % {"start": first, "until": moments.until(start, end, language)}


def _together(change: Together, base_url: str, language: Language) -> Entry:
    names = sentences.listing([system.name.in_(language) for system in change.systems])
    page = base_url + addresses.page("front", language)
    return Entry(
        id=f"{page}#{instant(change.since)}-{change.standing.value}",
        title=sentences.headline(sentences.of_many(change.standing, len(change.systems))),
        summary=escape(gettext("This applies to %(names)s.") % {"names": names}),
        link=page,
        published=change.since,
        updated=change.since,
        category=UNOBSERVED if change.standing is Standing.UNKNOWN else OBSERVED,
    )
