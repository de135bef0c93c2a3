"""What the documents tell the public, at one moment: the portfolio, and who said when that it holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from samdrift.impact import Graph
from samdrift.isolation import Isolation, Step
from samdrift.portfolio.derived import Confirmed, Edge, Flow, Portfolio, SystemModel
from samdrift.portfolio.impact_graph import impact_graph
from samdrift.portfolio.queries import confirmations, contents_in_force, portfolio_in_force
from samdrift.vocabulary import COPENHAGEN, Audience

Read = Callable[[], SystemModel]


@dataclass(frozen=True, slots=True)
class Relations:
    """What a system needs, what needs it, and which data goes over that. `named_in_advice` are the systems that its
    advice rests on, itself among them."""

    needs: tuple[Edge, ...]
    needed_by: tuple[Edge, ...]
    flows: tuple[Flow, ...]
    named_in_advice: tuple[SystemModel, ...] = ()


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


def describe(now: datetime, isolation: Isolation, before: Described | None) -> Described:
    """Read what is in force at `now`. Four queries. A system whose document cannot be read is as it was `before`."""

    def read(what: str, slug: str, whole: Read, bare: Read) -> SystemModel | None:
        known = before.portfolio.by_slug.get(slug) if before else None
        return isolation.attempt(what, slug, whole, *([] if known is None else [lambda: known]), bare)

    portfolio = portfolio_in_force(now, Audience.PUBLIC, read)
    confirmed, contents = confirmations(now), contents_in_force(now, Audience.PUBLIC)
    today = now.astimezone(COPENHAGEN).date()
    relations = related(portfolio)
    documents = {
        slug: Document(system, relations[slug], confirmed.get(slug), contents[slug], today)
        for slug, system in portfolio.by_slug.items()
    }
    return Described(portfolio, _graph(portfolio, now, isolation, before), documents, today)


def _graph(portfolio: Portfolio, now: datetime, isolation: Isolation, before: Described | None) -> Graph:
    told_more = isolation.attempt(
        Step.FALLBACKS,
        "",
        lambda: portfolio.falling_back_as(portfolio_in_force(now, Audience.PARTNERS)),
        lambda: portfolio,
    )
    graph = isolation.attempt(
        Step.GRAPH,
        "",
        lambda: impact_graph(told_more or portfolio),
        lambda: before.graph if before else Graph.of(()),
    )
    return Graph.of(()) if graph is None else graph


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
        slug: Relations(
            tuple(needs[slug]), tuple(needed_by[slug]), tuple(flows[slug]), named_in_advice(system, portfolio)
        )
        for slug, system in portfolio.by_slug.items()
    }


def named_in_advice(system: SystemModel, portfolio: Portfolio) -> tuple[SystemModel, ...]:
    """Those of the portfolio that its advice rests on, in the order of its services."""
    named = (need.partition("/")[0] for service in system.services for need in service.instead_needs or ())
    return tuple(portfolio.by_slug[slug] for slug in dict.fromkeys(named) if slug in portfolio.by_slug)
