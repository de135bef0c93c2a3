"""A signal's log as record.py keeps it, without a database."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise

from samdrift.monitoring.placing import TICK, Line, Newest, Placed, place
from samdrift.vocabulary import Level
from tests.cast import NOON


@dataclass
class Log:
    """`covered`: its source was heard although the signal is new. Not heard for `interval`, it was silent."""

    event: bool = True
    covered: bool = True
    interval: timedelta | None = None
    known_from: datetime = NOON - timedelta(seconds=100)
    newest: Newest | None = None
    lines: list[Line] = field(default_factory=list)

    def before(self, at: datetime, /) -> Line | None:
        index = bisect_right(self.lines, at, key=lambda line: line.at)
        return self.lines[index - 1] if index else None

    def hear(self, word: Line, received: datetime, *, timed: bool = True) -> Placed:
        newest = self._first(word, received) if self.newest is None else self.newest
        if self.interval and self.lines and newest.silent_since is None and newest.heard_at + self.interval < received:
            self.fall_silent(newest.heard_at + self.interval)
        placed = place(newest, word, received, self, event=self.event, timed=timed)
        for line in placed.lines:
            insort(self.lines, line, key=lambda line: line.at)
        if placed.newest:
            newest.heard_at = max(newest.heard_at, received)
        self.check()
        return placed

    def _first(self, word: Line, received: datetime) -> Newest:
        assert word.level is not None
        if self.interval:
            self.known_from = received - self.interval
        start = self.known_from
        self.newest = Newest(
            word.level, word.planned, start - TICK, start - TICK, received, start, start,
            silent_since=start - TICK, covered=self.covered,
        )  # fmt: skip
        return self.newest

    def fall_silent(self, moment: datetime) -> None:
        assert self.newest and self.newest.silent_since is None
        moment = max(moment, self.newest.level_at + TICK, self.newest.said_at + TICK)
        self.newest.silent_since = moment
        self.lines.append(Line(moment, None))

    def check(self) -> None:
        """The database's constraint, and what `Newest` promises."""
        assert all(a.at < b.at for a, b in pairwise(self.lines))
        assert self.newest and self.lines[-1] == self.newest.end()
        spoken = [line for line in self.lines if line.level is not None]
        assert spoken[-1] == self.newest.line(self.newest.level_at)

    def states(self) -> list[tuple[float, Level | None]]:
        return [((line.at - NOON).total_seconds(), line.level) for line in self.lines]

    def measured(self) -> list[tuple[datetime, datetime | None]]:
        """The stretches for which the log says a state, but for those that end as soon as they begin."""
        ends: list[datetime | None] = [line.at for line in self.lines[1:]]
        stretches = zip(self.lines, [*ends, None], strict=True)
        return [
            (line.at, end)
            for line, end in stretches
            if line.level is not None and (end is None or end - line.at > TICK)
        ]


def is_heard(stretch: tuple[datetime, datetime | None], arrivals: Iterable[datetime], interval: timedelta) -> bool:
    """`stretch` lies within the time for which something had just been received, but for microseconds."""
    start, end = stretch
    reached = start
    for received in sorted(arrivals):
        if received - 100 * TICK <= reached:
            reached = max(reached, received + interval)
    return reached >= (end or start + TICK) and (reached > start)
