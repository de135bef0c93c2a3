"""What is so at a moment, by the published JSON alone."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from samdrift.publishing.pages.sentences import NAMED_AT_MOST
from samdrift.vocabulary import Language
from tests.publishing.situations.page_lines import plain
from tests.publishing.situations.read_out import ReadOut

Shape = dict[str, Any]
"""A system or a service, as in `status.json`."""


@dataclass(frozen=True)
class Facts:
    """Of the systems in operation, with their names in `language`."""

    systems: list[Shape]
    language: Language

    @classmethod
    def of(cls, read: ReadOut, language: Language) -> Facts:
        systems = json.loads(read.text("/api/v1/status.json"))["systems"]
        return cls([each for each in systems if each["slug"] != "nemid"], language)

    def name(self, shape: Shape) -> str:
        return plain(shape["name"][self.language])

    def level(self, slug: str) -> str:
        return str(next(each["level"] for each in self.systems if each["slug"] == slug))

    @cached_property
    def by_name(self) -> dict[str, Shape]:
        return {self.name(system): system for system in self.systems}

    def named(self, name: str, within: Shape | None) -> list[Shape]:
        """What it may mean: where `within` has no such service, a system, and then a service of any."""
        own = [service for service in (within or {}).get("services", ()) if self.name(service) == name]
        if own or name in self.by_name:
            return own or [self.by_name[name]]
        return [each for system in self.systems for each in system["services"] if self.name(each) == name]

    @cached_property
    def names(self) -> list[str]:
        """The longest first: one name may be a part of another."""
        shapes = [each for system in self.systems for each in (system, *system["services"])]
        return sorted({self.name(each) for each in shapes}, key=len, reverse=True)

    @cached_property
    def working(self) -> int:
        return sum(map(works, self.systems))

    @cached_property
    def troubled(self) -> list[Shape]:
        return [each for each in self.systems if in_trouble(each)]

    @cached_property
    def unknown(self) -> list[Shape]:
        """Those of which nothing is known, but for what was in trouble when it was last heard of."""
        return [each for each in self.systems if not each["observed"] and each["level"] == "operational"]

    def at(self, level: str) -> list[Shape]:
        return [each for each in self.troubled if each["level"] == level]

    def led(self, those: Sequence[Shape]) -> set[int]:
        """How many others there are beside those that a page may name; what others cause need not be among them."""
        of_their_own = [each for each in those if not each["expected"]]
        return {len(those), len(of_their_own) or len(those)} | set(range(len(those) - NAMED_AT_MOST, len(those)))

    @cached_property
    def felt(self) -> list[Shape]:
        """Those without trouble of their own that others' may reach now, in a service at least."""
        return [each for each in self.systems if not in_trouble(each) and any(_felt_in(each))]

    def reach(self) -> Iterator[int]:
        """How many each trouble may reach, and all of them together."""
        roots = {root for each in self.felt for root in _felt_in(each)}
        yield len(self.felt)
        yield from (sum(root in set(_felt_in(each)) for each in self.felt) for root in roots)


def works(shape: Shape) -> bool:
    return bool(shape["observed"] and (shape["level"] == "operational" or shape["planned"]))


def in_trouble(shape: Shape) -> bool:
    return bool(shape["observed"] and shape["level"] != "operational" and not shape["planned"])


def in_trouble_somewhere(system: Shape) -> bool:
    """Or in a service that matters little to it."""
    return any(map(in_trouble, (system, *system.get("services", ()))))


def is_at(shape: Shape, level: str) -> bool:
    return in_trouble(shape) and bool(shape["level"] == level)


def _felt_in(system: Shape) -> Iterator[str]:
    for each in (system, *system["services"]):
        if each["expected"] and each["expected"]["begins"] is None:
            yield each["expected"]["because"][-1]
