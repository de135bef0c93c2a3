"""Where the portfolio is fragile: what one failure does to all others, and what lies behind promised redundancy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from samdrift.impact import Dependency, Graph, MustWork, concentration, hidden_dependencies, must_work
from samdrift.impact.all_failures import Turn, all_failures
from samdrift.impact.single_failures import WEIGHTS
from samdrift.portfolio.derived import Named, Portfolio, SystemModel
from samdrift.portfolio.impact_graph import service_nodes
from samdrift.portfolio.whole_systems import WHOLE, system_of, whole, within_a_system
from samdrift.vocabulary import Level, Text, danish_order


@dataclass(frozen=True, slots=True)
class WeakPoint:
    """How many other systems are degraded, in partial and in major outage when `node` alone is in major outage."""

    node: str
    degraded: int
    partial: int
    major: int

    @property
    def affected(self) -> int:
        return self.degraded + self.partial + self.major

    @property
    def score(self) -> int:
        return sum(w * n for w, n in zip(WEIGHTS, (self.degraded, self.partial, self.major), strict=True))


@dataclass(frozen=True, slots=True)
class Shared:
    """`consumer` may lose any one of `dependency`'s providers, but the failure of any of `nodes` defeats it."""

    consumer: str
    dependency: Dependency
    nodes: tuple[str, ...]
    felt: Level


@dataclass(frozen=True, slots=True)
class Gathered:
    """What is behind one supplier or at one site, and how many others feel it when all of that fails."""

    name: Text
    systems: tuple[str, ...]
    affected: tuple[str, ...]


def weak_points(portfolio: Portfolio, graph: Graph) -> tuple[WeakPoint, ...]:
    """The worst first. A service is told of by itself where it is not all that its system does."""
    asked = [node for system in portfolio.running for node in _candidates(system)]
    systems = [system.slug for system in portfolio.running]
    found = [point for turn in all_failures(graph, asked) for point in _counted(turn, graph, systems)]
    return tuple(sorted((point for point in found if point.affected), key=lambda one: (-one.score, one.node)))


def shared_behind(graph: Graph) -> tuple[Shared, ...]:
    """Of every group that promises redundancy: the failures elsewhere that defeat it all the same."""
    alike: dict[tuple[str, tuple[str, ...]], tuple[Dependency, Level, list[str]]] = {}
    for one in hidden_dependencies(graph):
        consumer, node = system_of(one.dependency.consumer), one.shared.removesuffix(WHOLE)
        if system_of(node) != consumer and not within_a_system(one.dependency):
            key = consumer, one.dependency.providers
            alike.setdefault(key, (one.dependency, one.felt, []))[2].append(node)
    return tuple(
        Shared(consumer, dependency, _fewest(nodes), felt) for (consumer, _), (dependency, felt, nodes) in alike.items()
    )


def gathered(
    portfolio: Portfolio, graph: Graph, of: Callable[[SystemModel], tuple[Named, ...]]
) -> tuple[Gathered, ...]:
    """By supplier or by site: the one whose failure reaches most systems comes first."""
    names = {each.id: each.name for system in portfolio.running for each in of(system)}
    members = {whole(system.slug): [each.id for each in of(system)] for system in portfolio.running}
    found = []
    for one in concentration(graph, members):
        own = {system_of(node) for node in one.members}
        affected = tuple(name for name in one.affected if "/" not in name and name not in own)
        found.append(Gathered(names[one.name], tuple(sorted(own)), affected))
    return tuple(sorted(found, key=lambda each: (-len(each.systems) - len(each.affected), danish_order(each.name.da))))


def needs_of(graph: Graph, slug: str) -> MustWork:
    """What must work elsewhere: what is felt first comes first, and a group that several services need stands once.

    `graph` is one without whole systems. Needs of high and low criticality do not count: it works without."""
    found = must_work(graph, slug)
    always = _widest({node: length for node, length in found.always.items() if system_of(node) != slug})
    groups: dict[tuple[str, ...], tuple[Dependency, timedelta]] = {}
    for need, length in sorted(found.groups.items(), key=lambda item: item[1]):
        if within_a_system(need):
            continue
        groups.setdefault(need.providers, (need, length))
    return MustWork(slug, always, dict(groups.values()))


def _candidates(system: SystemModel) -> list[str]:
    services = service_nodes(system)
    return [whole(system.slug), *(services if len(services) > 1 else ())]


def _counted(turn: Turn, graph: Graph, systems: list[str]) -> Iterable[WeakPoint]:
    numbers = graph.numbers(systems)
    row = {slug: number for number, slug in enumerate(systems)}
    felt = {level: _bits(turn, level, numbers) for level in (Level.DEGRADED, Level.PARTIAL_OUTAGE, Level.MAJOR_OUTAGE)}
    for column, alike in enumerate(turn.failures):
        for node in alike:
            own = row[system_of(node)]
            degraded, partial, major = (int(bits[:, column].sum() - bits[own, column]) for bits in felt.values())
            yield WeakPoint(node.removesuffix(WHOLE), degraded - partial, partial - major, major)


def _bits(turn: Turn, level: Level, numbers: np.typing.NDArray[np.int64]) -> np.typing.NDArray[np.int64]:
    rows = np.ascontiguousarray(turn.rows_at(level)[numbers])
    found = np.unpackbits(rows.view(np.uint8), axis=-1, bitorder="little")[:, : len(turn.failures)]
    return found.astype(np.int64)


def _fewest(nodes: Iterable[str]) -> tuple[str, ...]:
    """A service says more than the whole of its system, of which it is a part."""
    known = set(nodes)
    by_service = {system_of(node) for node in known if "/" in node}
    return tuple(sorted(node for node in known if "/" in node or node not in by_service))


def _widest(lasts: Mapping[str, timedelta]) -> dict[str, timedelta]:
    """Where all of a system must work, its services go without saying, but for those that are missed before it."""
    ordered = sorted(lasts.items(), key=lambda item: (item[1], item[0]))
    return {
        node: length
        for node, length in ordered
        if "/" not in node or length < lasts.get(system_of(node), timedelta.max)
    }
