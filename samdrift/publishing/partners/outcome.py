"""Who is hit in a case: system by system, service by service, and what holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from samdrift.impact import Absorbed, Graph, Reason, Spread, Step, spread
from samdrift.portfolio.derived import Portfolio, SystemModel
from samdrift.portfolio.impact_graph import service_nodes
from samdrift.portfolio.whole_systems import system_of, whole, within_a_system
from samdrift.publishing.partners.case import Case, Pick
from samdrift.vocabulary import Level, danish_order


@dataclass(frozen=True, slots=True)
class Effect:
    """What these `services` (ids; none means the whole system) feel alike: how it gets worse as time goes, and why."""

    services: tuple[str, ...]
    level: Level
    steps: tuple[Step, ...]
    reasons: tuple[Reason, ...]

    @property
    def after(self) -> timedelta:
        """When it is first felt."""
        return self.steps[0].after

    @property
    def worst_after(self) -> timedelta:
        return self.steps[-1].after


@dataclass(frozen=True, slots=True)
class Hit:
    """`level` is what its services make of the system; `effects` are those on its services, worst first. `spared` is
    how many services feel nothing."""

    system: SystemModel
    level: Level
    effects: tuple[Effect, ...]
    spared: int

    @property
    def after(self) -> timedelta:
        return min(effect.after for effect in self.effects)


@dataclass(frozen=True, slots=True)
class Outcome:
    """`hits` worst first; a system of which something was picked is among them with its other services only. What
    is not felt before the case ends is not among them.

    `untouched` is how many systems feel nothing.
    """

    case: Case
    hits: tuple[Hit, ...]
    absorbed: tuple[Absorbed, ...]
    untouched: int

    @property
    def by_slug(self) -> dict[str, Hit]:
        return {hit.system.slug: hit for hit in self.hits}


def outcome(portfolio: Portfolio, graph: Graph, case: Case) -> Outcome:
    """`graph` is that of the portfolio, with whole systems. Every pick names a node of it."""
    found = spread(graph, {_node(pick): pick.level for pick in case.picks})
    picked = {pick.system for pick in case.picks}
    hits = [hit for system in portfolio.running if (hit := _hit(system, found, case))]
    touched = picked | {hit.system.slug for hit in hits}
    return Outcome(
        case=case,
        hits=tuple(sorted(hits, key=_order)),
        absorbed=tuple(
            one
            for one in found.absorbed(case.to_its_end)
            if system_of(one.consumer) not in _wholly(case) and not within_a_system(one.dependency)
        ),
        untouched=sum(system.slug not in touched for system in portfolio.running),
    )


def _node(pick: Pick) -> str:
    return whole(pick.node) if pick.whole else pick.node


def _wholly(case: Case) -> set[str]:
    return {pick.system for pick in case.picks if pick.whole}


def _hit(system: SystemModel, found: Spread, case: Case) -> Hit | None:
    if system.slug in _wholly(case):
        return None
    nodes = service_nodes(system) or [system.slug]
    own = [node for node in nodes if node not in case.nodes]
    felt = [node for node in own if found.level(node, case.to_its_end)]
    if not felt:
        return None
    effects = sorted(
        _effects(felt, found, case.to_its_end), key=lambda one: (-one.level, one.worst_after, len(one.reasons))
    )
    # Of a service that weighs little a system may not feel enough to count; it is hit all the same.
    level = max(found.level(system.slug, case.to_its_end), Level.DEGRADED)
    return Hit(system, level, tuple(effects), len(own) - len(felt))


def _effects(nodes: list[str], found: Spread, within: timedelta | None) -> Iterator[Effect]:
    alike: dict[tuple[object, ...], list[str]] = {}
    for node in nodes:
        way = tuple((one.criticality, one.next, one.providers, one.required) for one in found.reasons(node, within))
        alike.setdefault((found.steps(node, within), way), []).append(node)
    for together in alike.values():
        first = together[0]
        services = tuple(node.partition("/")[2] for node in together if "/" in node)
        yield Effect(services, found.level(first, within), found.steps(first, within), found.reasons(first, within))


def _order(hit: Hit) -> tuple[int, timedelta, int, tuple[str, str], str]:
    worst = hit.effects[0]
    return -hit.level, worst.worst_after, len(worst.reasons), danish_order(hit.system.name.da), hit.system.slug
