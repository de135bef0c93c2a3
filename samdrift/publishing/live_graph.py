"""The graph that live expectations spread over: that of the documents, with what monitoring proves about it.

Three things are added to the graph of the documents.

- *Whole systems.* Beneath the services of MitID lies `mitid/*`: trouble may be reported of the system as a whole.
- *Gates.* A need that a check can take back leads through a node of its own, which the check keeps closed: trouble that
  began before the check was heard to work stops there, and only there. An end-to-end check closes the needs that it
  exercises. Any other check of a service closes those that are neither critical nor felt at once.
- *Stand-ins nobody watches.* A member of a group of which nothing is known cannot be relied upon to stand in, so the
  group is left with those that are known.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from samdrift.impact import Dependency, Graph
from samdrift.monitoring.queries.checks import goes_through
from samdrift.portfolio.whole_systems import is_whole, within_a_system
from samdrift.vocabulary import Criticality

Through = frozenset[str]
"""The nodes or systems that an end-to-end check goes through; none is everything that its service needs."""
Coverage = Mapping[str, tuple[Through, ...]]
"""By node, its end-to-end checks."""


@dataclass(frozen=True, slots=True)
class Gate:
    """One need of `consumer`. `exercised_by`: the end-to-end checks of the consumer that go through it, by what they go
    through. `soft`: it is not critical, or lasts for a while."""

    consumer: str
    exercised_by: tuple[Through, ...]
    soft: bool


@dataclass(frozen=True)
class LiveGraph:
    """`gates` by node. `unwatched`: by the node that needs a group and a member that is known, those that are not."""

    graph: Graph
    gates: Mapping[str, Gate]
    unwatched: Mapping[tuple[str, str], tuple[str, ...]]
    stand_ins: frozenset[str] = frozenset()
    """The members of groups."""


def live_graph(plain: Graph, coverage: Coverage, unknown: Collection[str]) -> LiveGraph:
    """`plain` is a graph with whole systems; `unknown` are the nodes of which nothing is known."""
    made: list[Dependency] = []
    needed = {name for need in plain.dependencies if not _of_parts(need) for name in need.resting_on}
    gates: dict[str, Gate] = {}
    unwatched: dict[tuple[str, str], tuple[str, ...]] = {}
    for number, need in enumerate(plain.dependencies):
        if _of_parts(need) and need.consumer not in needed:
            continue  # nobody needs the system as such: how it is follows from its services
        watched = _watched(need, unknown)
        gate = _gate(need, coverage)
        node = f"{need.consumer}/→{number}" if gate else need.consumer
        if gate:
            gates[node] = gate
            made.append(Dependency(need.consumer, (node,)))
        if watched is not need:
            missing = tuple(name for name in need.providers if name not in watched.providers)
            unwatched |= {(node, known): missing for known in watched.providers}
        made.append(replace(watched, consumer=node))
    return LiveGraph(Graph.of((*plain.names, *gates), made, plain.transfer), gates, unwatched, stand_ins(plain))


def stand_ins(graph: Graph) -> frozenset[str]:
    """Every member of a group that survives the loss of some."""
    redundant = (need for need in graph.dependencies if need.tips_at > 1 and not within_a_system(need))
    return frozenset(name for need in redundant for name in need.providers)


def _of_parts(need: Dependency) -> bool:
    """Whether it says what a system makes of its services."""
    return within_a_system(need) and not is_whole(need.providers[0])


def _gate(need: Dependency, coverage: Coverage) -> Gate | None:
    if within_a_system(need):
        # What is reported of the whole is taken back by a check of the service that goes end to end.
        of_whole = is_whole(need.providers[0]) and need.consumer in coverage
        return Gate(need.consumer, coverage[need.consumer], soft=False) if of_whole else None
    soft = need.criticality is not Criticality.CRITICAL or bool(need.tolerance)
    exercised_by = tuple(each for each in coverage.get(need.consumer, ()) if goes_through(each, need))
    return Gate(need.consumer, exercised_by, soft) if soft or exercised_by else None


def _watched(need: Dependency, unknown: Collection[str]) -> Dependency:
    """The need without the stand-ins of which nothing is known, as long as something is known of any."""
    if need.tips_at == 1 or within_a_system(need):
        return need
    known = tuple(name for name in need.providers if name not in unknown)
    if not known or len(known) == len(need.providers):
        return need
    tips_at = max(1, need.tips_at - (len(need.providers) - len(known)))
    return replace(need, providers=known, required=len(known) - tips_at + 1)
