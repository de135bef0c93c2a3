"""The 90-day strip: a small drawing, and the same in words.

Height says how long trouble lasted that day, colour how bad it was. Where it was bad in several ways, the worse stands
in front of the milder: six hours of slowness with a minute of outage is a tall bar with a small foot. A day nobody
watched is a thin line. Equal neighbours are one rectangle each, so that a calm strip is a few bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from samdrift.publishing.pages import moments
from samdrift.publishing.pages.measures import precisely
from samdrift.publishing.pages.standing import Standing, level_word
from samdrift.snapshot.model import Day, Lengths
from samdrift.vocabulary import Language, Level

HEIGHT = 24
_LONGEST = ((5 * 60, 10), (60 * 60, 14), (6 * 60 * 60, 19))
"""Trouble of less than so many seconds has this height; of more, HEIGHT. The legend tells the scale in words."""
_WORKING, _UNKNOWN = 6, 2
_BY_LEVEL = (Standing.WORKING, Standing.DEGRADED, Standing.PARTIAL, Standing.MAJOR)
A_GAP = 3600.0
"""Seconds nobody watched before a day that otherwise worked is drawn as not known."""
_RUNS_IN_WORDS = 6

Bars = tuple[tuple[Standing, int], ...]
"""Colour and height of the rectangles of a day, the tallest first."""


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring days of one kind. `standing` is the worst of them, `planned` whether all of it was announced."""

    days: tuple[Day, ...]
    standing: Standing
    planned: bool


def drawing(days: Sequence[Day], language: Language, address: str = "") -> SafeString:
    """An inline SVG with its text alternative, in the active language, which is `language`; a link, with `address`."""
    rectangles = format_html_join(
        "",
        '<rect class="day-{}" x="{}" y="{}" width="{}" height="{}"/>',
        ((standing.value, start, HEIGHT - high, wide, high) for standing, start, wide, high in _rectangles(days)),
    )
    svg = format_html(
        '<svg class="strip" viewBox="0 0 {} {}" preserveAspectRatio="none" role="img" aria-label="{}">{}</svg>',
        max(len(days), 1),
        HEIGHT,
        in_words(days, language),
        rectangles,
    )
    return format_html('<a class="strip-link" href="{}">{}</a>', address, svg) if address else svg


def in_words(days: Sequence[Day], language: Language) -> str:
    """ "Seneste 90 dage: 12. november nedbrud i 14 minutter. Ellers ingen problemer.", the newest first."""
    told = [run for run in reversed(runs(days)) if run.standing is not Standing.WORKING]
    if not told:
        return gettext("Last %(count)d days: no problems.") % {"count": len(days)}
    words = [f"{when(run.days, language, days[-1].date)} {_what(run)}" for run in told[:_RUNS_IN_WORDS]]
    if rest := sum(len(run.days) for run in told[_RUNS_IN_WORDS:]):
        words.append(ngettext("and %(count)d more day", "and %(count)d more days", rest) % {"count": rest})
    return gettext("Last %(count)d days: %(what)s.") % {"count": len(days), "what": "; ".join(words)}


def when(days: Sequence[Day], language: Language, today: date) -> str:
    first, last = (moments.day(each.date, language, seen_from=today) for each in (days[0], days[-1]))
    return first if first == last else gettext("%(first)s to %(last)s") % {"first": first, "last": last}


def runs(days: Sequence[Day]) -> list[Run]:
    """Those that are told together: of one standing, with its length summed up."""
    groups = groupby(days, key=lambda day: (*_kind(day), day.observed))
    return [Run(tuple(same), standing, planned) for (standing, planned, _), same in groups]


def unmeasured(seconds: float, *, all_of_it: bool) -> str:
    if all_of_it:
        return gettext("not measured")
    return gettext("not measured for %(length)s") % {"length": precisely(timedelta(seconds=seconds))}


def trouble(level: Level, seconds: float, *, planned: bool) -> str:
    """ "nedbrud i 14 minutter", "planlagt: nedbrud i 2 timer"."""
    what = level_word(level).lower()
    if planned:
        what = gettext("planned: %(what)s") % {"what": what}
    length = precisely(timedelta(seconds=seconds))
    return gettext("%(what)s for %(length)s") % {"what": what, "length": length}


def _what(run: Run) -> str:
    if run.standing is Standing.UNKNOWN:
        unobserved = sum(day.unobserved_seconds for day in run.days)
        return unmeasured(unobserved, all_of_it=not any(day.observed for day in run.days))
    level = Level(_BY_LEVEL.index(run.standing))
    seconds = sum(_told(day).of(level) for day in run.days)
    return trouble(level, seconds, planned=run.planned)


def _rectangles(days: Sequence[Day]) -> Iterator[tuple[Standing, int, int, int]]:
    start = 0
    for bars, group in groupby(days, key=_bars):
        wide = len(tuple(group))
        for standing, high in bars:
            yield standing, start, wide, high
        start += wide


def _bars(day: Day) -> Bars:
    standing, planned = _kind(day)
    if standing is Standing.UNKNOWN:
        return ((standing, _UNKNOWN),)
    if standing is Standing.WORKING:
        return ((standing, _WORKING),)
    if planned:
        return ((Standing.PLANNED, _height(day.announced.total)),)
    heights = [(_BY_LEVEL[level], _height(day.trouble.at_least(level))) for level in Level if day.trouble.of(level)]
    # Behind another of the same height it would not be seen.
    following = [high for _, high in heights[1:]]
    return tuple(bar for bar, after in zip(heights, [*following, 0], strict=True) if bar[1] > after)


def _height(seconds: float) -> int:
    return next((high for longest, high in _LONGEST if seconds < longest), HEIGHT)


def _told(day: Day) -> Lengths:
    return day.announced if day.planned else day.trouble


def _kind(day: Day) -> tuple[Standing, bool]:
    worst = day.worst
    if worst is None or (worst is Level.OPERATIONAL and day.unobserved_seconds >= A_GAP):
        return Standing.UNKNOWN, False
    return _BY_LEVEL[worst], day.planned
