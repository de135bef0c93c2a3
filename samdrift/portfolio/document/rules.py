"""Rules across fields. They read the document as it was given, so that a faulty field hides no broken rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails, InitErrorDetails, PydanticCustomError

RULE = "rule"


def broken(given: object) -> list[InitErrorDetails]:
    """Every broken rule in `given`, which need not be shaped as a document at all."""
    document = _group(given)
    life_cycle, identity = _group(document.get("life_cycle")), _group(document.get("identity"))
    return [
        *_some_service(document.get("services")),
        *_unique_ids(document, "services"),
        *_unique_ids(document, "interfaces"),
        *_retired_has_a_day(life_cycle),
        *_ends_after_it_starts(life_cycle),
        *_succeeded_by_another(life_cycle, identity.get("slug")),
        *_documented_names_its_source(document),
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


def _some_service(services: object) -> Iterator[InitErrorDetails]:
    if services in ([], ()):
        yield _rule(("services",), services, "at least one service")


def _unique_ids(document: dict[str, Any], section: str) -> Iterator[InitErrorDetails]:
    seen: set[str] = set()
    for place, entry in _entries(document, section):
        identifier = entry.get("id")
        if not isinstance(identifier, str):
            continue
        if identifier in seen:
            yield _rule((section, place, "id"), identifier, f"an id that no other of the {section} has")
        seen.add(identifier)


def _retired_has_a_day(life_cycle: dict[str, Any]) -> Iterator[InitErrorDetails]:
    retired, day = life_cycle.get("status") == "retired", life_cycle.get("retired_on")
    if retired and day is None:
        yield _rule(("life_cycle", "retired_on"), None, "the last day, because the status is retired")
    if day is not None and not retired and "status" in life_cycle:
        yield _rule(("life_cycle", "retired_on"), day, "no such field, unless the status is retired")


def _ends_after_it_starts(life_cycle: dict[str, Any]) -> Iterator[InitErrorDetails]:
    start, end = life_cycle.get("in_operation_since"), life_cycle.get("retired_on")
    # Days written as 2023-10-31 sort as text; any other form is a fault of its own.
    if isinstance(start, str) and isinstance(end, str) and end < start:
        yield _rule(("life_cycle", "retired_on"), end, f"a day not before in_operation_since ({start})")


def _succeeded_by_another(life_cycle: dict[str, Any], slug: object) -> Iterator[InitErrorDetails]:
    successor = life_cycle.get("successor")
    if isinstance(successor, str) and successor == slug:
        yield _rule(("life_cycle", "successor"), successor, "another system than this one")


def _documented_names_its_source(document: dict[str, Any]) -> Iterator[InitErrorDetails]:
    for place, entry in _entries(document, "sources"):
        if entry.get("basis") == "documented" and "title" not in entry and "url" not in entry:
            yield _rule(("sources", place), entry, "a title or a url, because the basis is documented")


def _rule(place: tuple[str | int, ...], value: object, expected: str) -> InitErrorDetails:
    return InitErrorDetails(
        type=PydanticCustomError(RULE, "{expected}", {"expected": expected}), loc=place, input=value
    )


def _group(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _entries(document: dict[str, Any], section: str) -> Iterator[tuple[int, dict[str, Any]]]:
    entries = document.get(section)
    for place, entry in enumerate(entries if isinstance(entries, (list, tuple)) else ()):
        if isinstance(entry, dict):
            yield place, entry
