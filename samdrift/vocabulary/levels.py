"""Severity, planned and observed: three facts, never one scale."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Level(IntEnum):
    """How badly something works; a higher number is worse. The words are those of the public JSON."""

    OPERATIONAL = 0
    DEGRADED = 1
    PARTIAL_OUTAGE = 2
    MAJOR_OUTAGE = 3

    @property
    def word(self) -> str:
        """`operational`, `degraded`, `partial_outage` or `major_outage`."""
        return self.name.lower()

    @classmethod
    def from_word(cls, word: str) -> Level:
        """The level named `word`. Raises ValueError that lists the four words."""
        try:
            return _BY_WORD[word]
        except KeyError:
            raise ValueError(f"{word!r} is not one of {', '.join(_BY_WORD)}") from None


_BY_WORD = {level.word: level for level in Level}


@dataclass(frozen=True, slots=True, order=True)
class State:
    """What is believed of a service or system at one moment.

    `level` is the last word heard even when `observed` is false: then we do not know, and no page may show
    it as working. `planned` says that it happens within announced work.
    """

    level: Level = Level.OPERATIONAL
    planned: bool = False
    observed: bool = False
