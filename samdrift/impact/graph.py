"""A graph of needs as frozen arrays, laid out for propagation from provider to consumer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from samdrift.impact.dependency import Dependency
from samdrift.impact.faults import GraphFault
from samdrift.impact.transfer import DEFAULT, Transfer
from samdrift.vocabulary import Criticality

Indexes = NDArray[np.int64]
Bytes = NDArray[np.uint8]
LEVELS = 3
"""The levels above operational. Row `3·node + level − 1` of a table by atom is "that node is at that level"."""
_MOST = 1 << 28
_CODE = {criticality: number for number, criticality in enumerate(Criticality)}


@dataclass(frozen=True, slots=True)
class Rows:
    """Row r holds `values[starts[r]:starts[r + 1]]`."""

    starts: Indexes
    values: Indexes

    @classmethod
    def gather(cls, keys: Indexes, values: Indexes, rows: int) -> Rows:
        order = np.argsort(keys, kind="stable")
        starts = np.zeros(rows + 1, np.int64)
        np.cumsum(np.bincount(keys, minlength=rows), out=starts[1:])
        return cls(_frozen(starts), _frozen(values[order]))


@dataclass(frozen=True, slots=True)
class Groups:
    """Needs on k of n, and needs with a fallback, by number."""

    dependency: Indexes
    """Which of the graph's dependencies it is."""
    consumer: Indexes
    tips_at: Indexes
    quality: Bytes
    """The fallback's; 3 where there is none, which softens nothing."""
    felt: Bytes
    """`felt[group, severity]`: what the consumer feels."""
    wait: Indexes
    """The tolerance in microseconds."""
    members: Rows
    """By node: `2·group`, plus 1 where the node is what the group falls back on."""


@dataclass(frozen=True, slots=True)
class Graph:
    """Built once by `Graph.of`, asked many times. Nodes are numbered in the order of their names, so that an answer
    does not depend on the order in which the graph was told."""

    names: tuple[str, ...]
    index: Mapping[str, int]
    dependencies: tuple[Dependency, ...]
    transfer: Transfer
    at_once: Rows
    """By atom: `4·consumer + level` for each consumer that feels it at once."""
    later: Rows
    """By atom: numbers into `delayed`, for plain dependencies with a tolerance."""
    delayed: Indexes
    """Pairs: `4·consumer + level`, the tolerance in microseconds."""
    groups: Groups
    by_consumer: Rows
    """By node: the numbers of the dependencies it has."""

    @classmethod
    def of(cls, systems: Iterable[str], dependencies: Iterable[Dependency] = (), transfer: Transfer = DEFAULT) -> Graph:
        """Raises GraphFault for a system told twice and for a dependency on one not told."""
        names = tuple(sorted(systems))
        index = {name: number for number, name in enumerate(names)}
        if len(index) < len(names):
            twice = next(name for name, after in pairwise(names) if name == after)
            raise GraphFault(f"the system {twice!r} is there twice")
        if len(names) > _MOST:
            raise GraphFault(f"{len(names):,} systems are more than {_MOST:,}")
        needs = tuple(dependencies)
        return _lay_out(names, index, needs, transfer)

    def number(self, name: str) -> int:
        """Raises GraphFault for a system that is not there."""
        try:
            return self.index[name]
        except KeyError:
            raise GraphFault(f"there is no system {name!r}") from None

    def numbers(self, names: Iterable[str]) -> Indexes:
        return np.array([self.number(name) for name in names], np.int64)

    def needs_of(self, node: int) -> list[Dependency]:
        starts = self.by_consumer.starts
        return [self.dependencies[at] for at in self.by_consumer.values[starts[node] : starts[node + 1]].tolist()]

    def beneath(self, names: Iterable[str]) -> set[str]:
        """Those named and everything that they need, directly or not. Raises GraphFault for one that is not there."""
        found = set(names)
        waiting = list(found)
        while waiting:
            needs = self.needs_of(self.number(waiting.pop()))
            new = {name for need in needs for name in need.resting_on} - found
            found |= new
            waiting += new
        return found

    def groups_of(self, nodes: Iterable[int]) -> Iterator[int]:
        """The numbers of the dependencies with redundancy or a fallback that rest on any of the nodes."""
        starts, values = self.groups.members.starts, self.groups.members.values
        for node in nodes:
            yield from self.groups.dependency[values[starts[node] : starts[node + 1]] >> 1].tolist()

    def provider_of_anyone(self) -> NDArray[np.bool_]:
        """By node: whether anyone feels its major outage, directly and some day."""
        return _lengths(self.at_once, LEVELS) | _lengths(self.later, LEVELS) | _lengths(self.groups.members, 1)


