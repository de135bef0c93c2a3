"""Trouble of the last day that is over: whoever comes afterwards is told too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext, ngettext

from samdrift.publishing.pages import addresses, moments, sentences
from samdrift.publishing.pages.measures import duration, roughly
from samdrift.publishing.pages.standing import Standing, of
from samdrift.snapshot.model import SystemStatus
from samdrift.snapshot.spells import Spell, spells
from samdrift.vocabulary import Language, Level

SHOWN_FOR = timedelta(hours=24)
TOLD_AT_MOST = 5
"""Lines; whoever ended before these is counted."""


@dataclass(frozen=True, slots=True)
class Line:
    """`sentence` follows the system's name, which is a link."""

    name: str
    address: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Ended:
    """`lines` newest first; `more` is a sentence on the rest, or empty."""

    lines: tuple[Line, ...]
    more: str


@dataclass(frozen=True, slots=True)
class _Trouble:
    """`down` is how long it was as bad as its worst, where it was milder too. `seen_out`: somebody watched when it
    ended, so that `end` is when, and not the latest that it can have been."""

    system: SystemStatus
    worst: Level
    down: timedelta | None
    start: datetime
    end: datetime
    seen_out: bool
    last: bool


def read(live: Sequence[SystemStatus], now: datetime, language: Language) -> Ended:
    found = [each for system in live for each in _troubles(system, now)]
    found.sort(key=lambda each: each.end, reverse=True)
    today = moments.local_date(now)
    lines = tuple(_line(each, language, today) for each in found[:TOLD_AT_MOST])
    told = {each.system.slug for each in found[:TOLD_AT_MOST]}
    others = {each.system.slug for each in found[TOLD_AT_MOST:]} - told
    more = ngettext(
        "%(number)s other system has had problems in the last 24 hours.",
        "%(number)s other systems have had problems in the last 24 hours.",
        len(others),
    ) % {"number": sentences.capital(sentences.numeral(len(others)))}
    return Ended(lines, more if others else "")


def _troubles(system: SystemStatus, now: datetime) -> Iterator[_Trouble]:
    run: list[Spell] = []
    for each in spells(reversed(system.history)):
        if _is_trouble(each):
            run.append(each)
            continue
        if run and each.state.observed and each.period.start > now - SHOWN_FOR:
            yield _Trouble(
                system,
                worst=(worst := max(spell.state.level for spell in run)),
                down=_length_at(worst, run),
                start=run[0].period.start,
                end=each.period.start,
                seen_out=run[-1].state.observed,
                last=each.period.end is None,
            )
        run = []


def _length_at(worst: Level, run: Sequence[Spell]) -> timedelta | None:
    if all(spell.state.level is worst for spell in run):
        return None
    return sum(
        (spell.period.end - spell.period.start for spell in run if spell.period.end and spell.state.level is worst),
        timedelta(0),
    )


def _is_trouble(spell: Spell) -> bool:
    return bool(spell.state.level) and not spell.state.planned


def _line(trouble: _Trouble, language: Language, today: date) -> Line:
    name = trouble.system.name.in_(language)
    known = {
        "start": moments.clock_or_moment(trouble.start, language, seen_from=today),
        "until": moments.until(trouble.start, trouble.end, language, seen_from=today),
        "length": _length(trouble.end - trouble.start),
    }
    if trouble.down is not None:
        known["down"] = _length(trouble.down)
    over = trouble.last and of(trouble.system) is Standing.WORKING
    parts = [gettext("is working again.") if over else "", _lasted(trouble, over=over) % known]
    return Line(name, addresses.page("system", language, trouble.system.slug), " ".join(filter(None, parts)))


def _lasted(trouble: _Trouble, *, over: bool) -> str:
    brief = trouble.end - trouble.start < timedelta(minutes=1)
    if trouble.down is not None and trouble.seen_out:
        return _mixed(trouble.worst, over=over)
    if not over:
        return _pick(
            trouble.worst,
            gettext("had problems from %(start)s to %(until)s (%(length)s)."),
            gettext("had a partial outage from %(start)s to %(until)s (%(length)s)."),
            gettext("had an outage from %(start)s to %(until)s (%(length)s)."),
        )
    if not trouble.seen_out:
        return _pick(
            trouble.worst,
            gettext("The problems began %(start)s and were over %(until)s at the latest."),
            gettext("The partial outage began %(start)s and was over %(until)s at the latest."),
            gettext("The outage began %(start)s and was over %(until)s at the latest."),
        )
    if brief:
        return _pick(
            trouble.worst,
            gettext("The problems lasted %(length)s (%(start)s)."),
            gettext("The partial outage lasted %(length)s (%(start)s)."),
            gettext("The outage lasted %(length)s (%(start)s)."),
        )
    return _pick(
        trouble.worst,
        gettext("The problems lasted from %(start)s to %(until)s (%(length)s)."),
        gettext("The partial outage lasted from %(start)s to %(until)s (%(length)s)."),
        gettext("The outage lasted from %(start)s to %(until)s (%(length)s)."),
    )


def _mixed(worst: Level, *, over: bool) -> str:
    """Trouble that was milder for some of the time."""
    if over and worst is Level.MAJOR_OUTAGE:
        return gettext("The problems lasted from %(start)s to %(until)s, %(down)s of it as an outage.")
    if over:
        return gettext("The problems lasted from %(start)s to %(until)s, %(down)s of it as a partial outage.")
    if worst is Level.MAJOR_OUTAGE:
        return gettext("had problems from %(start)s to %(until)s, %(down)s of it as an outage.")
    return gettext("had problems from %(start)s to %(until)s, %(down)s of it as a partial outage.")


def _pick(worst: Level, degraded: str, partial: str, major: str) -> str:
    return {Level.DEGRADED: degraded, Level.PARTIAL_OUTAGE: partial, Level.MAJOR_OUTAGE: major}[worst]


def _length(length: timedelta) -> str:
    """To the minute, where it took hours."""
    hours, minutes = length // timedelta(hours=1), length % timedelta(hours=1) // timedelta(minutes=1)
    if hours < 2 or not minutes:
        return roughly(length)
    return sentences.listing([duration(timedelta(hours=hours)), duration(timedelta(minutes=minutes))])
