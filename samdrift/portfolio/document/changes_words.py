"""A change in plain words, in Danish and English."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from samdrift.portfolio.document.audience import Content
from samdrift.portfolio.document.changes import Change, Kind
from samdrift.portfolio.document.changes_phrases import entry_in_words, of_a_field
from samdrift.portfolio.document.changes_sentences import SENTENCES
from samdrift.portfolio.document.labels import section_label
from samdrift.portfolio.document.nouns import ENTRY
from samdrift.portfolio.document.places import keyed
from samdrift.portfolio.document.values_words import Names, quoted
from samdrift.vocabulary import Language, Text

__all__ = ["Names", "in_words", "names_in"]

_ADDS = Text("Tilføjer {}.", "Adds {}.")
_REMOVES = Text("Fjerner {}.", "Removes {}.")
_MOVES = Text("Ændrer rækkefølgen under {}.", "Changes the order under {}.")


def in_words(change: Change, language: Language, names: Names) -> str:
    """One sentence. `names` are of other systems and their services, as `names_in` gives them; what has no name there
    is called by its slug.

    It says all that the change holds: for a reader both contents must have come through `seen_by` before they were
    compared, and `names` be made of what that reader may see.
    """
    sentence = _sentence(change, language, names)
    # A sentence that ends with a quoted one ends there.
    return sentence.removesuffix(".") if sentence.endswith((".«.", ".”.")) else sentence


def _sentence(change: Change, language: Language, names: Names) -> str:
    place, kind = change.place, change.kind
    if kind is Kind.MOVED:
        return _MOVES.in_(language).format(quoted(section_label(place.section, language), language))
    if place.field in SENTENCES:
        return SENTENCES[place.field](change, language, names)
    if place.entry is not None and place.field in ENTRY and kind is not Kind.CHANGED:
        return (_ADDS if kind is Kind.ADDED else _REMOVES).in_(language).format(entry_in_words(change, language, names))
    return of_a_field(change, language, names)


def names_in(contents: Iterable[Content]) -> dict[str, Text]:
    """What systems and their services are called, read out of documents as they are told to the reader."""
    found = {}
    for content in contents:
        slug = content["identity"]["slug"]
        found[slug] = _text(content["identity"]["name"])
        services = keyed(content.get("services", ()))
        found |= {f"{slug}/{key}": _text(entry["name"]) for key, entry in services.items()}
    return found


def _text(value: Mapping[str, str]) -> Text:
    return Text(value["da"], value["en"])
