"""What each service has promised, what its critical needs allow, and what was measured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from samdrift.availability import Measurement
from samdrift.availability.promised import Effort, Importance, Promise, promised_each
from samdrift.availability.promised_structure import Needed, Structure
from samdrift.impact import AT_ONCE, Dependency, Graph
from samdrift.portfolio.derived import Portfolio, ServiceModel, SystemModel
from samdrift.portfolio.impact_graph import service_nodes
from samdrift.publishing.partners.common_causes import common_causes
from samdrift.vocabulary import Criticality, Level, SignalName

EFFORT = Effort(steps=5_000, steps_in_all=400_000, samples=50_000, importances=1)
"""What one view of the page may cost where there are many groups, or large ones."""


@dataclass(frozen=True, slots=True)
class Promised:
    """`target` from 0 to 1. `possible` is None where nothing that it needs critically promises anything.

    `stated` and `unstated` count what it needs; one that promises nothing counts as always working. `improve` is the
    one among the service and what it needs that its downtime would owe most to, and None where that is not known.
    """

    system: SystemModel
    service: ServiceModel
    target: float | None
    possible: Promise | None
    stated: int
    unstated: int
    improve: Importance | None

    @property
    def node(self) -> str:
        return str(SignalName(self.system.slug, self.service.id))

    @property
    def needs(self) -> int:
        return self.stated + self.unstated

    @property
    def cannot_be_kept(self) -> bool:
        return self.target is not None and self.possible is not None and self.possible.cannot_keep(self.target)

    @property
    def may_not_be_kept(self) -> bool:
        """What is possible is known too roughly to tell."""
        return self.target is not None and self.possible is not None and self.possible.may_not_keep(self.target)


def promises(portfolio: Portfolio, graph: Graph) -> tuple[Promised, ...]:
    """Of each service of a system in operation: those that cannot keep their promise first, then those that may not,
    then those that promised something. `graph` is one without whole systems."""
    structure = structure_of(portfolio, graph)
    nodes = [node for system in portfolio.running for node in service_nodes(system)]
    made = promised_each(structure, nodes, EFFORT)
    found = [
        _promised(system, service, structure, made[str(SignalName(system.slug, service.id))])
        for system in portfolio.running
        for service in system.services
    ]
    return tuple(sorted(found, key=_order))


def _order(one: Promised) -> tuple[bool, bool, bool]:
    return not one.cannot_be_kept, not one.may_not_be_kept, one.target is None


def structure_of(portfolio: Portfolio, graph: Graph) -> Structure:
    """Copies that outlast an outage and fallbacks that keep people going are taken to hold, so that every ceiling
    stays an upper bound; but those that stand in for each other fail together at times, as `common_causes` has it."""
    own = {
        str(SignalName(system.slug, service.id)): float(service.target) / 100
        for system in portfolio.running
        for service in system.services
        if service.target is not None
    }
    needs: dict[str, list[Needed]] = {}
    for need in graph.dependencies:
        if _takes_down(need, graph):
            needs.setdefault(need.consumer, []).append(Needed(need.providers, need.required))
    return Structure(own, needs, common_causes(portfolio, needs, own))


def measured_short(target: float | None, measured: Measurement | None) -> bool:
    return target is not None and measured is not None and measured.ratio is not None and measured.ratio < target


def _takes_down(need: Dependency, graph: Graph) -> bool:
    if need.criticality is not Criticality.CRITICAL or need.tolerance > AT_ONCE:
        return False
    quality = need.fallback.quality if need.fallback else Level.MAJOR_OUTAGE
    return graph.transfer.felt(need.criticality, quality) >= Level.PARTIAL_OUTAGE


def _promised(system: SystemModel, service: ServiceModel, structure: Structure, promise: Promise) -> Promised:
    counted = [name for name in promise.needed if not _stands_for_services(name, structure.needs)]
    stated = sum(name in structure.own for name in counted)
    return Promised(
        system=system,
        service=service,
        target=structure.own.get(promise.system),
        possible=promise if stated else None,
        stated=stated,
        unstated=len(counted) - stated,
        improve=_most_important(promise),
    )


def _stands_for_services(name: str, needs: Mapping[str, list[Needed]] | Mapping[str, object]) -> bool:
    """A system with services is no more than they are: it promises nothing besides."""
    return "/" not in name and name in needs


def _most_important(promise: Promise) -> Importance | None:
    return promise.importances[0] if promise.importances and promise.importances[0].criticality > 0 else None
