"""The template's fields as questions on a page, each with the kind of input that its type calls for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from types import MappingProxyType
from typing import Any, get_args

from samdrift.portfolio.document.fields import DURATION_PATTERN, PERCENT_PATTERN, Name, Prose
from samdrift.portfolio.document.labels import word
from samdrift.portfolio.document.outline import Field, outline
from samdrift.portfolio.document.template import SystemDocument
from samdrift.portfolio.forms.kinds import (
    BothLanguages,
    Choice,
    Day,
    Identifier,
    Kind,
    ListOfNames,
    One,
    Percentage,
    Rests,
    Several,
    Span,
    Whole,
)
from samdrift.portfolio.forms.offered import Offered
from samdrift.portfolio.forms.pages import Page

_MODES = MappingProxyType({"phone": "tel", "email": "email", "url": "url", "address": "url"})

_BY_TYPE: Mapping[type, Kind] = MappingProxyType(
    {Name: BothLanguages(), Prose: BothLanguages(rows=3), date: Day(), int: Whole("numeric")}
)
_BY_PATTERN: Mapping[str, Kind] = MappingProxyType({DURATION_PATTERN: Span(), PERCENT_PATTERN: Percentage("decimal")})


@dataclass(frozen=True, slots=True)
class Question:
    """`key` leads to the value within the piece of the document that the page edits."""

    path: str
    key: tuple[str, ...]
    required: bool
    within: str
    """Path of the group of fields that it stands in, where that is not the page's own."""
    kind: Kind


def of_page(page: Page, piece: dict[str, Any], offered: Offered) -> tuple[Question, ...]:
    """Every question of a page without lists. `piece` holds the page's fields."""
    return tuple(question for field in page.fields for question in _of(field, (field,), True, piece, offered))


def of_entry(page: Page, entry: dict[str, Any], offered: Offered) -> tuple[Question, ...]:
    """Every question of one entry of the page's list."""
    return tuple(
        question
        for name in _names_in(page.field)
        for question in _of(f"{page.field}.{name}", (name,), True, entry, offered)
    )


def _of(path: str, key: tuple[str, ...], needed: bool, piece: dict[str, Any], offered: Offered) -> Iterator[Question]:
    field = outline(SystemDocument)[path]
    if field.section is None:
        within, _dot, _name = path.rpartition(".")
        kind = kind_of(field, value_at(piece, key), offered)
        yield Question(path, key, needed and field.required, within if "." in within else "", kind)
        return
    for name in _names_in(path):
        yield from _of(f"{path}.{name}", (*key, name), needed and field.required, piece, offered)


def _names_in(path: str) -> Iterator[str]:
    section = outline(SystemDocument)[path].section
    yield from section.model_fields if section else ()


def value_at(piece: Any, key: tuple[str, ...]) -> Any:
    for step in key:
        piece = piece.get(step) if isinstance(piece, dict) else None
    return piece


def kind_of(field: Field, value: Any, offered: Offered) -> Kind:
    """The input for a field; `value` is what is stored in it now."""
    options, name = offered.options(field.path), field.path.rpartition(".")[2]
    if field.path == "services.instead_needs":
        return Rests(options or [], len(value) if isinstance(value, list) else 0)
    if field.many and options is not None:
        return Several([(code, str(words)) for code, words in options])
    if options is not None:
        return Choice(options, field.required)
    if field.path == "identity.slug":
        return Identifier(fixed=value if isinstance(value, str) else None)
    if name == "id":
        section = field.path.partition(".")[0]
        return Identifier(fixed=value if offered.fixed(section, value) else None)
    return _kind_of_type(field, value, name, offered)


def _kind_of_type(field: Field, value: Any, name: str, offered: Offered) -> Kind:
    types = set(_types(field.info.annotation))
    if field.many:
        return ListOfNames(len(value) if isinstance(value, list) else 0)
    if choices := next((each for each in types if isinstance(each, type) and issubclass(each, Enum)), None):
        default = field.info.default
        usual = default.value if isinstance(default, choices) else ""
        return Choice([(each.value, word(each, offered.language)) for each in choices], field.required, usual)
    if kind := next((kind for each, kind in _BY_TYPE.items() if each in types), None):
        return kind
    patterns = {_pattern(each) for each in (field.info, *types)}
    return next((kind for each, kind in _BY_PATTERN.items() if each in patterns), One(_MODES.get(name, "text")))


def _types(annotation: Any) -> Iterator[Any]:
    yield annotation
    for part in (*get_args(annotation), *getattr(annotation, "__metadata__", ())):
        yield from _types(part)


def _pattern(described: Any) -> str | None:
    patterns = (each.pattern for each in getattr(described, "metadata", ()) if hasattr(each, "pattern"))
    return next((str(pattern) for pattern in patterns), None)
