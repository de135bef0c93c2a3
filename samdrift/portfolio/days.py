"""Days as people name them: those of Copenhagen."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from samdrift.vocabulary import COPENHAGEN


def today(now: datetime) -> date:
    return now.astimezone(COPENHAGEN).date()


def beginning_of(day: date) -> datetime:
    """The moment (UTC) when `day` begins. Clocks change between 1 and 3 in the morning, so midnight is there once."""
    return datetime(day.year, day.month, day.day, tzinfo=COPENHAGEN).astimezone(UTC)


def end_of(day: date) -> datetime:
    """The moment (UTC) when `day` is over: the next one begins."""
    return beginning_of(day + timedelta(days=1))
