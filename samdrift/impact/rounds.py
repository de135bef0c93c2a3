"""The layout that a run works on: what was raised, by which event, and how the arrays of a graph are read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from samdrift.impact.graph import Bytes, Indexes, Rows

Proposal = tuple[int, int, int]
"""A node, the level that it should have at least, the event because of which."""


class Proposals(NamedTuple):
    """Many proposals, as columns."""

    node: Indexes
    level: Bytes
    origin: Indexes


@dataclass(frozen=True, slots=True)
class Events:
    """Each rise of a node, in the order of moment and round.

    `before` is the level that it passed on until then; `origin` an earlier event, −1 for an own state; `height` the
    origins below it.
    """

    node: Indexes
    level: Bytes
    before: Bytes
    origin: Indexes
    moment: Indexes
    height: Indexes

    @classmethod
    def room_for(cls, count: int) -> Events:
        node, origin, moment, height = (np.empty(count, np.int64) for _ in range(4))
        return cls(node, np.empty(count, np.uint8), np.empty(count, np.uint8), origin, moment, height)

    def upto(self, count: int) -> Events:
        node, level, before = self.node[:count], self.level[:count], self.before[:count]
        return Events(node, level, before, self.origin[:count], self.moment[:count], self.height[:count])

    def __len__(self) -> int:
        return len(self.node)


def expand(rows: Rows, chosen: Indexes) -> tuple[Indexes, Indexes]:
    """The values of all `chosen` rows, one after another, and for each the place in `chosen` that it came from."""
    first = rows.starts[chosen]
    lengths = rows.starts[chosen + 1] - first
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    which = np.repeat(np.arange(len(chosen)), lengths)
    places = np.arange(total) + (first - ends + lengths)[which]
    return rows.values[places], which
