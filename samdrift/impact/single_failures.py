"""Every single failure at once: what would fall if this one fell, for each.

One bit per failure: the row of an atom holds the failures that bring it about. A dependency is then one OR of two rows,
a group that needs two of three a few ANDs, for all failures together. Rows are evaluated once, in the order in which
trouble travels; only where redundancy lies on a cycle they are taken up again until nothing changes. Exact: it is the
same least fixpoint as that of `spread`.

Failures of nodes that bring each other down are one column, and nodes that nobody needs have none.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samdrift.impact.clauses import Clause, Condensed, condense
from samdrift.impact.columns import Words, at_least, count_rows
from samdrift.impact.components import components
from samdrift.impact.graph import LEVELS, Graph, Indexes

WEIGHTS = (1, 3, 9)
"""What one system degraded, in partial or in major outage adds to the score: each step is three times worse."""
_ROOM = 256 * 1024 * 1024
"""Bytes for the rows; more failures than fit are taken in turns."""


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


def single_failures(graph: Graph, top: int | None = None, *, room: int = _ROOM) -> tuple[SingleFailure, ...]:
    """The worst first, then by name; at most `top`."""
    counts = _counts(graph, room)
    order = np.lexsort([np.arange(len(counts)), -(counts @ np.array(WEIGHTS))])[:top]
    return tuple(SingleFailure(graph.names[node], *counts[node].tolist()) for node in order.tolist())


def _counts(graph: Graph, room: int) -> NDArray[np.int64]:
    """By node: how many others its failure brings to exactly each level."""
    nodes = len(graph.names)
    found = np.zeros((nodes, LEVELS), np.int64)
    needed = np.flatnonzero(graph.provider_of_anyone())
    if not len(needed):
        return found
    condensed = condense(graph)
    rows = condensed.of_atom[LEVELS * needed + 2]
    columns = np.flatnonzero(np.bincount(rows))
    weights = [np.bincount(condensed.of_atom[level::LEVELS], minlength=condensed.count) for level in range(LEVELS)]
    width = max(1, room // 8 // condensed.count)
    evaluation = Evaluation(condensed)
    reached = np.zeros((len(columns), LEVELS), np.int64)
    for start in range(0, len(columns), 64 * width):
        some = columns[start : start + 64 * width]
        matrix = evaluation.run(some)
        for level in range(LEVELS):
            reached[start : start + len(some), level] = count_rows(matrix, weights[level])[: len(some)]
    reached[:, 0] -= reached[:, 1]
    reached[:, 1] -= reached[:, 2]
    reached[:, 2] -= 1  # itself
    found[needed] = reached[np.searchsorted(columns, rows)]
    return found


class Evaluation:
    def __init__(self, condensed: Condensed) -> None:
        self.condensed = condensed
        self.targets: list[list[int]] = [[] for _ in range(condensed.count)]
        self.rests: dict[int, list[Clause]] = {}
        for row, sources in enumerate(condensed.sources):
            for source in sources:
                self.targets[source].append(row)
        for clauses in condensed.clauses:
            for clause in clauses:
                for member in _rests_on(clause):
                    self.rests.setdefault(member, []).append(clause)
        together = [
            [*targets, *(clause.row for clause in self.rests.get(row, ()))] for row, targets in enumerate(self.targets)
        ]
        self.order = [sorted(part) for part in components(together)]

    def run(self, failures: Indexes) -> Words:
        """`failures` are rows; the answer has, by row, the bit of each failure that brings it about."""
        self.matrix = np.zeros((self.condensed.count, -(-len(failures) // 64)), np.uint64)
        bits = np.arange(len(failures))
        self.matrix[failures, bits >> 6] = np.uint64(1) << (bits & 63).astype(np.uint64)
        self.rows = list(self.matrix)
        self.live = [False] * self.condensed.count
        for row in failures.tolist():
            self.live[row] = True
        for part in self.order:
            for row in part:
                self._pull(row)
            if len(part) > 1:
                self._settle(part)
        return self.matrix

    def _pull(self, row: int) -> None:
        """Everything that implies the row, as far as it is known."""
        rows, live = self.rows, self.live
        for source in self.condensed.sources[row]:
            if live[source]:
                rows[row] |= rows[source]
                live[row] = True
        for clause in self.condensed.clauses[row]:
            self._add(row, self._holds(clause))

    def _settle(self, part: list[int]) -> None:
        """Redundancy on a cycle: what a clause adds is carried on until no clause adds anything."""
        inside = set(part)
        changed = [row for row in part for clause in self.condensed.clauses[row] if self._add(row, self._holds(clause))]
        heapq.heapify(changed)
        while changed:
            row = heapq.heappop(changed)
            if changed and changed[0] == row:
                continue
            for target in self.targets[row]:
                if target in inside and self._add(target, self.rows[row]):
                    heapq.heappush(changed, target)
            for clause in self.rests.get(row, ()):
                if clause.row in inside and self._add(clause.row, self._holds(clause)):
                    heapq.heappush(changed, clause.row)

    def _holds(self, clause: Clause) -> Words | None:
        members = [self.rows[member] for member in clause.members if self.live[member]]
        if len(members) < clause.tips_at:
            return None
        if clause.fallback is None:
            return at_least(members, clause.tips_at)
        return at_least(members, clause.tips_at) & self.rows[clause.fallback] if self.live[clause.fallback] else None

    def _add(self, row: int, more: Words | None) -> bool:
        """Whether that was new."""
        if more is None:
            return False
        before = self.rows[row]
        if not (more & ~before).any():
            return False
        before |= more
        self.live[row] = True
        return True


def _rests_on(clause: Clause) -> Iterator[int]:
    yield from set(clause.members)
    if clause.fallback is not None:
        yield clause.fallback
