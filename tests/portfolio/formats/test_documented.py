"""The examples in the integrator's page are what the formats write, and what the graph reader takes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from samdrift.portfolio.formats import FORMATS, graph_in
from tests.portfolio.documents import document
from tests.portfolio.formats.portfolios import dependency, portfolio

PAGE = Path("docs/integrator/dependencies.md").read_text()
EXAMPLE = portfolio(
    document(
        "nemlog-in",
        identity={
            "slug": "nemlog-in",
            "name": {"da": "NemLog-in", "en": "NemLog-in"},
            "purpose": {"da": "Log ind hos det offentlige", "en": "Log in to public services"},
        },
        owner="digst",
        services=("login", "fuldmagt"),
        dependencies=[
            dependency(
                "mitid",
                "mitid/login",
                needed_by=["login"],
                why={"da": "Brugeren viser, hvem det er.", "en": "The user proves who it is."},
                evidence={"basis": "documented", "title": "Lov om MitID og NemLog-in, § 8"},
            ),
            dependency(
                "cpr",
                "cpr",
                "low",
                pattern="copy",
                tolerance="P1D",
                why={"da": "CPR-nummeret slås op.", "en": "The CPR number is looked up."},
            ),
        ],
    ),
    document("mitid", owner="digst"),
    document("cpr", owner="cpr-kontoret"),
)


def examples() -> list[tuple[str, str]]:
    """Each example, with the address of the section that it stands in."""
    sections = re.split(r"^## .*?`(/api/v1/[^`]+)`", PAGE, flags=re.MULTILINE)[1:]
    found = zip(sections[::2], sections[1::2], strict=True)
    return [
        (address, block)
        for address, section in found
        for block in re.findall(r"^```\w*\n(.*?)^```$", section.partition("\n## ")[0], re.MULTILINE | re.DOTALL)
    ]


def test_every_format_has_an_example() -> None:
    assert {address for address, _ in examples()} == {each.address for each in FORMATS.values()}


@pytest.mark.parametrize(("address", "example"), examples())
def test_the_example_is_what_is_written(address: str, example: str) -> None:
    [each] = [each for each in FORMATS.values() if each.address == address]
    written = each.write(EXAMPLE).decode()
    if address.endswith(".json"):
        assert json.loads(example) == json.loads(written)
    else:
        assert _lines(example) in _lines(written)


def _lines(text: str) -> str:
    return "\n".join(text.splitlines())


def test_the_graph_in_the_example_is_read() -> None:
    [example] = re.findall(r"^```json\n(.*?)^```$", PAGE.partition("## Read a graph file")[2], re.MULTILINE | re.DOTALL)
    documents = graph_in.documents_in(json.loads(example), "graph.json")
    told = re.findall(r"^\| `([^`]+)` \| `([^`]+)` \|$", PAGE, re.MULTILINE)
    assert told == [(each.identity.name.da, each.slug) for each in documents]
