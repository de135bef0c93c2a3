"""Searching the catalogue of data exchanges: by words, system, pattern and personal data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from django.utils.translation import gettext

from samdrift.portfolio.derived import Flow, Portfolio, SystemModel
from samdrift.portfolio.document.labels import word
from samdrift.portfolio.document.relations import Pattern, PersonalData
from samdrift.publishing.pages.sentences import capital
from samdrift.vocabulary import Language

ANY = "any"
"""Any personal data at all."""
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for, as it stands in the address. Empty asks for everything."""

    words: str = ""
    system: str = ""
    pattern: str = ""
    personal_data: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    name: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Field:
    """A choice among several; `name` is that of the parameter."""

    name: str
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Fields:
    words: str
    longest: int
    choices: tuple[Field, ...]


def wanted(parameters: Mapping[str, str], portfolio: Portfolio) -> Wanted | None:
    """What the address asks for; None where it asks for something that is no choice."""
    asked = Wanted(
        words=parameters.get("q", "").strip(),
        system=parameters.get("system", ""),
        pattern=parameters.get("moenster", ""),
        personal_data=parameters.get("persondata", ""),
    )
    known = (
        len(asked.words) <= _LONGEST,
        asked.system in {"", *portfolio.by_slug},
        asked.pattern in {"", *Pattern},
        asked.personal_data in {"", ANY, *PersonalData},
    )
    return asked if all(known) else None


def found(flows: Iterable[Flow], asked: Wanted) -> tuple[Flow, ...]:
    return tuple(flow for flow in flows if _is_wanted(flow, asked))


def fields(portfolio: Portfolio, asked: Wanted, language: Language) -> Fields:
    """The form with what was asked for filled in."""
    systems = {system.slug: system.name.in_(language) for flow in portfolio.flows for system in _ends(flow)}
    in_order = [(system.slug, systems[system.slug]) for system in portfolio.systems if system.slug in systems]
    with_any = [(ANY, gettext("With personal data")), *_words(PersonalData, language)]
    return Fields(
        words=asked.words,
        longest=_LONGEST,
        choices=(
            _field("system", gettext("From or to"), [("", gettext("All systems")), *in_order], asked.system),
            _field(
                "moenster",
                gettext("Pattern"),
                [("", gettext("All patterns")), *_words(Pattern, language)],
                asked.pattern,
            ),
            _field(
                "persondata",
                gettext("Personal data"),
                [("", gettext("With and without")), *with_any],
                asked.personal_data,
            ),
        ),
    )


def _is_wanted(flow: Flow, asked: Wanted) -> bool:
    exchange = flow.exchange
    if asked.system and asked.system not in {system.slug for system in _ends(flow)}:
        return False
    if asked.pattern and exchange.pattern != asked.pattern:
        return False
    if asked.personal_data == ANY:
        if exchange.personal_data is PersonalData.NONE:
            return False
    elif asked.personal_data and exchange.personal_data != asked.personal_data:
        return False
    text = _text(flow)
    return all(part in text for part in asked.words.casefold().split())


def _text(flow: Flow) -> str:
    """All that is searched, in both languages: who reads English may know the Danish name of a register."""
    exchange = flow.exchange
    texts = (exchange.data, flow.source.name, flow.target.name, exchange.frequency)
    lines = (exchange.legal_basis, exchange.format, exchange.known.title)
    said = [part for text in texts if text for part in (text.da, text.en)] + [line for line in lines if line]
    return "\n".join(said).casefold()


def _ends(flow: Flow) -> tuple[SystemModel, SystemModel]:
    return flow.source, flow.target


def _words(choices: type[Enum], language: Language) -> list[tuple[str, str]]:
    return [(str(each.value), capital(word(each, language))) for each in choices]


def _field(name: str, label: str, choices: Iterable[tuple[str, str]], chosen: str) -> Field:
    return Field(name, label, tuple(Choice(value, words, value == chosen) for value, words in choices))
