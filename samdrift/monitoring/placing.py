"""Place a word in a signal's log: in order, out of order, repeated, or after a silence. Pure.

The log of a signal is a list of lines (at, level): from `at` on it is in `level`, None meaning silent. Words usually
come in order and usually repeat what is known; those touch no log. The others find their place by their own time:

- the same word twice adds nothing;
- different words for the same moment keep their order of arrival, a microsecond apart, so that a source whose clock
  has whole seconds loses none;
- a late word is put where it belongs, and what was said after it stands: where the latest word had only repeated
  the state before, and so had left no line, it gets its line now. Of several such repeated words only the latest is
  known, so between two of them a late word may seem to have lasted longer than it did;
- any word ends a silence, at the moment we received it or at its own time if that is later than the silence's start;
- whatever the log holds by our own clock, it ends with the word that is latest by the source's clock.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from samdrift.vocabulary import Level

TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the log; `level` None is silence."""

    at: datetime
    level: Level | None
    planned: bool = False

    def same_state(self, other: Line) -> bool:
        return self.level == other.level and self.planned == other.planned


Before = Callable[[datetime], Line | None]
"""For a moment: the last line of the log at or before it."""


@dataclass(slots=True)
class Newest:
    """What is known of a signal without reading its log; `place` keeps it true.

    `level_at` is the log's last line that is no silence. It may lie after `said_at`, the latest moment that the source
    spoke of: a repeated word that ended a silence is logged by our clock.
    """

    level: Level
    planned: bool
    level_at: datetime
    said_at: datetime
    silent_since: datetime | None = None

    def line(self, at: datetime) -> Line:
        return Line(at, self.level, self.planned)


def place(newest: Newest, word: Line, received: datetime, before: Before) -> list[Line]:
    """The lines, in order, that `word`, received at `received`, adds to the log; changes `newest` accordingly.

    A word from the future is placed at `received`: a sender's fast clock must not hide an outage.
    """
    word = Line(min(word.at, received), word.level, word.planned)
    end = newest.silent_since or newest.level_at
    known = newest.line(word.at)
    lines = _late(newest, word, before) if word.at < newest.said_at else _latest(newest, word, end, before)
    if not any(line.at > end for line in lines):
        if newest.silent_since is not None:
            lines.append(newest.line(max(received, end + TICK)))
        elif not known.same_state(newest.line(word.at)):
            lines.append(newest.line(end + TICK))
    newest.silent_since = None
    newest.level_at = max([newest.level_at, *(line.at for line in lines)])
    return lines


def _latest(newest: Newest, word: Line, end: datetime, before: Before) -> list[Line]:
    if word.level is None:
        raise ValueError("silence is not placed: it is logged when a signal's time runs out")
    another = word.at == newest.said_at
    newest.said_at = word.at
    if word.same_state(newest.line(word.at)):
        return [word] if newest.silent_since is not None and word.at > end else []
    placed = word if word.at > end and not another else _in_its_moment(word, before, taken=another)
    if placed is None and another:
        return []
    newest.level, newest.planned = word.level, word.planned
    return [placed] if placed else []


def _late(newest: Newest, word: Line, before: Before) -> list[Line]:
    placed = _in_its_moment(word, before, taken=False)
    if placed is None:
        return []
    if placed.at < newest.level_at:
        return [placed]
    # What was said last only repeated the state that this late word now interrupts.
    return [placed, newest.line(max(newest.said_at, placed.at + TICK))]


def _in_its_moment(word: Line, before: Before, *, taken: bool) -> Line | None:
    """`word` after the words for the same moment, or None if it is one of them; `taken` says that there is one.

    Lines a microsecond apart are words for one moment. The first of them has no line if it repeated the state before.
    """
    at, last = word.at, before(word.at)
    taken = taken or (last is not None and last.at == at)
    while not (last is not None and last.same_state(word)):
        last = before(at + TICK)
        if last is None or last.at <= at:
            return Line(at + TICK if taken else at, word.level, word.planned)
        at, taken = last.at, True
    return None
