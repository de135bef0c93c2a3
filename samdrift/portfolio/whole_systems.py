"""The graph of a portfolio in which a system can also fail as a whole, with all its services."""

from __future__ import annotations

from samdrift.impact import Dependency, Graph
from samdrift.portfolio.derived import Portfolio
from samdrift.portfolio.impact_graph import service_nodes

WHOLE = "/*"
"""No service is called so."""


def with_wholes(portfolio: Portfolio, plain: Graph) -> Graph:
    """Beneath each service of MitID, or MitID itself where it has none, lies `mitid/*`."""
    beneath = [
        Dependency(node, (whole(system.slug),))
        for system in portfolio.running
        for node in service_nodes(system) or [system.slug]
    ]
    wholes = [whole(system.slug) for system in portfolio.running]
    return Graph.of((*plain.names, *wholes), (*plain.dependencies, *beneath), plain.transfer)


def whole(slug: str) -> str:
    return slug + WHOLE


def is_whole(node: str) -> bool:
    return node.endswith(WHOLE)


def system_of(node: str) -> str:
    return node.partition("/")[0]


def within_a_system(need: Dependency) -> bool:
    """Whether it only says what a system consists of."""
    own = system_of(need.consumer)
    return all(system_of(node) == own for node in need.resting_on)
