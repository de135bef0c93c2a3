"""A word that reaches back into a time in which its signal was not heard erases nothing that others measured."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samdrift.monitoring.models import Source
from samdrift.monitoring.silence import fall_silent
from samdrift.pipeline import settle_all
from samdrift.status.confirming import Word
from samdrift.status.settling import SYSTEM, Watch, settle
from samdrift.vocabulary import Level, State, StatePeriod
from tests.cast import NOON, at, believed, hear, observation, said, source, systems

OK, DEGRADED, PARTIAL, DOWN = Level
DAY = timedelta(days=1)
TICK = 0.000001
SERVICES = ("login", "sign")

Logged = tuple[float, Level | None]
Shown = list[tuple[float, Level, bool]]


def watch(service: str, *log: Logged, faults_only: bool = False) -> Watch:
    return Watch(service, tuple(Word(at(second), level) for second, level in log), timedelta(0), faults_only)


def told_later(began: float, level: Level, received: float) -> tuple[Logged, ...]:
    """As placing.py logs a word that reaches back into a time in which nobody listened."""
    return (began, level), (began + TICK, None), (received, level)


def history(*watches: Watch, of: str = SYSTEM) -> Shown:
    settled = settle(dict.fromkeys(SERVICES), watches, at(-1000), at(1000)).histories[of]
    return [((each.period.start - NOON).total_seconds(), each.state.level, each.state.observed) for each in settled]


WORKS = [(0.0, OK, True)]


@pytest.mark.parametrize("level", [OK, DEGRADED, DOWN])
@pytest.mark.parametrize("measured", ["login", SYSTEM])
def test_a_new_signal_counts_from_when_it_was_first_heard(measured: str, level: Level) -> None:
    watches = watch(measured, (0, OK)), watch("login", *told_later(100, level, 160))
    expected = WORKS if level is OK else [*WORKS, (160, level, True)]
    assert history(*watches, of="login") == expected
    assert [each for each in history(*watches) if each[0] < 160] == WORKS


def test_a_new_signal_counts_for_the_time_in_which_nothing_else_was_measured() -> None:
    new = watch("login", *told_later(100, DOWN, 160))
    alone = [(100, DOWN, False), (160, DOWN, True)]
    assert history(new, of="login") == alone
    silent = watch("login", (0, OK), (50, None), (170, OK))
    assert history(silent, new, of="login") == [(0, OK, True), (50, OK, False), *alone]
    assert history(silent, new)[:3] == [(0, OK, True), (50, OK, False), (100, PARTIAL, False)]


def test_neither_does_it_count_for_the_other_services() -> None:
    sign = watch("sign", (0, DOWN))
    assert history(sign, watch("login", *told_later(100, DOWN, 160))) == [(0, PARTIAL, True), (160, DOWN, True)]


def test_a_signal_that_abstained_erases_nothing_either() -> None:
    again = watch("login", (0, DOWN), (10, OK), (20, None), *told_later(100, DOWN, 160), faults_only=True)
    other = watch("login", (0, OK))
    assert history(again, other, of="login") == [(0, DOWN, True), (10, OK, True), (160, DOWN, True)]
    assert history(again, of="login")[-2:] == [(100, DOWN, False), (160, DOWN, True)]


def test_a_signal_that_counted_while_it_was_silent_still_does() -> None:
    again = watch("login", (0, OK), (20, None), *told_later(100, DOWN, 160))
    expected = [(0, OK, True), (20, OK, False), (100, DOWN, False), (160, DOWN, True)]
    assert history(again, watch("login", (0, OK)), of="login") == expected
    was_down = watch("login", (0, DOWN), (20, None), *told_later(100, OK, 160), faults_only=True)
    expected = [(0, DOWN, True), (20, DOWN, False), (100, OK, True)]
    assert history(was_down, watch("login", (0, OK)), of="login") == expected


def test_a_signal_that_a_person_ended_erases_nothing_either() -> None:
    log = [Word(at(0), DOWN), Word(at(10), None, ended=True)]
    log += [Word(at(second), level) for second, level in told_later(100, DOWN, 160)]
    again = Watch("login", tuple(log), timedelta(0))
    assert history(again, watch("login", (0, OK)), of="login") == [(0, DOWN, True), (10, OK, True), (160, DOWN, True)]


levels = st.sampled_from(Level)


@st.composite
def logs(draw: st.DrawFn) -> list[Logged]:
    times = sorted(draw(st.sets(st.integers(0, 60), min_size=1, max_size=6)))
    said: list[Level | None] = [draw(levels), *(draw(st.none() | levels) for _ in times[1:])]
    return list(zip(map(float, times), said, strict=True))


places = st.sampled_from([SYSTEM, *SERVICES])
others = st.builds(lambda place, log, faults: watch(place, *log, faults_only=faults), places, logs(), st.booleans())


@given(st.lists(others, max_size=3), places, levels, st.integers(0, 59), st.integers(1, 60))
def test_nothing_that_was_observed_changes_by_what_is_said_afterwards(
    made: list[Watch], place: str, level: Level, began: int, later: int
) -> None:
    received = began + later
    new = watch(place, *told_later(began, level, received))
    before = settle(dict.fromkeys(SERVICES), made, at(-1), at(1000)).histories
    after = settle(dict.fromkeys(SERVICES), [*made, new], at(-1), at(1000)).histories
    for name in (SYSTEM, *SERVICES):
        for half in range(-2, 2 * received):
            was = state_at(before[name], half / 2)
            assert not (was and was.observed) or state_at(after[name], half / 2) == was


def state_at(history: tuple[StatePeriod, ...], second: float) -> State | None:
    begun = [each for each in history if each.period.start <= at(second)]
    return begun[-1].state if begun and (begun[-1].period.end or at(1000)) > at(second) else None


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["mitid/login", "mitid"])
@pytest.mark.parametrize("level", [OK, DOWN])
def test_what_one_source_measured_stands_when_another_begins(name: str, level: Level) -> None:
    systems({"mitid": ["login"]})
    said(source("oneview", interval=DAY), "mitid/login", 0, OK)
    settle_all(at(1))
    said(source("events", interval=DAY), name, 100, level, received=1300)
    settle_all(at(1301))
    for each in ("mitid", "mitid/login"):
        assert [told for told in believed(each) if told[0] < 1300] == WORKS
    assert believed("mitid")[-1][1:] == (level, True)


@pytest.mark.django_db
def test_a_later_change_settles_the_same_of_what_was_said_afterwards() -> None:
    """The log is read from a line on that was heard."""
    systems({"mitid": ["login"]})
    measured = source("oneview", interval=DAY)
    alerts = source("alerts", life=Source.Life.NONE, interval=timedelta(minutes=1), confirm=timedelta(0))
    said(measured, "mitid/login", 0, OK)
    said(alerts, "alert", 1, OK, maps_to=observation("mitid/login", 0, OK).maps_to)
    fall_silent(at(10))
    settle_all(at(10))
    said(alerts, "alert", 40, DOWN, received=90)
    settle_all(at(91))
    before = believed("mitid/login")
    assert before == [(0, OK, True), (90, DOWN, True)]
    hear(measured, observation("mitid/login", 60, DOWN), received=95)
    settle_all(at(96))
    assert believed("mitid/login") == [(0, OK, True), (60, DOWN, True)]
    said(measured, "mitid/login", 70, OK, received=97)
    settle_all(at(98))
    assert believed("mitid/login") == [(0, OK, True), (60, DOWN, True), (70, OK, True), (90, DOWN, True)]
