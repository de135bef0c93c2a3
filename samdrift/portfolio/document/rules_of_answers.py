"""Rules of what a document says about its own fields: which have no answer, and whom they are told to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic_core import InitErrorDetails

from samdrift.portfolio.document.fields import Section
from samdrift.portfolio.document.given import entries, group, listed, rule
from samdrift.portfolio.document.outline import outline

QUESTIONS = (
    "life_cycle.in_operation_since",
    "operator",
    "suppliers",
    "sites",
    "contacts",
    "services",
    "interfaces",
    "dependencies",
    "exchanges",
    "preparedness.crisis",
    "preparedness.contingency",
    "preparedness.recovery",
    "sources",
)
"""What every document is asked, and may answer with "not applicable"."""
_NOT_TO_BE_TOLD_OTHERWISE = {
    *("not_applicable", "audiences"),
    *("identity.scope", "services", "services.instead_needs", "groups", "dependencies.needed_by", "dependencies.group"),
    "exchanges.pattern",
    *("dependencies.told_to", "exchanges.told_to", "sources.told_to"),
}
"""Without them the rest would say something else: a dependency of one service would be one of the whole system."""


def broken(document: dict[str, Any], template: type[Section]) -> Iterator[InitErrorDetails]:
    yield from _not_applicable(document)
    yield from _audiences(document, template)


def _not_applicable(document: dict[str, Any]) -> Iterator[InitErrorDetails]:
    seen: set[str] = set()
    for place, path in listed(document, "not_applicable"):
        if not isinstance(path, str):
            continue
        if path not in QUESTIONS:
            yield rule(("not_applicable", place), path, f"one of {', '.join(QUESTIONS)}")
        elif path in seen:
            yield rule(("not_applicable", place), path, "each question once")
        elif answer(document, path):
            yield rule(("not_applicable", place), path, "a question without an answer; this one is answered above")
        seen.add(path)


def answer(document: dict[str, Any], path: str) -> Any:
    """What the document answers at `path`; None, or something empty, where it does not."""
    value: Any = document
    for step in path.split("."):
        value = group(value).get(step)
    return value


def may_be_told_to_others(template: type[Section]) -> set[str]:
    """The fields whose audience a document may choose."""
    return {path for path, field in outline(template).items() if not field.required} - _NOT_TO_BE_TOLD_OTHERWISE


def _audiences(document: dict[str, Any], template: type[Section]) -> Iterator[InitErrorDetails]:
    may_differ = may_be_told_to_others(template)
    seen: set[str] = set()
    for place, entry in entries(document, "audiences"):
        path = entry.get("field")
        if not isinstance(path, str):
            continue
        if path not in may_differ:
            expected = "a field of the template that may be left out, as operator or services.recovery_time"
            yield rule(("audiences", place, "field"), path, expected)
        elif path in seen:
            yield rule(("audiences", place, "field"), path, "each field once")
        seen.add(path)
