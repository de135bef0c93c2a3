"""The measurements that a page shows of one system: rolling windows, months, and the strip of days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from samdrift.availability.calendar import days_back, months_back
from samdrift.availability.measure import Measurement, measure, measure_each
from samdrift.vocabulary import Period, StatePeriod

_ROLLING = {"24h": timedelta(hours=24), "30d": timedelta(hours=30 * 24), "90d": timedelta(hours=90 * 24)}


def uptimes(history: Sequence[StatePeriod], now: datetime) -> tuple[tuple[str, Measurement], ...]:
    """The windows "24h", "30d" and "90d", in that order: whole multiples of 24 hours that end at `now`.

    Time before the first period is unobserved, so that a new system does not borrow a good record.
    """
    end = now.astimezone(UTC)
    return tuple((window, measure(history, Period(end - length, end))) for window, length in _ROLLING.items())


def months(history: Sequence[StatePeriod], now: datetime, count: int = 12) -> tuple[tuple[str, Measurement], ...]:
    """The last `count` Copenhagen months ("2026-11"), oldest first, the current one cut at `now`.

    Months that ended before the first period are left out; none are given for an empty history.
    """
    known = [(key, period) for key, period in months_back(now, count) if _touches(history, period)]
    keys, periods = [key for key, _ in known], [period for _, period in known]
    return tuple(zip(keys, measure_each(history, periods), strict=True))


def strip(history: Sequence[StatePeriod], now: datetime, count: int = 90) -> tuple[tuple[date, Measurement], ...]:
    """The last `count` Copenhagen days, oldest first, today cut at `now`; unobserved before the first period."""
    days = days_back(now, count)
    measured = measure_each(history, [period for _, period in days])
    return tuple((on, measurement) for (on, _), measurement in zip(days, measured, strict=True))


def _touches(history: Sequence[StatePeriod], period: Period) -> bool:
    return bool(history) and period.end is not None and history[0].period.start < period.end
