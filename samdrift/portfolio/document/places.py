"""Places in a document's content, and the lists in it keyed so that an entry is the same one in two contents."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

from samdrift.portfolio.document.outline import Field, outline
from samdrift.portfolio.document.template import SystemDocument

FIELDS: Mapping[str, Field] = outline(SystemDocument)

_OF_ONE_PIECE = {
    *("dependencies.needed_by", "services.instead_needs"),
    *("dependencies.evidence", "exchanges.evidence", "sources.evidence"),
}
"""What half of one statement and half of another must not be put together from: no service means every service, advice
that needs nothing always holds, and a title belongs to its address."""


@dataclass(frozen=True, slots=True)
class Place:
    """`field` is a path of the outline. `entry` is the key of the entry meant, where it lies in a list: its id.

    Written `dependencies[mitid].criticality`.
    """

    field: str
    entry: str | None = None

    def __str__(self) -> str:
        if self.entry is None:
            return self.field
        section = self.section
        return f"{section}[{self.entry}]{self.field.removeprefix(section)}"

    @property
    def section(self) -> str:
        """The list that `entry` is in; without an entry, the field of the document that this lies in."""
        if self.entry is not None and not FIELDS[self.field.partition(".")[0]].many:
            return self.field  # owner.jointly_with, the one list of values below the top
        return self.field.partition(".")[0]


def group_at(path: str) -> bool:
    """True where fields are told apart; False where a value is one piece."""
    field = FIELDS.get(path)
    return path == "" or (field is not None and field.section is not None and path not in _OF_ONE_PIECE)


def list_at(path: str) -> bool:
    """True for a list whose entries are told apart. A field that the template does not have is one piece."""
    field = FIELDS.get(path)
    return field is not None and field.many and path not in _OF_ONE_PIECE


def fields_at(path: str, *groups: Mapping[str, Any]) -> list[str]:
    """Names of the fields that any of `groups` at `path` has, in the template's order; those it does not know last."""
    before = f"{path}." if path else ""
    within = (each.removeprefix(before) for each in FIELDS if each.startswith(before))
    known = [name for name in within if "." not in name]
    present = {name for group in groups for name in group}
    return [name for name in known if name in present] + sorted(present.difference(known))


def keyed(entries: Iterable[Any]) -> dict[str, Any]:
    """Entries by what they are known by, in their order: the id, the field, the statement, or the value itself.

    Several that are known by the same are told apart by their order.
    """
    result: dict[str, Any] = {}
    for entry in entries:
        key = known_by = _key(entry)
        for number in count(2):
            if key not in result:
                break
            key = f"{known_by} ({number})"
        result[key] = entry
    return result


def interleaved(first: Iterable[str], second: Iterable[str]) -> list[str]:
    """The keys of `first` in their order, each that only `second` has after the one that it follows there."""
    ordered, previous = list(first), None
    for key in second:
        if key not in ordered:
            ordered.insert(ordered.index(previous) + 1 if previous is not None else 0, key)
        previous = key
    return ordered


def says_nothing_by_itself(place: Place) -> bool:
    """A group of optional fields only: to have it empty is not to have it."""
    before = f"{place.field}."
    within = [field for path, field in FIELDS.items() if path.startswith(before) and "." not in path[len(before) :]]
    return place.entry is None and not any(field.required for field in within)


def _key(entry: Any) -> str:
    if not isinstance(entry, Mapping):
        return str(entry)
    statement = entry.get("statement", entry)
    named = entry.get("id") or entry.get("field") or (statement.get("da") if isinstance(statement, Mapping) else None)
    return named if isinstance(named, str) else json.dumps(entry, sort_keys=True, ensure_ascii=False)
