from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from samdrift.snapshot.spells import Spell, began, spells, unseen_as_one, worked_on_since
from samdrift.vocabulary import Level, Period, State, StatePeriod
from tests.cast import NOON, at

OK, DOWN = State(Level.OPERATIONAL, observed=True), State(Level.MAJOR_OUTAGE, observed=True)
OK_UNSEEN, DOWN_UNSEEN = State(Level.OPERATIONAL), State(Level.MAJOR_OUTAGE)
DEGRADED = State(Level.DEGRADED, observed=True)
DEGRADED_UNSEEN = State(Level.DEGRADED)
ANNOUNCED = State(Level.MAJOR_OUTAGE, planned=True, observed=True)


def history(*states: tuple[float, State | None]) -> list[StatePeriod]:
    ends: list[float | None] = [second for second, _ in states[1:]]
    return [
        StatePeriod(Period(at(start), None if end is None else at(end)), state)
        for (start, state), end in zip(states, [*ends, None], strict=True)
        if state is not None
    ]


def test_a_blink_of_silence_splits_no_outage() -> None:
    outage = history((0, OK), (10, DOWN), (20, DOWN_UNSEEN), (24, DOWN), (60, DOWN_UNSEEN), (61, DOWN))
    first, second = spells(outage)
    assert (first.state, second.state) == (OK, DOWN)
    assert second.period == Period(at(10), None)
    assert second.gaps == (Period(at(20), at(24)), Period(at(60), at(61)))
    assert second.unobserved == timedelta(seconds=5)
    assert began(outage) == at(10)


def test_what_works_goes_on_to_work_over_a_restart() -> None:
    assert began(history((0, DOWN), (10, OK), (20, OK_UNSEEN), (48, OK))) == at(10)


def test_what_is_other_after_the_silence_is_another_spell() -> None:
    for after in (OK, DEGRADED, ANNOUNCED):
        told = spells(history((0, DOWN), (10, DOWN_UNSEEN), (20, after)))
        assert [each.state for each in told] == [DOWN, DOWN_UNSEEN, after]
        assert told[-1].period.start == at(20)


def test_a_silence_that_lasts_is_told_from_its_own_beginning() -> None:
    unseen = history((0, DOWN), (10, DOWN_UNSEEN))
    assert [each.state.observed for each in spells(unseen)] == [True, False]
    assert began(unseen) == at(10)


def test_a_time_without_any_watch_ends_a_spell() -> None:
    assert began(history((0, DOWN), (10, None), (20, DOWN))) == at(20)


def test_that_work_is_announced_on_what_works_moves_nothing() -> None:
    worked_on = replace(OK, planned=True)
    told = history((0, DOWN), (10, OK), (20, worked_on), (30, OK_UNSEEN), (40, worked_on), (50, OK))
    assert began(told) == at(10)
    assert [each.state for each in spells(told)] == [DOWN, OK]
    assert began(history((0, OK), (10, replace(DOWN, planned=True)), (20, DOWN))) == at(20), "but on trouble it does"


def test_work_goes_on_whatever_it_does_and_whoever_watches() -> None:
    worked_on = replace(OK, planned=True)
    assert worked_on_since(history((0, OK), (10, worked_on), (20, ANNOUNCED))) == at(10)
    assert worked_on_since(history((0, OK), (10, ANNOUNCED), (20, DOWN_UNSEEN), (30, worked_on))) == at(10)
    assert worked_on_since(history((0, DOWN), (10, DOWN_UNSEEN), (30, ANNOUNCED))) == at(30)
    assert worked_on_since(history((0, ANNOUNCED), (10, DOWN), (20, ANNOUNCED))) == at(20)
    assert worked_on_since(history((0, ANNOUNCED), (10, None), (20, ANNOUNCED))) == at(20)
    for after in (OK, DOWN, DOWN_UNSEEN):
        assert worked_on_since(history((0, ANNOUNCED), (10, after))) is None


def test_an_outage_that_began_while_nobody_listened_began_when_its_source_says() -> None:
    outage = history((0, OK), (10, OK_UNSEEN), (13, DOWN_UNSEEN), (75, DOWN))
    assert [(each.state, each.period.start, each.gaps) for each in spells(outage)] == [
        (OK, at(0), ()),
        (OK_UNSEEN, at(10), ()),
        (DOWN, at(13), (Period(at(13), at(75)),)),
    ]
    assert began(outage) == at(13)
    assert began(history((13, DOWN_UNSEEN), (75, DOWN))) == at(13), "also of what had never been heard"
    assert began(history((0, DEGRADED), (10, DEGRADED_UNSEEN), (13, DOWN_UNSEEN), (75, DOWN))) == at(13)
    assert began(history((0, OK), (10, OK_UNSEEN), (13, DOWN_UNSEEN), (75, ANNOUNCED))) == at(13)
    over = history((0, OK), (10, OK_UNSEEN), (13, DOWN_UNSEEN), (75, DOWN), (80, DOWN_UNSEEN), (81, DOWN))
    assert began(over) == at(13)


def test_nothing_works_since_a_time_that_nobody_watched() -> None:
    assert began(history((0, DOWN), (10, DOWN_UNSEEN), (13, OK_UNSEEN), (75, OK))) == at(75)


def test_a_time_that_nobody_watched_is_one_whatever_was_last_heard() -> None:
    for unseen in (history((0, OK), (10, OK_UNSEEN), (13, DOWN_UNSEEN)), history((10, OK_UNSEEN), (13, DOWN_UNSEEN))):
        assert spells(unseen)[-1] == Spell(DOWN_UNSEEN, Period(at(10), None))
        assert unseen_as_one(unseen)[-1] == StatePeriod(Period(at(10), None), DOWN_UNSEEN)
    apart = history((0, OK_UNSEEN), (10, None), (13, DOWN_UNSEEN))
    assert len(spells(apart)) == len(unseen_as_one(apart)) == 2


states = st.sampled_from([OK, DOWN, OK_UNSEEN, DOWN_UNSEEN, DEGRADED, DEGRADED_UNSEEN, ANNOUNCED, None])


@given(st.lists(states, min_size=1, max_size=12))
def test_spells_lie_end_to_end_and_hold_all_that_the_history_holds(made: list[State | None]) -> None:
    periods = history(*((number * 10, state) for number, state in enumerate(made)))
    told = spells(periods)
    assert _covered([(each.period.start, each.period.end) for each in told]) == _covered(
        [(each.period.start, each.period.end) for each in periods]
    )
    for earlier, later in pairwise(told):
        assert earlier.period.end is not None
        assert earlier.period.end <= later.period.start
        adjoin = earlier.period.end == later.period.start
        assert earlier.state.observed or later.state.observed or not adjoin
    for each in periods:
        spell = _at(told, each.period.start)
        if each.state.observed:
            assert spell.state == each.state
        elif spell.state.observed:
            assert any(gap.start <= each.period.start for gap in spell.gaps)


def _covered(pieces: list[tuple[datetime, datetime | None]]) -> list[tuple[datetime, datetime]]:
    joined: list[tuple[datetime, datetime]] = []
    for start, until in pieces:
        end = until or NOON + timedelta(days=9)
        if joined and joined[-1][1] == start:
            joined[-1] = joined[-1][0], end
        else:
            joined.append((start, end))
    return joined


def _at(told: tuple[Spell, ...], moment: datetime) -> Spell:
    return next(
        each for each in told if each.period.start <= moment and (each.period.end is None or moment < each.period.end)
    )
