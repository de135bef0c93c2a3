"""Place a word in a signal's log: in order, out of order, repeated, from a wrong clock, or after a silence. Pure.

The log of a signal is a list of lines (at, level): from `at` on it is in `level`, None meaning silent. A word is
believed for what it can prove, and there are two kinds:

- one that reports *state* is true when it arrives. Its own time only says when that state began: never before the
  source was last heard to say otherwise, never after it arrived;
- one that reports an *event* is placed by its own time. It is the newest if no other was said for a later moment; a
  late or repeated one changes only the past, and ends no silence. Words for the same moment are ordered by arrival.

An own time in the future, or before the signal could first be heard, is a wrong clock: it orders nothing, and such a
word counts when it arrives. `Newest.recent` recognises it when it is delivered again. Own times are compared with own
times only, so a clock that is behind hides nothing; nor does one that is put back (`_is_of_now`).

Whatever the order, no word makes measured what was not heard: one that is placed where the signal was silent is
followed at once by that silence, until the moment at which it was received. The log always ends with what is so.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from typing import Protocol

from samdrift.vocabulary import Level

TICK = timedelta(microseconds=1)
TRANSIT = timedelta(seconds=2)
"""How much earlier than a word without a time of its own another may say that it is, and still come after it: senders
write whole seconds, and their messages travel."""
STEADY = timedelta(seconds=5)
"""How much one clock may seem to go faster or slower than another between two messages: they travel."""
RECENT = 50
"""Words that their own time cannot tell from new ones and that are remembered, for each signal."""


class Moved(Enum):
    """Why a word was not placed at its own time, as its sender is told."""

    FUTURE = "the time is in the future by our clock, so the message counts from its arrival"
    UNHEARD = "the time is before we first heard from the signal, so the message counts from its arrival"
    CONTRADICTED = "we know of another state after that time, so the message counts from then on"
    BEHIND = "the sender's clock is behind ours or was put back, so the message counts from its arrival"
    LATE = "the message is older than the latest one; to say how it is now, send the present time or none"
    REUSED = "the id was used before for another event, so the message counts from its arrival"
    KNOWN = "the message was delivered before"
    TAKEN_BACK = "a person took back exactly this message, so it was not taken again"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the log; `level` None is silence."""

    at: datetime
    level: Level | None
    planned: bool = False

    def same_state(self, other: Line) -> bool:
        return self.level == other.level and self.planned == other.planned


class Log(Protocol):
    def before(self, at: datetime, /) -> Line | None:
        """The last line at or before `at`."""


@dataclass(frozen=True, slots=True)
class Late:
    """A word that was taken for history. `differs`: it changed that, to another state than the one that is so."""

    at: datetime
    received: datetime
    differs: bool


@dataclass(slots=True)
class Newest:
    """What is known of a signal without reading its log; `place` keeps it true.

    `level_at` is the log's last line that is no silence. `said_at` is the latest moment that the source spoke of, and
    `claimed_at` the time that the word said last bore, right or wrong, None if it bore none; `heard_at` is when a word
    came last. `stood_at`: until then the source is known to have stood by its level. `known_from`: no own time before
    this can be true. `covered`: its source was heard although the signal is new. `late` came last, if it was late.
    """

    level: Level
    planned: bool
    level_at: datetime
    said_at: datetime
    heard_at: datetime
    stood_at: datetime
    known_from: datetime
    claimed_at: datetime | None = None
    silent_since: datetime | None = None
    covered: bool = False
    late: Late | None = None
    recent: list[str] = field(default_factory=list)

    def line(self, at: datetime) -> Line:
        return Line(at, self.level, self.planned)

    def end(self) -> Line:
        """The log's last line."""
        return self.line(self.level_at) if self.silent_since is None else Line(self.silent_since, None)

    def remember(self, mark: str) -> None:
        self.recent = [*(each for each in self.recent if each != mark), mark][-RECENT:]

    @property
    def by_our_clock(self) -> bool:
        """`said_at` is when a word arrived that bore no time, or a wrong one."""
        return self.claimed_at != self.said_at


