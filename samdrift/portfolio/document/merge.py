"""Merge two changes of the same document: what one or both changed is kept; what they changed differently is not
decided here.

Each field is compared with what both began on. Equal on both sides: kept. Changed on one side: that side's. Changed on
both sides: groups and lists are looked into, field by field and entry by entry; a single value, and what one side
removed and the other changed, is a conflict.

Two changes that merge may still break a rule together: one removes a service, the other adds a dependency for it. The
merged content is therefore validated like any other before it counts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from samdrift.portfolio.document.places import (
    Place,
    fields_at,
    group_at,
    interleaved,
    keyed,
    list_at,
    says_nothing_by_itself,
)

Content = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Conflict:
    """What both sides changed differently at `place`; None where a side has nothing there."""

    place: Place
    base: Any
    theirs: Any
    mine: Any


@dataclass(frozen=True, slots=True)
class Merged:
    content: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Conflicts:
    """In the template's order."""

    conflicts: tuple[Conflict, ...]


def merge(base: Content, theirs: Content, mine: Content) -> Merged | Conflicts:
    """`mine`, which began on `base`, on top of `theirs`, which began there too.

    The entries of a list keep the order of the side that moved them, mine if both did.
    """
    found: list[Conflict] = []
    content = _group(Place(""), _Sides(base, theirs, mine), found)
    return Conflicts(tuple(found)) if found else Merged(content)


class _Nothing:
    """Not there, which is another thing than empty."""


_NOTHING: Final = _Nothing()


class _Sides(NamedTuple):
    base: Any
    theirs: Any
    mine: Any

    def each(self, of: Callable[[Any], Any]) -> _Sides:
        return _Sides(of(self.base), of(self.theirs), of(self.mine))

    def are(self, kind: type) -> bool:
        return all(isinstance(each, (kind, _Nothing)) for each in self)


def _value(place: Place, sides: _Sides, found: list[Conflict]) -> Any:
    base, theirs, mine = sides
    if mine in (theirs, base):
        return theirs
    if theirs == base:
        return mine
    if place.entry is None and list_at(place.field) and sides.are(list):
        return _list(place, sides.each(_or([])), found) or _NOTHING
    if group_at(place.field) and sides.are(Mapping):
        if says_nothing_by_itself(place):
            return _group(place, sides.each(_or({})), found) or _NOTHING
        if theirs is not _NOTHING and mine is not _NOTHING:
            return _group(place, sides.each(_or({})), found)
    found.append(Conflict(place, *sides.each(_or(None))))
    return mine


def _group(place: Place, sides: _Sides, found: list[Conflict]) -> dict[str, Any]:
    merged = {}
    for name in fields_at(place.field, *sides):
        within = Place(f"{place.field}.{name}".removeprefix("."), place.entry)
        value = _value(within, sides.each(_get(name)), found)
        if value is not _NOTHING:
            merged[name] = value
    return merged


def _list(place: Place, sides: _Sides, found: list[Conflict]) -> list[Any]:
    entries = sides.each(keyed)
    merged = []
    for key in _order(*entries.each(list)):
        value = _value(Place(place.field, key), entries.each(_get(key)), found)
        if value is not _NOTHING:
            merged.append(value)
    return merged


def _order(base: list[str], theirs: list[str], mine: list[str]) -> list[str]:
    moved = [key for key in mine if key in base] != [key for key in base if key in mine]
    return interleaved(mine, theirs) if moved else interleaved(theirs, mine)


def _or(otherwise: Any) -> Callable[[Any], Any]:
    return lambda value: otherwise if value is _NOTHING else value


def _get(name: str) -> Callable[[Mapping[str, Any]], Any]:
    return lambda group: group.get(name, _NOTHING)
