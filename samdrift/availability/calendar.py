"""Copenhagen's days and months as periods in UTC: 23 and 25 hours long on the nights when the clock changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from samdrift.vocabulary import COPENHAGEN, Period

_A_DAY = timedelta(days=1)
_A_MOMENT = timedelta.resolution


@lru_cache(maxsize=1024)  # every system asks for the same ninety days
def day(on: date) -> Period:
    """From midnight to midnight in Copenhagen."""
    return Period(_midnight(on), _midnight(on + _A_DAY))


def month(year: int, number: int) -> Period:
    """The calendar month `number`, 1 to 12."""
    following = date(year + 1, 1, 1) if number == 12 else date(year, number + 1, 1)
    return Period(_midnight(date(year, number, 1)), _midnight(following))


def days_back(now: datetime, count: int = 90) -> tuple[tuple[date, Period], ...]:
    """The last `count` days, oldest first; the last is today, cut at `now`.

    A day of which no moment has passed is not there yet: at midnight sharp the last day is yesterday, in full.
    """
    today = _last_day(now)
    dates = [today - _A_DAY * back for back in range(count - 1, -1, -1)]
    return tuple((on, _cut(day(on), now)) for on in dates)


def months_back(now: datetime, count: int = 12) -> tuple[tuple[str, Period], ...]:
    """The last `count` months by their key ("2026-11"), oldest first; the last is cut at `now`, as in `days_back`."""
    today = _last_day(now)
    this = today.year * 12 + today.month - 1
    numbers = [(number // 12, number % 12 + 1) for number in range(this - count + 1, this + 1)]
    return tuple((f"{year:04}-{number:02}", _cut(month(year, number), now)) for year, number in numbers)


def _midnight(on: date) -> datetime:
    return datetime.combine(on, time(), COPENHAGEN).astimezone(UTC)


def _last_day(now: datetime) -> date:
    # Subtracting in UTC: arithmetic on a local time does not see the clock change.
    return (now.astimezone(UTC) - _A_MOMENT).astimezone(COPENHAGEN).date()


def _cut(period: Period, now: datetime) -> Period:
    return period if period.end is not None and period.end <= now else Period(period.start, now.astimezone(UTC))
