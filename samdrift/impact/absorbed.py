"""Which redundancy held: needs that would have been felt more had there been no alternative, or no time to spare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from samdrift.impact.dependency import Dependency
from samdrift.impact.graph import Graph
from samdrift.vocabulary import Level


@dataclass(frozen=True, slots=True)
class Absorbed:
    """`consumer` is at `felt` through this need, where without its alternatives it were at `spared`, which is worse.

    `in_time`: it feels nothing yet because its tolerance lasts longer than the failure does.
    """

    dependency: Dependency
    down: tuple[str, ...]
    felt: Level
    spared: Level
    in_time: bool = False

    @property
    def consumer(self) -> str:
        return self.dependency.consumer


def absorbed(graph: Graph, levels: Mapping[str, Level]) -> tuple[Absorbed, ...]:
    """By consumer. `levels` names everything that is not operational when the failure ends, or at last."""
    hit = set(graph.groups_of(graph.index[name] for name in levels))
    hit |= {
        number
        for number, need in enumerate(graph.dependencies)
        if need.tolerance and not levels.keys().isdisjoint(need.providers)
    }
    found = [
        one for need in (graph.dependencies[number] for number in sorted(hit)) if (one := _held(graph, need, levels))
    ]
    return tuple(sorted(found, key=lambda one: one.consumer))


def _held(graph: Graph, need: Dependency, levels: Mapping[str, Level]) -> Absorbed | None:
    severities = [levels.get(name, Level.OPERATIONAL) for name in need.providers]
    felt = graph.transfer.felt(need.criticality, severity(need, levels))
    spared = graph.transfer.felt(need.criticality, max(severities))
    down = tuple(name for name in need.providers if name in levels)
    # It only ever gets worse: one whose tolerance had run out would be as bad as it feels.
    if need.tolerance and levels.get(need.consumer, Level.OPERATIONAL) < felt:
        return Absorbed(need, down, Level.OPERATIONAL, felt, in_time=True)
    return Absorbed(need, down, felt, spared) if felt < spared else None


def severity(need: Dependency, levels: Mapping[str, Level]) -> Level:
    """How bad what the need rests on is, all in all: the k-th smallest of the group, softened by the fallback."""
    ordered = sorted(levels.get(name, Level.OPERATIONAL) for name in need.providers)
    primary = ordered[need.required - 1]
    if need.fallback is None:
        return primary
    behind = levels.get(need.fallback.provider, Level.OPERATIONAL) if need.fallback.provider else Level.OPERATIONAL
    return min(primary, max(behind, need.fallback.quality))
