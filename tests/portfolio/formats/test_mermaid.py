from __future__ import annotations

from hypothesis import given, settings

from samdrift.portfolio.derived import Portfolio
from samdrift.portfolio.formats import mermaid
from tests.portfolio.formats.portfolios import SMALL, portfolios


def test_the_whole_text() -> None:
    assert mermaid.write(SMALL).decode().splitlines() == [
        "flowchart TB",
        '  s_borger_dk["BORGER-DK"]',
        '  s_cpr["CPR"]',
        '  s_mitid["MITID"]',
        '  s_mail(["MAIL"])',
        '  s_sms(["SMS"])',
        '  s_borger_dk ==>|"kritisk / critical"| s_mitid',
        '  s_borger_dk -.->|"lav / low (antaget / assumed)"| s_cpr',
        '  s_borger_dk -->|"høj / high (antaget / assumed)"| s_sms',
        '  s_borger_dk -->|"høj / high (antaget / assumed)"| s_mail',
    ]


@settings(deadline=None, max_examples=8)
@given(portfolios())
def test_each_system_and_each_edge_is_one_line(drawn: Portfolio) -> None:
    assert len(mermaid.write(drawn).decode().split("\n")) == 1 + len(drawn.systems) + len(drawn.edges) + 1
