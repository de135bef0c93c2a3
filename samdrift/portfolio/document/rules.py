"""Rules across fields. They read the document as it was given, so that a faulty field hides no broken rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails, InitErrorDetails, PydanticCustomError

from samdrift.portfolio.document import rules_of_advice, rules_of_answers, rules_of_relations
from samdrift.portfolio.document.fields import Section
from samdrift.portfolio.document.given import entries, group, rule

_WITH_IDS = ("suppliers", "sites", "contacts", "services", "interfaces", "groups", "dependencies", "exchanges")
_WITH_EVIDENCE = ("dependencies", "exchanges", "sources")


def broken(given: object, template: type[Section]) -> list[InitErrorDetails]:
    """Every broken rule in `given`, which need not be shaped as a document at all."""
    if not isinstance(given, dict):
        return []
    document = group(given)
    life_cycle, identity = group(document.get("life_cycle")), group(document.get("identity"))
    return [
        *_some_service(document, identity),
        *(fault for section in _WITH_IDS for fault in _unique_ids(document, section)),
        *_retired_has_a_day(life_cycle),
        *_ends_after_it_starts(life_cycle),
        *_succeeded_by_another(life_cycle, identity.get("slug")),
        *(fault for section in _WITH_EVIDENCE for fault in _documented_names_its_source(document, section)),
        *rules_of_advice.broken(document, identity.get("slug")),
        *rules_of_relations.broken(document, identity.get("slug")),
        *rules_of_answers.broken(document, template),
    ]


def joined(faults: ValidationError | None, rules: Sequence[InitErrorDetails]) -> ValidationError:
    """One error that holds the faults in fields and the broken rules."""
    return ValidationError.from_exception_data(
        "SystemDocument", [*(_again(fault) for fault in (faults.errors() if faults else ())), *rules]
    )


def _again(fault: ErrorDetails) -> InitErrorDetails:
    known = "url" in fault  # Pydantic gives its own kinds of error an address, and ours none.
    kind = fault["type"] if known else PydanticCustomError("day", fault["msg"])
    return InitErrorDetails(type=kind, loc=fault["loc"], input=fault["input"], ctx=fault.get("ctx", {}))


def _some_service(document: dict[str, Any], identity: dict[str, Any]) -> Iterator[InitErrorDetails]:
    if document.get("services") in (None, [], ()) and identity.get("scope") != "external":
        yield rule(("services",), document.get("services"), "at least one service, unless the scope is external")


def _unique_ids(document: dict[str, Any], section: str) -> Iterator[InitErrorDetails]:
    seen: set[str] = set()
    for place, entry in entries(document, section):
        identifier = entry.get("id")
        if not isinstance(identifier, str):
            continue
        if identifier in seen:
            yield rule((section, place, "id"), identifier, f"an id that no other of the {section} has")
        seen.add(identifier)


def _retired_has_a_day(life_cycle: dict[str, Any]) -> Iterator[InitErrorDetails]:
    retired, day = life_cycle.get("status") == "retired", life_cycle.get("retired_on")
    if retired and day is None:
        yield rule(("life_cycle", "retired_on"), None, "the last day, because the status is retired")
    if day is not None and not retired and "status" in life_cycle:
        yield rule(("life_cycle", "retired_on"), day, "no such field, unless the status is retired")


def _ends_after_it_starts(life_cycle: dict[str, Any]) -> Iterator[InitErrorDetails]:
    start, end = life_cycle.get("in_operation_since"), life_cycle.get("retired_on")
    # Days written as 2023-10-31 sort as text; any other form is a fault of its own.
    if isinstance(start, str) and isinstance(end, str) and end < start:
        yield rule(("life_cycle", "retired_on"), end, f"a day not before in_operation_since ({start})")


def _succeeded_by_another(life_cycle: dict[str, Any], slug: object) -> Iterator[InitErrorDetails]:
    successor = life_cycle.get("successor")
    if isinstance(successor, str) and successor == slug:
        yield rule(("life_cycle", "successor"), successor, "another system than this one")


def _documented_names_its_source(document: dict[str, Any], section: str) -> Iterator[InitErrorDetails]:
    for place, entry in entries(document, section):
        evidence = group(entry.get("evidence"))
        if evidence.get("basis") == "documented" and "title" not in evidence and "url" not in evidence:
            yield rule((section, place, "evidence"), evidence, "a title or a url, because the basis is documented")
