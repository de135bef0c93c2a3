from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings

from samdrift.impact.graph_file import parse
from samdrift.portfolio.derived import Portfolio
from samdrift.portfolio.formats import graph_file
from tests.portfolio.documents import document
from tests.portfolio.formats.portfolios import SMALL, dependency, portfolio, portfolios


def written(portfolio: Portfolio) -> Any:
    return json.loads(graph_file.write(portfolio))


@settings(deadline=None, max_examples=12)
@given(portfolios())
def test_the_impact_engine_reads_it(drawn: Portfolio) -> None:
    graph = parse(graph_file.write(drawn))
    running = {system.slug for system in drawn.systems if system.life_cycle.status == "in_operation"}
    assert set(graph.names) == running
    assert {(need.consumer, provider) for need in graph.dependencies for provider in need.providers} == {
        (edge.consumer.slug, edge.provider.slug)
        for edge in drawn.edges
        if {edge.consumer.slug, edge.provider.slug} <= running
    }


def test_a_group_is_one_need_of_several() -> None:
    assert written(SMALL) == {
        "systems": ["borger-dk", "cpr", "mail", "mitid", "sms"],
        "dependencies": [
            {"consumer": "borger-dk", "providers": ["cpr"], "required": 1, "criticality": "low"},
            {"consumer": "borger-dk", "providers": ["mail", "sms"], "required": 1, "criticality": "high"},
            {"consumer": "borger-dk", "providers": ["mitid"], "required": 1, "criticality": "critical"},
        ],
    }


def grouped(required: int, *providers: str) -> Any:
    consumer = document(
        "a",
        groups=[{"id": "g", "name": {"da": "g", "en": "g"}, "required": required}],
        dependencies=[dependency(f"d{number}", on, group="g") for number, on in enumerate(providers)],
    )
    return written(portfolio(consumer, document("b", services=("x", "y")), document("c"), retired))["dependencies"]


retired = document("old", life_cycle={"status": "retired", "retired_on": "2023-10-31"})


def test_two_services_of_one_system_are_no_redundancy() -> None:
    assert [(need["providers"], need["required"]) for need in grouped(1, "b/x", "b/y")] == [(["b"], 1)]
    # One of the three is enough, whichever system gives it.
    assert [(need["providers"], need["required"]) for need in grouped(1, "b/x", "b/y", "c")] == [(["b", "c"], 1)]
    # Two of three: without b there is only one left.
    assert [(need["providers"], need["required"]) for need in grouped(2, "b/x", "b/y", "c")] == [(["b", "c"], 2)]


def test_an_alternative_that_is_retired_is_none() -> None:
    assert [(need["providers"], need["required"]) for need in grouped(1, "c", "old")] == [(["c"], 1)]
    assert [(need["providers"], need["required"]) for need in grouped(2, "c", "old")] == [(["c"], 1)]
    assert grouped(1, "old") == []


def test_what_is_needed_twice_alike_stands_once() -> None:
    twice = document(
        "a", dependencies=[dependency("one", "b"), dependency("two", "b"), dependency("three", "b", "low")]
    )
    needs = written(portfolio(twice, document("b")))["dependencies"]
    assert [need["criticality"] for need in needs] == ["critical", "low"]
