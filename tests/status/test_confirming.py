"""What wavers: trouble between two levels, trouble with short breaks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samdrift.status.confirming import Word, confirm
from samdrift.vocabulary import Level
from tests.cast import NOON, at

OK, DEGRADED, PARTIAL, DOWN = Level
STAND = timedelta(seconds=12)


def believed(words: Sequence[tuple[float, Level | None]], now: float) -> list[tuple[float, Level]]:
    said, _ = confirm([Word(at(second), level) for second, level in words], STAND, at(now))
    return [((each.at - NOON).total_seconds(), each.level) for each in said]


def repeated(*turn: tuple[float, Level], every: float, times: int) -> list[tuple[float, Level | None]]:
    return [(0, OK), *((100 + every * n + after, level) for n in range(times) for after, level in turn)]


def test_trouble_that_wavers_is_at_least_as_bad_as_its_mildest_level() -> None:
    assert believed(repeated((0, DEGRADED), (5, DOWN), every=10, times=60), 700) == [(0, OK), (100, DEGRADED)]
    assert believed(repeated((0, DOWN), (2, PARTIAL), (7, DOWN), (9, PARTIAL), every=10, times=9), 190)[:2] == [
        (0, OK), (100, PARTIAL),
    ]  # fmt: skip


def test_trouble_that_gets_worse_began_when_it_began() -> None:
    assert believed([(0, OK), (100, PARTIAL), (108, DOWN)], 150) == [(0, OK), (100, PARTIAL), (108, DOWN)]
    assert believed([(0, OK), (100, DEGRADED), (104, PARTIAL), (108, DOWN)], 113) == [(0, OK), (100, DEGRADED)]


def test_short_breaks_do_not_hide_an_outage() -> None:
    """Down for 10 of each 11 seconds never stands for 12 seconds, and is an outage all the same."""
    assert believed(repeated((0, DOWN), (10, OK), every=11, times=50), 700)[:2] == [(0, OK), (100, DOWN)]


def test_short_troubles_leave_no_trace() -> None:
    assert believed(repeated((0, DOWN), (5, OK), every=60, times=50), 4000) == [(0, OK)]
    assert believed(repeated((0, DOWN), (10, OK), every=20, times=50), 4000) == [(0, OK)]


def test_an_outage_with_breaks_ends_when_what_works_has_stood() -> None:
    log = [*repeated((0, DOWN), (10, OK), every=11, times=5), (154, DOWN), (160, OK)]
    assert believed(log, 171)[-1] == (100, DOWN)
    assert believed(log, 172)[-1] == (160, OK)


def test_a_silence_within_trouble_does_not_end_it() -> None:
    log: list[tuple[float, Level | None]] = [(0, OK), (100, DEGRADED), (105, None), (107, DOWN)]
    assert [level for _, level in believed(log, 140)] == [OK, DEGRADED, DEGRADED, DOWN]
    assert believed(log, 140)[-1] == (107, DOWN)


levels = st.lists(st.tuples(st.integers(1, 30), st.sampled_from(Level)), max_size=12)


@given(levels, st.integers(0, 40))
def test_what_is_believed_stays_between_what_was_reported(turns: list[tuple[int, Level]], more: int) -> None:
    """Never worse than the worst that was reported, never better than the best."""
    second, log = 0.0, []
    for lasted, level in turns:
        log.append(Word(at(second), level))
        second += lasted
    said, wake_at = confirm(log, STAND, at(second + more))
    assert {each.level for each in said} <= {level for _, level in turns}
    assert wake_at is None or wake_at > at(second + more)
    if turns and more >= STAND.total_seconds():
        assert said[-1].level == turns[-1][1], "what stood its time is believed"
        assert wake_at is None


@pytest.mark.parametrize("level", [DEGRADED, PARTIAL, DOWN])
@given(st.lists(st.integers(1, 20), min_size=2, max_size=10))
def test_when_it_wakes_it_believes_something_else(level: Level, lasting: list[int]) -> None:
    second, log = 0.0, []
    for number, lasted in enumerate(lasting):
        log.append(Word(at(second), level if number % 2 else OK))
        second += lasted
    said, wake_at = confirm(log, STAND, at(second))
    if wake_at is not None:
        assert confirm(log, STAND, wake_at)[0][-1].level != said[-1].level
        assert confirm(log, STAND, wake_at - timedelta(microseconds=1))[0] == said
