"""Expected and observed, held against each other: cases worked out by hand, and the same by walking every second."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samdrift.impact import Dependency, Fallback
from samdrift.impact.disagreements import Account, Alone, Declared, Disagreements, disagreements
from samdrift.vocabulary import Criticality, Level, Period, State, StatePeriod
from tests.availability.histories import START, at, histories, history, window
from tests.impact import oracle
from tests.impact.every_second import Histories, Walk

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
WHOLE = Period(START - HOUR, START + 24 * HOUR)


def micro(hours: float) -> int:
    return round(hours * 3600) * 1_000_000


def compared(need: Dependency, seen: Histories, *, slack: timedelta = timedelta(0), within: Period = WHOLE) -> Account:
    found = disagreements([Declared("n", need, WHOLE)], {"a": [WHOLE]}, seen, within, slack=slack)
    assert found.planned["n"] == Account()
    return found.unplanned["n"]


def trouble_alone(need: Dependency, seen: Histories, *, slack: timedelta = timedelta(0)) -> Alone:
    return disagreements([Declared("n", need, WHOLE)], {"a": [WHOLE]}, seen, WHOLE, slack=slack).alone["a"]


A_NEEDS_B = Dependency("a", ("b",))
LOW = Dependency("a", ("b",), Criticality.LOW)


@pytest.mark.parametrize(
    ("need", "a", "b", "account"),
    [
        (A_NEEDS_B, "ooo", "omo", Account(1, 1, spared=micro(1))),
        (A_NEEDS_B, "omo", "omo", Account(1, 0, felt=micro(1))),
        (A_NEEDS_B, "odo", "omo", Account(1, 0, milder=micro(1))),
        (A_NEEDS_B, "omo", "odo", Account(1, 0, felt=micro(1))),
        (A_NEEDS_B, "oomo", "ommo", Account(1, 0, spared=micro(1), felt=micro(1))),
        (A_NEEDS_B, "o?o", "omo", Account()),
        (A_NEEDS_B, "oPo", "omo", Account()),
        (A_NEEDS_B, "ooo", "o?o", Account()),
        (A_NEEDS_B, "ooo", "ooo", Account()),
        (A_NEEDS_B, "ooooo", "omomo", Account(2, 2, spared=micro(2))),
        (A_NEEDS_B, "ooooo", "ommmo", Account(1, 1, spared=micro(3))),
        (A_NEEDS_B, "oooomo", "opmodo", Account(2, 1, spared=micro(2), felt=micro(1))),
        (LOW, "oooo", "odpo", Account()),
        (LOW, "oooo", "odmo", Account(1, 1, spared=micro(1))),
        (LOW, "oodo", "odmo", Account(1, 0, felt=micro(1))),
        (Dependency("a", ("b",), tolerance=2 * HOUR), "oooooo", "ommmmo", Account(1, 1, spared=micro(2))),
        (Dependency("a", ("b",), tolerance=2 * HOUR), "oooooo", "ommomo", Account()),
        (Dependency("a", ("b",), tolerance=2 * HOUR), "oooooo", "om?mmo", Account()),
        (Dependency("a", ("b",), fallback=Fallback(Level.DEGRADED)), "odo", "omo", Account(1, 0, felt=micro(1))),
        (Dependency("a", ("b",), Criticality.LOW, fallback=Fallback(Level.DEGRADED)), "ooo", "omo", Account()),
    ],
)
def test_an_hour_at_a_time(need: Dependency, a: str, b: str, account: Account) -> None:
    assert compared(need, {"a": history(*a), "b": history(*b)}) == account


def test_one_of_two_that_falls_is_nothing_to_be_felt() -> None:
    need = Dependency("a", ("b", "c"), required=1)
    seen = {"a": history(*"oooo"), "b": history(*"ommo"), "c": history(*"oodo")}
    assert compared(need, seen) == Account(1, 1, spared=micro(1))
    assert compared(need, {**seen, "c": history(*"oo?o")}) == Account()


def test_announced_trouble_is_accounted_for_apart() -> None:
    seen = {"a": history(*"oooo"), "b": history(*"oPmo")}
    found = disagreements([Declared("n", A_NEEDS_B, WHOLE)], {}, seen, WHOLE, slack=timedelta(0))
    assert found.planned["n"] == Account(1, 1, spared=micro(1)) == found.unplanned["n"]


def test_announced_trouble_wears_a_copy_out_like_any_other() -> None:
    need = Dependency("a", ("b",), tolerance=HOUR)
    seen = {"a": history(*"oooo"), "b": history(*"oPmo")}
    found = disagreements([Declared("n", need, WHOLE)], {}, seen, WHOLE, slack=timedelta(0))
    assert (found.planned["n"], found.unplanned["n"]) == (Account(), Account(1, 1, spared=micro(1)))


def test_what_monitoring_sees_a_little_later_is_no_disagreement() -> None:
    late = history("o", "m", "o", first=START + timedelta(minutes=4))
    seen = {"a": late, "b": history(*"omo")}
    assert compared(A_NEEDS_B, seen, slack=5 * MINUTE) == Account(1, 0, felt=micro(55 / 60))
    assert compared(A_NEEDS_B, seen, slack=3 * MINUTE).spared == micro(1 / 60)
    assert trouble_alone(A_NEEDS_B, seen, slack=5 * MINUTE) == Alone()
    assert trouble_alone(A_NEEDS_B, seen, slack=3 * MINUTE) == Alone(1, alone=micro(1 / 60))


@pytest.mark.parametrize(
    ("a", "b", "alone"),
    [
        ("omo", "ooo", Alone(1, alone=micro(1))),
        ("ommo", "ooo", Alone(1, alone=micro(2))),
        ("omdomo", "ooo", Alone(2, alone=micro(3))),
        ("omo", "odo", Alone()),
        ("ommo", "omoo", Alone(1, alone=micro(1))),
        ("oPo", "ooo", Alone()),
        ("o?o", "ooo", Alone()),
        ("omo", "o?o", Alone(unsure=micro(1))),
        ("omo", "oPo", Alone()),
    ],
)
def test_trouble_of_ones_own(a: str, b: str, alone: Alone) -> None:
    assert trouble_alone(A_NEEDS_B, {"a": history(*a), "b": history(*b)}) == alone


def test_a_daily_copy_does_not_excuse_trouble_before_it_has_run_out() -> None:
    need = Dependency("a", ("b",), tolerance=2 * HOUR)
    seen = {"a": history(*"ommmmo"), "b": history(*"ommmmo")}
    assert trouble_alone(need, seen) == Alone(1, alone=micro(2))


def test_each_term_counts_while_it_was_in_force() -> None:
    """Declared low until two hours in, critical from then on; and one who was not described is not asked about."""
    turn = START + 2 * HOUR
    declared = [
        Declared("n", LOW, Period(WHOLE.start, turn)),
        Declared("n", A_NEEDS_B, Period(turn, turn + HOUR)),
        Declared("n", A_NEEDS_B, Period(turn + HOUR)),
    ]
    seen = {"a": history(*"oooood"), "b": history(*"oddddo")}
    found = disagreements(declared, {"a": [Period(turn)]}, seen, WHOLE, slack=timedelta(0))
    assert found.unplanned["n"] == Account(1, 1, spared=micro(3)), "one expectation, of two terms that say the same"
    assert found.alone["a"] == Alone(1, alone=micro(19)), "until the end of the window"
    assert disagreements(declared, {"a": []}, seen, WHOLE, slack=timedelta(0)).alone["a"] == Alone()


def test_to_the_microsecond() -> None:
    tick = timedelta(microseconds=1)
    end = START + HOUR + tick
    b = (
        StatePeriod(Period(START, end - tick), State(observed=True)),
        StatePeriod(Period(end - tick, end), State(Level.DEGRADED, observed=True)),
        StatePeriod(Period(end), State(observed=True)),
    )
    assert compared(A_NEEDS_B, {"a": history("o"), "b": b}) == Account(1, 1, spared=1)
    assert compared(A_NEEDS_B, {"a": history("o"), "b": b}, slack=tick) == Account()


names = st.sampled_from("bcd")
short = st.integers(0, 4).map(lambda seconds: timedelta(seconds=seconds))


@st.composite
def terms(draw: st.DrawFn) -> list[Declared[int]]:
    found = []
    for key in range(draw(st.integers(1, 2))):
        moments = sorted(draw(st.sets(st.integers(-3, 40), min_size=2, max_size=3)))
        for start, end in pairwise(moments):
            providers = draw(st.permutations("bcd"))[: draw(st.integers(1, 3))]
            need = Dependency(
                "a",
                tuple(providers),
                draw(st.sampled_from(Criticality)),
                draw(st.integers(1, len(providers))),
                draw(short),
                draw(st.none() | st.builds(Fallback, st.sampled_from(Level))),
            )
            found.append(Declared(key, need, window(start, end)))
    return found


worlds = st.fixed_dictionaries({name: histories(whole_seconds=True) for name in "abcd"})
described = st.integers(-3, 30).map(lambda start: [window(start, start + 25)])


def asked(
    declared: list[Declared[int]], since: list[Period], world: Histories, within: Period, slack: timedelta
) -> Disagreements[int]:
    return disagreements(declared, {"a": since}, world, within, slack=slack)


@oracle.unhurried
@given(terms(), described, worlds, short)
def test_every_second_walked_says_the_same(
    declared: list[Declared[int]], since: list[Period], world: Histories, slack: timedelta
) -> None:
    found = asked(declared, since, world, window(0, 50), slack)
    walk = Walk(declared, world, int(slack.total_seconds()))
    for key, account in found.unplanned.items():
        assert astuple(account)[2:] == walk.account(key, range(50), sudden=True)
        assert astuple(found.planned[key])[2:] == walk.account(key, range(50), sudden=False)
    assert astuple(found.alone["a"])[1:] == walk.alone(since[0], range(50))


def cut(history: Sequence[StatePeriod], moment: float) -> tuple[StatePeriod, ...]:
    """The same, told in more pieces."""
    found: list[StatePeriod] = []
    for each in history:
        start, end = each.period.start, each.period.end
        if start < at(moment) and (end is None or at(moment) < end):
            found.append(StatePeriod(Period(start, at(moment)), each.state))
            start = at(moment)
        found.append(StatePeriod(Period(start, end), each.state))
    return tuple(found)


@oracle.unhurried
@given(terms(), described, st.fixed_dictionaries({name: histories() for name in "abcd"}), short, st.floats(0.1, 30))
def test_it_does_not_matter_in_how_many_pieces_time_is_told(
    declared: list[Declared[int]], since: list[Period], world: Histories, slack: timedelta, moment: float
) -> None:
    whole = asked(declared, since, world, window(-2, 50), slack)
    pieces = {name: cut(history, moment) for name, history in world.items()}
    assert asked(declared, since, pieces, window(-2, 50), slack) == whole
    early = asked(declared, since, world, window(-2, moment), slack)
    late = asked(declared, since, world, window(moment, 50), slack)
    for key, account in whole.unplanned.items():
        halves = zip(astuple(early.unplanned[key])[2:], astuple(late.unplanned[key])[2:], strict=True)
        assert tuple(map(sum, halves)) == astuple(account)[2:]
    assert early.alone["a"].alone + late.alone["a"].alone == whole.alone["a"].alone
    assert early.alone["a"].unsure + late.alone["a"].unsure == whole.alone["a"].unsure
