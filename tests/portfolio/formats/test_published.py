from __future__ import annotations

import json

import pytest
from hypothesis import given, settings

from samdrift.portfolio.derived import Portfolio
from samdrift.portfolio.formats import FORMATS, published
from samdrift.vocabulary import Audience
from tests.portfolio.canary import SINGING, canaries, everything, marked
from tests.portfolio.formats.portfolios import SMALL, demo, portfolio, portfolios


def test_what_is_published() -> None:
    assert {address: media_type for address, (_, media_type) in published(SMALL).items()} == {
        "/api/v1/dependencies.json": "application/json",
        "/api/v1/dependencies.csv": "text/csv; charset=utf-8; header=present",
        "/api/v1/dependencies.graphml": "application/graphml+xml",
        "/api/v1/dependencies.dot": "text/vnd.graphviz; charset=utf-8",
        "/api/v1/dependencies.mmd": "text/vnd.mermaid; charset=utf-8",
        "/api/v1/catalog-info.yaml": "application/yaml",
        "/api/v1/archimate.xml": "application/xml",
        "/api/v1/graph.json": "application/json",
        "/api/v1/schema/dependencies.json": "application/json",
    }


def test_a_format_is_published_as_it_is_written() -> None:
    files = published(SMALL)
    assert {each.name: files[each.address][0]() for each in FORMATS.values()} == {
        name: each.write(SMALL) for name, each in FORMATS.items()
    }


@pytest.mark.parametrize("audience", [Audience.PARTNERS, Audience.INTERNAL])
def test_what_is_not_public_is_refused(audience: Audience) -> None:
    with pytest.raises(ValueError, match=r"^not read out for the public: .*nemlog-in"):
        published(demo(audience))


@pytest.mark.parametrize("name", FORMATS)
def test_nobody_at_all(name: str) -> None:
    FORMATS[name].write(portfolio()).decode()


@settings(deadline=None, max_examples=10)
@given(portfolios())
def test_the_same_portfolio_gives_the_same_bytes_of_text(drawn: Portfolio) -> None:
    again = Portfolio(tuple(drawn.systems))
    for each in FORMATS.values():
        content = each.write(drawn)
        assert content == each.write(again)
        content.decode()


def test_no_format_tells_what_is_not_public() -> None:
    drawn = portfolio(canaries("a", on="b", singing=marked), canaries("b", on="a", singing=marked))
    assert drawn.edges
    told = {address: SINGING.findall(write().decode()) for address, (write, _) in published(drawn).items()}
    assert {address: birds for address, birds in told.items() if birds} == {}


@pytest.mark.parametrize("name", ["json", "csv", "graphml", "dot", "backstage", "archimate"])
def test_a_canary_in_a_public_field_is_heard(name: str) -> None:
    drawn = portfolio(canaries("a", on="b", singing=everything), canaries("b", on="a", singing=everything))
    assert SINGING.search(FORMATS[name].write(drawn).decode())


def test_the_contract_of_the_json() -> None:
    [first, *_] = json.loads(FORMATS["json"].write(SMALL))["dependencies"]
    contract = {"consumer", "provider", "criticality", "pattern", "group", "assumed"}
    assert {name: first[name] for name in contract} == {
        "consumer": "borger-dk",
        "provider": "mitid",
        "criticality": "critical",
        "pattern": "real_time",
        "group": None,
        "assumed": False,
    }
