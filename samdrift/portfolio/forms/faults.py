"""What is wrong with a draft, in the reader's language: what is to be done, field by field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from samdrift.portfolio.document.template import SystemDocument
from samdrift.portfolio.document.wording import expected

Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class DraftFault:
    """`place` is where in the document, as ("services", 0, "name", "da")."""

    place: Place
    words: str

    def within(self, *around: str | int) -> DraftFault | None:
        """The same fault seen from a part of the document; None where it lies outside of it."""
        if self.place[: len(around)] != around:
            return None
        return DraftFault(self.place[len(around) :], self.words)


def faults_in(content: Mapping[str, Any]) -> tuple[DraftFault, ...]:
    """Everything that keeps the draft from being a document; in the template's order. Empty where nothing does."""
    try:
        SystemDocument.model_validate(dict(content))
    except ValidationError as errors:
        return tuple(_fault(error) for error in errors.errors(include_url=False))
    return ()


def _fault(error: ErrorDetails) -> DraftFault:
    place = error["loc"]
    if place[:1] == ("not_applicable",) and isinstance(error["input"], str):
        place = ("not_applicable", error["input"])
    return DraftFault(place, in_reader_words(expected(error)))


_DAY = gettext_lazy("Write a date that exists.")
_WHOLE = gettext_lazy("Write a whole number.")
_FILL_IN = gettext_lazy("Fill in this field.")
_EXPECTED: tuple[tuple[str, Promise], ...] = (
    (r"a value; this field must be there", _FILL_IN),
    (r"text", _FILL_IN),
    (r"at most (?P<number>\d+) characters", gettext_lazy("Use at most %(number)s characters.")),
    (r"at most (?P<number>\d+) in the list", gettext_lazy("There can be at most %(number)s.")),
    (r"at least (?P<number>\d+)", gettext_lazy("Write at least %(number)s.")),
    (r"at most (?P<number>\d+)", gettext_lazy("Write at most %(number)s.")),
    (r"a whole number", _WHOLE),
    (r"a date that exists, .*", _DAY),
    (
        r"1 to 64 of a-z, .*",
        gettext_lazy("Use only a to z, 0 to 9 and hyphens, at most 64, and no hyphen at the ends."),
    ),
    (r"text without invisible control characters", gettext_lazy("Remove invisible control characters.")),
    (r"a duration in days, .*", gettext_lazy("Write a whole number from 1, and choose a unit.")),
    (r"a percentage .*", gettext_lazy("Write a percentage from 0 to 100, with at most four decimals.")),
    (r"a system or one of its services, .*", gettext_lazy("Choose a system or one of its services.")),
    (r"an address as .*", gettext_lazy("Write the whole address; it begins with https://.")),
    (r"no such field; did you mean (?P<name>.*)", gettext_lazy("There is no such field. Did you mean %(name)s?")),
    (
        r"no such field; here belong (?P<names>.*)",
        gettext_lazy("There is no such field. The fields here are %(names)s."),
    ),
    (r"a group of fields", gettext_lazy("A group of fields belongs here.")),
    (r"a list", gettext_lazy("A list belongs here.")),
    (r"(?P<words>'.*' or '.*')", gettext_lazy("Choose one of %(words)s.")),
    (
        r"at least one service, unless .*",
        gettext_lazy("There must be at least one service, unless the system is external."),
    ),
    (
        r"an id that no other of the .* has",
        gettext_lazy("Another entry already has this short name. Choose a different one."),
    ),
    (r"the last day, because .*", gettext_lazy("Write the last day, because the system is retired.")),
    (r"no such field, unless the status is retired", gettext_lazy("Leave it empty, unless the system is retired.")),
    (r"a day not before in_operation_since .*", gettext_lazy("Write a day that is not before the first one.")),
    (r"another system than this one", gettext_lazy("Choose another system than this one.")),
    (r"no such field without instead, .*", gettext_lazy("Write the advice too, or leave this empty.")),
    (
        r"what can work while this service does not",
        gettext_lazy("Choose another service or system: this one is not working when the advice is shown."),
    ),
    (r"a title or a url, because .*", gettext_lazy("Write the source's title or address, because it is documented.")),
    (r"the id of a group in groups.*", gettext_lazy("Choose one of the groups of this document.")),
    (r"the id of a service of this system.*", gettext_lazy("Choose among the services of this document.")),
    (r"the id of a dependency of this system.*", gettext_lazy("Choose one of the dependencies of this document.")),
    (
        r"at most (?P<number>\d+), the number .*",
        gettext_lazy("Write at most %(number)s, because there are no more in the group."),
    ),
    (r"the same \w+ as the other .*", gettext_lazy("Choose the same as for the others in the group.")),
    (
        r"a question without an answer.*",
        gettext_lazy("You have answered this question. Remove either the answer or the tick."),
    ),
    (r"each (?:field|question|system) once", gettext_lazy("Write it only once.")),
    (r"the field once; it stands on line (?P<line>\d+) already", gettext_lazy("It is already on line %(line)s.")),
    (r"a system in the portfolio.*", gettext_lazy("Choose a system that has a document.")),
    (
        r"a service of this system; a field that is not told to you names it",
        gettext_lazy("Another system names it in a field that is not shown to you. Ask the secretariat."),
    ),
    (
        r"one of the services of (?P<system>[^:]*): (?P<services>.*)",
        gettext_lazy("The services of %(system)s are: %(services)s."),
    ),
)
"""What a rule expects, in the English that stands in messages about files, and what to do about it in a form."""


def in_reader_words(expectation: str) -> str:
    """The expectation as an instruction in the reader's language."""
    found = in_words(expectation, _EXPECTED)
    return found or _("Expected: %(expectation)s") % {"expectation": expectation}


def in_words(text: str, known: tuple[tuple[str, Promise], ...]) -> str:
    """The words of the first pattern that is all of `text`; empty where it is none of those known."""
    for pattern, words in known:
        if match := re.fullmatch(pattern, text, re.DOTALL):
            return str(words) % {name: _alternatives(part) for name, part in match.groupdict().items()}
    return ""


def _alternatives(part: str) -> str:
    """Pydantic lists choices in English."""
    return part.replace("' or '", f"' {_('or')} '")
