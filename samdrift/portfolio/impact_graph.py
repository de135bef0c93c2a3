"""The portfolio as the impact engine reads it: systems and their services as nodes, needs as dependencies."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Sequence

from django.conf import settings

from samdrift.impact import AT_ONCE, DEFAULT, Dependency, Fallback, Graph, Transfer, composition
from samdrift.portfolio.derived import DependencyModel, Portfolio, SystemModel
from samdrift.portfolio.derived.relations import required_of
from samdrift.vocabulary import SignalName

_GROUP = "group/"
"""Before the id of a group, which may be that of a dependency too."""


def impact_graph(portfolio: Portfolio) -> Graph:
    """Nodes are `mitid` and `mitid/login`. A system feels its services by their weights; they do not feel each other.

    What a document lets the whole system need, every service of it needs. Only systems in operation are there.
    """
    nodes = {name for system in portfolio.running for name in (system.slug, *service_nodes(system))}
    return Graph.of(nodes, (need for system in portfolio.running for need in _needs(system, nodes)), transfer())


def transfer() -> Transfer:
    """How much of a provider's trouble is felt in this installation."""
    tables: Transfer | None = settings.TRANSFER
    return tables or DEFAULT


def service_nodes(system: SystemModel) -> list[str]:
    return [str(SignalName(system.slug, service.id)) for service in system.services]


def _needs(system: SystemModel, there: Container[str]) -> Iterator[Dependency]:
    weights = [service.criticality for service in system.services]
    yield from composition(system.slug, list(zip(service_nodes(system), weights, strict=True)))
    for _, need in declared_needs(system, there):
        yield need


def declared_needs(system: SystemModel, there: Container[str]) -> Iterator[tuple[str, Dependency]]:
    """What the document lets the system need of those that are `there`, each with the id of the dependency; of the
    group, if several stand in for each other. Of a group the rest is needed when a member is not there any more."""
    groups: dict[str, list[DependencyModel]] = defaultdict(list)
    for each in system.dependencies:
        if str(each.on) not in there:
            continue
        if each.group is None:
            yield from ((each.id, need) for need in _alike(system, [each], required=1))
        else:
            groups[each.group].append(each)
    required = {group.id: group.required for group in system.groups}
    for group, members in groups.items():
        yield from ((f"{_GROUP}{group}", need) for need in _alike(system, members, required[group]))


def _alike(system: SystemModel, members: Sequence[DependencyModel], required: int) -> Iterator[Dependency]:
    """One need for each service that has it. Members of a group are alike in all but whom they name, by the template's
    rules; where they differ in how long they last, the shortest counts."""
    first = members[0]
    services = [str(SignalName(system.slug, service)) for service in first.needed_by] or service_nodes(system)
    fallback = Fallback(first.fallback.quality) if first.fallback and len(members) == 1 else None
    providers = Counter(str(each.on) for each in members)
    for consumer in services or [system.slug]:
        yield Dependency(
            consumer=consumer,
            providers=tuple(providers),
            criticality=first.criticality,
            required=required_of(required, providers.values()),
            tolerance=min(each.tolerance or AT_ONCE for each in members),
            fallback=fallback,
        )