@dataclass(slots=True)
class Placed:
    """The lines, in order, that a word adds to the log. `newest`: it is what is so now, or repeats it."""

    lines: list[Line]
    newest: bool = True
    moved: Moved | None = None


def place(newest: Newest, word: Line, received: datetime, log: Log, *, event: bool, timed: bool = True) -> Placed:
    """Place `word`, received at `received`, and change `newest` accordingly. `timed`: its sender wrote its time."""
    if word.level is None:
        raise ValueError("silence is not placed: it is logged when a signal's time runs out")
    end = newest.end()
    claimed = word.at if timed else None
    placed = (_event if event else _state)(newest, word, received, log, claimed)
    if not placed.newest and newest.silent_since is not None:
        return _in_silence(newest, placed, newest.silent_since)
    if placed.newest:
        newest.claimed_at, newest.late = claimed, None
    last = max([end, *placed.lines], key=lambda line: line.at)
    if last.level is None:
        placed.lines.append(newest.line(max(received, last.at + TICK)))
    elif not last.same_state(newest.line(last.at)):
        placed.lines.append(newest.line(last.at + TICK))
    newest.silent_since = None
    newest.level_at = max([newest.level_at, *(line.at for line in placed.lines)])
    return placed


def _in_silence(newest: Newest, placed: Placed, since: datetime) -> Placed:
    """What is late changes what was before the silence, and the silence stands."""
    if any(line.at >= since for line in placed.lines):
        placed.lines = []
    newest.level_at = max([newest.level_at, *(line.at for line in placed.lines if line.level is not None)])
    return placed


def _state(newest: Newest, word: Line, received: datetime, log: Log, claimed: datetime | None) -> Placed:
    changed = not word.same_state(newest.line(word.at))
    began = word.at if newest.level_at < word.at <= received else received
    at = max(began, newest.stood_at)
    placed = _say(newest, Line(at, word.level, word.planned), received, log)
    newest.said_at = newest.stood_at = max(newest.stood_at, received)
    if changed and claimed is not None and at != claimed:
        placed.moved = Moved.FUTURE if word.at > received else Moved.CONTRADICTED
    return placed


def _event(newest: Newest, word: Line, received: datetime, log: Log, claimed: datetime | None) -> Placed:
    again = claimed is not None and claimed == newest.claimed_at
    repeated = word.same_state(newest.line(word.at))
    moved = _distrusted(newest, word, received, stuck=again and not repeated)
    if not again and _mark(word) in newest.recent:
        return Placed([], newest=False, moved=Moved.KNOWN)
    if not again and not moved and _is_earlier(newest, word, log):
        if not _is_of_now(newest, word, received, log):
            return _late(newest, word, received, log)
        moved = Moved.BEHIND
    at = received if moved else word.at
    placed_at = at if again and repeated else max(at, newest.stood_at)
    placed = _say(newest, Line(placed_at, word.level, word.planned), received, log)
    if moved or placed_at != at:
        newest.remember(_mark(word))
    newest.stood_at = max(newest.stood_at, received if moved or (again and repeated) else at)
    newest.said_at = max(newest.said_at, at)
    placed.moved = moved or (Moved.CONTRADICTED if placed_at != at and not repeated else None)
    return placed


def _distrusted(newest: Newest, word: Line, received: datetime, *, stuck: bool) -> Moved | None:
    """Why the word's own time is not to be trusted. `stuck`: it says another thing for the moment of the last word."""
    if word.at > received:
        return Moved.FUTURE
    if word.at < newest.known_from:
        return Moved.UNHEARD
    # Clocks of whole seconds give the same time to words that come within a second; a clock that stands, to all.
    return Moved.CONTRADICTED if stuck and received - newest.heard_at > timedelta(seconds=1) else None


def _is_earlier(newest: Newest, word: Line, log: Log) -> bool:
    """`word`, whose time is trusted, was said before what was said last, or came before."""
    if word.at >= newest.said_at:
        return False
    on_its_way = newest.by_our_clock and word.at >= newest.said_at - TRANSIT
    return not on_its_way or _is_logged(word, log)


