"""Rules of dependencies, groups and data exchanges within one document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from pydantic_core import InitErrorDetails

from samdrift.portfolio.document.given import entries, ids, listed, rule

_ALIKE: dict[str, object] = {"criticality": None, "needed_by": [], "told_to": "public"}
"""What dependencies that stand in for each other have in common, and what it is where nothing is written."""


def broken(document: dict[str, Any], slug: object) -> Iterator[InitErrorDetails]:
    services, groups, carriers = (ids(document, section) for section in ("services", "groups", "dependencies"))
    for place, entry in entries(document, "dependencies"):
        on, group = entry.get("on"), entry.get("group")
        if isinstance(on, str) and isinstance(slug, str) and on.partition("/")[0] == slug:
            yield rule(("dependencies", place, "on"), on, "another system than this one")
        if isinstance(group, str) and group not in groups:
            yield rule(("dependencies", place, "group"), group, f"the id of a group in groups{_of(groups)}")
        for at, service in listed(entry, "needed_by"):
            if isinstance(service, str) and service not in services:
                expected = f"the id of a service of this system{_of(services)}"
                yield rule(("dependencies", place, "needed_by", at), service, expected)
    for place, entry in entries(document, "exchanges"):
        over = entry.get("over")
        if isinstance(over, str) and over not in carriers:
            yield rule(("exchanges", place, "over"), over, f"the id of a dependency of this system{_of(carriers)}")
    yield from _groups(document)


def _groups(document: dict[str, Any]) -> Iterator[InitErrorDetails]:
    members: dict[str, list[tuple[int, dict[str, Any]]]] = defaultdict(list)
    for place, entry in entries(document, "dependencies"):
        if isinstance(entry.get("group"), str):
            members[entry["group"]].append((place, entry))
    for place, entry in entries(document, "groups"):
        own = members.get(str(entry.get("id")), [])
        if _above(entry.get("required"), len(own)):
            expected = f"at most {len(own)}, the number of dependencies in the group"
            yield rule(("groups", place, "required"), entry["required"], expected)
        for at, member in own[1:]:
            for field, unwritten in _ALIKE.items():
                if member.get(field, unwritten) != own[0][1].get(field, unwritten):
                    expected = f"the same {field} as the other dependencies in the group {entry.get('id')}"
                    yield rule(("dependencies", at, field), member.get(field), expected)


def _above(required: object, members: int) -> bool:
    """False too for what is no number; that is a fault of its own."""
    written = str(required)
    return written.isascii() and written.isdigit() and len(written) <= 4 and int(written) > members


def _of(known: set[str]) -> str:
    return f": {', '.join(sorted(known))}" if known else ", of which there is none"
