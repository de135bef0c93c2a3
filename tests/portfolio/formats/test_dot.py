from __future__ import annotations

import html
import re

import pygraphviz
import pytest
from hypothesis import given, settings

from samdrift.portfolio.derived import Portfolio
from samdrift.portfolio.formats import dot, words
from tests.portfolio.formats.portfolios import NASTY, SMALL, portfolio, portfolios


def read(written: bytes) -> pygraphviz.AGraph:
    return pygraphviz.AGraph(string=written.decode())


def shown(value: str) -> str:
    """As Graphviz draws a label: escapes first, then entities."""
    return html.unescape(re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], value))


@settings(deadline=None, max_examples=12)
@given(portfolios())
def test_graphviz_reads_every_node_and_edge_back(drawn: Portfolio) -> None:
    graph = read(dot.write(drawn))
    assert graph.directed and not graph.strict
    assert {str(node): shown(node.attr["label"]) for node in graph.nodes()} == {
        system.slug: words.in_both(system.name) for system in drawn.systems
    }
    assert sorted((*edge, edge.attr["criticality"], shown(edge.attr["tooltip"])) for edge in graph.edges()) == sorted(
        (
            edge.consumer.slug,
            edge.provider.slug,
            edge.dependency.criticality.value,
            words.in_both(edge.dependency.why),
        )
        for edge in drawn.edges
    )


@pytest.mark.parametrize("text", NASTY)
def test_graphviz_draws_what_was_meant(text: str) -> None:
    written = f"graph {{ a [label={dot.escaped(text)}]; }}"
    drawn = pygraphviz.AGraph(string=written).draw(format="plain", prog="dot").decode()
    label = re.search(r"^node a \S+ \S+ \S+ \S+ (.+) solid ", drawn, re.MULTILINE | re.DOTALL)
    assert label, drawn
    svg = pygraphviz.AGraph(string=written).draw(format="svg", prog="dot").decode()
    lines = re.findall(r"<text [^>]*>(.*?)</text>", svg)
    assert "\n".join(html.unescape(line) for line in lines).replace("\u00a0", " ") == text.replace("\u00a0", " ")


def test_criticality_is_told_by_line_and_by_word() -> None:
    graph = read(dot.write(SMALL))
    edges = {edge[1]: edge.attr for edge in graph.edges()}
    assert {to: (told["style"], told["label"]) for to, told in edges.items()} == {
        "mitid": ("bold", "critical"),
        "cpr": ("dashed", "low"),
        "sms": ("solid", "high"),
        "mail": ("solid", "high"),
    }
    assert (edges["sms"]["dependency_group"], edges["sms"]["required"]) == ("besked", "1")
    assert (edges["cpr"]["tolerance"], edges["cpr"]["assumed"], edges["mitid"]["assumed"]) == ("P1D", "true", "false")


def test_nobody() -> None:
    assert read(dot.write(portfolio())).nodes() == []
