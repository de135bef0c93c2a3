"""Identifiers of systems and services, and the name by which a signal maps itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

SLUG_PATTERN = r"^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"
_SLUG = re.compile(SLUG_PATTERN)


def is_slug(text: str) -> bool:
    """True for 1 to 64 of a-z, 0-9 and hyphen, not starting or ending with a hyphen."""
    return bool(_SLUG.fullmatch(text))


@dataclass(frozen=True, slots=True)
class SignalName:
    """`mitid` or `mitid/login`: a system's slug and, if given, a service's id."""

    system: str
    service: str | None = None

    @classmethod
    def parse(cls, text: str) -> SignalName | None:
        """None where `text` does not have that form; such a signal is mapped by a person."""
        system, slash, service = text.partition("/")
        if not is_slug(system) or (slash and not is_slug(service)):
            return None
        return cls(system, service or None)

    def __str__(self) -> str:
        return f"{self.system}/{self.service}" if self.service else self.system
