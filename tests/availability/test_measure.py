from __future__ import annotations

from datetime import datetime, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samdrift.availability import Measurement, measure, measure_each
from samdrift.vocabulary import COPENHAGEN, Level, Period, State, StatePeriod
from tests.availability.histories import START, at, histories, history, window, windows

HOUR = 3_600_000_000


@pytest.mark.parametrize(
    ("pieces", "hours", "expected"),
    [
        (("o",), 2, Measurement((2 * HOUR, 0, 0, 0))),
        (("o", "d", "p", "m"), 4, Measurement((HOUR, HOUR, HOUR, HOUR))),
        (("o", "", "o"), 3, Measurement((2 * HOUR, 0, 0, 0), unobserved=HOUR)),
        (("o", "?", "o"), 3, Measurement((2 * HOUR, 0, 0, 0), unobserved=HOUR)),
        (("", "o"), 2, Measurement((HOUR, 0, 0, 0), unobserved=HOUR)),
        (("P", "O"), 2, Measurement((HOUR, 0, HOUR, 0), planned=(0, 0, HOUR, 0))),
        (("m",), 3, Measurement((0, 0, 0, 3 * HOUR))),
        ((), 1, Measurement(unobserved=HOUR)),
    ],
)
def test_by_hand(pieces: tuple[str, ...], hours: int, expected: Measurement) -> None:
    assert measure(history(*pieces), window(0, hours * 3600)) == expected


@pytest.mark.parametrize(
    ("pieces", "ratio", "unobserved", "worst"),
    [
        (("o", "d", "p", "m"), Fraction(1, 2), Fraction(0), Level.MAJOR_OUTAGE),
        (("o", "o", "P", "o"), Fraction(3, 4), Fraction(0), Level.PARTIAL_OUTAGE),
        (("o", "?", "", "m"), Fraction(1, 2), Fraction(1, 2), Level.MAJOR_OUTAGE),
        (("?", "?", "?", "?"), None, Fraction(1), None),
        (("o", "o", "o", "o"), Fraction(1), Fraction(0), Level.OPERATIONAL),
    ],
)
def test_what_is_read_from_it(
    pieces: tuple[str, ...], ratio: Fraction | None, unobserved: Fraction, worst: Level | None
) -> None:
    measured = measure(history(*pieces), window(0, 4 * 3600))
    assert (measured.ratio, measured.unobserved_share, measured.worst) == (ratio, unobserved, worst)


def test_seconds_at_the_border() -> None:
    measured = measure(history("o", "P", "?", "m"), window(1800, 3.5 * 3600))
    assert measured.seconds_of(Level.OPERATIONAL) == 1800
    assert measured.down_seconds == 5400
    assert measured.planned_trouble_seconds == 3600
    assert measured.unobserved_seconds == 3600
    assert measured.total_seconds == 3 * 3600


@pytest.mark.parametrize(
    ("pieces", "worst"),
    [
        (("o", "o"), None),
        (("?", "o"), None),
        (("P", "o"), None),
        (("P", "d"), Level.DEGRADED),
        (("P", "p"), Level.PARTIAL_OUTAGE),
        (("m", "P"), Level.MAJOR_OUTAGE),
    ],
)
def test_planned_trouble_hides_no_other(pieces: tuple[str, ...], worst: Level | None) -> None:
    assert measure(history(*pieces), window(0, 2 * 3600)).worst_unplanned == worst


def test_a_window_without_an_end_is_refused() -> None:
    with pytest.raises(ValueError, match="a window has an end"):
        measure(history("o"), Period(START))


def test_local_times_are_measured_by_the_real_clock() -> None:
    """01:30 to 03:30 in Copenhagen is one hour on the night to 29 March 2026."""
    start, end = at(1800).astimezone(COPENHAGEN), at(5400).astimezone(COPENHAGEN)
    assert end.hour - start.hour == 2
    broken = StatePeriod(Period(start, end), State(Level.MAJOR_OUTAGE, observed=True))
    assert measure((broken,), Period(start, end)) == Measurement((0, 0, 0, HOUR))
    assert measure((broken,), window(0, 2 * 3600)) == Measurement((0, 0, 0, HOUR), unobserved=HOUR)


@given(histories(), windows())
def test_the_parts_add_up_to_the_window(past: tuple[StatePeriod, ...], seen: Period) -> None:
    assert seen.end is not None
    measured = measure(past, seen)
    assert measured.total == (seen.end - seen.start) // timedelta(microseconds=1)
    assert min(*measured.by_level, measured.unobserved) >= 0
    assert 0 <= measured.planned_trouble <= sum(measured.by_level[1:])


@given(histories(), windows(), st.lists(st.fractions(0, 1), max_size=6))
def test_splitting_a_window_adds(past: tuple[StatePeriod, ...], seen: Period, cuts: list[Fraction]) -> None:
    assert seen.end is not None
    length = (seen.end - seen.start) // timedelta(microseconds=1)
    inner = {seen.start + timedelta(microseconds=int(cut * length)) for cut in cuts}
    edges = sorted({seen.start, *inner, seen.end})
    pieces = measure_each(past, [Period(a, b) for a, b in pairwise(edges)])
    assert sum(pieces, Measurement()) == measure(past, seen)


@given(histories(), st.lists(windows(), max_size=5))
def test_one_sweep_is_the_same_as_each_alone(past: tuple[StatePeriod, ...], some: list[Period]) -> None:
    edges = sorted({moment for seen in some for moment in (seen.start, seen.end) if moment is not None})
    apart = [Period(a, b) for a, b in pairwise(edges)][::2]
    assert measure_each(past, apart) == tuple(measure(past, seen) for seen in apart)


@given(histories(), windows(), st.lists(st.integers(1, 20_000_000), max_size=6))
def test_how_periods_are_cut_does_not_matter(past: tuple[StatePeriod, ...], seen: Period, cuts: list[int]) -> None:
    finer = past
    for cut in cuts:
        finer = _cut(finer, at(cut / 1_000_000))
    assert measure(finer, seen) == measure(past, seen)


def _cut(past: tuple[StatePeriod, ...], moment: datetime) -> tuple[StatePeriod, ...]:
    found: list[StatePeriod] = []
    for item in past:
        start, end = item.period.start, item.period.end
        if start < moment and (end is None or moment < end):
            found.append(StatePeriod(Period(start, moment), item.state))
            found.append(StatePeriod(Period(moment, end), item.state))
        else:
            found.append(item)
    return tuple(found)


@given(histories(whole_seconds=True), windows(whole_seconds=True))
def test_against_asking_every_second(past: tuple[StatePeriod, ...], seen: Period) -> None:
    assert seen.end is not None
    by_level, unobserved, planned = [0, 0, 0, 0], 0, 0
    moment = seen.start
    while moment < seen.end:
        holding = [
            p.state for p in past if p.period.start <= moment and (p.period.end is None or moment < p.period.end)
        ]
        if holding and holding[0].observed:
            by_level[holding[0].level] += 1
            planned += holding[0].planned and holding[0].level is not Level.OPERATIONAL
        else:
            unobserved += 1
        moment += timedelta(seconds=1)
    measured = measure(past, seen)
    assert [measured.seconds_of(level) for level in Level] == by_level
    assert (measured.unobserved_seconds, measured.planned_trouble_seconds) == (unobserved, planned)
