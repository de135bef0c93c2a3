"""What the documents tell the public, at one moment: the portfolio, and who said when that it holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from samdrift.impact import Graph
from samdrift.portfolio.derived import Confirmed, Edge, Flow, Portfolio, SystemModel
from samdrift.portfolio.impact_graph import impact_graph
from samdrift.portfolio.queries import confirmations, contents_in_force, portfolio_in_force
from samdrift.vocabulary import COPENHAGEN, Audience


@dataclass(frozen=True, slots=True)
class Relations:
    """What a system needs, what needs it, and which data goes over that."""

    needs: tuple[Edge, ...]
    needed_by: tuple[Edge, ...]
    flows: tuple[Flow, ...]


UNRELATED = Relations((), (), ())


@dataclass(frozen=True, slots=True)
class Document:
    """One system as its documentation page tells of it. `confirmed` is None where nobody ever confirmed it.

    `content` is the public part of the document itself; `today` is the Copenhagen day that it is told on, because a
    confirmation expires.
    """

    system: SystemModel
    relations: Relations
    confirmed: Confirmed | None
    content: Mapping[str, Any]
    today: date


@dataclass(frozen=True)
class Described:
    """`documents` by slug, in the order of pages; external systems among them.

    `graph` is what everyone may know of who needs whom. What is done without is told to partners only; it softens a
    failure all the same, and the graph has no word of it.
    """

    portfolio: Portfolio
    graph: Graph
    documents: Mapping[str, Document]
    today: date


def describe(now: datetime) -> Described:
    """Read what is in force at `now`. Four queries."""
    portfolio = portfolio_in_force(now, Audience.PUBLIC)
    graph = impact_graph(portfolio.falling_back_as(portfolio_in_force(now, Audience.PARTNERS)))
    confirmed, contents = confirmations(now), contents_in_force(now, Audience.PUBLIC)
    today = now.astimezone(COPENHAGEN).date()
    relations = related(portfolio)
    documents = {
        slug: Document(system, relations[slug], confirmed.get(slug), contents[slug], today)
        for slug, system in portfolio.by_slug.items()
    }
    return Described(portfolio, graph, documents, today)


def related(portfolio: Portfolio) -> dict[str, Relations]:
    """Slug to what the system has to do with the others."""
    needs: dict[str, list[Edge]] = {slug: [] for slug in portfolio.by_slug}
    needed_by: dict[str, list[Edge]] = {slug: [] for slug in portfolio.by_slug}
    flows: dict[str, list[Flow]] = {slug: [] for slug in portfolio.by_slug}
    for edge in portfolio.edges:
        needs[edge.consumer.slug].append(edge)
        needed_by[edge.provider.slug].append(edge)
    for flow in portfolio.flows:
        flows[flow.source.slug].append(flow)
        flows[flow.target.slug].append(flow)
    return {
        slug: Relations(tuple(needs[slug]), tuple(needed_by[slug]), tuple(flows[slug])) for slug in portfolio.by_slug
    }
