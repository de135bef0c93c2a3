from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samdrift.availability import day, days_back, month, months_back
from samdrift.vocabulary import COPENHAGEN, Period

moments = st.datetimes(datetime(1990, 1, 1), datetime(2037, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("on", "start", "hours"),
    [
        ("2026-03-28", "2026-03-27T23:00", 24),
        ("2026-03-29", "2026-03-28T23:00", 23),
        ("2026-03-30", "2026-03-29T22:00", 24),
        ("2026-10-24", "2026-10-23T22:00", 24),
        ("2026-10-25", "2026-10-24T22:00", 25),
        ("2026-10-26", "2026-10-25T23:00", 24),
    ],
)
def test_days_round_the_two_nights_of_2026(on: str, start: str, hours: int) -> None:
    assert day(date.fromisoformat(on)) == Period(utc(start), utc(start) + timedelta(hours=hours))


@pytest.mark.parametrize(
    ("year", "number", "start", "end"),
    [
        (2026, 2, "2026-01-31T23:00", "2026-02-28T23:00"),
        (2026, 3, "2026-02-28T23:00", "2026-03-31T22:00"),
        (2026, 10, "2026-09-30T22:00", "2026-10-31T23:00"),
        (2026, 12, "2026-11-30T23:00", "2026-12-31T23:00"),
        (2028, 2, "2028-01-31T23:00", "2028-02-29T23:00"),
    ],
)
def test_months(year: int, number: int, start: str, end: str) -> None:
    assert month(year, number) == Period(utc(start), utc(end))


def test_months_with_a_clock_change_are_an_hour_off() -> None:
    lengths = {number: _length(month(2026, number)) for number in (1, 3, 10)}
    full = timedelta(days=31)
    assert lengths == {1: full, 3: full - timedelta(hours=1), 10: full + timedelta(hours=1)}


def test_today_is_cut_at_now() -> None:
    now = utc("2026-11-23T09:58")
    assert days_back(now, 2) == (
        (date(2026, 11, 22), Period(utc("2026-11-21T23:00"), utc("2026-11-22T23:00"))),
        (date(2026, 11, 23), Period(utc("2026-11-22T23:00"), now)),
    )
    assert months_back(now, 2) == (
        ("2026-10", Period(utc("2026-09-30T22:00"), utc("2026-10-31T23:00"))),
        ("2026-11", Period(utc("2026-10-31T23:00"), now)),
    )


@pytest.mark.parametrize(
    ("now", "last_day", "last_month"),
    [
        ("2026-11-30T22:59:59.999999", date(2026, 11, 30), "2026-11"),
        ("2026-11-30T23:00:00", date(2026, 11, 30), "2026-11"),
        ("2026-11-30T23:00:00.000001", date(2026, 12, 1), "2026-12"),
    ],
)
def test_midnight_belongs_to_the_day_that_has_passed(now: str, last_day: date, last_month: str) -> None:
    assert days_back(utc(now))[-1][0] == last_day
    assert months_back(utc(now))[-1][0] == last_month


def test_months_back_crosses_the_year() -> None:
    assert [key for key, _ in months_back(utc("2026-01-15T12:00"), 3)] == ["2025-11", "2025-12", "2026-01"]


@given(moments, st.integers(1, 100))
def test_days_follow_each_other_up_to_now(now: datetime, count: int) -> None:
    days = days_back(now, count)
    assert len(days) == count
    assert all(a.end == b.start and on < later for (on, a), (later, b) in pairwise(days))
    assert days[-1][1].end == now


@given(moments, st.integers(1, 30))
def test_months_follow_each_other_up_to_now(now: datetime, count: int) -> None:
    months = months_back(now, count)
    assert len(months) == count
    assert all(a.end == b.start and key < later for (key, a), (later, b) in pairwise(months))
    assert months[-1][1].end == now


@given(moments, moments.map(lambda moment: moment.microsecond))
def test_the_caller_may_ask_in_any_time_zone(now: datetime, count: int) -> None:
    assert days_back(now.astimezone(COPENHAGEN), count % 40 + 1) == days_back(now, count % 40 + 1)


def _length(period: Period) -> timedelta:
    assert period.end is not None
    return period.end - period.start
