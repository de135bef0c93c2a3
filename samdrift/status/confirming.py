"""When a level that a signal reports is believed. Pure.

A level counts as "at least this bad": a signal that wavers between degraded and major outage is at least degraded all
the while. So each of the three levels above operational is confirmed by itself, and the believed level is the highest
confirmed one.

Whether the signal is at least at a level is confirmed by an hourglass of the length of its confirm time. It runs one
way while the signal is that bad and the other way while it is not. Full, the level is believed; empty, it no longer is;
in both cases from the moment when the sand began to run. A change that stands its time is thus believed from its
beginning, a short one leaves no trace, and what is bad most of the time is believed to be bad however often it blinks.

Silence contradicts nothing: while a signal is silent its last level runs on. What ends a silence without bearing out
what is believed, is not heard until it is believed itself.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum

from samdrift.monitoring.placing import TICK
from samdrift.vocabulary import Level

_NOTHING = timedelta(0)
_BAD = tuple(Level)[1:]


@dataclass(frozen=True, slots=True)
class Word:
    """One line of a signal's log; `level` None is silence.

    `doubted`: it is silence because something that the source sent was lost, and not because it had nothing to send;
    `ended`: because a person ended what it says.
    """

    at: datetime
    level: Level | None
    planned: bool = False
    doubted: bool = False
    ended: bool = False


class Afterwards(Enum):
    """What was known of a signal at a moment of which it spoke only later."""

    NOTHING = "nothing"
    """It had never been heard."""
    WORKED = "worked"
    """It had last been heard to work, and was silent."""


@dataclass(frozen=True, slots=True)
class Said:
    """What is believed of the signal from `at` on. `heard`: it is not silent; `doubted`: silent because of a loss;
    `ended`: silent because a person ended it; `afterwards`: nobody listened then, and it was said only later."""

    at: datetime
    level: Level
    planned: bool
    heard: bool
    doubted: bool = False
    ended: bool = False
    afterwards: Afterwards | None = None


def confirm(log: Sequence[Word], stand: timedelta, now: datetime) -> tuple[tuple[Said, ...], datetime | None]:
    """What is believed of what was reported, and when that next changes if nothing more is reported.

    The first level is the beginning of what is known and is believed as it is.
    """
    words = [word for word in log if word.level is not None]
    if not words:
        return (), None
    glasses = {level: _Glass.run(words, level, stand, now) for level in _BAD}
    moments = {word.at for word in log} | {turn for glass in glasses.values() for turn, _ in glass.turns}
    believed: list[Said] = []
    last = _Last(log)
    for moment in sorted(moment for moment in moments if moment >= words[0].at):
        last.move(moment)
        level = max((level for level, glass in glasses.items() if glass.believed(moment)), default=Level.OPERATIONAL)
        heard = last.heard(level)
        said = Said(moment, level, last.planned(level), heard, last.doubted, last.ended, last.afterwards)
        if not believed or replace(believed[-1], at=moment) != said:
            believed.append(said)
    wakes = [glass.wake_at for glass in glasses.values() if glass.wake_at is not None]
    return tuple(believed), min(wakes, default=None)


@dataclass(frozen=True, slots=True)
class _Glass:
    """`turns`: from when on it is believed that the level is reached, or no longer."""

    turns: tuple[tuple[datetime, bool], ...]
    wake_at: datetime | None

    @classmethod
    def run(cls, words: Sequence[Word], level: Level, stand: timedelta, now: datetime) -> _Glass:
        reached = _reaches(words[0], level)
        turns = [(words[0].at, reached)]
        sand = stand if reached else _NOTHING
        began = words[0].at
        wake_at = None
        for word, until in zip(words, [*(word.at for word in words[1:]), None], strict=True):
            bad = _reaches(word, level)
            missing = stand - sand if bad else sand
            if bad == turns[-1][1] and not missing:
                continue  # it lies still
            if sand == (_NOTHING if bad else stand):
                began = word.at
            if (until or now) - word.at < missing:
                lasted = (until or now) - word.at
                sand += lasted if bad else -lasted
                wake_at = word.at + missing if until is None and bad != turns[-1][1] else None
                continue
            sand = stand if bad else _NOTHING
            if bad != turns[-1][1]:
                turns.append((began, bad))
        return cls(tuple(turns), wake_at)

    def believed(self, moment: datetime) -> bool:
        return self.turns[bisect_right(self.turns, moment, key=lambda turn: turn[0]) - 1][1]


def _reaches(word: Word, level: Level) -> bool:
    return word.level is not None and word.level >= level


class _Last:
    """What the log last held, moment by moment."""

    def __init__(self, log: Sequence[Word]) -> None:
        self._log = log
        self._index = -1
        self._planned: dict[Level, bool] = {}
        """By level, the latest last."""
        self._missed = False
        """Whether a silence was not yet ended by a word that bears out what is believed."""
        self.ended = False
        self.afterwards: Afterwards | None = None
        self._known: Level | None = None
        """The level last heard; None before the first."""
        self._quiet = False
        """Whether it was silent, and nothing was lost, before what was said only afterwards."""

    def move(self, moment: datetime) -> None:
        while self._index + 1 < len(self._log) and self._log[self._index + 1].at <= moment:
            self._index += 1
            word = self._log[self._index]
            self._missed = self._missed or word.level is None
            self.ended = word.ended or (self.ended and word.level is None)
            if word.level is not None:
                self._planned.pop(word.level, None)
                self._planned[word.level] = word.planned
                self._hear(word.level)
            elif word.ended or not self._is_of_word_before:
                self._fall_silent(word)

    def _hear(self, level: Level) -> None:
        if self._silence is not None and self._known is None:
            self.afterwards = Afterwards.NOTHING
        elif self._silence is not None and self._quiet:
            self._known = Level.OPERATIONAL if level is Level.OPERATIONAL else self._known
            self.afterwards = Afterwards.WORKED if self._known is Level.OPERATIONAL else None
        else:
            self.afterwards, self._known = None, level
            self._quiet = self._silence is not None

    def _fall_silent(self, silence: Word) -> None:
        self._quiet = not silence.doubted
        if silence.ended:
            self._known = self.afterwards = None  # it counts no more than what was never heard
        elif silence.doubted and not self.ended:
            self._known, self.afterwards = self._known or Level.OPERATIONAL, None

    def planned(self, level: Level) -> bool:
        """Whether trouble at `level` was announced: by the last word for just that level, and by all for worse ones
        since."""
        levels = list(self._planned)
        since = levels.index(level) if level in levels else 0
        reaching = [self._planned[each] for each in levels[since:] if each >= level]
        return bool(reaching) and (all(reaching) if level in levels else reaching[-1])

    def heard(self, believed: Level) -> bool:
        """To be asked at each moment once."""
        if self._silence is not None:
            return False
        level = self._log[self._index].level or Level.OPERATIONAL
        self._missed = self._missed and level != believed and not (level > believed > Level.OPERATIONAL)
        return not self._missed

    @property
    def doubted(self) -> bool:
        return self._silence is not None and self._silence.doubted

    @property
    def _silence(self) -> Word | None:
        """The line that says so. Silence in the very moment of a word: the source was never heard after it."""
        word = self._log[self._index]
        if word.level is None:
            return word
        after = self._log[self._index + 1] if self._index + 1 < len(self._log) else None
        return after if after and after.level is None and after.at - word.at <= TICK else None

    @property
    def _is_of_word_before(self) -> bool:
        before = self._log[self._index - 1] if self._index else None
        return before is not None and before.level is not None and self._log[self._index].at - before.at <= TICK
