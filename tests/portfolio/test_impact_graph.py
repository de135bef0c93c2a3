from __future__ import annotations

from typing import Any

import pytest
from pytest_django import Settings

from samdrift.impact import Dependency, Transfer, spread
from samdrift.portfolio.document import SystemDocument
from samdrift.portfolio.impact_graph import impact_graph
from samdrift.vocabulary import Level
from tests.portfolio.documents import both, document
from tests.portfolio.formats.portfolios import dependency, portfolio

PLANNED = {"status": "planned"}
RETIRED = {"status": "retired", "retired_on": "2023-10-31"}


def some_of(required: int, *providers: str) -> SystemDocument:
    """A portal that needs so many of these."""
    return document(
        "portal",
        groups=[{"id": "g", "name": both("g"), "required": required}],
        dependencies=[dependency(f"d{number}", on, group="g") for number, on in enumerate(providers)],
    )


def needs(portal: SystemDocument, *others: SystemDocument) -> list[Dependency]:
    graph = impact_graph(portfolio(portal, *others))
    return [need for need in graph.dependencies if need.consumer == "portal/login"]


@pytest.mark.parametrize("life_cycle", [PLANNED, RETIRED])
def test_what_is_not_in_operation_neither_fails_nor_feels_anything(life_cycle: dict[str, Any]) -> None:
    new = document("new", life_cycle=life_cycle, dependencies=[dependency("mitid", "mitid")])
    graph = impact_graph(portfolio(document("mitid"), new))
    assert graph.names == ("mitid", "mitid/login")
    assert set(spread(graph, {"mitid/login": Level.MAJOR_OUTAGE}).levels()) == set(graph.names)


def test_a_need_of_what_is_not_there_is_none() -> None:
    old = document("old", life_cycle=RETIRED)
    assert needs(document("portal", dependencies=[dependency("old", "old")]), old) == []


def test_trouble_is_felt_by_the_tables_of_the_installation(settings: Settings) -> None:
    two = portfolio(document("portal", dependencies=[dependency("cpr", "cpr", "low")]), document("cpr"))
    down = {"cpr": Level.MAJOR_OUTAGE}
    assert spread(impact_graph(two), down).level("portal") == Level.DEGRADED
    settings.TRANSFER = Transfer.of({"critical": [0, 1, 2, 3], "high": [0, 1, 2, 3], "low": [0, 1, 2, 2]})
    assert spread(impact_graph(two), down).level("portal") == Level.PARTIAL_OUTAGE


@pytest.mark.parametrize("life_cycle", [PLANNED, RETIRED])
def test_a_group_goes_on_without_a_member_that_is_not_there(life_cycle: dict[str, Any]) -> None:
    gone = document("sms", life_cycle=life_cycle)
    (need,) = needs(some_of(1, "sms", "mail/login"), gone, document("mail"))
    assert (need.providers, need.required) == (("mail/login",), 1)
    (need,) = needs(some_of(2, "sms", "mail/login", "post"), gone, document("mail"), document("post"))
    assert (need.providers, need.required) == (("mail/login", "post"), 2)
    (need,) = needs(some_of(2, "sms", "mail/login"), gone, document("mail"))
    assert (need.providers, need.required) == (("mail/login",), 1)
    assert needs(some_of(1, "sms"), gone) == []


def test_a_provider_that_is_named_twice_counts_for_both() -> None:
    """Post gives two of the four; Sms and Mail together give two, and so does Post alone."""
    (need,) = needs(some_of(2, "post", "sms", "mail", "post"), *(document(slug) for slug in ("post", "sms", "mail")))
    assert (sorted(need.providers), need.required) == (["mail", "post", "sms"], 2)
    (need,) = needs(some_of(4, "post", "post", "mail", "mail", "sms", "sms"), *(map(document, ("post", "sms", "mail"))))
    assert need.required == 2, "any two of the systems give four"
