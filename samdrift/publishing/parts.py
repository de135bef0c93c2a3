"""What each system contributes to the files that list systems, made once for each state of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from samdrift.isolation import Attempt
from samdrift.snapshot import json_v1, statuspage
from samdrift.snapshot.model import SystemStatus
from samdrift.snapshot.plain import bare_part, plain

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Part:
    """What the lists say of `system`, which stands at `position` in them; None where that could not be made."""

    system: SystemStatus
    position: int
    status: bytes | None
    systems: bytes | None
    v2: statuspage.Part | None
    v2_stale: statuspage.Part | None


class Parts:
    def __init__(self, base_url: str, attempt: Attempt) -> None:
        self._base_url = base_url
        self._attempt = attempt
        self._kept: dict[str, Part] = {}

    def forget(self, slug: str) -> None:
        self._kept.pop(slug, None)

    def of(self, systems: Sequence[SystemStatus]) -> list[Part]:
        """In the order given, which is that of the lists."""
        return [self._of(system, position) for position, system in enumerate(systems, start=1)]

    def _of(self, system: SystemStatus, position: int) -> Part:
        kept = self._kept.get(system.slug)
        if kept is not None and kept.system is system and kept.position == position:
            return kept
        part = self._kept[system.slug] = Part(
            system,
            position,
            status=self._made("/api/v1/status.json", system, json_v1.status_part, bare_part),
            systems=self._made("/api/v1/systems.json", system, json_v1.systems_part),
            v2=self._made(
                "/api/v2/components.json", system, lambda each: statuspage.part(each, position, self._base_url)
            ),
            v2_stale=self._made(
                "/api/v2/components.json (stale)",
                system,
                lambda each: statuspage.part(each, position, self._base_url, stale=True),
            ),
        )
        return part

    def _made(
        self,
        address: str,
        system: SystemStatus,
        make: Callable[[SystemStatus], T],
        *bare: Callable[[SystemStatus], T],
    ) -> T | None:
        left = (partial(each, system) for each in bare)
        return self._attempt(address, system.slug, partial(make, system), lambda: make(plain(system)), *left)
