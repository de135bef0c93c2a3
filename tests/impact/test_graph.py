"""A graph or a table that makes no sense is refused in one line."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest

from samdrift.impact import DEFAULT, Dependency, Fallback, Graph, GraphFault, Transfer
from samdrift.vocabulary import Criticality, Level

REFUSED: dict[str, Callable[[], object]] = {
    "the system 'a' is there twice": lambda: Graph.of(["a", "b", "a"]),
    "there is no system 'b', which a dependency names": lambda: Graph.of(["a"], [Dependency("a", ("b",))]),
    "there is no system 'c', which a dependency names": lambda: Graph.of(["a"], [Dependency("c", ("a",))]),
    "there is no system 'f', which a dependency names": lambda: Graph.of(
        ["a", "b"], [Dependency("a", ("b",), fallback=Fallback(Level.DEGRADED, "f"))]
    ),
    "'a' depends on itself": lambda: Dependency("a", ("b", "a")),
    "'a' requires 3 of 2 providers": lambda: Dependency("a", ("b", "c"), required=3),
    "'a' requires 0 of 2 providers": lambda: Dependency("a", ("b", "c"), required=0),
    "'a' requires 1 of 0 providers": lambda: Dependency("a", ()),
    "'a' names a provider twice in one group": lambda: Dependency("a", ("b", "b")),
    "'a' has a tolerance not between none and ten years: -1 day, 23:59:59": lambda: Dependency(
        "a", ("b",), tolerance=timedelta(seconds=-1)
    ),
    "'a' falls back on itself or on what it replaces": lambda: Dependency(
        "a", ("b",), fallback=Fallback(Level.DEGRADED, "b")
    ),
}


@pytest.mark.parametrize("line", REFUSED)
def test_a_graph_that_makes_no_sense(line: str) -> None:
    with pytest.raises(GraphFault, match=f"^{re.escape(line)}$"):
        REFUSED[line]()


@pytest.mark.parametrize(
    ("word", "numbers", "line"),
    [
        ("high", [0, 2, 1, 2], "the transfer table of 'high' is not monotone: [0, 2, 1, 2]"),
        ("low", [1, 1, 1, 1], "the transfer table of 'low' does not start at 0: [1, 1, 1, 1]"),
        ("low", [0, 1, 2], "the transfer table of 'low' is not four levels from 0 to 3: [0, 1, 2]"),
        ("low", [0, 1, 2, 4], "the transfer table of 'low' is not four levels from 0 to 3: [0, 1, 2, 4]"),
        ("low", [0, 1, 2, 2.5], "the transfer table of 'low' is not four levels from 0 to 3: [0, 1, 2, 2.5]"),
        ("none", [0, 0, 0, 0], "the transfer tables name an unknown criticality: 'none'"),
    ],
)
def test_a_table_that_makes_no_sense(word: str, numbers: Sequence[int], line: str) -> None:
    tables = {criticality.value: [0, 1, 2, 3] for criticality in Criticality}
    with pytest.raises(GraphFault, match=f"^{re.escape(line)}$"):
        Transfer.of({**tables, word: numbers})


def test_a_table_is_missing() -> None:
    with pytest.raises(GraphFault, match="lack 'low'"):
        Transfer.of({"critical": [0, 1, 2, 3], "high": [0, 1, 1, 2]})


@pytest.mark.parametrize(
    ("criticality", "felt"),
    [("critical", [0, 1, 2, 3]), ("high", [0, 1, 1, 2]), ("low", [0, 0, 0, 1])],
)
def test_the_tables_as_agreed(criticality: str, felt: list[int]) -> None:
    assert [DEFAULT.felt(Criticality(criticality), level) for level in Level] == felt
