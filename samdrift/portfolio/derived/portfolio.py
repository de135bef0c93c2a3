"""All systems together at one moment, for one audience: who needs whom, and which data goes where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from samdrift.portfolio.derived.relations import DependencyModel, ExchangeModel
from samdrift.portfolio.derived.system import SystemModel
from samdrift.portfolio.document.relations import Direction


@dataclass(frozen=True, slots=True)
class Edge:
    """`consumer` needs `provider`, as `dependency`, which stands in the consumer's document, says."""

    consumer: SystemModel
    provider: SystemModel
    dependency: DependencyModel


@dataclass(frozen=True, slots=True)
class Flow:
    """Data that goes from `source` to `target`, over `edge`, as `exchange` in the document of its consumer says."""

    source: SystemModel
    target: SystemModel
    exchange: ExchangeModel
    edge: Edge


@dataclass(frozen=True)
class Portfolio:
    """`systems` in the order of pages: in operation, planned, retired. Whatever one audience may not read is not here.

    Two portfolios with the same systems are equal.
    """

    systems: tuple[SystemModel, ...]

    @cached_property
    def by_slug(self) -> dict[str, SystemModel]:
        return {system.slug: system for system in self.systems}

    @cached_property
    def running(self) -> tuple[SystemModel, ...]:
        """Those in operation: what is planned cannot fail yet and helps nobody, and what is retired does so no more."""
        return tuple(system for system in self.systems if system.in_operation)

    @cached_property
    def edges(self) -> tuple[Edge, ...]:
        """In the order of systems, then of their documents. One system may need another in several ways."""
        return tuple(
            Edge(consumer, self.by_slug[each.on.system], each)
            for consumer in self.systems
            for each in consumer.dependencies
            if each.on.system in self.by_slug
        )

    @cached_property
    def flows(self) -> tuple[Flow, ...]:
        """Each data set once for each direction that it goes in."""
        return tuple(flow for edge in self.edges for flow in _flows(edge))

    def falling_back_as(self, told_more: Portfolio) -> Portfolio:
        """The same dependencies, each with the fallback that it has in `told_more`: not to be published."""
        known = {(edge.consumer.slug, edge.dependency.id): edge.dependency.fallback for edge in told_more.edges}
        return Portfolio(
            tuple(
                replace(
                    system,
                    dependencies=tuple(
                        replace(each, fallback=known.get((system.slug, each.id))) for each in system.dependencies
                    ),
                )
                for system in self.systems
            )
        )

    def needs(self, slug: str) -> tuple[Edge, ...]:
        """What the system needs."""
        return tuple(edge for edge in self.edges if edge.consumer.slug == slug)

    def needed_by(self, slug: str) -> tuple[Edge, ...]:
        """What needs the system."""
        return tuple(edge for edge in self.edges if edge.provider.slug == slug)


def _flows(edge: Edge) -> Iterator[Flow]:
    consumer, provider = edge.consumer, edge.provider
    for each in consumer.exchanges:
        if each.over != edge.dependency.id:
            continue
        if each.direction in {Direction.IN, Direction.BOTH}:
            yield Flow(provider, consumer, each, edge)
        if each.direction in {Direction.OUT, Direction.BOTH}:
            yield Flow(consumer, provider, each, edge)
