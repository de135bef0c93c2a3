"""What a message that was refused or cut off may have been about, and what ends the doubt. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

NEXT = "next"
"""Ends with the next message that is taken."""
QUIET = "quiet"
"""Ends when nothing was refused for so long that the sender must have repeated all that it has to say."""
MOST = 50


@dataclass(frozen=True, slots=True)
class Doubt:
    """`about` names signals, systems or services (`mitid` is also its services and alerts); None is the whole source.

    `ends_with` is NEXT, QUIET, or a mark that a later reading says has ended (`Reading.settled`).
    """

    ends_with: str = NEXT
    about: tuple[str, ...] | None = None

    def covers(self, key: str) -> bool:
        return self.about is None or any(key == name or key.startswith((f"{name}/", f"{name}:")) for name in self.about)


@dataclass(frozen=True, slots=True)
class Doubts:
    """The doubts of a source, each with the moment at which it last arose."""

    standing: tuple[tuple[Doubt, datetime], ...] = ()

    def covers(self, key: str) -> bool:
        return any(doubt.covers(key) for doubt, _ in self.standing)

    def raised(self, doubts: Iterable[Doubt], at: datetime) -> Doubts:
        fresh = dict.fromkeys(doubts, at)
        standing = dict(self.standing) | fresh
        if len(standing) > MOST:
            standing = {Doubt(QUIET): at}
        return Doubts(tuple(standing.items()))

    def after(self, settled: Iterable[str], at: datetime, repeats: timedelta) -> Doubts:
        """What is left of them when a message that has `settled` some was taken in whole at `at`."""
        ended = {NEXT, *settled}
        left = (
            (doubt, since)
            for doubt, since in self.standing
            if doubt.ends_with not in ended and not (doubt.ends_with == QUIET and at - since >= repeats)
        )
        return Doubts(tuple(left))

    @classmethod
    def stored(cls, rows: Sequence[Sequence[object]]) -> Doubts:
        return cls(
            tuple(
                (Doubt(str(ends_with), tuple(map(str, about)) if isinstance(about, list) else None), _moment(at))
                for ends_with, about, at in rows
            )
        )

    def to_store(self) -> list[list[object]]:
        return [
            [doubt.ends_with, None if doubt.about is None else list(doubt.about), at.isoformat()]
            for doubt, at in self.standing
        ]


def _moment(written: object) -> datetime:
    return datetime.fromisoformat(str(written))
