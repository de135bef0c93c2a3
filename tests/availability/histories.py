"""Histories for the tests: written by hand from a line of text, and drawn by Hypothesis."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from samdrift.vocabulary import Level, Period, State, StatePeriod

START = datetime(2026, 3, 29, 0, 0, tzinfo=UTC)
"""An hour before the clock goes forward in Copenhagen."""

_STATES = {
    "o": State(Level.OPERATIONAL, observed=True),
    "d": State(Level.DEGRADED, observed=True),
    "p": State(Level.PARTIAL_OUTAGE, observed=True),
    "m": State(Level.MAJOR_OUTAGE, observed=True),
    "P": State(Level.PARTIAL_OUTAGE, planned=True, observed=True),
    "O": State(Level.OPERATIONAL, planned=True, observed=True),
    "?": State(Level.MAJOR_OUTAGE, planned=True, observed=False),
}


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def window(start: float, end: float) -> Period:
    return Period(at(start), at(end))


def history(*pieces: str, first: datetime = START, each: timedelta = timedelta(hours=1)) -> tuple[StatePeriod, ...]:
    """`history("o", "m", "", "o")`: an hour each, "" a gap; the last one is open."""
    found: list[StatePeriod] = []
    for number, letter in enumerate(pieces):
        start = first + each * number
        if letter:
            end = None if number == len(pieces) - 1 else start + each
            found.append(StatePeriod(Period(start, end), _STATES[letter]))
    return tuple(found)


_microseconds = st.integers(1, 5_000_000)
_seconds = st.integers(1, 8).map(lambda seconds: seconds * 1_000_000)
_states = st.builds(State, st.sampled_from(Level), st.booleans(), st.booleans())


@st.composite
def histories(draw: st.DrawFn, *, whole_seconds: bool = False) -> tuple[StatePeriod, ...]:
    """Up to eight periods from START on, with and without gaps, the last one open."""
    length = _seconds if whole_seconds else _microseconds
    pieces = draw(st.lists(st.tuples(st.just(0) | length, length, _states), max_size=8))
    found: list[StatePeriod] = []
    cursor = START
    for number, (gap, lasts, state) in enumerate(pieces):
        start = cursor + timedelta(microseconds=gap)
        cursor = start + timedelta(microseconds=lasts)
        found.append(StatePeriod(Period(start, None if number == len(pieces) - 1 else cursor), state))
    return tuple(found)


@st.composite
def windows(draw: st.DrawFn, *, whole_seconds: bool = False) -> Period:
    """A window that starts a little before START or within the history."""
    unit = 1_000_000 if whole_seconds else 1
    start = draw(st.integers(-3_000_000 // unit, 20_000_000 // unit)) * unit
    lasts = draw(st.integers(1, 30_000_000 // unit)) * unit
    return Period(START + timedelta(microseconds=start), START + timedelta(microseconds=start + lasts))
