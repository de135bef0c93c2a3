"""The promises of the engine, on small graphs with cycles, groups and fallbacks."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samdrift.impact import Spread, spread
from samdrift.vocabulary import Level
from tests.impact.oracle import NAMES, Case, cases, dependencies, fixpoint, iterations, severity, unhurried

WALKED, SWEPT = 1_000_000, 0
widths = pytest.mark.parametrize("wide", [WALKED, SWEPT], ids=["walked", "swept"])


def run(case: Case, wide: int = WALKED) -> Spread:
    return spread(case.graph, case.failed, wide=wide)


@widths
@unhurried
@given(case=cases)
def test_it_is_the_least_fixpoint(case: Case, wide: int) -> None:
    assert run(case, wide).levels() == fixpoint(case)


@unhurried
@given(case=cases)
def test_both_ways_of_walking_tell_the_same_story(case: Case) -> None:
    assert run(case, WALKED).affected() == run(case, SWEPT).affected()


@unhurried
@given(case=cases, seed=st.randoms(use_true_random=False))
def test_the_order_in_which_the_graph_is_told_does_not_matter(case: Case, seed: random.Random) -> None:
    needs, systems, failed = list(case.dependencies), list(case.systems), list(case.failed.items())
    for sequence in (needs, systems, failed):
        seed.shuffle(sequence)
    shuffled = Case(tuple(needs), dict(failed), systems, case.transfer)
    assert run(shuffled).affected() == run(case).affected()


@unhurried
@given(case=cases, name=st.sampled_from(NAMES), level=st.sampled_from(list(Level)[1:]))
def test_a_worse_own_state_makes_nothing_better(case: Case, name: str, level: Level) -> None:
    worse = replace(case, failed={**case.failed, name: max(level, case.failed.get(name, Level.OPERATIONAL))})
    before, after = run(case).levels(), run(worse).levels()
    assert all(after[system] >= level for system, level in before.items())


@unhurried
@given(case=cases)
def test_what_follows_from_what_followed_is_nothing_new(case: Case) -> None:
    levels = run(case).levels()
    assert run(replace(case, failed=levels)).levels() == levels


@unhurried
@given(case=cases)
def test_nothing_is_better_than_its_own_state(case: Case) -> None:
    levels = run(case).levels()
    assert all(levels[name] >= level for name, level in case.failed.items())


@unhurried
@given(case=cases, data=st.data())
def test_one_more_alternative_never_hurts(case: Case, data: st.DataObject) -> None:
    need = data.draw(dependencies())
    spare = data.draw(st.sampled_from([name for name in NAMES if name not in (need.consumer, *need.resting_on)]))
    without = replace(case, dependencies=(*case.dependencies, need))
    more = replace(case, dependencies=(*case.dependencies, replace(need, providers=(*need.providers, spare))))
    before, after = run(without).levels(), run(more).levels()
    assert all(before[system] >= level for system, level in after.items())


@widths
@unhurried
@given(case=cases)
def test_an_explanation_is_valid_and_as_short_as_any(case: Case, wide: int) -> None:
    rounds, found = iterations(case), run(case, wide)
    for one in found.affected():
        assert one.because[0] == one.system and one.because[-1] in case.failed
        lowest = next(height for height, levels in enumerate(rounds) if levels[one.system] == one.level)
        assert len(one.because) == lowest + 1
        assert_valid(case, found, one.system, one.because)


def assert_valid(case: Case, found: Spread, system: str, because: tuple[str, ...]) -> None:
    """Every reason follows from those below it: with the providers that it names down, and all others fine."""
    rounds, reasons = iterations(case), found.reasons(system)
    assert [reason.system for reason in reasons] == list(because[:-1])
    assert [reason.next for reason in reasons] == list(because[1:])
    for height, reason in zip(range(len(reasons) - 1, -1, -1), reasons, strict=True):
        named = {*reason.providers, reason.fallback}
        levels = {name: rounds[height][name] if name in named else Level.OPERATIONAL for name in NAMES}
        assert reason.next in named
        assert any(
            case.transfer.felt(need.criticality, severity(need, levels)) >= reason.level
            for need in case.dependencies
            if need.consumer == reason.system and need.criticality == reason.criticality
        )


@unhurried
@given(case=cases, working=st.sets(st.sampled_from(NAMES), max_size=2))
def test_what_is_seen_to_work_stops_the_cascade(case: Case, working: set[str]) -> None:
    stopped = sorted(working - case.failed.keys())
    found = {wide: spread(case.graph, case.failed, working=stopped, wide=wide) for wide in (WALKED, SWEPT)}
    cut = replace(case, dependencies=tuple(need for need in case.dependencies if need.consumer not in stopped))
    beyond = {name: level for name, level in found[WALKED].levels().items() if name not in stopped}
    assert beyond == fixpoint(cut)
    assert found[WALKED].affected() == found[SWEPT].affected()
    through = {name: found[WALKED].level(name) for name in stopped}
    felt = iterations(cut)[-1]
    for name, level in through.items():
        own = [need for need in case.dependencies if need.consumer == name]
        assert level == max([case.transfer.felt(need.criticality, severity(need, felt)) for need in own], default=0)