def _is_of_now(newest: Newest, word: Line, received: datetime, log: Log) -> bool:
    """`word` seems old because its sender's clock is behind or was put back, not because it came late.

    By its own time it comes after the word that was said last, and lags its arrival by as much as that one did. Or it
    is the second in a row to come late, the later of the two, and either both differ from what is so, or the clock
    behind them goes on as ours does.
    """
    if _is_logged(word, log):
        return False
    said, late = newest.claimed_at, newest.late
    if said is not None and said < word.at and abs(received - newest.heard_at - (word.at - said)) <= STEADY:
        return True
    if late is None or word.at <= late.at or received <= late.received:
        return False
    passed = received - late.received
    goes_on = passed > STEADY and abs(passed - (word.at - late.at)) <= STEADY
    return goes_on or (late.differs and not word.same_state(newest.line(word.at)))


def _late(newest: Newest, word: Line, received: datetime, log: Log) -> Placed:
    known, differs = _is_logged(word, log), not word.same_state(newest.line(word.at))
    lines = _interrupt(newest, word, received, log)
    if not known:
        newest.late = Late(word.at, received, differs=differs and bool(lines))
    return Placed(lines, newest=False, moved=Moved.LATE)


def _say(newest: Newest, word: Line, received: datetime, log: Log) -> Placed:
    """`word` is what is so from its time on, as far as nothing is logged after it."""
    if word.same_state(newest.line(word.at)):
        # Said again. Only where the signal was silent does the log learn from when on it is so.
        new = newest.silent_since is not None and word.at > newest.silent_since
        return Placed(_insert(newest, word, received, log) if new else [])
    # Words for one moment keep their order of arrival, a microsecond apart.
    end = newest.end()
    at = end.at + TICK if word.at == end.at else word.at
    lines = _insert(newest, Line(at, word.level, word.planned), received, log)
    newest.level, newest.planned = word.level or Level.OPERATIONAL, word.planned
    return Placed(lines)


def _interrupt(newest: Newest, word: Line, received: datetime, log: Log) -> list[Line]:
    """`word` comes late: what was said after it stands, also what had left no line because it repeated the state."""
    lines = _insert(newest, word, received, log)
    if lines and lines[0].at > newest.level_at:
        lines.append(newest.line(max(newest.said_at, lines[-1].at + TICK)))
    return lines


def _insert(newest: Newest, word: Line, received: datetime, log: Log) -> list[Line]:
    placed = _in_its_moment(word, log)
    if placed is None:
        return []
    if placed.at + TICK >= received or _heard_at(newest, placed.at, log):
        return [placed]
    after = log.before(placed.at + TICK)
    taken = after is not None and after.at > placed.at
    return [placed] if taken else [placed, Line(placed.at + TICK, None)]


def _heard_at(newest: Newest, at: datetime, log: Log) -> bool:
    last = log.before(at - TICK)
    return newest.covered if last is None else last.level is not None


def _in_its_moment(word: Line, log: Log) -> Line | None:
    """`word` after the words for the same moment, or None if it is one of them or what is so then.

    Lines a microsecond apart are words for one moment. The first of them has no line if it repeated the state before.
    """
    at, last = word.at, log.before(word.at)
    taken = last is not None and last.at == at
    while not (last is not None and last.same_state(word)):
        last = log.before(at + TICK)
        if last is None or last.at <= at:
            return Line(at + TICK if taken else at, word.level, word.planned)
        at, taken = last.at, True
    return None


def _is_logged(word: Line, log: Log) -> bool:
    """One of the lines for the word's own moment says the same."""
    at, last = word.at, log.before(word.at)
    while last is not None and last.at == at:
        if last.same_state(word):
            return True
        at, last = at + TICK, log.before(at + TICK)
    return False


def _mark(word: Line) -> str:
    said = f"{word.at.isoformat()} {word.level} {word.planned}"
    return hashlib.blake2b(said.encode(), digest_size=6).hexdigest()
