"""One signal while a batch is recorded: its row, what is known of it, and what its log gains."""

from __future__ import annotations

import hashlib
from bisect import bisect_right, insort
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from samdrift.monitoring.corrected import begun_anew
from samdrift.monitoring.models import Signal
from samdrift.monitoring.observation import Observation
from samdrift.monitoring.placing import TICK, Late, Line, Moved, Newest, place
from samdrift.monitoring.source_rows import Listened
from samdrift.vocabulary import Level


@dataclass(frozen=True, slots=True)
class Added:
    """`claimed_at`: the source's own time, where the line was placed at another."""

    line: Line
    text: str
    received: datetime
    doubted: bool = False
    claimed_at: datetime | None = None


@dataclass(slots=True)
class Heard:
    """A signal's row while a batch is placed; `log` holds, in order, the lines that placing may ask for.

    `interval` is set where the signal repeats itself: not heard for longer, it was silent.
    """

    row: Signal
    newest: Newest
    interval: timedelta | None
    log: list[Line] = field(default_factory=list)
    added: list[Added] = field(default_factory=list)
    touched: bool = False
    """Its row must be written."""

    @classmethod
    def known(cls, row: Signal, source: Listened) -> Heard:
        newest = Newest(
            Level(row.level),
            row.planned,
            level_at=row.level_at,
            said_at=row.said_at,
            heard_at=row.heard_at,
            stood_at=row.stood_at,
            known_from=row.known_from,
            claimed_at=row.claimed_at,
            silent_since=row.said_at if row.silent else None,
            covered=not source.each_repeats,
            late=_late(row),
            recent=row.recent.split(),
        )
        interval = (row.interval or source.interval) if source.each_repeats else None
        return cls(row, newest, interval, log=[newest.line(row.level_at)])

    @classmethod
    def new(cls, row: Signal, source: Listened) -> Heard:
        made = cls.known(row, source)
        made.newest.covered = source.is_heard(row.heard_at)
        made.log = []
        return made

    def read(self, line: Line) -> None:
        insort(self.log, line, key=_at)

    def before(self, at: datetime, /) -> Line | None:
        index = bisect_right(self.log, at, key=_at)
        return self.log[index - 1] if index else None

    def add(
        self,
        line: Line,
        text: str,
        received: datetime,
        *,
        doubted: bool = False,
        claimed_at: datetime | None = None,
    ) -> None:
        self.read(line)
        self.added.append(Added(line, text, received, doubted, claimed_at))

    def lapse(self, received: datetime) -> None:
        """Log the silence that ends now, if the worker was not there to see it begin (silence.py)."""
        if self.newest.silent_since is None and self.interval is not None:
            began = self.row.heard_at + self.interval
            if max(began, self._after_all()) < received:
                self._silence(began, received)

    def delivered(self, seen: Observation) -> Moved | None:
        """KNOWN, if this very message came before; REUSED, if another one came with its mark."""
        if not seen.mark:
            return None
        said = f"{seen.at.isoformat() if seen.timed else ''} {seen.level} {seen.planned}"
        whole = f"{seen.mark}-{hashlib.blake2b(said.encode(), digest_size=4).hexdigest()}"
        recent = self.newest.recent
        if whole in recent or seen.mark in recent:
            return Moved.KNOWN
        reused = any(each.startswith(f"{seen.mark}-") for each in recent)
        self.newest.remember(whole)
        return Moved.REUSED if reused else None

    def hear(
        self,
        word: Line,
        said: str,
        received: datetime,
        *,
        event: bool,
        timed: bool = True,
        text: str | None = None,
    ) -> Moved | None:
        """Place a word; Returns why it was placed elsewhere, if so. `text` is kept as the source's own words."""
        claimed = word.at
        word = replace(word, at=begun_anew(self.row, word.at, received))
        self.lapse(received)
        placed = place(self.newest, word, received, self, event=event, timed=timed)
        self.touched = True
        if placed.newest:
            self.row.text = said if text is None else text
            self.row.held_at, self.row.doubted = None, False
            self._was_heard(received)
        for line in placed.lines:
            own = line.same_state(word)
            self.add(line, said if own else "", received, claimed_at=claimed if own and line.at != claimed else None)
        return placed.moved

    def hold(self, received: datetime) -> None:
        """The end of its fault waits for proof that the source is alive; until then it is silent."""
        self.lapse(received)
        self.row.held_at, self.row.doubted = self.row.held_at or received, False
        self._was_heard(received)
        if self.newest.silent_since is None:
            self._silence(received, received)

    def doubt(self, received: datetime) -> None:
        """It may have been spoken of without our hearing it."""
        self.lapse(received)
        if not self.row.doubted:
            self.row.doubted = True
            self._silence(received, received, doubted=True)

    def _was_heard(self, received: datetime) -> None:
        self.touched = True
        self.row.heard_at = self.newest.heard_at = max(self.row.heard_at, received)

    def _silence(self, at: datetime, received: datetime, *, doubted: bool = False) -> None:
        at = max(at, self._after_all())
        self.touched = True
        self.newest.silent_since = at
        self.add(Line(at, None), "", received, doubted=doubted)

    def _after_all(self) -> datetime:
        newest = self.newest
        return max(newest.end().at, newest.said_at) + TICK

    def to_row(self) -> Signal:
        row, newest = self.row, self.newest
        row.level, row.planned = newest.level, newest.planned
        row.level_at, row.said_at, row.claimed_at = newest.level_at, newest.said_at, newest.claimed_at
        row.stood_at, row.recent = newest.stood_at, " ".join(newest.recent)
        row.silent = newest.silent_since is not None
        late = newest.late
        row.late_at, row.late_heard_at = (late.at, late.received) if late else (None, None)
        row.late_differs = late is not None and late.differs
        return row


def _late(row: Signal) -> Late | None:
    if row.late_at is None or row.late_heard_at is None:
        return None
    return Late(row.late_at, row.late_heard_at, row.late_differs)


def _at(line: Line) -> datetime:
    return line.at
