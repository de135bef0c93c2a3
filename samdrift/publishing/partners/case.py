"""What is supposed to happen, for how long, and on the map of which day; read from an address and written to one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from samdrift.vocabulary import Level, SignalName

FAILS, PLANNED, DAY, LENGTH = "fejl", "planlagt", "dato", "varighed"
"""The names of the parameters are part of the address, the same in both languages."""
SECOND = "mod"
"""Before a hyphen and those names: the case that the first is compared with."""


_LENGTH = re.compile(r"([0-9]{1,4})(?::([0-5][0-9]))?")


class NotUnderstood(ValueError):
    """The text says no system or service with a level, or no length of time."""


@dataclass(frozen=True, slots=True)
class Pick:
    """A system (`mitid`) or one service of it (`mitid/login`) is at `level`; planned work takes it down whole."""

    node: str
    level: Level = Level.MAJOR_OUTAGE
    planned: bool = False

    @classmethod
    def read(cls, text: str, *, planned: bool) -> Pick:
        """`mitid`, `mitid/login` or, with a level from 1 to 3, `mitid:2`. Raises NotUnderstood."""
        node, colon, level = text.partition(":")
        if SignalName.parse(node) is None or (colon and (planned or level not in {"1", "2", "3"})):
            raise NotUnderstood(text)
        return cls(node, Level(int(level)) if colon else Level.MAJOR_OUTAGE, planned)

    @property
    def text(self) -> str:
        return self.node if self.level is Level.MAJOR_OUTAGE else f"{self.node}:{int(self.level)}"

    @property
    def system(self) -> str:
        return self.node.partition("/")[0]

    @property
    def whole(self) -> bool:
        return "/" not in self.node


@dataclass(frozen=True, slots=True)
class Case:
    """`on` is the day of the map; None is as it is now. All of it ends when it has lasted for `lasts`, in whole
    minutes; None is as long as it takes. Of one node the last pick counts."""

    picks: tuple[Pick, ...] = ()
    on: date | None = None
    lasts: timedelta | None = None

    @property
    def to_its_end(self) -> timedelta | None:
        """The last moment of it: what would be felt only when it is over is not felt."""
        return self.lasts - timedelta.resolution if self.lasts is not None else None

    def having(self, pick: Pick) -> Case:
        return replace(self.without(pick.node), picks=(*self.without(pick.node).picks, pick))

    def without(self, node: str) -> Case:
        return replace(self, picks=tuple(pick for pick in self.picks if pick.node != node))

    @property
    def nodes(self) -> Collection[str]:
        return {pick.node for pick in self.picks}


def parameters(first: Case, second: Case | None = None) -> list[tuple[str, str]]:
    """As an address says it. A second case without any picks is still one to compare with."""
    written = list(_written(first, ""))
    if second is not None:
        own = list(_written(second, f"{SECOND}-"))
        written += own or [(f"{SECOND}-{FAILS}", "")]
    return written


def _written(case: Case, prefix: str) -> Iterator[tuple[str, str]]:
    yield from ((prefix + (PLANNED if pick.planned else FAILS), pick.text) for pick in case.picks)
    if case.on is not None:
        yield prefix + DAY, case.on.isoformat()
    if case.lasts is not None:
        yield prefix + LENGTH, length_text(case.lasts)


def read_length(text: str) -> timedelta:
    """Hours and minutes: `2:30`, `0:45`, or hours alone: `48`. Raises NotUnderstood for anything else, and for none."""
    found = _LENGTH.fullmatch(text)
    length = timedelta(hours=int(found[1]), minutes=int(found[2] or 0)) if found else timedelta(0)
    if not length:
        raise NotUnderstood(text)
    return length


def length_text(length: timedelta) -> str:
    hours, minutes = divmod(length // timedelta(minutes=1), 60)
    return f"{hours}:{minutes:02}"
