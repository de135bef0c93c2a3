"""What to believe of a system and its services, from the logs of the signals that watch them. Pure.

Three steps, each for any stretch of time:

1. *Confirm.* A new level is believed once it has stood for its signal's confirm time; a shorter one was flapping.
   Only another level ends its standing, silence does not. A return to what is believed, and silence, need no
   confirming.
2. *Vote.* At each moment every signal votes with its last level. The worst level counts, the last word of a silent
   signal too: bad news does not end by silence. A fault is observed when a signal that is heard says so; that all is
   well is observed only when every signal that counts is heard.
3. *Abstain.* A source that speaks only of faults says nothing by being silent after "resolved"; such a signal counts
   only where nothing else watches. Not so one that is silent because a message about it may have been refused.

A service that no signal watches by itself, or only such as abstain, takes the votes given on its system as a whole.
The system's own state is the worst of all votes on it and on its services.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from samdrift.monitoring.placing import TICK
from samdrift.vocabulary import Level, Period, State, StatePeriod

SYSTEM = ""
"""The component that is the system as a whole."""


@dataclass(frozen=True, slots=True)
class Word:
    """One line of a signal's log; `level` None is silence. `doubted`: something about it may have been refused."""

    at: datetime
    level: Level | None
    planned: bool = False
    doubted: bool = False


@dataclass(frozen=True, slots=True)
class Watch:
    """One signal's watch over `service` (or SYSTEM) from `start` until `end`; None is without bound.

    `log` is in order of time. `faults_only`: the source speaks only of faults.
    """

    service: str
    log: tuple[Word, ...]
    confirm: timedelta
    faults_only: bool = False
    start: datetime | None = None
    end: datetime | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """From `at` on the signal's believed word is this; `heard`: it is not silent."""

    at: datetime
    level: Level
    planned: bool
    heard: bool
    doubted: bool = False


@dataclass(frozen=True, slots=True)
class Settled:
    """Histories from the given start, by service; `wake_at` is when an unconfirmed level will have stood its time."""

    histories: dict[str, tuple[StatePeriod, ...]]
    wake_at: datetime | None


@dataclass(frozen=True, slots=True)
class Vote:
    """What one signal says at one moment. `heard`: it is not silent. `abstains`: counts only where no other does."""

    level: Level
    planned: bool
    heard: bool
    abstains: bool = False


def settle(services: Iterable[str], watches: Sequence[Watch], start: datetime, now: datetime) -> Settled:
    """What to believe of the system and each of `services` from `start` on; the last period of each is open.

    Nothing is said of the time before the first word: a component's history begins with it.
    """
    confirmed: list[_Confirmed] = [(watch, *confirm(watch.log, watch.confirm, now)) for watch in watches]
    moments = sorted({start, *_moments(confirmed, start)})
    names = (SYSTEM, *services)
    pieces: dict[str, list[tuple[datetime, State | None]]] = {name: [] for name in names}
    for moment in moments:
        votes = _votes(confirmed, moment)
        for name in names:
            state = _believe(name, votes)
            if not pieces[name] or pieces[name][-1][1] != state:
                pieces[name].append((moment, state))
    wakes = [wake for _, _, wake in confirmed if wake is not None]
    return Settled({name: _periods(piece) for name, piece in pieces.items()}, min(wakes, default=None))


def confirm(log: Sequence[Word], stand: timedelta, now: datetime) -> tuple[tuple[Said, ...], datetime | None]:
    """What is believed of what was said, and when the last level will have stood for `stand`, if it has not yet.

    The first word is the beginning of what is known and is believed as it is.
    """
    believed: list[Said] = []
    wake_at = None
    for index, (word, until) in enumerate(zip(log, _contradicted(log), strict=True)):
        if word.level is None:
            believed += [
                Said(word.at, last.level, last.planned, heard=False, doubted=word.doubted) for last in believed[-1:]
            ]
        elif not believed or believed[-1].level == word.level or (until or now) - word.at >= stand:
            believed.append(Said(word.at, word.level, word.planned, heard=not _silenced(log, index)))
        elif until is None and wake_at is None:
            wake_at = word.at + stand
    return tuple(believed), wake_at


def _contradicted(log: Sequence[Word]) -> list[datetime | None]:
    """For each word, when another level was said after it."""
    ends: list[datetime | None] = []
    later: Word | None = None
    end: datetime | None = None
    for word in reversed(log):
        if word.level is not None:
            if later is not None and later.level != word.level:
                end = later.at
            later = word
        ends.append(end)
    return ends[::-1]


def _silenced(log: Sequence[Word], index: int) -> bool:
    """Its source fell silent in the very moment of the word: it was never heard after it."""
    return index + 1 < len(log) and log[index + 1].level is None and log[index + 1].at - log[index].at <= TICK


def combine(votes: Iterable[Vote]) -> State | None:
    """The belief that follows from `votes`; None where there are none."""
    all_votes = list(votes)
    counting = [vote for vote in all_votes if not vote.abstains] or all_votes
    if not counting:
        return None
    worst = max(vote.level for vote in counting)
    saying_so = [vote for vote in counting if vote.level == worst]
    if worst > Level.OPERATIONAL:
        observed = any(vote.heard for vote in saying_so)
    else:
        observed = all(vote.heard for vote in counting)
    return State(worst, any(vote.planned for vote in counting if vote.heard), observed)


_Confirmed = tuple[Watch, tuple[Said, ...], datetime | None]


def _moments(confirmed: Iterable[_Confirmed], start: datetime) -> Iterable[datetime]:
    for watch, words, _ in confirmed:
        for moment in (watch.start, watch.end, *(said.at for said in words)):
            if moment is not None and moment > start:
                yield moment


def _votes(confirmed: Iterable[_Confirmed], moment: datetime) -> dict[str, list[Vote]]:
    votes: dict[str, list[Vote]] = {}
    for watch, words, _ in confirmed:
        if (watch.start and moment < watch.start) or (watch.end and moment >= watch.end):
            continue
        vote = _vote(watch, words, moment)
        if vote is not None:
            votes.setdefault(watch.service, []).append(vote)
    return votes


def _vote(watch: Watch, said: Sequence[Said], moment: datetime) -> Vote | None:
    index = bisect_right(said, moment, key=lambda each: each.at)
    if not index:
        return None
    last = said[index - 1]
    abstains = watch.faults_only and not last.heard and last.level is Level.OPERATIONAL and not last.doubted
    return Vote(last.level, last.planned, last.heard, abstains)


def _believe(name: str, votes: dict[str, list[Vote]]) -> State | None:
    if name == SYSTEM:
        return combine(vote for own in votes.values() for vote in own)
    own = votes.get(name, [])
    if all(vote.abstains for vote in own):
        own = own + votes.get(SYSTEM, [])
    return combine(own)


def _periods(pieces: Sequence[tuple[datetime, State | None]]) -> tuple[StatePeriod, ...]:
    ends: list[datetime | None] = [moment for moment, _ in pieces[1:]]
    return tuple(
        StatePeriod(Period(moment, end), state)
        for (moment, state), end in zip(pieces, [*ends, None], strict=True)
        if state is not None
    )
