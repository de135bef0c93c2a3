"""The 90-day strip: a small drawing, and the same in words.

Height says what colour says: the worse a day, the taller its bar; a day nobody watched is a thin line. Equal
neighbours are one rectangle, so that a calm strip is a few bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from samdrift.publishing.pages import moments
from samdrift.publishing.pages.standing import Standing, level_word
from samdrift.snapshot.model import Day
from samdrift.vocabulary import Language, Level

HEIGHT = 24
_HEIGHTS = {
    Standing.WORKING: 6,
    Standing.DEGRADED: 13,
    Standing.PARTIAL: 18,
    Standing.MAJOR: 24,
    Standing.UNKNOWN: 2,
}
_BY_LEVEL = (Standing.WORKING, Standing.DEGRADED, Standing.PARTIAL, Standing.MAJOR)
_A_GAP = 3600.0
"""Seconds nobody watched before a day that otherwise worked is drawn as not known."""
_RUNS_IN_WORDS = 6


@dataclass(frozen=True, slots=True)
class Run:
    """Days of the same kind, from the `start`th on. `standing` gives the height, `planned` the colour."""

    start: int
    days: tuple[Day, ...]
    standing: Standing
    planned: bool


def drawing(days: Sequence[Day], language: Language) -> SafeString:
    """An inline SVG with its text alternative, in the active language, which is `language`."""
    bars = format_html_join(
        "",
        '<rect class="day-{}" x="{}" y="{}" width="{}" height="{}"/>',
        (
            (
                (Standing.PLANNED if run.planned else run.standing).value,
                run.start,
                HEIGHT - _HEIGHTS[run.standing],
                len(run.days),
                _HEIGHTS[run.standing],
            )
            for run in _runs(days)
        ),
    )
    return format_html(
        '<svg class="strip" viewBox="0 0 {} {}" preserveAspectRatio="none" role="img" aria-label="{}">{}</svg>',
        max(len(days), 1),
        HEIGHT,
        in_words(days, language),
        bars,
    )


def in_words(days: Sequence[Day], language: Language) -> str:
    """ "Seneste 90 dage: nedbrud 12. november. Ellers ingen problemer.", the newest first."""
    told = [run for run in reversed(_runs(days)) if run.standing is not Standing.WORKING]
    if not told:
        return gettext("Last %(count)d days: no problems.") % {"count": len(days)}
    words = [_run_in_words(run, language, days[-1].date) for run in told[:_RUNS_IN_WORDS]]
    if rest := sum(len(run.days) for run in told[_RUNS_IN_WORDS:]):
        words.append(ngettext("and %(count)d more day", "and %(count)d more days", rest) % {"count": rest})
    return gettext("Last %(count)d days: %(what)s.") % {"count": len(days), "what": "; ".join(words)}


def _run_in_words(run: Run, language: Language, today: date) -> str:
    if run.standing is Standing.UNKNOWN:
        what = gettext("not measured all the time")
    else:
        what = level_word(Level(_BY_LEVEL.index(run.standing))).lower()
        if run.planned:
            what = gettext("planned: %(what)s") % {"what": what}
    first, last = run.days[0].date, run.days[-1].date
    when = moments.day(first, language, seen_from=today)
    if first != last:
        when = gettext("%(first)s to %(last)s") % {
            "first": when,
            "last": moments.day(last, language, seen_from=today),
        }
    return f"{what} {when}"


def _runs(days: Sequence[Day]) -> list[Run]:
    runs, start = [], 0
    for (standing, planned), group in groupby(days, key=_kind):
        same = tuple(group)
        runs.append(Run(start, same, standing, planned))
        start += len(same)
    return runs


def _kind(day: Day) -> tuple[Standing, bool]:
    if day.worst is None or (day.worst is Level.OPERATIONAL and day.unobserved_seconds >= _A_GAP):
        return Standing.UNKNOWN, False
    return _BY_LEVEL[day.worst], day.planned and day.worst > Level.OPERATIONAL
