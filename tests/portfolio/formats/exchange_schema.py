"""The structure that The Open Group's schema of ArchiMate model files lays down, as far as our files use it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

NAMESPACE = "{http://www.opengroup.org/xsd/archimate/3.0/}"
TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
LOCATION = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
NAME = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)
"""An xs:ID, of the characters that we use."""

# Of each element: its children in their order, each with how few and how many (None: any number); its attributes.
SHAPES: dict[str, tuple[tuple[tuple[str, int, int | None], ...], set[str], set[str]]] = {
    "model": (
        (
            ("name", 1, None),
            ("documentation", 0, None),
            ("elements", 0, 1),
            ("relationships", 0, 1),
            ("propertyDefinitions", 0, 1),
        ),
        {"identifier"},
        {LOCATION},
    ),
    "elements": ((("element", 1, None),), set(), set()),
    "relationships": ((("relationship", 1, None),), set(), set()),
    "propertyDefinitions": ((("propertyDefinition", 1, None),), set(), set()),
    "element": ((("name", 1, None), ("documentation", 0, None), ("properties", 0, 1)), {"identifier", TYPE}, set()),
    "relationship": (
        (("name", 0, None), ("documentation", 0, None), ("properties", 0, 1)),
        {"identifier", "source", "target", TYPE},
        set(),
    ),
    "properties": ((("property", 1, None),), set(), set()),
    "property": ((("value", 1, None),), {"propertyDefinitionRef"}, set()),
    "propertyDefinition": ((("name", 1, None),), {"identifier", "type"}, set()),
    **dict.fromkeys(("name", "documentation", "value"), ((), set(), {LANG})),
}
# Which relations the language allows between the kinds of elements that we use: appendix B of ArchiMate 3.
ALLOWED = {
    "Realization": {("ApplicationComponent", "ApplicationService")},
    "Serving": {
        (source, target)
        for source in ("ApplicationComponent", "ApplicationService")
        for target in ("ApplicationComponent", "ApplicationService")
    },
    "Flow": {("ApplicationComponent", "ApplicationComponent")},
}


def faults(model: Element) -> list[str]:
    return [*_shape(model, "model"), *_references(model)]


def _shape(element: Element, name: str) -> Iterator[str]:
    if element.tag != f"{NAMESPACE}{name}":
        yield f"{element.tag}, where {name} belongs"
        return
    children, must, may = SHAPES[name]
    if not must <= set(element.keys()) <= must | may:
        yield f"{name} has the attributes {sorted(element.keys())}"
    found = [child.tag.removeprefix(NAMESPACE) for child in element]
    order = [child for child, _, _ in children]
    if not set(found) <= set(order) or found != sorted(found, key=order.index):
        yield f"{name} has {found}"
        return
    count = Counter(found)
    yield from (
        f"{name} has {count[child]} {child}" for child, least, most in children if _off(count[child], least, most)
    )
    if children and (element.text or "").strip():
        yield f"{name} has text"
    for child, tag in zip(element, found, strict=True):
        yield from _shape(child, tag)


def _off(count: int, least: int, most: int | None) -> bool:
    return count < least or (most is not None and count > most)


def _references(model: Element) -> Iterator[str]:
    identifiers = [str(each.get("identifier")) for each in model.iter() if "identifier" in each.keys()]  # noqa: SIM118
    yield from (f"{each} is there twice" for each, count in Counter(identifiers).items() if count > 1)
    yield from (f"{each} is no xs:ID" for each in identifiers if not NAME.fullmatch(each))
    kinds = {str(each.get("identifier")): str(each.get(TYPE)) for each in model.iter(f"{NAMESPACE}element")}
    for each in model.iter(f"{NAMESPACE}relationship"):
        ends = kinds.get(str(each.get("source"))), kinds.get(str(each.get("target")))
        if ends not in ALLOWED.get(str(each.get(TYPE)), set()):
            yield f"{each.get('identifier')} is a {each.get(TYPE)} between {ends}"
    defined = {each.get("identifier") for each in model.iter(f"{NAMESPACE}propertyDefinition")}
    for each in model.iter(f"{NAMESPACE}property"):
        if each.get("propertyDefinitionRef") not in defined:
            yield f"{each.get('propertyDefinitionRef')} is not defined"
