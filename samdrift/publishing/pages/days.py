"""What happened on each day of the strip that was not simply good, the newest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext

from samdrift.availability import calendar
from samdrift.publishing.pages import moments, sentences, strip
from samdrift.publishing.pages.standing import Standing
from samdrift.snapshot.model import Day, SystemStatus
from samdrift.vocabulary import Language, Level, Period, StatePeriod

_TIMES_AT_MOST = 3
"""More stretches of one kind on a day are not told one by one."""


@dataclass(frozen=True, slots=True)
class DayRow:
    """A day, or neighbouring ones that nobody watched: the `first`th to the `last`th of the strip, from 0."""

    first: int
    last: int
    standing: str
    when: str
    what: str


def read(system: SystemStatus, language: Language) -> tuple[DayRow, ...]:
    return tuple(reversed(list(_rows(system, language))))


def _rows(system: SystemStatus, language: Language) -> Iterator[DayRow]:
    start = 0
    for run in strip.runs(system.days):
        if run.standing is Standing.UNKNOWN and not run.days[0].observed:
            said = strip.unmeasured(0, all_of_it=True)
            when = strip.when(run.days, language, system.days[-1].date)
            yield DayRow(start, start + len(run.days) - 1, run.standing.value, when, sentences.capital(said))
        elif run.standing is not Standing.WORKING:
            standing = Standing.PLANNED if run.planned else run.standing
            for number, day in enumerate(run.days, start=start):
                said = _what(day, system.history, language)
                when = strip.when((day,), language, system.days[-1].date)
                yield DayRow(number, number, standing.value, when, sentences.capital(said))
        start += len(run.days)


def _what(day: Day, history: Sequence[StatePeriod], language: Language) -> str:
    """ "nedbrud i 14 minutter (kl. 10.42–10.56), forringet drift i 5 minutter (kl. 10.56–11.01)"."""
    told = []
    for lengths, planned in ((day.trouble, False), (day.announced, True)):
        for level in reversed(Level):
            if level and lengths.of(level):
                said = strip.trouble(level, lengths.of(level), planned=planned)
                told.append(said + _times(day, history, level, language, planned=planned))
    if day.unobserved_seconds >= strip.A_GAP or not day.observed:
        told.append(strip.unmeasured(day.unobserved_seconds, all_of_it=not day.observed))
    return ", ".join(told)


def _times(day: Day, history: Sequence[StatePeriod], level: Level, language: Language, *, planned: bool) -> str:
    whole = calendar.day(day.date)
    stretches = list(_within(whole, history, level, planned=planned))
    if not 0 < len(stretches) <= _TIMES_AT_MOST:
        return ""
    return f" ({sentences.listing([_stretch(each, language) for each in reversed(stretches)])})"


def _within(whole: Period, history: Sequence[StatePeriod], level: Level, *, planned: bool) -> Iterator[Period]:
    for each in history:
        start, end = max(each.period.start, whole.start), each.period.end
        state, until = each.state, whole.end or start
        alike = (state.level, state.planned, state.observed) == (level, planned, True)
        if alike and start < until and (end is None or end > start):
            yield Period(start, min(end, until) if end else None)


def _stretch(stretch: Period, language: Language) -> str:
    """ "kl. 10.42–10.56", "siden kl. 10.42"."""
    start = moments.clock(stretch.start, language)
    if stretch.end is None:
        return gettext("since %(start)s") % {"start": start}
    if stretch.end - stretch.start < timedelta(minutes=1):
        return start
    end = moments.clock(stretch.end, language).removeprefix("kl.\N{NO-BREAK SPACE}")
    return f"{start}–{end}"
