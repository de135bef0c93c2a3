"""The graph as clauses over atoms, condensed: atoms that imply each other are one row.

An atom is "this node is at this level or worse". A plain dependency is an arc from one atom to another. A need with
redundancy is a clause: so many of these, and the fallback too. Arcs alone condense to rows without cycles, numbered so
that they lead upwards; clauses may still close cycles between rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from samdrift.impact.components import components
from samdrift.impact.dependency import Dependency
from samdrift.impact.graph import LEVELS, Graph, Indexes
from samdrift.vocabulary import Level


@dataclass(frozen=True, slots=True)
class Clause:
    """`row` holds where at least `tips_at` of `members` hold, and `fallback` too if there is one."""

    row: int
    members: tuple[int, ...]
    tips_at: int
    fallback: int | None

    @property
    def arcs(self) -> list[tuple[int, int]] | None:
        """Where every member alone is enough."""
        if self.tips_at > 1 or self.fallback is not None:
            return None
        return [(member, self.row) for member in self.members]


@dataclass(frozen=True, slots=True)
class Condensed:
    of_atom: Indexes
    """The row of atom `3·node + level − 1`."""
    sources: list[list[int]]
    """By row: the rows that imply it."""
    clauses: list[list[Clause]]
    """By row: the clauses that imply it."""

    @property
    def count(self) -> int:
        return len(self.sources)


def condense(graph: Graph) -> Condensed:
    atoms = LEVELS * len(graph.names)
    told = [clause for number in graph.groups.dependency.tolist() for clause in _clauses(graph, number)]
    more = [arc for clause in told for arc in clause.arcs or ()]
    arcs = np.concatenate([_arcs(graph), np.array(more, np.int64).reshape(-1, 2)])
    parts = components(_lists(arcs, atoms))
    of_atom = np.empty(atoms, np.int64)
    of_atom[[atom for part in parts for atom in part]] = np.repeat(np.arange(len(parts)), [len(p) for p in parts])
    between = _distinct(of_atom[arcs], len(parts))
    clauses: list[list[Clause]] = [[] for _ in parts]
    row = of_atom.tolist()
    for clause in told:
        if clause.arcs is None:
            fallback = None if clause.fallback is None else row[clause.fallback]
            members = tuple(row[member] for member in clause.members)
            clauses[row[clause.row]].append(Clause(row[clause.row], members, clause.tips_at, fallback))
    return Condensed(of_atom, _lists(between[:, ::-1], len(parts)), clauses)


def _arcs(graph: Graph) -> Indexes:
    """Of every plain dependency, whatever its tolerance, and from each level of a node to the next lower one."""
    nodes = len(graph.names)
    found = []
    for rows, targets in (
        (graph.at_once, graph.at_once.values),
        (graph.later, graph.delayed[graph.later.values, 0]),
    ):
        atoms = np.repeat(np.arange(LEVELS * nodes), np.diff(rows.starts))
        found.append(np.stack([atoms, LEVELS * (targets >> 2) + (targets & 3) - 1], axis=1))
    arcs = np.concatenate(found)
    key = arcs[:, 0] * (LEVELS * nodes) + arcs[:, 1]
    implied = (arcs[:, 0] % LEVELS > 0) & np.isin(key - LEVELS * nodes, key)  # the level below leads there already
    above = np.flatnonzero(np.arange(LEVELS * nodes) % LEVELS)
    return np.concatenate([arcs[~implied], np.stack([above, above - 1], axis=1)])


def _clauses(graph: Graph, number: int) -> Iterator[Clause]:
    need = graph.dependencies[number]
    table = graph.transfer.tables[need.criticality]
    for bad in list(Level)[1:]:
        felt = table[bad]
        if felt > table[bad - 1]:
            atom = LEVELS * graph.index[need.consumer] + felt - 1
            fallback = _fallback(graph, need, bad)
            if fallback != _NEVER:
                members = tuple(_atom(graph, name, bad) for name in need.providers)
                yield Clause(atom, members, need.tips_at, fallback)


_NEVER = -1


def _fallback(graph: Graph, need: Dependency, bad: Level) -> int | None:
    """The atom that must hold as well, None where there is none, `_NEVER` where nothing makes the fallback so bad."""
    if need.fallback is None or need.fallback.quality >= bad:
        return None
    return _atom(graph, need.fallback.provider, bad) if need.fallback.provider is not None else _NEVER


def _atom(graph: Graph, name: str, level: Level) -> int:
    return LEVELS * graph.index[name] + level - 1


def _distinct(pairs: Indexes, count: int) -> Indexes:
    """Each pair of two different numbers below `count` once. (numpy's unique would load a module for 50 ms.)"""
    keys = np.sort((pairs[:, 0] * count + pairs[:, 1])[pairs[:, 0] != pairs[:, 1]])
    once = keys[np.diff(keys, prepend=-1) > 0]
    return np.stack([once // count, once % count], axis=1)


def _lists(pairs: Indexes, count: int) -> list[list[int]]:
    """By first: the seconds."""
    order = np.argsort(pairs[:, 0], kind="stable")
    starts = np.concatenate([[0], np.cumsum(np.bincount(pairs[:, 0], minlength=count))]).tolist()
    values = pairs[order, 1].tolist()
    return [values[start:end] for start, end in pairwise(starts)]
