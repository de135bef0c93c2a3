"""Single points of failure: every failure alone, ranked by what it does to all others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samdrift.impact.all_failures import ROOM, all_failures
from samdrift.impact.columns import count_rows
from samdrift.impact.graph import LEVELS, Graph

WEIGHTS = (1, 3, 9)
"""What one system degraded, in partial or in major outage adds to the score: each step is three times worse."""


@dataclass(frozen=True, slots=True)
class SingleFailure:
    """How many others are degraded, in partial and in major outage when `system` is in major outage."""

    system: str
    degraded: int
    partial: int
    major: int

    @property
    def score(self) -> int:
        return sum(w * n for w, n in zip(WEIGHTS, (self.degraded, self.partial, self.major), strict=True))


def single_failures(graph: Graph, top: int | None = None, *, room: int = ROOM) -> tuple[SingleFailure, ...]:
    """The worst first, then by name; at most `top`."""
    counts = _counts(graph, room)
    order = np.lexsort([np.arange(len(counts)), -(counts @ np.array(WEIGHTS))])[:top]
    return tuple(SingleFailure(graph.names[node], *counts[node].tolist()) for node in order.tolist())


def _counts(graph: Graph, room: int) -> NDArray[np.int64]:
    """By node: how many others its failure brings to exactly each level. Those that nobody needs are not tried."""
    found = np.zeros((len(graph.names), LEVELS), np.int64)
    needed = [graph.names[node] for node in np.flatnonzero(graph.provider_of_anyone()).tolist()]
    for turn in all_failures(graph, needed, room):
        rows = turn.condensed.count
        at_least = [
            count_rows(turn.matrix, np.bincount(turn.condensed.of_atom[level::LEVELS], minlength=rows))
            for level in range(LEVELS)
        ]
        for column, alike in enumerate(turn.failures):
            degraded, partial, major = (int(counted[column]) for counted in at_least)
            found[graph.numbers(alike)] = (degraded - partial, partial - major, major - 1)  # not itself
    return found
