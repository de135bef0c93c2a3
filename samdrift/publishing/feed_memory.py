"""What a feed said before, read out of its published file: of what was expected nothing else is kept.

So it survives a restart, costs the database nothing while an outage is to be told, and tells when a text was changed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from xml.etree import ElementTree

_ATOM = "{http://www.w3.org/2005/Atom}"
_EXPECTED = re.compile(r"#expected-(?P<root>.+)-(?P<start>\d{4}-\d{2}-\d{2}T[\d:.]+Z)(?P<over>-over)?$")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as a feed tells it. `id` holds for good; `published` is when what it tells of began."""

    id: str
    title: str
    summary: str
    link: str
    published: datetime
    updated: datetime
    category: str

    def says_the_same_as(self, other: Entry) -> bool:
        return (self.title, self.summary, self.category) == (other.title, other.summary, other.category)

    @property
    def expected(self) -> re.Match[str] | None:
        """Where it tells of what is expected: whose trouble, since when, and whether that is over."""
        return _EXPECTED.search(self.id)


Entries = Mapping[str, Entry]
"""By id."""


def read(feed: bytes | None) -> Entries:
    """Nothing where there is no feed, or none that can be read."""
    if feed is None:
        return {}
    try:
        root = ElementTree.fromstring(feed)  # noqa: S314  (we made it)
    except ElementTree.ParseError:
        return {}
    entries = (_entry(each) for each in root.iter(f"{_ATOM}entry"))
    return {entry.id: entry for entry in entries}


def dated(entry: Entry, before: Entries, now: datetime) -> Entry:
    """`entry` with `updated` as it was told `before`; where it says something else now, as it is, or at least `now`."""
    old = before.get(entry.id)
    if old is None:
        return entry
    if entry.says_the_same_as(old):
        return replace(entry, updated=old.updated)
    return entry if entry.updated > old.updated else replace(entry, updated=now)


def _entry(element: ElementTree.Element) -> Entry:
    link, category = element.find(f"{_ATOM}link"), element.find(f"{_ATOM}category")
    updated = datetime.fromisoformat(_text(element, "updated"))
    published = _text(element, "published")
    return Entry(
        id=_text(element, "id"),
        title=_text(element, "title"),
        summary=_text(element, "summary"),
        link="" if link is None else link.get("href", ""),
        published=datetime.fromisoformat(published) if published else updated,
        updated=updated,
        category="" if category is None else category.get("term", ""),
    )


def _text(element: ElementTree.Element, name: str) -> str:
    return element.findtext(f"{_ATOM}{name}") or ""
