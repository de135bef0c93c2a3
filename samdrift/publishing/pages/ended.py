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
from samdrift.snapshot.spells import without_marks
from samdrift.vocabulary import Language, Level, StatePeriod

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
    run: list[StatePeriod] = []
    end: datetime | None = None
    for before, each in _with_the_one_before(system):
        parted = _parted(before, each)
        if _is_trouble(each, before):
            run = [each] if parted or end else [*run, each]
            end = None
        elif not run:
            continue
        elif each.state.observed:
            if each.period.start > now - SHOWN_FOR:
                seen_out = end is None and not parted and run[-1].state.observed
                yield _trouble(system, run, end or each.period.start, seen_out=seen_out, last=each.period.end is None)
            run, end = [], None
        else:
            end = end or each.period.start  # by its source; nobody saw it


def _trouble(
    system: SystemStatus, run: Sequence[StatePeriod], end: datetime, *, seen_out: bool, last: bool
) -> _Trouble:
    worst = max(each.state.level for each in run)
    return _Trouble(
        system,
        worst=worst,
        down=_length_at(worst, run),
        start=run[0].period.start,
        end=end,
        seen_out=seen_out,
        last=last,
    )


def _with_the_one_before(system: SystemStatus) -> Iterator[tuple[StatePeriod | None, StatePeriod]]:
    history = without_marks(reversed(system.history))
    return zip((None, *history), history, strict=False)


def _parted(before: StatePeriod | None, each: StatePeriod) -> bool:
    """Nothing watched in between."""
    return before is not None and before.period.end != each.period.start


def _length_at(worst: Level, run: Sequence[StatePeriod]) -> timedelta | None:
    """How long it was seen to be so bad, where it was milder too."""
    if all(each.state.level is worst for each in run):
        return None
    seen = [each.period for each in run if each.state.observed and each.state.level is worst]
    return sum((period.end - period.start for period in seen if period.end), timedelta(0))


def trouble_began(system: SystemStatus) -> datetime:
    """When the trouble of a system that is in trouble began, however mild it was at first. What was announced is no
    part of it."""
    began = system.since
    for before, each in reversed(tuple(_with_the_one_before(system))):
        if not _is_trouble(each, before):
            break
        began = min(began, each.period.start)
        if _parted(before, each):
            break
    return began


def _is_trouble(period: StatePeriod, before: StatePeriod | None) -> bool:
    """Bad, and not announced; a time that nobody watched is what it was before."""
    if not period.state.level or period.state.planned:
        return False
    return period.state.observed or before is None or not before.state.planned


def _line(trouble: _Trouble, language: Language, today: date) -> Line:
    name = trouble.system.name.in_(language)
    known = {
        "start": moments.clock_or_moment(trouble.start, language, seen_from=today),
        "until": moments.until(trouble.start, trouble.end, language, seen_from=today),
        "length": _length(trouble.end - trouble.start),
    }
    known["began"] = moments.when(trouble.start, language, seen_from=today)
    known["over"] = moments.when(trouble.end, language, seen_from=today)
    if trouble.down is not None:
        known["down"] = _length(trouble.down)
    works = of(trouble.system) is Standing.WORKING and not sentences.partly_working(trouble.system)
    over = trouble.last and works
    parts = [gettext("is working again.") if over else "", _lasted(trouble, over=over) % known]
    return Line(name, addresses.page("system", language, trouble.system.slug), " ".join(filter(None, parts)))


def _lasted(trouble: _Trouble, *, over: bool) -> str:
    brief = trouble.end - trouble.start < timedelta(minutes=1)
    if trouble.down is not None and trouble.seen_out:
        return _mixed(trouble.worst, over=over)
    if not over and not trouble.seen_out:
        return _pick(
            trouble.worst,
            gettext("had problems from %(start)s, which were over %(over)s at the latest."),
            gettext("had a partial outage from %(start)s, which was over %(over)s at the latest."),
            gettext("had an outage from %(start)s, which was over %(over)s at the latest."),
        )
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
            gettext("The problems began %(began)s and were over %(over)s at the latest."),
            gettext("The partial outage began %(began)s and was over %(over)s at the latest."),
            gettext("The outage began %(began)s and was over %(over)s at the latest."),
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
        return gettext("The problems lasted from %(start)s to %(until)s, including %(down)s of outage.")
    if over:
        return gettext("The problems lasted from %(start)s to %(until)s, including %(down)s of partial outage.")
    if worst is Level.MAJOR_OUTAGE:
        return gettext("had problems from %(start)s to %(until)s, including %(down)s of outage.")
    return gettext("had problems from %(start)s to %(until)s, including %(down)s of partial outage.")


def _pick(worst: Level, degraded: str, partial: str, major: str) -> str:
    return {Level.DEGRADED: degraded, Level.PARTIAL_OUTAGE: partial, Level.MAJOR_OUTAGE: major}[worst]


def _length(length: timedelta) -> str:
    """To the minute, where it took hours."""
    hours, minutes = length // timedelta(hours=1), length % timedelta(hours=1) // timedelta(minutes=1)
    if hours < 2 or not minutes:
        return roughly(length)
    return sentences.listing([duration(timedelta(hours=hours)), duration(timedelta(minutes=minutes))])
