"""What differs between two contents of one document, field by field, entries recognised by their ids."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from samdrift.portfolio.document.audience import Content
from samdrift.portfolio.document.merge import Conflict
from samdrift.portfolio.document.places import (
    Place,
    fields_at,
    group_at,
    interleaved,
    keyed,
    list_at,
    says_nothing_by_itself,
)


class Kind(Enum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"
    """Entries of a list stand in another order; `before` and `after` are their keys."""


@dataclass(frozen=True, slots=True)
class Own:
    """What a document's entries are called, for sentences about other entries. Of both contents, the later first."""

    services: Mapping[str, Any]
    groups: Mapping[str, Any]
    """Id to the name in both languages."""
    providers: Mapping[str, Any]
    """Id of a dependency to what it is on."""
    slug: object
    """Of the system; None where neither says it."""

    @classmethod
    def of(cls, *contents: Content) -> Own:
        return cls(
            services=_named(contents, "services", "name"),
            groups=_named(contents, "groups", "name"),
            providers=_named(contents, "dependencies", "on"),
            slug=next((slug for each in reversed(contents) if (slug := _slug(each))), None),
        )


@dataclass(frozen=True, slots=True)
class Change:
    """`before` and `after` are what stands at `place`; None where nothing does.

    `entry` is the whole entry that the place lies in, as it is after the change or, where it is gone, as it was.
    """

    place: Place
    before: Any
    after: Any
    entry: Mapping[str, Any] = field(default_factory=dict)
    own: Own = field(default_factory=Own.of, compare=False, repr=False)

    @property
    def kind(self) -> Kind:
        if self.before is None:
            return Kind.ADDED
        if self.after is None:
            return Kind.REMOVED
        return Kind.MOVED if self.place.entry is None and list_at(self.place.field) else Kind.CHANGED


def changes(before: Content | None, after: Content) -> tuple[Change, ...]:
    """What `after` says otherwise than `before`, in the template's order; empty exactly where they say the same.

    Without `before` all that `after` says is added. For a reader both must have come through `seen_by` for that reader:
    a difference tells what it is a difference of. Drafts with faults in them can be compared too.
    """
    own = Own.of(before or {}, after)
    found = _group(Place(""), before or {}, after, {}, own)
    return tuple(each for each in found if before is not None or each.place.field != "template")


def sides_of(conflict: Conflict, theirs: Content, mine: Content) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
    """What each side did at the place of a conflict between the contents `theirs` and `mine`: theirs, then mine."""
    place, base, own = conflict.place, conflict.base, Own.of(theirs, mine)

    def side(value: Any, *contents: Content) -> tuple[Change, ...]:
        whole = conflict.base if value is None else value
        entry = whole if place.field == place.section and place.entry else _entry_at(place, *contents)
        return tuple(_value(place, base, value, entry if isinstance(entry, Mapping) else {}, own))

    return side(conflict.theirs, mine, theirs), side(conflict.mine, theirs, mine)


def _value(place: Place, before: Any, after: Any, entry: Mapping[str, Any], own: Own) -> Iterator[Change]:
    if before == after:
        return
    there = [each for each in (before, after) if each is not None]
    if place.entry is None and list_at(place.field) and all(isinstance(each, list) for each in there):
        yield from _list(place, before or [], after or [], own)
    elif (
        group_at(place.field)
        and all(isinstance(each, Mapping) for each in there)
        and (len(there) == 2 or says_nothing_by_itself(place))
    ):
        yield from _group(place, before or {}, after or {}, entry, own)
    else:
        yield Change(place, before, after, entry, own)


def _group(place: Place, before: Content, after: Content, entry: Mapping[str, Any], own: Own) -> Iterator[Change]:
    for name in fields_at(place.field, before, after):
        within = Place(f"{place.field}.{name}".removeprefix("."), place.entry)
        yield from _value(within, before.get(name), after.get(name), entry, own)


def _list(place: Place, before: list[Any], after: list[Any], own: Own) -> Iterator[Change]:
    old, new = keyed(before), keyed(after)
    for key in interleaved(new, old):
        entry = new.get(key, old.get(key))
        entry = entry if isinstance(entry, Mapping) else {}
        yield from _value(Place(place.field, key), old.get(key), new.get(key), entry, own)
    stayed = [key for key in old if key in new]
    if stayed != [key for key in new if key in old]:
        yield Change(place, list(old), list(new), {}, own)


def _entry_at(place: Place, *contents: Content) -> Mapping[str, Any]:
    """In the last of `contents` that has it."""
    found: Mapping[str, Any] = {}
    for content in contents:
        entries = content.get(place.section)
        entry = keyed(entries).get(place.entry or "") if isinstance(entries, list) else None
        found = entry if isinstance(entry, Mapping) else found
    return found


def _slug(content: Content) -> object:
    identity = content.get("identity")
    return identity.get("slug") if isinstance(identity, Mapping) else None


def _named(contents: tuple[Content, ...], section: str, name: str) -> dict[str, Any]:
    return {
        key: entry[name]
        for content in contents
        if isinstance(entries := content.get(section), list)
        for key, entry in keyed(entries).items()
        if isinstance(entry, Mapping) and name in entry
    }
