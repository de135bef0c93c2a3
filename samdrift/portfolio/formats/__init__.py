"""The portfolio in the formats that other programs read: one file a format, each a pure function of a portfolio."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from samdrift.portfolio.derived import Portfolio
from samdrift.portfolio.formats import (
    archimate,
    backstage,
    dependencies_csv,
    dependencies_json,
    dot,
    graph_file,
    graphml,
    mermaid,
)
from samdrift.portfolio.formats.format import Format
from samdrift.vocabulary import Audience

__all__ = ["FORMATS", "Format", "published"]

_JSON = "application/json"
_CSV = "text/csv; charset=utf-8; header=present"
_DEPENDENCIES = "/api/v1/dependencies"

FORMATS = {
    each.name: each
    for each in (
        Format("json", _JSON, "json", f"{_DEPENDENCIES}.json", dependencies_json.write),
        Format("csv", _CSV, "csv", f"{_DEPENDENCIES}.csv", dependencies_csv.write),
        Format("graphml", "application/graphml+xml", "graphml", f"{_DEPENDENCIES}.graphml", graphml.write),
        Format("dot", "text/vnd.graphviz; charset=utf-8", "dot", f"{_DEPENDENCIES}.dot", dot.write),
        Format("mermaid", "text/vnd.mermaid; charset=utf-8", "mmd", f"{_DEPENDENCIES}.mmd", mermaid.write),
        Format("backstage", "application/yaml", "yaml", "/api/v1/catalog-info.yaml", backstage.write),
        Format("archimate", "application/xml", "xml", "/api/v1/archimate.xml", archimate.write),
        Format("graph", _JSON, "json", "/api/v1/graph.json", graph_file.write),
    )
}


def published(portfolio: Portfolio) -> dict[str, tuple[Callable[[], bytes], str]]:
    """Address to what writes it and its media type: the portfolio in every format, and the JSON Schema of the first.

    Raises ValueError for a portfolio that was read out for a narrower audience than everyone.
    """
    if not_public := [system.slug for system in portfolio.systems if system.audience is not Audience.PUBLIC]:
        raise ValueError(f"not read out for the public: {', '.join(not_public)}")
    files = {each.address: (partial(each.write, portfolio), each.media_type) for each in FORMATS.values()}
    return {**files, "/api/v1/schema/dependencies.json": (dependencies_json.schema, _JSON)}
