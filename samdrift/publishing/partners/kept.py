"""What follows from the documents alone, kept in the process so that asking again costs little."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from samdrift.impact import Graph
from samdrift.portfolio.impact_graph import impact_graph
from samdrift.portfolio.map import View, view
from samdrift.portfolio.whole_systems import with_wholes
from samdrift.publishing import exploring
from samdrift.publishing.exploring import Asked
from samdrift.publishing.pages.map_picture import Plan, plan
from samdrift.publishing.partners.promises import Promised, promises
from samdrift.publishing.partners.weak_points import (
    Gathered,
    Shared,
    WeakPoint,
    gathered,
    shared_behind,
    weak_points,
)


@dataclass(frozen=True)
class Weaknesses:
    points: tuple[WeakPoint, ...]
    shared: tuple[Shared, ...]
    suppliers: tuple[Gathered, ...]
    sites: tuple[Gathered, ...]


@lru_cache(maxsize=8)
def plain_graph(asked: Asked) -> Graph:
    return impact_graph(exploring.portfolio(asked))


@lru_cache(maxsize=8)
def graph(asked: Asked) -> Graph:
    """With whole systems."""
    return with_wholes(exploring.portfolio(asked), plain_graph(asked))


@lru_cache(maxsize=8)
def whole_map(asked: Asked) -> Plan:
    return plan(running(view(exploring.portfolio(asked))))


@lru_cache(maxsize=4)
def weaknesses(asked: Asked) -> Weaknesses:
    portfolio, own = exploring.portfolio(asked), graph(asked)
    return Weaknesses(
        points=weak_points(portfolio, own),
        shared=shared_behind(own),
        suppliers=gathered(portfolio, own, lambda system: system.suppliers),
        sites=gathered(portfolio, own, lambda system: system.sites),
    )


@lru_cache(maxsize=4)
def promised(asked: Asked) -> tuple[Promised, ...]:
    return promises(exploring.portfolio(asked), plain_graph(asked))


def running(found: View) -> View:
    """Only what is in operation: nothing can happen to the rest."""
    return View(
        systems=tuple(system for system in found.systems if system.in_operation),
        edges=tuple(edge for edge in found.edges if edge.consumer.in_operation and edge.provider.in_operation),
        hidden_systems=0,
        hidden_edges=0,
    )
