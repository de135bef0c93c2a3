"""What the front page says, worked out before a template sees it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from samdrift.isolation import Attempt, unguarded
from samdrift.publishing.pages import (
    addresses,
    expected_reach,
    expected_words,
    moments,
    sentences,
    silent,
    trouble,
    uptime,
)
from samdrift.publishing.pages.since import last_known, last_known_words
from samdrift.publishing.pages.standing import WORST_FIRST, Standing, of, word
from samdrift.snapshot.model import Snapshot, SystemStatus
from samdrift.vocabulary import Language


@dataclass(frozen=True, slots=True)
class Row:
    """One system in the table. `expected` is what others' trouble may do to it; empty where nothing is to be told.
    `stale`: all of it is what was last known."""

    name: str
    address: str
    standing: str
    word: str
    expected: str
    strip: SafeString
    uptime: uptime.Worked
    unobserved: str
    stale: bool


@dataclass(frozen=True, slots=True)
class Closed:
    """A retired system."""

    name: str
    address: str
    on: str


@dataclass(frozen=True, slots=True)
class Front:
    """`standing` is that of the answer; `title` is the answer as a heading."""

    title: str
    answer: str
    standing: str
    also: str
    since: str
    heard: str
    troubles: tuple[trouble.Trouble, ...]
    silent: silent.Silent | None
    closed: tuple[Closed, ...]
    map: str


def read(snapshot: Snapshot, language: Language, attempt: Attempt = unguarded, address: str = "") -> Front:
    """`attempt` is asked for what may be left out: the trouble of each system, and what is expected. `address` names
    the page to it."""
    live = [system for system in snapshot.systems if system.succession is None]
    today = moments.local_date(snapshot.published_at)
    worst = next((each for each in WORST_FIRST if any(of(system) is each for system in live)), Standing.WORKING)
    answer = sentences.answer(live, language)
    unknown = [system for system in live if of(system) is Standing.UNKNOWN]
    together = unknown if len(unknown) > sentences.NAMED_AT_MOST else []
    expected = f"{address} (expected)"
    felt = attempt(expected, "", lambda: expected_words.answer(live, language), str)
    reached = attempt(f"{expected[:-1]}, reach)", "", lambda: expected_reach.reached(live)) or {}

    def told(system: SystemStatus) -> trouble.Trouble:
        return attempt(
            f"{address} (trouble)", system.slug, lambda: trouble.read(system, reached, today, language)
        ) or trouble.plain(system, language)

    return Front(
        title=f"{answer} {felt}" if felt else sentences.headline(answer),
        answer=f"{answer} {felt}" if felt else answer,
        standing=(worst if live else Standing.UNKNOWN).value,
        also=sentences.also(live, language),
        since=_since([system for system in live if of(system) is worst], worst, today, language),
        heard=_heard(snapshot, today, language),
        troubles=tuple(
            told(system)
            for each in WORST_FIRST
            for system in live
            if of(system) is each and not (together and each is Standing.UNKNOWN)
        )
        + tuple(trouble.read(each, reached, today, language) for each in live if sentences.partly_working(each)),
        silent=silent.read(together, today, language) if together else None,
        closed=tuple(
            Closed(
                name=system.name.in_(language),
                address=addresses.page("system", language, system.slug),
                on=moments.day(succession.retired_on, language),
            )
            for system in snapshot.systems
            if (succession := system.succession)
        ),
        map=addresses.page("map", language),
    )


def row(system: SystemStatus, language: Language, strip: SafeString, *, stale: bool) -> Row:
    """Of nothing but `system`, of which `strip` is drawn, so that it can be kept as long as that is the same object."""
    ninety_days = next((each for each in system.uptimes if each.window == "90d"), None)
    worked = uptime.worked(ninety_days, language)
    told = expected_words.mark(system, language, system.days[-1].date if system.days else None)
    return Row(
        name=system.name.in_(language),
        address=addresses.page("system", language, system.slug),
        standing=(Standing.UNKNOWN if stale else of(system)).value,
        word=last_known(system.state) if stale else word(system.state),
        expected=last_known_words(told) if stale and told else told,
        strip=strip,
        uptime=worked,
        unobserved=(
            moments.unobserved_share(ninety_days.unobserved, language)
            if ninety_days and ninety_days.unobserved and worked.share
            else ""
        ),
        stale=stale,
    )


def _since(named: list[SystemStatus], worst: Standing, today: date, language: Language) -> str:
    if not named:
        return ""
    if worst is Standing.WORKING:
        latest = max(system.since for system in named)
        return gettext("It has been so since %(moment)s.") % {
            "moment": moments.clock_or_moment(latest, language, seen_from=today)
        }
    earliest = min(system.since for system in named)
    return gettext("Since %(moment)s.") % {"moment": moments.clock_or_moment(earliest, language, seen_from=today)}


def _heard(snapshot: Snapshot, today: date, language: Language) -> str:
    if snapshot.last_heard is None:
        return gettext("No monitoring system has been heard from yet.")
    return gettext("Last heard from the monitoring: %(moment)s.") % {
        "moment": moments.clock_or_moment(snapshot.last_heard, language, seen_from=today)
    }
