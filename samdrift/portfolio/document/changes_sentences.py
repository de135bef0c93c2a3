"""Changes that have a sentence of their own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from samdrift.portfolio.document.changes import Change, Kind
from samdrift.portfolio.document.changes_phrases import STATES, of_a_field
from samdrift.portfolio.document.labels import word
from samdrift.portfolio.document.nouns import THE
from samdrift.portfolio.document.places import FIELDS
from samdrift.portfolio.document.values_words import (
    Names,
    called,
    field_in_words,
    needed_by,
    quoted,
    text,
    value_in_words,
)
from samdrift.vocabulary import Audience, Criticality, Language, Text

_THE_CRITICAL = {
    "critical": Text("kritiske", "critical"),
    "high": Text("høje", "high"),
    "low": Text("lave", "low"),
}


def _dependency(change: Change, language: Language, names: Names) -> str:
    if change.kind is Kind.CHANGED:
        return of_a_field(change, language, names)
    entry = change.entry
    whom = called(str(entry.get("on", "…")), language, names)
    for_whom = needed_by(entry.get("needed_by"), language, change.own)
    level = str(entry.get("criticality", "…"))
    if change.kind is Kind.ADDED:
        how = word(Criticality(level), language) if level in _THE_CRITICAL else level
        words = Text("Tilføjer en {} afhængighed af {} for {}.", "Adds a {} dependency on {} for {}.")
    else:
        how = _THE_CRITICAL[level].in_(language) if level in _THE_CRITICAL else level
        words = Text("Fjerner den {} afhængighed af {} for {}.", "Removes the {} dependency on {} for {}.")
    return words.in_(language).format(how, whom, for_whom)


def _redirected(change: Change, language: Language, names: Names) -> str:
    words = Text(
        "Ændrer afhængigheden af {} til en afhængighed af {}.", "Changes the dependency on {} to a dependency on {}."
    )
    return words.in_(language).format(*(called(str(each), language, names) for each in (change.before, change.after)))


def _first_described(change: Change, language: Language, names: Names) -> str:
    group = change.after if isinstance(change.after, Mapping) else {}
    words = Text("Beskriver {} for første gang.", "Describes {} for the first time.")
    return words.in_(language).format(text(group.get("name"), language))


def _life_cycle(change: Change, language: Language, names: Names) -> str:
    group = change.after if isinstance(change.after, Mapping) else {}
    status = value_in_words("life_cycle.status", group.get("status", "…"), language, names, change.own)
    return STATES.in_(language).format(THE["life_cycle.status"].in_(language), status)


def _joint_owner(change: Change, language: Language, names: Names) -> str:
    words = {
        Kind.ADDED: Text("Tilføjer {} som medejer.", "Adds {} as a joint owner."),
        Kind.REMOVED: Text("Fjerner {} som medejer.", "Removes {} as a joint owner."),
    }
    if change.kind in words:
        owner = change.after if change.kind is Kind.ADDED else change.before
        return words[change.kind].in_(language).format(text(owner, language))
    return of_a_field(change, language, names)


def _not_applicable(change: Change, language: Language, names: Names) -> str:
    words = (
        Text("Svarer »ikke relevant« til {}.", "Answers “not applicable” to {}.")
        if change.kind is Kind.ADDED
        else Text("Svarer ikke længere »ikke relevant« til {}.", "No longer answers “not applicable” to {}.")
    )
    return words.in_(language).format(quoted(field_in_words(str(change.place.entry), language), language))


def _told_otherwise(change: Change, language: Language, names: Names) -> str:
    path = str(change.place.entry)
    told = FIELDS[path].audience.value if path in FIELDS else "…"
    sides = (change.before, change.after)
    old, new = (
        _audience(side.get("audience") if isinstance(side, Mapping) else side or told, language) for side in sides
    )
    words = Text("Viser {} for {} i stedet for {}.", "Shows {} to {} instead of {}.")
    return words.in_(language).format(quoted(field_in_words(path, language), language), new, old)


def _audience(value: Any, language: Language) -> str:
    return word(Audience(value), language) if str(value) in {each.value for each in Audience} else str(value)


SENTENCES: dict[str, Callable[[Change, Language, Names], str]] = {
    "identity": _first_described,
    "life_cycle": _life_cycle,
    "owner.jointly_with": _joint_owner,
    "dependencies": _dependency,
    "dependencies.on": _redirected,
    "not_applicable": _not_applicable,
    "audiences": _told_otherwise,
    "audiences.audience": _told_otherwise,
}
"""By the path of the field."""
