"""Identifiers of systems and services, and the name by which a signal maps itself."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from dataclasses import dataclass

SLUG_PATTERN = r"^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"
_SLUG = re.compile(SLUG_PATTERN)
_LETTERS = {"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ß": "ss", "ð": "d", "đ": "d", "þ": "th", "ł": "l"}
_PLAIN = str.maketrans(_LETTERS)


def is_slug(text: str) -> bool:
    """True for 1 to 64 of a-z, 0-9 and hyphen, not starting or ending with a hyphen."""
    return bool(_SLUG.fullmatch(text))


def slug_of(name: str) -> str:
    """`Digital Post` is digital-post, `Café Þór` is cafe-thor; a slug is itself.

    Empty where no letter is left, and as long as the name makes it: not every name makes a slug.
    """
    if is_slug(name):
        return name
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", name).lower().translate(_PLAIN))
    letters = "".join(each for each in plain if not unicodedata.combining(each))
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")


def numbered(slug: str, taken: Container[object]) -> str:
    """The slug, or where that is taken the slug with the first number from 2 that is not."""
    candidate, number = slug, 1
    while candidate in taken:
        number += 1
        candidate = f"{slug[:60].rstrip('-')}-{number}"
    return candidate


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
