"""Atom feeds (RFC 4287): what changed, newest first, for the whole site and for each system."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import override

from samdrift.publishing.pages import addresses, sentences
from samdrift.snapshot.json_v1 import instant
from samdrift.snapshot.model import Snapshot, SystemStatus
from samdrift.vocabulary import Language, StatePeriod

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
class _Change:
    system: SystemStatus
    since: datetime
    sentence: str


def site(snapshot: Snapshot, base_url: str, language: Language) -> bytes:
    """Changes of every system in operation."""
    title, _ = _TITLES[language]
    live = [system for system in snapshot.systems if system.succession is None]
    page = addresses.page("front", language)
    return _feed(
        title,
        page=page,
        own=addresses.SITE_FEEDS[language],
        systems=live,
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
        systems=[status],
        empty_since=status.since,
        base_url=base_url,
        language=language,
    )


def _feed(
    title: str,
    *,
    page: str,
    own: str,
    systems: Iterable[SystemStatus],
    empty_since: datetime,
    base_url: str,
    language: Language,
) -> bytes:
    with override(language):
        feed = _Atom(title, base_url + page, "", language=language, feed_url=base_url + own, author_name="Samdrift")
        feed.empty_since = empty_since
        for change in _newest(systems, language):
            address = base_url + addresses.page("system", language, change.system.slug)
            feed.add_item(
                title=change.sentence,
                link=address,
                description=escape(change.system.purpose.in_(language)),  # Django says that summaries are HTML
                unique_id=f"{address}#{instant(change.since)}",
                pubdate=change.since,
                updateddate=change.since,
            )
        text: str = feed.writeString("utf-8")
    return text.encode()


def _newest(systems: Iterable[SystemStatus], language: Language) -> Iterator[_Change]:
    changes = ((system, item) for system in systems for item in system.history[:LENGTH])
    ordered = sorted(changes, key=lambda change: change[1].period.start, reverse=True)
    return (_change(system, item, language) for system, item in islice(ordered, LENGTH))


def _change(system: SystemStatus, item: StatePeriod, language: Language) -> _Change:
    return _Change(system, item.period.start, sentences.of_one(replace(system, state=item.state), language))
