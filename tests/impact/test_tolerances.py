"""When each level begins, held against plain iteration over moments."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samdrift.impact import AT_ONCE, Dependency, spread
from samdrift.vocabulary import Level
from tests.impact.oracle import NAMES, Case, cases, unhurried

NEVER = timedelta.max
Beginnings = dict[tuple[str, Level], timedelta]


def beginnings(case: Case) -> Beginnings:
    """By node and level: the moment from which it is at least that bad. Lowered from never until nothing moves."""
    found = {(name, level): NEVER for name in NAMES for level in list(Level)[1:]}
    found |= {(name, level): AT_ONCE for name, worst in case.failed.items() for level in list(Level)[1 : worst + 1]}
    changed = True
    while changed:
        changed = False
        for need in case.dependencies:
            for level in list(Level)[1:]:
                moment = begins(case, need, level, found)
                if moment < found[need.consumer, level]:
                    found[need.consumer, level] = moment
                    changed = True
    return found


def begins(case: Case, need: Dependency, level: Level, found: Beginnings) -> timedelta:
    enough = next((bad for bad in Level if case.transfer.felt(need.criticality, bad) >= level), None)
    if enough is None:
        return NEVER
    moment = sorted(found[name, enough] for name in need.providers)[need.tips_at - 1]
    if need.fallback is not None and need.fallback.quality < enough:
        behind = found[need.fallback.provider, enough] if need.fallback.provider else NEVER
        moment = max(moment, behind)
    return NEVER if moment == NEVER else moment + need.tolerance


waits = st.sampled_from([AT_ONCE, AT_ONCE, timedelta(hours=1), timedelta(hours=2), timedelta(days=1)])


@pytest.mark.parametrize("wide", [1_000_000, 0], ids=["walked", "swept"])
@unhurried
@given(case=cases, data=st.data())
def test_every_level_begins_at_the_earliest_moment(case: Case, data: st.DataObject, wide: int) -> None:
    timed = tuple(replace(need, tolerance=data.draw(waits)) for need in case.dependencies)
    case = replace(case, dependencies=timed)
    found, expected = spread(case.graph, case.failed, wide=wide), beginnings(case)
    for name in NAMES:
        steps = found.steps(name)
        for level in list(Level)[1:]:
            moments = [step.after for step in steps if step.level >= level]
            assert (min(moments) if moments else NEVER) == expected[name, level]
        assert len(found.reasons(name)) == max(len(found.because(name)) - 1, 0)
    within = timedelta(hours=2)
    levels = {name: [level for level in list(Level)[1:] if expected[name, level] <= within] for name in NAMES}
    assert found.levels(within) == {name: max(reached) for name, reached in levels.items() if reached}
