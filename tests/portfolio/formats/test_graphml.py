from __future__ import annotations

import io

import networkx
from hypothesis import given, settings

from samdrift.portfolio.derived import Portfolio
from samdrift.portfolio.formats import graphml, words
from tests.portfolio.formats.portfolios import SMALL, portfolio, portfolios


def read(written: bytes) -> networkx.MultiDiGraph:
    return networkx.read_graphml(io.BytesIO(written), force_multigraph=True)


@settings(deadline=None, max_examples=12)
@given(portfolios())
def test_networkx_reads_every_node_and_edge_back(drawn: Portfolio) -> None:
    graph = read(graphml.write(drawn))
    assert {node: about["name_da"] for node, about in graph.nodes(data=True)} == {
        system.slug: words.in_xml(system.name.da) for system in drawn.systems
    }
    assert sorted(
        (consumer, provider, about["id"], about["criticality"], about["why_en"])
        for consumer, provider, about in graph.edges(data=True)
    ) == sorted(
        (
            edge.consumer.slug,
            edge.provider.slug,
            edge.dependency.id,
            edge.dependency.criticality.value,
            words.in_xml(edge.dependency.why.en),
        )
        for edge in drawn.edges
    )


def test_kinds_of_values() -> None:
    graph = read(graphml.write(SMALL))
    assert graph.is_directed()
    [sms] = [about for _, provider, about in graph.edges(data=True) if provider == "sms"]
    assert (sms["required"], sms["assumed"], sms["group"]) == (1, True, "besked")
    [login] = [about for _, provider, about in graph.edges(data=True) if provider == "mitid"]
    assert (login["provider_service"], login["services"], login["criticality_assumed"]) == ("login", "overblik", False)
    assert graph.nodes["sms"]["scope"] == "external"


def test_nobody() -> None:
    assert len(read(graphml.write(portfolio()))) == 0
