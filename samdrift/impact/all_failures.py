"""Many failures at once, each alone: what would fall if this one fell, for each.

One bit per failure: the row of an atom holds the failures that bring it about. A dependency is then one OR of two rows,
a group that needs two of three a few ANDs, for all failures together. Rows are evaluated once, in the order in which
trouble travels; only where redundancy lies on a cycle they are taken up again until nothing changes. Exact: it is the
same least fixpoint as that of `spread`.

Failures of nodes that bring each other down are one column, and nodes that nobody needs have none.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samdrift.impact.clauses import Clause, Condensed, condense
from samdrift.impact.columns import Words, at_least
from samdrift.impact.components import components
from samdrift.impact.dependency import Dependency
from samdrift.impact.graph import LEVELS, Graph, Indexes
from samdrift.vocabulary import Level

ROOM = 256 * 1024 * 1024
"""Bytes for the rows; more failures than fit are taken in turns."""


@dataclass(frozen=True, slots=True)
class Turn:
    """The major outages of `failures`: each inner tuple fails alike and has one column of bits."""

    graph: Graph
    condensed: Condensed
    failures: tuple[tuple[str, ...], ...]
    matrix: Words

    def rows_at(self, level: Level) -> Words:
        """By node: the failures that bring it to that level or worse."""
        found: Words = self.matrix[self.condensed.of_atom[level - 1 :: LEVELS]]
        return found

    def felt_by(self) -> NDArray[np.bool_]:
        """A row for each of `failures`, a column for each node: whether it feels it at all."""
        return self._bits(self.rows_at(Level.DEGRADED)).T

    def defeats(self, need: Dependency) -> dict[str, Level]:
        """The failures in spite of which `need` is promised to hold and does not, and how badly it is let down."""
        found: dict[str, Level] = {}
        for severity in list(Level)[1:]:
            if need.fallback is not None and need.fallback.quality < severity and need.fallback.provider is None:
                break
            held = at_least([self._row(name, severity) for name in need.providers], need.tips_at)
            if need.fallback is not None and need.fallback.quality < severity and need.fallback.provider is not None:
                held = held & self._row(need.fallback.provider, severity)
            if not held.any():
                break
            for column in np.flatnonzero(self._bits(held)).tolist():
                found |= dict.fromkeys(self.failures[column], severity)
        return found

    def _row(self, name: str, level: Level) -> Words:
        row: Words = self.matrix[self.condensed.of_atom[LEVELS * self.graph.index[name] + level - 1]]
        return row

    def _bits(self, rows: Words) -> NDArray[np.bool_]:
        bits = np.unpackbits(rows.view(np.uint8), axis=-1, bitorder="little")
        return bits[..., : len(self.failures)].astype(np.bool_)


def all_failures(graph: Graph, names: Collection[str], room: int = ROOM) -> Iterator[Turn]:
    """Each of `names` fails alone, as many at a time as there is room for. Raises GraphFault for an unknown one."""
    if not names:
        return
    condensed = condense(graph)
    alike: dict[int, list[str]] = {}
    for name, row in zip(names, condensed.of_atom[LEVELS * graph.numbers(names) + 2].tolist(), strict=True):
        alike.setdefault(row, []).append(name)
    rows = sorted(alike)
    width = 64 * max(1, room // 8 // condensed.count)
    evaluation = _Evaluation(condensed)
    for start in range(0, len(rows), width):
        some = rows[start : start + width]
        failures = tuple(tuple(alike[row]) for row in some)
        yield Turn(graph, condensed, failures, evaluation.run(np.array(some)))


class _Evaluation:
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
