"""Every single failure at once gives what each gives alone."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samdrift.impact import Dependency, Graph, SingleFailure, single_failures, spread
from samdrift.impact.columns import at_least, count_rows
from samdrift.impact.components import components
from samdrift.vocabulary import Level
from tests.impact.oracle import Case, cases, unhurried


def one_by_one(graph: Graph) -> dict[str, tuple[int, int, int]]:
    found = {}
    for name in graph.names:
        levels = Counter(one.level for one in spread(graph, {name: Level.MAJOR_OUTAGE}).affected())
        found[name] = (levels[Level.DEGRADED], levels[Level.PARTIAL_OUTAGE], levels[Level.MAJOR_OUTAGE])
    return found


@unhurried
@given(cases)
def test_all_at_once_is_one_by_one(case: Case) -> None:
    ranking = single_failures(case.graph)
    assert {one.system: (one.degraded, one.partial, one.major) for one in ranking} == one_by_one(case.graph)
    assert [one.score for one in ranking] == sorted((one.score for one in ranking), reverse=True)


@pytest.mark.parametrize("room", [1, 100_000_000], ids=["in turns of 64", "at once"])
def test_a_large_graph_with_cycles_and_groups(room: int) -> None:
    draw = np.random.default_rng(8)
    names = [f"{number:03}" for number in range(300)]
    needs = []
    for _ in range(600):
        consumer, *providers = draw.choice(names, draw.choice([2, 2, 3, 4]), replace=False).tolist()
        criticality = draw.choice(["critical", "critical", "high", "low"])
        required = int(draw.integers(1, len(providers) + 1))
        needs.append(Dependency(consumer, tuple(providers), criticality, required))
    graph = Graph.of(names, needs)
    alone = one_by_one(graph)
    ranking = single_failures(graph, room=room)
    assert {one.system: (one.degraded, one.partial, one.major) for one in ranking} == alone


def test_the_outsider_that_defeats_a_redundancy_group_is_found() -> None:
    graph = Graph.of(
        ["post", "north", "south", "power", "lamp"],
        [
            Dependency("post", ("north", "south")),
            Dependency("north", ("power",)),
            Dependency("south", ("power",)),
            Dependency("lamp", ("north",)),
        ],
    )
    assert single_failures(graph, 3) == (
        SingleFailure("power", 0, 0, 4),
        SingleFailure("north", 0, 0, 1),
        SingleFailure("lamp", 0, 0, 0),
    )


@unhurried
@given(st.lists(st.lists(st.booleans(), min_size=70, max_size=70), min_size=1, max_size=9), st.data())
def test_at_least_k_of_the_rows(rows: list[list[bool]], data: st.DataObject) -> None:
    k = data.draw(st.integers(1, len(rows)))
    words = list(as_words(rows))
    held = np.unpackbits(at_least(words, k).view(np.uint8), bitorder="little")[:70].astype(bool).tolist()
    assert held == [sum(column) >= k for column in zip(*rows, strict=True)]


@unhurried
@given(st.lists(st.lists(st.booleans(), min_size=70, max_size=70), min_size=1, max_size=9), st.data())
def test_weights_of_the_rows_that_hold(rows: list[list[bool]], data: st.DataObject) -> None:
    weights = data.draw(st.lists(st.integers(0, 9), min_size=len(rows), max_size=len(rows)))
    counted = count_rows(as_words(rows), np.array(weights))[:70].tolist()
    assert counted == [
        sum(weight for weight, held in zip(weights, column, strict=True) if held) for column in zip(*rows, strict=True)
    ]


def as_words(rows: list[list[bool]]) -> np.ndarray[tuple[int, int], np.dtype[np.uint64]]:
    padded = np.zeros((len(rows), 128), np.uint8)
    padded[:, :70] = rows
    return np.packbits(padded, axis=1, bitorder="little").view(np.uint64)


def test_components_come_in_the_order_of_their_edges() -> None:
    found = components([[1], [2], [0, 3], [4], [], [3]])
    assert [sorted(part) for part in found if len(part) > 1] == [[0, 1, 2]]
    place = {node: at for at, part in enumerate(found) for node in part}
    assert place[0] < place[3] < place[4] and place[5] < place[3]
