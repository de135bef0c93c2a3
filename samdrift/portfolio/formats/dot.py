"""The map in Graphviz's language. Arrows go from the system that needs to the one that is needed."""

from __future__ import annotations

from samdrift.portfolio.derived import Edge, Portfolio, SystemModel
from samdrift.portfolio.formats import words
from samdrift.vocabulary import Criticality

_LINES = {Criticality.CRITICAL: "bold", Criticality.HIGH: "solid", Criticality.LOW: "dashed"}


def write(portfolio: Portfolio) -> bytes:
    lines = [
        "digraph dependencies {",
        "  rankdir=TB;",
        "  node [shape=box];",
        *(_node(system) for system in portfolio.systems),
        *(_edge(edge) for edge in portfolio.edges),
        "}",
        "",
    ]
    return "\n".join(lines).encode()


def escaped(text: str) -> str:
    """As Graphviz shows it: quoted, with what would be an escape (\\N, \\l) or an entity (&amp;) meant as it stands."""
    shown = text.replace("\\", "\\\\").replace("&", "&amp;").replace('"', '\\"')
    return '"' + shown.replace("\r", " ").replace("\n", "\\n").replace("\0", "\ufffd") + '"'


def _node(system: SystemModel) -> str:
    told = {
        "label": words.in_both(system.name),
        "tooltip": words.in_both(system.purpose),
        "scope": system.scope.value,
        "status": system.life_cycle.status.value,
        "style": "dashed" if system.external else None,
    }
    return f"  {escaped(system.slug)} {_attributes(told)};"


def _edge(edge: Edge) -> str:
    dependency = edge.dependency
    told = {
        "label": dependency.criticality.value,
        "tooltip": words.in_both(dependency.why),
        "style": _LINES[dependency.criticality],
        "criticality": dependency.criticality.value,
        "pattern": dependency.pattern.value,
        "tolerance": words.duration(dependency.tolerance) if dependency.tolerance else None,
        "services": " ".join(dependency.needed_by) or None,
        "provider_service": dependency.on.service,
        "dependency_group": dependency.group,
        "required": str(words.required(edge)) if dependency.group else None,
        "assumed": words.truth(dependency.known.assumed),
        "criticality_assumed": words.truth(dependency.assumed_criticality),
    }
    return f"  {escaped(edge.consumer.slug)} -> {escaped(edge.provider.slug)} {_attributes(told)};"


def _attributes(told: dict[str, str | None]) -> str:
    return "[" + ", ".join(f"{name}={escaped(value)}" for name, value in told.items() if value is not None) + "]"
