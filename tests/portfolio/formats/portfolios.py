"""Portfolios to write out: one that says a little of everything, and any that documents allow, with the worst names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from samdrift.portfolio.derived import Portfolio, SystemModel, read_out
from samdrift.portfolio.document import SystemDocument, load_folder
from samdrift.vocabulary import Audience, Text
from tests.portfolio.documents import both, document, system_documents

BEGUN = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

NASTY = (
    'a "quoted" name', "it's", "<b>bold</b> & co &amp; &#35;", "]]>", '"]', "--> b", "a -- b", "end", "#35;",
    "1. first", "- item", "a\nb", "back\\slash\\", '\\"', "\\N \\l", "{a}", "(a)", "|a|", "%%{init: {}}%%",
    "=1+1", "@SUM(A1)", "+45 1234", "a,b;c", "אבג עברית", "مرحبا", "🚒 brand", "no", "1e3", "0o7", "null", "~", "*",
    "!tag", "key: value", " # not a comment", "\u00a0", "æøå ÆØÅ", "a" * 200, "class", "subgraph", "---",
    "`code`", "%% comment", "&x", "$x$", "$$x$$", "a\u0301", "<br/>", "x:::y", "fa:fa-car",
)  # fmt: skip
"""What one of the formats takes for something else, in a place where documents have texts. Some say more than a
document could, so that a format does not rest on the template."""
SLUGS = ("end", "default", "a--b", "a-b", "0", "1e3", "no", "x", "o", "graph", "class", "null", "s" * 64)
"""Slugs that are words in one of the formats, or look like something else there."""


def dependency(id: str, on: str, criticality: str = "critical", **fields: Any) -> dict[str, Any]:
    least = {"why": both("It is needed."), "pattern": "real_time", "evidence": {"basis": "assumed"}}
    return {"id": id, "on": on, "criticality": criticality, **least, **fields}


def portfolio(*documents: SystemDocument, audience: Audience = Audience.PUBLIC) -> Portfolio:
    return Portfolio(tuple(read(each, audience) for each in documents))


def read(document: SystemDocument, audience: Audience) -> SystemModel:
    return read_out(document.content(), audience=audience, revision=1, in_force_from=BEGUN, names={})


def demo(audience: Audience = Audience.PUBLIC) -> Portfolio:
    return portfolio(*load_folder(Path("demo/portfolio")), audience=audience)


SMALL = portfolio(
    document(
        "borger-dk",
        services=("overblik", "post"),
        groups=[{"id": "besked", "name": both("Besked"), "required": 1}],
        dependencies=[
            dependency(
                "login",
                "mitid/login",
                needed_by=["overblik"],
                criticality_basis="documented",
                evidence={"basis": "documented", "title": "Lov om MitID, § 8", "url": "https://example.dk/lov"},
            ),
            dependency("personer", "cpr", "low", pattern="copy", tolerance="P1D"),
            dependency("sms", "sms", "high", group="besked", pattern="event", tolerance="PT90M"),
            dependency("mail", "mail", "high", group="besked", pattern="event"),
        ],
        exchanges=[
            {
                "id": "navn",
                "data": both("Navn"),
                "over": "personer",
                "direction": "both",
                "personal_data": "cpr_number",
                "evidence": {"basis": "assumed"},
            }
        ],
    ),
    document("cpr"),
    document("mitid"),
    *(
        document(slug, services=(), identity={**both_identity, "scope": "external"})
        for slug in ("mail", "sms")
        for both_identity in [{"slug": slug, "name": both(slug.upper()), "purpose": both("Send")}]
    ),
)
"""Plain and grouped, on a system and on a service, by a system and by a service, documented and assumed."""


@st.composite
def portfolios(draw: st.DrawFn) -> Portfolio:
    """Up to four systems that do need each other, of any audience, with names that no document may have too."""
    documents = draw(st.lists(system_documents(), min_size=1, max_size=4, unique_by=lambda each: each.slug))
    renamed = dict(zip((each.slug for each in documents), draw(_slugs(len(documents))), strict=False))
    slugs = [renamed.get(each.slug, each.slug) for each in documents]
    audience = draw(st.sampled_from(Audience))
    systems = [draw(_rewired(each, slug, slugs, audience)) for each, slug in zip(documents, slugs, strict=True)]
    return Portfolio(tuple(systems))


def _slugs(most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(SLUGS), min_size=most, max_size=most, unique=True)


@st.composite
def _rewired(draw: st.DrawFn, document: SystemDocument, slug: str, slugs: Iterable[str], to: Audience) -> SystemModel:
    content = document.content()
    content["identity"]["slug"] = slug
    others = [other for other in slugs if other != slug]
    for entry in content.get("dependencies", ()):
        service = entry["on"].partition("/")[1:]
        entry["on"] = "".join((draw(st.sampled_from(others or ["nobody"])), *service))
    system = read_out(content, audience=to, revision=1, in_force_from=BEGUN, names={})
    nasty = st.builds(Text, st.sampled_from(NASTY), st.sampled_from(NASTY))
    return replace(
        system,
        name=draw(nasty | st.just(system.name)),
        purpose=draw(nasty),
        dependencies=tuple(replace(each, why=draw(nasty)) for each in system.dependencies),
    )
