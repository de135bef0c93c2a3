"""The map as GraphML. Edges go from the system that needs to the one that is needed."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from samdrift.portfolio.derived import Edge, Portfolio, SystemModel
from samdrift.portfolio.formats import words

_OF_NODES = {
    "name_da": "string",
    "name_en": "string",
    "owner_da": "string",
    "owner_en": "string",
    "scope": "string",
    "status": "string",
}
_OF_EDGES = {
    "id": "string",
    "criticality": "string",
    "criticality_assumed": "boolean",
    "pattern": "string",
    "tolerance": "string",
    "services": "string",
    "provider_service": "string",
    "group": "string",
    "required": "int",
    "why_da": "string",
    "why_en": "string",
    "assumed": "boolean",
}


def write(portfolio: Portfolio) -> bytes:
    root = ET.Element("graphml", {"xmlns": "http://graphml.graphdrawing.org/xmlns"})
    for kind, keys in (("node", _OF_NODES), ("edge", _OF_EDGES)):
        for name, of_type in keys.items():
            about = {"id": f"{kind}_{name}", "for": kind, "attr.name": name, "attr.type": of_type}
            ET.SubElement(root, "key", about)
    graph = ET.SubElement(root, "graph", {"id": "dependencies", "edgedefault": "directed"})
    for system in portfolio.systems:
        _told(ET.SubElement(graph, "node", {"id": system.slug}), "node", _of_system(system))
    for edge in portfolio.edges:
        ends = {"source": edge.consumer.slug, "target": edge.provider.slug}
        # A system may need another in several ways, and their ids repeat among systems: the two together do not.
        identifier = f"{edge.consumer.slug}.{edge.dependency.id}"
        _told(ET.SubElement(graph, "edge", {"id": identifier, **ends}), "edge", _of_edge(edge))
    return words.xml_file(root)


def _told(element: ET.Element, kind: str, told: dict[str, str | None]) -> None:
    for name, value in told.items():
        if value is not None:
            ET.SubElement(element, "data", {"key": f"{kind}_{name}"}).text = words.in_xml(value)


def _of_system(system: SystemModel) -> dict[str, str | None]:
    return {
        "name_da": system.name.da,
        "name_en": system.name.en,
        "owner_da": system.owner.da,
        "owner_en": system.owner.en,
        "scope": system.scope.value,
        "status": system.life_cycle.status.value,
    }


def _of_edge(edge: Edge) -> dict[str, str | None]:
    dependency = edge.dependency
    return {
        "id": dependency.id,
        "criticality": dependency.criticality.value,
        "criticality_assumed": words.truth(dependency.assumed_criticality),
        "pattern": dependency.pattern.value,
        "tolerance": words.duration(dependency.tolerance) if dependency.tolerance else None,
        "services": " ".join(dependency.needed_by) or None,
        "provider_service": dependency.on.service,
        "group": dependency.group,
        "required": str(words.required(edge)) if dependency.group else None,
        "why_da": dependency.why.da,
        "why_en": dependency.why.en,
        "assumed": words.truth(dependency.known.assumed),
    }
