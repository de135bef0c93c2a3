"""The entries of a system's feed that say when it may be hit, and by what; each stays for as long as others do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from django.utils.html import escape
from django.utils.translation import gettext

from samdrift.publishing.feed_memory import Entries, Entry
from samdrift.publishing.gather import SHOWN
from samdrift.publishing.pages import expected_words, moments
from samdrift.publishing.pages.expected import foremost_by_root, root
from samdrift.publishing.pages.standing import Standing, of
from samdrift.snapshot.json_v1 import instant
from samdrift.snapshot.model import Expected, SystemStatus
from samdrift.vocabulary import Language

CATEGORY = "expected"
_OVER = "-over"


def warnings(status: SystemStatus, page: str, before: Entries, language: Language, now: datetime) -> Iterator[Entry]:
    """What may be felt now, what ended at `now`, and what ended earlier, as the feed told it `before`.

    A warning lasts until the other's trouble can no longer reach the system; that the system is itself seen in trouble
    meanwhile is another entry, and begins no warning.
    """
    felt = {root(each): each for each in foremost_by_root(status) if each.begins is None}
    known = [entry for entry in before.values() if entry.expected]
    lasting: set[str] = set()
    for entry in known:
        found = entry.expected
        if found is None or entry.updated < now - SHOWN:
            continue
        if found["over"] or entry.id + _OVER in before:
            yield entry
        elif found["root"] in felt:
            lasting.add(found["root"])
            title, summary = _said(status, felt[found["root"]], language)
            yield replace(entry, title=title, summary=summary)
        else:
            yield entry
            yield _end(entry, language, now)
    if of(status) in (Standing.WORKING, Standing.UNKNOWN):
        for slug in felt.keys() - lasting:
            title, summary = _said(status, felt[slug], language)
            id = f"{page}#expected-{slug}-{instant(now)}"
            yield Entry(id, title, summary, link=page, published=now, updated=now, category=CATEGORY)


def lasts(entry: Entry, entries: Entries) -> bool:
    """Whether it is a warning that is not over."""
    found = entry.expected
    return bool(found and not found["over"] and entry.id + _OVER not in entries)


def _said(status: SystemStatus, expected: Expected, language: Language) -> tuple[str, str]:
    """Title and summary."""
    short = expected_words.short(expected, language, None)
    reason = expected_words.in_full(expected, language, None)
    title = f"{status.name.in_(language)} {short[:1].lower()}{short[1:]}"
    return title, escape(reason.head + reason.tail)


def _end(warning: Entry, language: Language, now: datetime) -> Entry:
    times = {
        "start": moments.moment(warning.published, language),
        "until": moments.until(warning.published, now, language),
    }
    return replace(
        warning,
        id=warning.id + _OVER,
        title=gettext("No longer: %(warning)s") % {"warning": warning.title},
        summary=escape(gettext("The warning stood from %(start)s to %(until)s.") % times),
        published=now,
        updated=now,
    )
