"""Where the portfolio is more fragile than it looks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from samdrift.impact.all_failures import all_failures
from samdrift.impact.dependency import Dependency
from samdrift.impact.graph import Graph
from samdrift.impact.spread import spread
from samdrift.vocabulary import Criticality, Level


@dataclass(frozen=True, slots=True)
class HiddenDependency:
    """`dependency` promises redundancy, but `shared` alone defeats it: from outside, or as a member that others need.

    `felt` is what the consumer feels through this need when `shared` fails.
    """

    dependency: Dependency
    shared: str
    felt: Level


@dataclass(frozen=True, slots=True)
class Concentration:
    """What is behind one supplier or at one site: `members`, and who else is `affected` when all of them fail."""

    name: str
    members: tuple[str, ...]
    affected: tuple[str, ...]
    in_major_outage: int
    """Of both together."""


def hidden_dependencies(graph: Graph) -> tuple[HiddenDependency, ...]:
    """Of every group that promises to survive the loss of any one member: whatever single failure defeats it.

    The worst first, then by consumer. A failure that the consumer needs anyway is told as well.
    """
    promised = [need for need in graph.dependencies if need.tips_at > 1]
    found = [
        HiddenDependency(need, name, graph.transfer.felt(need.criticality, severity))
        for turn in all_failures(graph, graph.names)
        for need in promised
        for name, severity in turn.defeats(need).items()
        if name != need.consumer
    ]
    return tuple(
        sorted((one for one in found if one.felt), key=lambda one: (-one.felt, one.dependency.consumer, one.shared))
    )


def concentration(graph: Graph, of: Mapping[str, Iterable[str]]) -> tuple[Concentration, ...]:
    """`of` maps each system to its suppliers, or to its sites; the one whose failure brings down most comes first."""
    members: dict[str, list[str]] = {}
    for system, names in of.items():
        for name in set(names):
            members.setdefault(name, []).append(system)
    found = [_concentration(graph, name, sorted(systems)) for name, systems in members.items()]
    return tuple(sorted(found, key=lambda one: (-one.in_major_outage, -len(one.affected), one.name)))


def _concentration(graph: Graph, name: str, systems: list[str]) -> Concentration:
    cut = spread(graph, dict.fromkeys(systems, Level.MAJOR_OUTAGE))
    affected = tuple(one.system for one in cut.affected())
    major = sum(level == Level.MAJOR_OUTAGE for level in cut.levels().values())
    return Concentration(name, tuple(systems), affected, major)


@dataclass(frozen=True, slots=True)
class MustWork:
    """What must work for `system` to work: each of `always`, and so many of each of `groups`; with how long it works on
    without."""

    system: str
    always: Mapping[str, timedelta]
    groups: Mapping[Dependency, timedelta]


def must_work(graph: Graph, system: str, criticalities: Collection[Criticality] = (Criticality.CRITICAL,)) -> MustWork:
    """By needs of these criticalities alone: for each group also what lies under its members, if all of them need it.

    To work is to have no outage, not even a partial one: what a fallback keeps going with less need not work.
    Raises GraphFault for a system that is not there.
    """
    needs = [need for need in graph.dependencies if need.criticality in criticalities]
    narrowed = Graph.of(graph.names, needs, graph.transfer)
    suspects = narrowed.beneath([system]) - {system}
    lasts = {name: _lasts(narrowed, system, name, Level.MAJOR_OUTAGE) for name in sorted(suspects)}
    always = {name: length for name, length in lasts.items() if length is not None}
    groups = {
        need: need.tolerance + length
        for name in (system, *always)
        for need in narrowed.needs_of(narrowed.number(name))
        if need.tips_at > 1 and (length := _lasts(narrowed, system, name, _unmet(narrowed, need))) is not None
    }
    return MustWork(system, always, groups)


def _lasts(graph: Graph, system: str, without: str, level: Level) -> timedelta | None:
    """How long the system works while `without` is at `level`; None where it does so for good."""
    if not level:
        return None
    steps = spread(graph, {without: level}).steps(system)
    return next((step.after for step in steps if step.level >= Level.PARTIAL_OUTAGE), None)


def _unmet(graph: Graph, need: Dependency) -> Level:
    """What the consumer feels when too few of the providers are left."""
    return graph.transfer.felt(need.criticality, need.fallback.quality if need.fallback else Level.MAJOR_OUTAGE)
