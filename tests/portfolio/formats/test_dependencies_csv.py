from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings

from samdrift.portfolio.derived import Portfolio
from samdrift.portfolio.formats import dependencies_csv
from tests.portfolio.formats.portfolios import SMALL, portfolio, portfolios


def rows(written: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written.decode(), newline=""), strict=True))


@settings(deadline=None, max_examples=12)
@given(portfolios())
def test_read_back_it_is_every_edge(drawn: Portfolio) -> None:
    told = [(row["consumer"], row["provider"], row["id"], row["why_en"]) for row in rows(dependencies_csv.write(drawn))]
    assert told == [
        (edge.consumer.slug, edge.provider.slug, edge.dependency.id, dependencies_csv.harmless(edge.dependency.why.en))
        for edge in drawn.edges
    ]


def test_one_line_as_it_is() -> None:
    written = dependencies_csv.write(SMALL).decode()
    assert written.split("\r\n")[:2] == [
        ",".join(dependencies_csv.COLUMNS),
        "borger-dk,BORGER-DK,BORGER-DK,overblik,mitid,MITID,MITID,login,login,critical,false,real_time,,,,"
        'It is needed.,It is needed.,false,"Lov om MitID, § 8",https://example.dk/lov',
    ]
    assert "\n" not in written.replace("\r\n", "")


def test_nobody_is_a_header_alone() -> None:
    assert dependencies_csv.write(portfolio()).decode() == ",".join(dependencies_csv.COLUMNS) + "\r\n"


@pytest.mark.parametrize("cell", ["=1+1", "+45", "-1", "@SUM(A1)", "\tx", "＝1", "=cmd|' /C calc'!A0"])
def test_a_spreadsheet_runs_nothing(cell: str) -> None:
    assert dependencies_csv.harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "a=1", "MitID", "'quoted'", "æ-b"])
def test_what_a_spreadsheet_would_not_run_is_left_alone(cell: str) -> None:
    assert dependencies_csv.harmless(cell) == cell
