"""A changed field as a sentence, and what a field and an entry are called in one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from samdrift.portfolio.document.changes import Change
from samdrift.portfolio.document.nouns import CALLED, ENTRY, THE, THE_OF
from samdrift.portfolio.document.places import FIELDS
from samdrift.portfolio.document.values_words import Names, called, field_in_words, quoted, text, value_in_words
from samdrift.vocabulary import Language, Text

STATES = Text("Angiver {}: {}.", "States {}: {}.")
_TAKES_AWAY = Text("Fjerner {} ({}).", "Removes {} ({}).")
_CHANGES = Text("Ændrer {}{} fra {} til {}.", "Changes {}{} from {} to {}.")
_OTHER_LANGUAGE = Text(" på engelsk", " in Danish")


def of_a_field(change: Change, language: Language, names: Names) -> str:
    what = _the(change, language, names)
    before, after = (_or_default(change.place.field, each) for each in (change.before, change.after))
    if before is None:
        return STATES.in_(language).format(what, _value(change, after, language, names))
    if after is None:
        return _TAKES_AWAY.in_(language).format(what, _value(change, before, language, names))
    where, shown = "", language
    if _is_text(before) and _is_text(after) and text(before, language) == text(after, language):
        where, shown = _OTHER_LANGUAGE.in_(language), _other(language)
    old, new = (_said(change, each, language, shown, names) for each in (before, after))
    return _CHANGES.in_(language).format(what, where, old, new)


def _said(change: Change, value: Any, language: Language, shown: Language, names: Names) -> str:
    return quoted(text(value, shown), language) if _is_text(value) else _value(change, value, language, names)


def _value(change: Change, value: Any, language: Language, names: Names) -> str:
    return value_in_words(change.place.field, value, language, names, change.own)


def _the(change: Change, language: Language, names: Names) -> str:
    path = change.place.field
    if path in THE:
        return THE[path].in_(language)
    if change.place.entry is None or change.place.section not in ENTRY:
        return quoted(field_in_words(path, language), language)
    entry = entry_in_words(change, language, names, short=change.place.section == "services")
    if path in THE_OF:
        return f"{THE_OF[path].in_(language)} {entry}".strip()
    if path in ENTRY:
        return entry
    return f"{quoted(field_in_words(path, language), language)} for {entry}"


def entry_in_words(change: Change, language: Language, names: Names, *, short: bool = False) -> str:
    section, entry = change.place.section, change.entry
    if section == "dependencies":
        name = called(str(entry.get("on", "…")), language, names)
    else:
        name = text(entry.get(CALLED.get(section, "name"), change.place.entry), language)
    if short:
        return name
    name = quoted(name, language) if section in {"exchanges", "sources"} else name
    words = f"{ENTRY[section].in_(language)} {name}"
    if section == "exchanges":
        over = str(change.own.providers.get(str(entry.get("over")), entry.get("over", "…")))
        words += f" {Text('med', 'with').in_(language)} {called(over, language, names)}"
    return words


def _or_default(path: str, value: Any) -> Any:
    """A field that says what it is where nothing is written: shared, assumed, public, the whole system."""
    field = FIELDS.get(path)
    if value is None and field and not field.required and field.choices and field.info.default is not None:
        return field.info.default.value
    return [] if value is None and path == "dependencies.needed_by" else value


def _is_text(value: Any) -> bool:
    return isinstance(value, Mapping) and bool(value) and value.keys() <= {"da", "en"}


def _other(language: Language) -> Language:
    return "en" if language == "da" else "da"
