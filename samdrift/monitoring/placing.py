"""Place a word in a signal's log: in order, out of order, repeated, or after a silence. Pure.

The log of a signal is a list of lines (at, level): from `at` on it is in `level`, None meaning silent. Words usually
come in order and usually repeat what is known; those touch no log. The others find their place by their own time:

- the same word twice adds nothing;
- two different words for the same moment keep their order of arrival, a microsecond apart, so that a source whose
  clock has whole seconds loses neither;
- a late word is put where it belongs, and what was said after it stands: where the later word had only repeated
  the state before, and so had left no line, it gets its line now;
- any word ends a silence, at the moment we received it or at its own time if that is later than the silence's start.
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
    """What is known of a signal without reading its log; `place` keeps it true."""

    level: Level
    planned: bool
    level_at: datetime
    said_at: datetime
    silent_since: datetime | None = None

    def line(self, at: datetime) -> Line:
        return Line(at, self.level, self.planned)


def place(newest: Newest, word: Line, received: datetime, before: Before) -> list[Line]:
    """The lines that `word`, received at `received`, adds to the log; changes `newest` accordingly.

    A word from the future is placed at `received`: a sender's fast clock must not hide an outage.
    """
    word = Line(min(word.at, received), word.level, word.planned)
    if newest.silent_since is None and word.at >= newest.said_at:
        return _in_order(newest, word)
    lines = _by_its_time(newest, word, before)
    if newest.silent_since is not None:
        if not any(line.at > newest.silent_since for line in lines):
            again = newest.line(max(received, newest.silent_since + TICK))
            newest.level_at = newest.said_at = again.at
            lines.append(again)
        newest.silent_since = None
    return lines


def _in_order(newest: Newest, word: Line) -> list[Line]:
    newest.said_at = word.at
    if word.same_state(newest.line(word.at)):
        return []
    if word.at == newest.level_at:
        word = Line(word.at + TICK, word.level, word.planned)
    return [_newer(newest, word)]


def _by_its_time(newest: Newest, word: Line, before: Before) -> list[Line]:
    earlier = before(word.at)
    while earlier is not None and earlier.at == word.at and not earlier.same_state(word):
        word = Line(word.at + TICK, word.level, word.planned)
        earlier = before(word.at)
    if earlier is not None and earlier.same_state(word):
        newest.said_at = max(newest.said_at, word.at)
        return []
    if word.at > newest.said_at:
        return [_newer(newest, word)]
    if word.at >= newest.level_at:
        # What was said last only repeated the state that this late word now interrupts.
        again = newest.line(max(newest.said_at, word.at + TICK))
        newest.level_at = newest.said_at = again.at
        return [word, again]
    return [word]


def _newer(newest: Newest, word: Line) -> Line:
    if word.level is None:
        raise ValueError("silence is not placed: it is logged when a signal's time runs out")
    newest.level, newest.planned, newest.level_at = word.level, word.planned, word.at
    newest.said_at = max(newest.said_at, word.at)
    return word
