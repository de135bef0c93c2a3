"""How much of what the template asks a document answers. "Not applicable" is an answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from samdrift.portfolio.document.given import entries
from samdrift.portfolio.document.rules_of_answers import QUESTIONS, answer

_OF_EACH = {
    "services": ("protocol", "hours", "target", "recovery_time", "recovery_point"),
    "exchanges": ("legal_basis", "format", "frequency"),
}


@dataclass(frozen=True, slots=True)
class Completeness:
    """`missing` are the fields without an answer, in the template's order, as `operator` or `services[login].target`.

    They name fields of every audience: whoever may not edit the document is told the share only.
    """

    asked: int
    missing: tuple[str, ...]

    @property
    def percent(self) -> int:
        """0 to 100, rounded down: what is not whole is never 100."""
        return (self.asked - len(self.missing)) * 100 // self.asked


def completeness(content: Mapping[str, Any]) -> Completeness:
    """Of a document's whole content, before anything is left out of it for a reader."""
    document = dict(content)
    given_up = set(document.get("not_applicable", ()))
    questions = {path: path in given_up or bool(answer(document, path)) for path in QUESTIONS}
    for section, fields in _OF_EACH.items():
        for place, entry in entries(document, section):
            name = entry.get("id", place)
            questions |= {f"{section}[{name}].{field}": field in entry for field in fields}
    return Completeness(len(questions), tuple(path for path, answered in questions.items() if not answered))
