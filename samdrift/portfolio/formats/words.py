"""What several formats write alike."""

from __future__ import annotations

import re
from datetime import timedelta
from xml.etree import ElementTree as ET

from samdrift.portfolio.derived import Edge
from samdrift.vocabulary import Text

_UNITS = (("D", timedelta(days=1)), ("TH", timedelta(hours=1)), ("TM", timedelta(minutes=1)))
# XML 1.0, production 2, leaves these out; no escape can bring them in.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def duration(length: timedelta) -> str:
    """ISO 8601 in the largest unit that fits, as the template writes it: P1D, PT4H, PT30M."""
    unit, one = next((unit, one) for unit, one in _UNITS if length % one == timedelta(0))
    return f"P{unit[:-1]}{length // one}{unit[-1]}"


def in_both(text: Text) -> str:
    """One line for both languages, where a format has room for one text only."""
    return text.da if text.da == text.en else f"{text.da} / {text.en}"


def required(edge: Edge) -> int | None:
    """How many of the edge's group must work; None where it stands alone."""
    groups = {group.id: group.required for group in edge.consumer.groups}
    return groups[edge.dependency.group] if edge.dependency.group else None


def needing(edge: Edge) -> tuple[str | None, ...]:
    """The consumer's services that need it; None alone where the whole system does."""
    return edge.dependency.needed_by or (None,)


def needed(edge: Edge) -> str | None:
    """The provider's service that is needed; None where the whole system is, or where it has that service no more."""
    there = {service.id for service in edge.provider.services}
    return edge.dependency.on.service if edge.dependency.on.service in there else None


def in_xml(text: str) -> str:
    return _NOT_IN_XML.sub("\ufffd", text)


def xml_file(root: ET.Element) -> bytes:
    ET.indent(root)
    content: bytes = ET.tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + content + b"\n"


def truth(value: bool) -> str:
    return "true" if value else "false"
