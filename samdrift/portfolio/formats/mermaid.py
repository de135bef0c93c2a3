"""The map as a Mermaid flowchart, for Markdown pages. Arrows go from the system that needs to the one needed."""

from __future__ import annotations

import re

from samdrift.portfolio.derived import Edge, Portfolio, SystemModel
from samdrift.portfolio.formats import words
from samdrift.vocabulary import Criticality

_ARROWS = {Criticality.CRITICAL: "==>", Criticality.HIGH: "-->", Criticality.LOW: "-.->"}
_WORDS = {
    Criticality.CRITICAL: "kritisk / critical",
    Criticality.HIGH: "høj / high",
    Criticality.LOW: "lav / low",
}
# A hyphen or a point within a word is one; beside a space it could begin an arrow, or a list of Markdown's.
_PLAIN = re.compile(r"[^\W_]|(?<=[^\W_])[-.](?=[^\W_])|[ /(),]")


def write(portfolio: Portfolio) -> bytes:
    lines = [
        "flowchart TB",
        *(_node(system) for system in portfolio.systems),
        *(_edge(edge) for edge in portfolio.edges),
        "",
    ]
    return "\n".join(lines).encode()


def name(slug: str) -> str:
    """A node's name: never a word of the language (`end`), never with a hyphen, which could begin an arrow."""
    return "s_" + slug.replace("-", "_")


def escaped(text: str) -> str:
    """Words as they are; what Mermaid could take for its own, for Markdown or for HTML as `#code;`, its only escape."""
    plain = {found.start() for found in _PLAIN.finditer(text)}
    return "".join(char if at in plain else f"#{ord(char)};" for at, char in enumerate(text))


def _node(system: SystemModel) -> str:
    label = escaped(words.in_both(system.name))
    opening, closing = ("([", "])") if system.external else ("[", "]")
    return f'  {name(system.slug)}{opening}"{label}"{closing}'


def _edge(edge: Edge) -> str:
    criticality = edge.dependency.criticality
    assumed = " (antaget / assumed)" if edge.dependency.known.assumed else ""
    label = f'"{escaped(_WORDS[criticality] + assumed)}"'
    return f"  {name(edge.consumer.slug)} {_ARROWS[criticality]}|{label}| {name(edge.provider.slug)}"
