"""A text in both languages of the product."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Literal

Language = Literal["da", "en"]
LANGUAGES: tuple[Language, ...] = ("da", "en")


@dataclass(frozen=True, slots=True)
class Text:
    """Danish first; both are complete."""

    da: str
    en: str

    def in_(self, language: Language) -> str:
        return self.da if language == "da" else self.en


def composed(name: str) -> str:
    """In Unicode's form NFC: what looks the same is the same, however the letters were put together."""
    return name if name.isascii() else unicodedata.normalize("NFC", name)
