"""Times, dates and shares in words. Copenhagen time, whatever zone comes in."""

from __future__ import annotations

import math
from datetime import date, datetime

from babel.dates import get_month_names

from samdrift.vocabulary import COPENHAGEN, Language, season

_TIED = "\N{NO-BREAK SPACE}"
"""Between what a line must not part: "kl." and the time, the day and the month."""


def local_date(at: datetime) -> date:
    return at.astimezone(COPENHAGEN).date()


def clock(at: datetime, language: Language) -> str:
    """ "kl. 10.58" or "10:58"; "kl. 02.50 sommertid" or "02:50 CEST" in the hour that comes twice."""
    local = at.astimezone(COPENHAGEN)
    shown = f"kl.{_TIED}{local:%H.%M}" if language == "da" else f"{local:%H:%M}"
    return shown + season(at, language)


def day(on: date, language: Language, *, seen_from: date | None = None) -> str:
    """ "23. november"; with the year, unless it is that of `seen_from`."""
    name = month_name(on.month, language)
    text = f"{on.day}.{_TIED}{name}" if language == "da" else f"{on.day}{_TIED}{name}"
    return text if seen_from and seen_from.year == on.year else f"{text} {on.year}"


def moment(at: datetime, language: Language, *, seen_from: date | None = None) -> str:
    """ "23. november kl. 10.58" or "23 November at 10:58"; the year as in `day`."""
    between = " " if language == "da" else f" at{_TIED}"
    return day(local_date(at), language, seen_from=seen_from) + between + clock(at, language)


def clock_or_moment(at: datetime, language: Language, *, seen_from: date) -> str:
    """The time alone where it is on the day `seen_from`."""
    return clock(at, language) if local_date(at) == seen_from else moment(at, language, seen_from=seen_from)


def when(at: datetime, language: Language, *, seen_from: date | None, dated: bool = False) -> str:
    """Within a sentence: "kl. 10.58", "23. november kl. 10.58"; "at 10:58", "on 23 November at 10:58".
    `dated`: with its date even where that is `seen_from`, for what outlives the day."""
    on_the_day = not dated and seen_from is not None and local_date(at) == seen_from
    shown = clock(at, language) if on_the_day else moment(at, language, seen_from=seen_from)
    if language == "da":
        return shown
    return f"at{_TIED}{shown}" if on_the_day else f"on {shown}"


def until(start: datetime, end: datetime, language: Language, *, seen_from: date | None = None) -> str:
    """`end`, after `start` was told: the time alone on the same day."""
    return clock(end, language) if local_date(start) == local_date(end) else moment(end, language, seen_from=seen_from)


def month(text: str, language: Language) -> str:
    """ "2026-11" as "november 2026"."""
    year, number = text.split("-")
    return f"{month_name(int(number), language)} {year}"


def month_name(number: int, language: Language) -> str:
    return str(get_month_names("wide", locale=language)[number])


def worked_share(ratio: float, language: Language) -> str:
    """ "99,90 %", rounded down: the shortest outage is still seen."""
    # A ratio is a quotient of seconds: past nine decimals it holds only what the division left.
    return _percent(math.floor(round(ratio * 10_000, 5)), language)


def unobserved_share(ratio: float, language: Language) -> str:
    """ "0,42 %", rounded up, so that no gap is rounded away; "0 %" for none, "100 %" only where nothing was seen."""
    hundredths = math.ceil(round(ratio * 10_000, 5))
    if ratio < 1:
        hundredths = min(hundredths, 9_999)
    if hundredths in (0, 10_000):
        return f"{hundredths // 100} %" if language == "da" else f"{hundredths // 100}%"
    return _percent(hundredths, language)


def _percent(hundredths: int, language: Language) -> str:
    whole, rest = divmod(hundredths, 100)
    return f"{whole},{rest:02} %" if language == "da" else f"{whole}.{rest:02}%"
