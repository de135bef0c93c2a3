"""The portfolio as an ArchiMate 3 model in The Open Group's exchange format.

A system is an application component that realises its services. Who is needed serves who needs it; data flows.
Relations are from the service, or the whole system, that is needed to each service, or the whole system, that needs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.etree import ElementTree as ET

from samdrift.portfolio.derived import Edge, Flow, Portfolio, SystemModel
from samdrift.portfolio.formats import words
from samdrift.vocabulary import Text

_NAMESPACE = "http://www.opengroup.org/xsd/archimate/3.0/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_SCHEMA = f"{_NAMESPACE} http://www.opengroup.org/xsd/archimate/3.1/archimate3_Model.xsd"
_MODEL = Text("Samdrift: systemer og afhængigheder", "Samdrift: systems and dependencies")
_PROPERTIES = (
    "criticality", "criticality_assumed", "pattern", "tolerance", "group", "required", "assumed", "source",
    "personal_data", "scope", "status", "owner",
)  # fmt: skip
_Told = Mapping[str, str | None]


def write(portfolio: Portfolio) -> bytes:
    root = ET.Element("model", {"xmlns": _NAMESPACE, f"{{{_XSI}}}schemaLocation": _SCHEMA, "identifier": "samdrift"})
    _named(root, _MODEL)
    # The order is the schema's, which also refuses a list with nothing in it.
    if portfolio.systems:
        elements = ET.SubElement(root, "elements")
        elements.extend(element for system in portfolio.systems for element in _elements(system))
        relations = [*_relations(portfolio)]
        if relations:
            ET.SubElement(root, "relationships").extend(relations)
        definitions = ET.SubElement(root, "propertyDefinitions")
        for name in _PROPERTIES:
            definition = ET.SubElement(definitions, "propertyDefinition", {"identifier": _key(name), "type": "string"})
            ET.SubElement(definition, "name").text = name
    return words.xml_file(root)


def _elements(system: SystemModel) -> Iterator[ET.Element]:
    told = {"scope": system.scope.value, "status": system.life_cycle.status.value, "owner": words.in_both(system.owner)}
    yield _concept(
        "element", "ApplicationComponent", _id(system.slug), name=system.name, about=system.purpose, told=told
    )
    for service in system.services:
        identifier = _id(system.slug, service.id)
        yield _concept("element", "ApplicationService", identifier, name=service.name, about=service.purpose, told={})


def _relations(portfolio: Portfolio) -> Iterator[ET.Element]:
    for system in portfolio.systems:
        for service in system.services:
            ends = (_id(system.slug), _id(system.slug, service.id))
            yield _relation("Realization", f"offers-{system.slug}.{service.id}", ends)
    for edge in portfolio.edges:
        source = _id(edge.provider.slug, words.needed(edge))
        for own in words.needing(edge):
            identifier = f"needs-{edge.consumer.slug}.{edge.dependency.id}" + (f".{own}" if own else "")
            ends = (source, _id(edge.consumer.slug, own))
            yield _relation("Serving", identifier, ends, about=edge.dependency.why, told=_of_edge(edge))
    for flow in portfolio.flows:
        yield _flow(flow)


def _flow(flow: Flow) -> ET.Element:
    exchange, way = flow.exchange, "in" if flow.target is flow.edge.consumer else "out"
    told = {
        "pattern": exchange.pattern.value,
        "personal_data": exchange.personal_data.value,
        "assumed": words.truth(exchange.known.assumed),
        "source": exchange.known.title or exchange.known.url,
    }
    identifier = f"data-{flow.edge.consumer.slug}.{exchange.id}.{way}"
    return _relation("Flow", identifier, (_id(flow.source.slug), _id(flow.target.slug)), name=exchange.data, told=told)


def _of_edge(edge: Edge) -> dict[str, str | None]:
    dependency = edge.dependency
    return {
        "criticality": dependency.criticality.value,
        "criticality_assumed": words.truth(dependency.assumed_criticality),
        "pattern": dependency.pattern.value,
        "tolerance": words.duration(dependency.tolerance) if dependency.tolerance else None,
        "group": dependency.group,
        "required": str(words.required(edge)) if dependency.group else None,
        "assumed": words.truth(dependency.known.assumed),
        "source": dependency.known.title or dependency.known.url,
    }


def _relation(
    kind: str,
    identifier: str,
    ends: tuple[str, str],
    *,
    name: Text | None = None,
    about: Text | None = None,
    told: _Told | None = None,
) -> ET.Element:
    relation = _concept("relationship", kind, identifier, name=name, about=about, told=told or {})
    relation.set("source", ends[0])
    relation.set("target", ends[1])
    return relation


def _concept(tag: str, kind: str, identifier: str, *, name: Text | None, about: Text | None, told: _Told) -> ET.Element:
    concept = ET.Element(tag, {"identifier": identifier, f"{{{_XSI}}}type": kind})
    _named(concept, name)
    _texts(concept, "documentation", about)
    known = {key: value for key, value in told.items() if value is not None}
    if known:
        properties = ET.SubElement(concept, "properties")
        for key, value in known.items():
            one = ET.SubElement(properties, "property", {"propertyDefinitionRef": _key(key)})
            ET.SubElement(one, "value").text = words.in_xml(value)
    return concept


def _named(concept: ET.Element, name: Text | None) -> None:
    _texts(concept, "name", name)


def _texts(concept: ET.Element, tag: str, text: Text | None) -> None:
    if text:
        ET.SubElement(concept, tag, {_LANG: "da"}).text = words.in_xml(text.da)
        ET.SubElement(concept, tag, {_LANG: "en"}).text = words.in_xml(text.en)


def _id(system: str, service: str | None = None) -> str:
    # An xs:ID starts with a letter; a slug may start with a digit.
    return f"service-{system}.{service}" if service else f"system-{system}"


def _key(name: str) -> str:
    return f"property-{name}"
