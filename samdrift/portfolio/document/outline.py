"""The template as data: every field with what it is, for all that treats fields alike: rules, audiences, forms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from types import MappingProxyType
from typing import Any, get_args, get_origin

from pydantic.fields import FieldInfo

from samdrift.portfolio.document.fields import Name, Prose, Section
from samdrift.vocabulary import Audience


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the template at `path`, as `services.recovery_time`.

    `audience` is who it is told to unless the document says otherwise, among those who are told the section around it.
    `many` fields hold a list. `section` is what its value, or each value in its list, consists of; None where that is
    a single value. A text in two languages counts as a single value. `choices` are those of a field that has some.
    """

    path: str
    audience: Audience
    required: bool
    many: bool
    section: type[Section] | None
    choices: type[Enum] | None
    info: FieldInfo


@cache
def outline(model: type[Section]) -> Mapping[str, Field]:
    """Path to field, in the template's order, those within a section right after it."""
    return MappingProxyType({field.path: field for field in _fields(model, "")})


def section_in(annotation: Any) -> type[Section] | None:
    """The section that an annotation speaks of, alone, optional or in a list."""
    if isinstance(annotation, type) and issubclass(annotation, Section):
        return annotation
    return next((found for part in get_args(annotation) if (found := section_in(part))), None)


def _is_list(annotation: Any) -> bool:
    """Also where the list may be left out, which is another thing than an empty one."""
    return any(get_origin(each) is tuple for each in (annotation, *get_args(annotation)))


def _choices_in(annotation: Any) -> type[Enum] | None:
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return annotation
    return next((found for part in get_args(annotation) if (found := _choices_in(part))), None)


def _fields(model: type[Section], before: str) -> Iterator[Field]:
    for name, info in model.model_fields.items():
        section = section_in(info.annotation)
        section = None if section in {Name, Prose} else section
        many = _is_list(info.annotation)
        choices = _choices_in(info.annotation)
        yield Field(f"{before}{name}", _marked(info), info.is_required(), many, section, choices, info)
        if section:
            yield from _fields(section, f"{before}{name}.")


def _marked(info: FieldInfo) -> Audience:
    extra = info.json_schema_extra
    return Audience(extra.get("x-audience", "public")) if isinstance(extra, dict) else Audience.PUBLIC