def _lengths(rows: Rows, each: int) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = np.diff(rows.starts)[each - 1 :: each] > 0
    return found


def _lay_out(
    names: tuple[str, ...], index: Mapping[str, int], needs: tuple[Dependency, ...], transfer: Transfer
) -> Graph:
    consumers: list[int] = []
    plain: list[tuple[int, int, int, int]] = []
    grouped: list[int] = []
    try:
        for number, need in enumerate(needs):
            consumer = index[need.consumer]
            consumers.append(consumer)
            if need.plain:
                code, wait = _CODE[need.criticality], need.tolerance_microseconds
                plain += [(index[provider], consumer, code, wait) for provider in need.providers]
            else:
                grouped.append(number)
        groups = _groups(index, needs, grouped, transfer)
    except KeyError as error:
        raise GraphFault(f"there is no system {error.args[0]!r}, which a dependency names") from None
    edges = np.array(plain, np.int64).reshape(-1, 4)
    provider, user, crit, waits = (np.tile(column, LEVELS) for column in edges.T)
    level = np.repeat(np.arange(1, LEVELS + 1), len(edges))
    felt = np.array([transfer.tables[criticality] for criticality in Criticality], np.int64)[crit, level]
    atom, target = LEVELS * provider + level - 1, 4 * user + felt
    now, slow = np.flatnonzero((felt > 0) & (waits == 0)), np.flatnonzero((felt > 0) & (waits > 0))
    return Graph(
        names=names,
        index=index,
        dependencies=needs,
        transfer=transfer,
        at_once=Rows.gather(atom[now], target[now], LEVELS * len(names)),
        later=Rows.gather(atom[slow], np.arange(len(slow)), LEVELS * len(names)),
        delayed=_frozen(np.stack([target[slow], waits[slow]], axis=1)),
        groups=groups,
        by_consumer=Rows.gather(np.array(consumers, np.int64), np.arange(len(needs)), len(names)),
    )


def _groups(
    index: Mapping[str, int], needs: Sequence[Dependency], numbers: Sequence[int], transfer: Transfer
) -> Groups:
    nodes: list[int] = []
    marks: list[int] = []
    for group, number in enumerate(numbers):
        need = needs[number]
        nodes += [index[provider] for provider in need.providers]
        marks += [2 * group] * len(need.providers)
        if need.fallback and need.fallback.provider is not None:
            nodes.append(index[need.fallback.provider])
            marks.append(2 * group + 1)
    chosen = [needs[number] for number in numbers]
    felt = np.array([transfer.tables[need.criticality] for need in chosen], np.uint8).reshape(-1, 4)
    return Groups(
        dependency=_frozen(np.array(numbers, np.int64)),
        consumer=_frozen(np.array([index[need.consumer] for need in chosen], np.int64)),
        tips_at=_frozen(np.array([need.tips_at for need in chosen], np.int64)),
        quality=np.array([need.fallback.quality if need.fallback else 3 for need in chosen], np.uint8),
        felt=felt,
        wait=_frozen(np.array([need.tolerance_microseconds for need in chosen], np.int64)),
        members=Rows.gather(np.array(nodes, np.int64), np.array(marks, np.int64), len(index)),
    )


def _frozen(array: Indexes) -> Indexes:
    array.setflags(write=False)
    return array
