"""System documents from a graph file, which knows no more than who needs whom. All else is marked as not known.

The systems are external: a graph tells no services, and what is read from one must not appear on the status page.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from samdrift.portfolio.document import Fault, Faults, SystemDocument
from samdrift.portfolio.document.faults import shown
from samdrift.portfolio.document.wording import expected
from samdrift.portfolio.document.yaml import field_name
from samdrift.portfolio.formats.graph_checked import Graph, Need, checked
from samdrift.vocabulary import numbered

_BASED_ON = "assumed"
_NOTE = {
    "da": "Læst ind fra en graffil. Alt i dokumentet er antaget, indtil systemejeren bekræfter det.",
    "en": "Read from a graph file. Everything in the document is assumed until the system owner confirms it.",
}
_PURPOSE = {"da": "Ikke oplyst", "en": "Not stated"}
_WHY = {"da": "Begrundelsen er ikke oplyst.", "en": "The reason is not stated."}
UNKNOWN_OWNER = {"organisation": "ikke-oplyst", "name": {"da": "Ikke oplyst", "en": "Not stated"}}


def documents_in(graph: object, name: str, owner: Mapping[str, Any] = UNKNOWN_OWNER) -> tuple[SystemDocument, ...]:
    """One document for each system, in the graph's order. Raises Faults with everything that is wrong; `name` is the
    file's name in each.

    A system's slug is its name in lower case, letters with marks without them (å is aa, æ is ae, ø is oe), and a
    hyphen for whatever else stands between letters and digits. `owner` is the section owner of every document.
    """
    known = checked(graph, name)
    faults: list[Fault] = []
    documents = []
    for number, slug in enumerate(known.names):
        try:
            documents.append(SystemDocument.model_validate(_content(slug, known, owner)))
        except ValidationError as errors:
            faults += _faults(name, f"systems[{number}]", errors)
    if faults:
        raise Faults(faults)
    return tuple(documents)


def _faults(name: str, system: str, errors: ValidationError) -> list[Fault]:
    """The document is ours and the fault is the graph's: a name too long, more dependencies than a document holds."""
    return [
        Fault(name, None, f"{system}: {field_name(error['loc'])}", shown(error["input"]), expected(error))
        for error in errors.errors()
    ]


def _content(slug: str, graph: Graph, owner: Mapping[str, Any]) -> dict[str, Any]:
    needs = [need for need in graph.needs if need.consumer == slug]
    groups = {id(need): f"group-{number}" for number, need in enumerate(filter(_grouped, needs), start=1)}
    return {
        "template": "1",
        "note": _NOTE,
        "identity": {
            "slug": slug,
            "name": {"da": graph.names[slug], "en": graph.names[slug]},
            "purpose": _PURPOSE,
            "scope": "external",
        },
        "life_cycle": {"status": "in_operation"},
        "owner": dict(owner),
        "groups": [_group(need, groups[id(need)]) for need in needs if _grouped(need)],
        "dependencies": _dependencies(needs, groups),
    }


def _grouped(need: Need) -> bool:
    return len(need.providers) > 1


def _group(need: Need, group: str) -> dict[str, Any]:
    count, required = len(need.providers), need.required
    name = {"da": f"{required} af {count}", "en": f"{required} of {count}"}
    return {"id": group, "name": name, "required": required}


def _dependencies(needs: list[Need], groups: dict[int, str]) -> list[dict[str, Any]]:
    taken: set[str] = set()
    written = []
    for need in needs:
        for provider in need.providers:
            taken.add(own := numbered(provider, taken))
            entry = {
                "id": own,
                "on": provider,
                "criticality": need.criticality,
                "criticality_basis": _BASED_ON,
                "why": _WHY,
                "pattern": "real_time",
                "evidence": {"basis": _BASED_ON},
            }
            written.append(entry | ({"group": groups[id(need)]} if _grouped(need) else {}))
    return written
