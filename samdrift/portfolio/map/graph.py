"""What a map shows: nodes and the links between them, read out of a portfolio. No positions, no words of a language."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from samdrift.portfolio.derived import Edge, SystemModel
from samdrift.portfolio.document import LifeCycleStatus
from samdrift.vocabulary import Criticality, Text

MOST_NODES = 60
"""A drawing with more nodes than this is a wall: it shows owners instead of systems."""

CRITICALITIES = tuple(Criticality)


@dataclass(frozen=True, slots=True)
class Node:
    """One system, or all of one owner's. `systems` are slugs, in the order of pages.

    `external`: outside the shared systems, all of it; `planned`: not in operation yet, all of it.
    """

    id: str
    name: Text
    systems: tuple[str, ...]
    external: bool
    planned: bool


@dataclass(frozen=True, slots=True)
class Link:
    """All dependencies of one node on another. `criticality` is that of the most critical, `count` how many there are.

    `assumed`: not one of them is documented.
    """

    consumer: str
    provider: str
    criticality: Criticality
    count: int
    assumed: bool


@dataclass(frozen=True, slots=True)
class Graph:
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]


def of_systems(systems: Iterable[SystemModel], edges: Iterable[Edge]) -> Graph:
    """One node for each system. An edge whose ends are not both among `systems` is left out."""
    nodes = tuple(_node(system) for system in systems)
    return Graph(nodes, _links({node.id for node in nodes}, edges, lambda system: system.slug))


def of_owners(systems: Iterable[SystemModel], edges: Iterable[Edge]) -> Graph:
    """One node for each organisation that owns systems, in the order in which they first own one.

    What an owner's systems need of each other stays inside its node.
    """
    owned: dict[str, list[SystemModel]] = {}
    for system in systems:
        owned.setdefault(system.owner_slug, []).append(system)
    nodes = tuple(
        Node(
            id=owner,
            name=own[0].owner,
            systems=tuple(system.slug for system in own),
            external=all(system.external for system in own),
            planned=all(_is_planned(system) for system in own),
        )
        for owner, own in owned.items()
    )
    return Graph(nodes, _links(owned.keys(), edges, lambda system: system.owner_slug))


def _node(system: SystemModel) -> Node:
    return Node(system.slug, system.name, (system.slug,), system.external, _is_planned(system))


def _is_planned(system: SystemModel) -> bool:
    return system.life_cycle.status is LifeCycleStatus.PLANNED


def _links(ids: Iterable[str], edges: Iterable[Edge], end: Callable[[SystemModel], str]) -> tuple[Link, ...]:
    known = set(ids)
    between: dict[tuple[str, str], list[Edge]] = {}
    for edge in edges:
        consumer, provider = end(edge.consumer), end(edge.provider)
        if consumer != provider and consumer in known and provider in known:
            between.setdefault((consumer, provider), []).append(edge)
    return tuple(_link(consumer, provider, own) for (consumer, provider), own in between.items())


def _link(consumer: str, provider: str, edges: list[Edge]) -> Link:
    worst = min((edge.dependency.criticality for edge in edges), key=CRITICALITIES.index)
    assumed = all(edge.dependency.known.assumed for edge in edges)
    return Link(consumer, provider, worst, len(edges), assumed)
