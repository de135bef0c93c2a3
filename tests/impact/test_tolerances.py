"""When each level begins, and by how short a chain, held against plain iteration over both."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samdrift.impact import AT_ONCE, Dependency, Graph, spread
from samdrift.vocabulary import Criticality, Level
from tests.impact.oracle import NAMES, Case, cases, unhurried

Beginning = tuple[timedelta, int]
"""The moment, and the steps from what failed: the earliest counts, and of those the shortest."""
NEVER: Beginning = (timedelta.max, 0)
Beginnings = dict[tuple[str, Level], Beginning]


def beginnings(case: Case) -> Beginnings:
    """By node and level: from when it is at least that bad. Lowered from never until nothing moves."""
    found = {(name, level): NEVER for name in NAMES for level in list(Level)[1:]}
    for name, worst in case.failed.items():
        found |= {(name, level): (AT_ONCE, 0) for level in list(Level)[1 : worst + 1]}
    changed = True
    while changed:
        changed = False
        for need in case.dependencies:
            for level in list(Level)[1:]:
                beginning = begins(case, need, level, found)
                if beginning < found[need.consumer, level]:
                    found[need.consumer, level] = beginning
                    changed = True
    return found


def begins(case: Case, need: Dependency, level: Level, found: Beginnings) -> Beginning:
    enough = next((bad for bad in Level if case.transfer.felt(need.criticality, bad) >= level), None)
    if enough is None:
        return NEVER
    last = sorted(found[name, enough] for name in need.providers)[need.tips_at - 1]
    if need.fallback is not None and need.fallback.quality < enough:
        behind = found[need.fallback.provider, enough] if need.fallback.provider else NEVER
        last = max(last, behind)
    moment, steps = last
    return NEVER if last == NEVER else (moment + need.tolerance, steps + 1)


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
            assert (min(moments) if moments else timedelta.max) == expected[name, level][0]
        if worst := found.level(name):
            assert len(found.because(name)) == expected[name, worst][1] + 1
        assert len(found.reasons(name)) == max(len(found.because(name)) - 1, 0)
    within = timedelta(hours=2)
    levels = {name: [level for level in list(Level)[1:] if expected[name, level][0] <= within] for name in NAMES}
    assert found.levels(within) == {name: max(reached) for name, reached in levels.items() if reached}


@pytest.mark.parametrize("wide", [1_000_000, 0], ids=["walked", "swept"])
def test_what_was_put_off_joins_the_round_of_its_height(wide: int) -> None:
    """After two hours `near` is one step from the failure and `far` two; `both` fails with the last of them."""
    hours = timedelta(hours=2)
    needs = (
        Dependency("near", ("root",), Criticality.CRITICAL, tolerance=hours),
        Dependency("middle", ("root",), Criticality.CRITICAL),
        Dependency("far", ("middle",), Criticality.CRITICAL, tolerance=hours),
        Dependency("both", ("near", "far"), Criticality.CRITICAL),
    )
    graph = Graph.of(("root", "middle", "near", "far", "both"), needs)
    found = spread(graph, {"root": Level.MAJOR_OUTAGE}, wide=wide)
    assert found.because("both") == ("both", "far", "middle", "root")
    assert found.reasons("both")[0].providers == ("near", "far")
