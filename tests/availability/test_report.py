from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

from hypothesis import given

from samdrift.availability import Measurement, measure, months, strip, uptimes
from samdrift.vocabulary import COPENHAGEN, Level, Period, StatePeriod
from tests.availability.histories import START, at, histories, history

HOUR = timedelta(hours=1)


def test_rolling_windows_are_multiples_of_24_hours_whatever_the_clock_does() -> None:
    now = datetime(2026, 3, 29, 12, 0, tzinfo=UTC)
    measured = dict(uptimes(history("o", first=now - timedelta(days=400)), now))
    assert list(measured) == ["24h", "30d", "90d"]
    assert [m.total_seconds for m in measured.values()] == [86_400, 30 * 86_400, 90 * 86_400]
    assert uptimes(history("o", first=now - timedelta(days=400)), now.astimezone(COPENHAGEN)) == tuple(measured.items())


def test_a_system_that_begins_at_midnight_has_no_month_before() -> None:
    first = datetime(2026, 10, 31, 23, 0, tzinfo=UTC)
    assert [key for key, _ in months(history("o", first=first), first + HOUR)] == ["2026-11"]
    assert [key for key, _ in months(history("o", first=first - HOUR), first + HOUR)] == ["2026-10", "2026-11"]


def test_an_hour_of_outage_in_each_window() -> None:
    now = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
    past = history("o", "m", "o", first=now - timedelta(days=31), each=timedelta(days=30))
    measured = dict(uptimes(past, now))
    assert measured["24h"].ratio == Fraction(0)
    past = history("o", "m", "o", first=now - 3 * HOUR)
    assert dict(uptimes(past, now))["24h"].ratio == Fraction(2, 3)
    assert dict(uptimes(past, now))["24h"].unobserved_share == Fraction(21, 24)


def test_a_month_with_a_clock_change_is_measured_in_real_hours() -> None:
    past = history("o", "m", "o", first=START, each=HOUR)
    by_month = dict(months(past, datetime(2026, 5, 1, tzinfo=UTC), 12))
    assert list(by_month) == ["2026-03", "2026-04", "2026-05"]
    assert by_month["2026-03"].total_seconds == (31 * 24 - 1) * 3600
    assert by_month["2026-03"].seconds_of(Level.MAJOR_OUTAGE) == 3600
    assert by_month["2026-03"].unobserved_seconds == (28 * 24 + 1) * 3600
    assert by_month["2026-05"].total_seconds == 2 * 3600


def test_no_history_no_months_but_ninety_days_unobserved() -> None:
    now = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
    assert months((), now) == ()
    days = strip((), now)
    assert len(days) == 90
    assert {(m.worst, m.unobserved_share) for _, m in days} == {(None, Fraction(1))}
    assert (days[0][0], days[-1][0]) == (date(2026, 8, 26), date(2026, 11, 23))


def test_the_strip_over_both_nights_of_2026() -> None:
    for on, hours in ((date(2026, 3, 29), 23), (date(2026, 10, 25), 25)):
        now = datetime(on.year, on.month, on.day + 1, 23, 30, tzinfo=UTC)
        days = dict(strip(history("m", first=now - timedelta(days=300)), now, 4))
        assert days[on].down_seconds == hours * 3600


@given(histories())
def test_the_strip_holds_what_the_ninety_days_hold(past: tuple[StatePeriod, ...]) -> None:
    now = at(25)
    days = strip(past, now)
    end, start = now, datetime(2025, 12, 29, 23, 0, tzinfo=UTC)
    assert days[0][0] == date(2025, 12, 30)
    assert sum((m for _, m in days), Measurement()) == measure(past, Period(start, end))
