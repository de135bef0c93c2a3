"""Faults in documents, as a good compiler reports them: all of them, each with its place and what was expected."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """In `file` at `line` (from 1; None where the whole file is meant) `field` holds `value`; `expected` says what it
    should hold. `field` is written as `services[1].name.da`, and empty where no field is meant."""

    file: str
    line: int | None
    field: str
    value: str
    expected: str

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {f'{self.field}: ' if self.field else ''}{self.value}; expected {self.expected}"


class Faults(Exception):
    """Everything that is wrong, in the order of files and lines. Nothing was taken."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: (fault.file, fault.line or 0, fault.field)))
        super().__init__("\n".join(str(fault) for fault in self.faults))


def shown(value: object) -> str:
    """`value` as it can stand in a message: short, on one line."""
    if isinstance(value, dict):
        return "a group of fields"
    if isinstance(value, (list, tuple)):
        return "a list"
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:79]}…"
