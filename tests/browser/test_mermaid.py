"""Our Mermaid export, read and drawn by Mermaid itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

import samdrift
from samdrift.portfolio.derived import Portfolio
from samdrift.portfolio.formats import mermaid
from tests.portfolio.documents import both, document
from tests.portfolio.formats.portfolios import NASTY, SLUGS, SMALL, demo, dependency, portfolio

MERMAID = Path(samdrift.__file__).parents[1] / "web/node_modules/mermaid/dist/mermaid.min.js"
READ = """
async text => {
  mermaid.initialize({startOnLoad: false, securityLevel: "strict"});
  const {db} = (await mermaid.mermaidAPI.getDiagramFromText(text));
  return {
    nodes: [...db.getVertices().keys()],
    edges: db.getEdges().map(({start, end, text, stroke}) => ({start, end, text, stroke})),
  };
}
"""
DRAW = """
async text => {
  mermaid.initialize({startOnLoad: false, securityLevel: "strict"});
  document.body.innerHTML = (await mermaid.render("drawing", text)).svg;
  return [...document.querySelectorAll(".node")].map(node => node.textContent.trim());
}
"""


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    page = context.new_page()
    page.add_script_tag(path=MERMAID)
    yield page
    context.close()


def read(reader: Page, written: Portfolio) -> Any:
    return reader.evaluate(READ, mermaid.write(written).decode())


@pytest.mark.parametrize("written", [SMALL, demo(), portfolio()], ids=["small", "demo", "nobody"])
def test_it_is_read_as_it_is(reader: Page, written: Portfolio) -> None:
    told = read(reader, written)
    assert set(told["nodes"]) == {mermaid.name(system.slug) for system in written.systems}
    assert [(edge["start"], edge["end"]) for edge in told["edges"]] == [
        (mermaid.name(edge.consumer.slug), mermaid.name(edge.provider.slug)) for edge in written.edges
    ]


def test_criticality_is_told_by_line_and_by_word(reader: Page) -> None:
    strokes = {edge["end"]: edge["stroke"] for edge in read(reader, SMALL)["edges"]}
    assert strokes == {"s_mitid": "thick", "s_cpr": "dotted", "s_sms": "normal", "s_mail": "normal"}


def test_slugs_that_are_words_of_the_language(reader: Page) -> None:
    every = [
        document(slug, dependencies=[dependency(other, other) for other in SLUGS if other != slug]) for slug in SLUGS
    ]
    told = read(reader, portfolio(*every))
    assert len(told["nodes"]) == len(SLUGS)
    assert len(told["edges"]) == len(SLUGS) * (len(SLUGS) - 1)


def test_every_name_is_drawn_as_it_was_meant(reader: Page) -> None:
    names = [text for text in NASTY if "\n" not in text and text.strip() and len(text) < 100]
    named = portfolio(*(_named(f"n{number}", text) for number, text in enumerate(names)))
    drawn = reader.evaluate(DRAW, mermaid.write(named).decode())
    assert [" ".join(text.split()) for text in drawn] == [" ".join(text.split()) for text in names]


def _named(slug: str, name: str) -> Any:
    return document(slug, identity={"slug": slug, "name": both(name), "purpose": both("x")})
