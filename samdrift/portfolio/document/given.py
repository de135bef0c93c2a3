"""A document as it was given, which need not be shaped as one: rules read it before anything is known of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic_core import InitErrorDetails, PydanticCustomError

RULE = "rule"


def group(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def entries(document: dict[str, Any], section: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The entries of a list that are groups, each with its place in the list."""
    for place, entry in listed(document, section):
        if isinstance(entry, dict):
            yield place, entry


def listed(document: dict[str, Any], section: str) -> Iterator[tuple[int, Any]]:
    value = document.get(section)
    yield from enumerate(value if isinstance(value, (list, tuple)) else ())


def ids(document: dict[str, Any], section: str) -> set[str]:
    return {entry["id"] for _, entry in entries(document, section) if isinstance(entry.get("id"), str)}


def rule(place: tuple[str | int, ...], value: object, expected: str) -> InitErrorDetails:
    return InitErrorDetails(
        type=PydanticCustomError(RULE, "{expected}", {"expected": expected}), loc=place, input=value
    )
