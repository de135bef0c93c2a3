"""Dependencies as CSV by RFC 4180: UTF-8, commas, lines that end in CRLF, one header line."""

from __future__ import annotations

import csv
import io

from samdrift.portfolio.derived import Edge, Portfolio
from samdrift.portfolio.formats import words

COLUMNS = (
    "consumer", "consumer_name_da", "consumer_name_en", "services",
    "provider", "provider_name_da", "provider_name_en", "provider_service",
    "id", "criticality", "criticality_assumed", "pattern", "tolerance", "group", "required",
    "why_da", "why_en", "assumed", "source_title", "source_url",
)  # fmt: skip
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
"""A spreadsheet would run a cell that starts so; the wide forms too, in some languages."""


def write(portfolio: Portfolio) -> bytes:
    written = io.StringIO(newline="")
    lines = csv.writer(written, lineterminator="\r\n")
    lines.writerow(COLUMNS)
    lines.writerows([harmless(cell) for cell in _cells(edge)] for edge in portfolio.edges)
    return written.getvalue().encode()


def harmless(cell: str) -> str:
    """An apostrophe in front says to a spreadsheet that it is text."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _cells(edge: Edge) -> tuple[str, ...]:
    consumer, provider, dependency = edge.consumer, edge.provider, edge.dependency
    return (
        consumer.slug,
        consumer.name.da,
        consumer.name.en,
        " ".join(dependency.needed_by),
        provider.slug,
        provider.name.da,
        provider.name.en,
        dependency.on.service or "",
        dependency.id,
        dependency.criticality.value,
        words.truth(dependency.assumed_criticality),
        dependency.pattern.value,
        words.duration(dependency.tolerance) if dependency.tolerance else "",
        dependency.group or "",
        str(words.required(edge) or ""),
        dependency.why.da,
        dependency.why.en,
        words.truth(dependency.known.assumed),
        dependency.known.title or "",
        dependency.known.url or "",
    )
