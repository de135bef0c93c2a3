"""Take readings into the record: the one way in, for what is pushed and for what is polled.

A batch is one transaction and a handful of statements, whatever its size. What is known already costs only
"last heard"; a change adds a line to the log and names the components to settle again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import transaction

from samdrift.monitoring.corrected import is_of_ended, without_taken_back
from samdrift.monitoring.doubt import QUIET, Doubt
from samdrift.monitoring.hearing import Heard
from samdrift.monitoring.models import Notice
from samdrift.monitoring.notices import Noticed, notice
from samdrift.monitoring.observation import Basis, Observation, Reading, Whole
from samdrift.monitoring.placing import Line, Moved
from samdrift.monitoring.resettling import resettle
from samdrift.monitoring.signal_rows import Key, Spoken, read_signals, write_signals
from samdrift.monitoring.source_rows import Listened, lock_sources, write_sources
from samdrift.monitoring.wake import wake
from samdrift.vocabulary import Level, Sentence, sentence

__all__ = ["Delivery", "Misplaced", "Refusal", "Unheard", "lock_sources", "record", "resettle"]


@dataclass(frozen=True, slots=True)
class Delivery:
    """One reading of one source, as received at `received` (UTC)."""

    source_id: int
    reading: Reading
    received: datetime


@dataclass(frozen=True, slots=True)
class Refusal:
    """A message of a source, with the right token, that was not taken: `why`, and what it may have been about."""

    source_id: int
    why: Sentence
    received: datetime
    doubt: Doubt


@dataclass(frozen=True, slots=True)
class Misplaced:
    """A signal whose word was not placed at its own time, and why."""

    key: str
    why: Moved


@dataclass(frozen=True, slots=True)
class Release:
    """The ends of faults that were held back (release.py) count from `received` on."""

    source_id: int
    keys: tuple[str, ...]
    received: datetime


@dataclass(frozen=True, slots=True)
class Unheard:
    """What a source sent until `received` may have been lost: it was paused, or its token was no longer right."""

    source_id: int
    received: datetime
    doubt = Doubt(QUIET)


Arrived = Delivery | Refusal | Release | Unheard


def record(arrived: Sequence[Arrived]) -> list[tuple[Misplaced, ...]]:
    """Place every observation in its signal's log, in the order of arrival. All or nothing.

    Returns, for each, the signals whose words were not placed at their own times.
    """
    if not arrived:
        return []
    with transaction.atomic():
        sources = lock_sources({each.source_id for each in arrived})
        whole, arrived = arrived, _without_taken_back(arrived)
        signals = read_signals(_spoken(arrived, sources), _whole(arrived, sources))
        batch = _Batch(sources, signals)
        misplaced = [(*_not_taken(*both), *batch.take(both[1])) for both in zip(whole, arrived, strict=True)]
        write_signals(signals.values())
        write_sources(sources.values())
        notice(_noticed(arrived, misplaced))
        if any(signal.added for signal in signals.values()):
            wake()
    return misplaced


def _without_taken_back(arrived: Sequence[Arrived]) -> list[Arrived]:
    delivered = [each for each in arrived if isinstance(each, Delivery)]
    readings = iter(without_taken_back([(each.source_id, each.reading, each.received) for each in delivered]))
    return [replace(each, reading=next(readings)) if isinstance(each, Delivery) else each for each in arrived]


def _not_taken(whole: Arrived, left: Arrived) -> list[Misplaced]:
    if not isinstance(whole, Delivery) or not isinstance(left, Delivery) or whole is left:
        return []
    gone = set(whole.reading.observations) - set(left.reading.observations)
    return [Misplaced(key, Moved.TAKEN_BACK) for key in sorted({each.key for each in gone})]


def _spoken(arrived: Iterable[Arrived], sources: dict[int, Listened]) -> list[Spoken]:
    return [
        Spoken(sources[each.source_id], observation, each.received, isinstance(each, Delivery) and each.reading.events)
        for each in arrived
        for observation in _observations(each, sources[each.source_id])
    ]


def _observations(arrived: Arrived, source: Listened) -> Iterable[Observation]:
    """Those that may be heard. No signal is made of what its source cannot conclude yet: it would have no log."""
    if isinstance(arrived, Release):
        return [Observation(key, arrived.received, Level.OPERATIONAL) for key in arrived.keys]
    if isinstance(arrived, Refusal | Unheard):
        return ()
    reading = arrived.reading
    return [
        seen
        for seen in reading.observations
        if seen.basis is not Basis.LIFE or source.concludes(reading, seen.key, arrived.received)
    ]


def _whole(arrived: Iterable[Arrived], sources: dict[int, Listened]) -> dict[int, Listened]:
    """The sources of which every signal may be concerned."""
    return {
        each.source_id: sources[each.source_id]
        for each in arrived
        if isinstance(each, Refusal | Unheard)
        or (isinstance(each, Delivery) and (each.reading.whole or each.reading.doubts))
        or sources[each.source_id].doubts.standing
    }


class _Batch:
    """The sources and signals of one batch, as far as it has been taken."""

    def __init__(self, sources: dict[int, Listened], signals: dict[Key, Heard]) -> None:
        self._sources = sources
        self._signals = signals

    def take(self, arrived: Arrived) -> tuple[Misplaced, ...]:
        source = self._sources[arrived.source_id]
        if isinstance(arrived, Refusal | Unheard):
            self._doubt(source, (arrived.doubt,), arrived.received, named=frozenset())
            return ()
        if isinstance(arrived, Release):
            self._release(source, arrived)
            return ()
        return tuple(self._take(source, arrived.reading, arrived.received))

    def _take(self, source: Listened, reading: Reading, received: datetime) -> Iterator[Misplaced]:
        source.was_heard(reading, received)
        doubted = source.doubts
        source.doubts = doubted.after(reading.settled, received, source.repeats)
        if reading.doubts:
            named = frozenset(each.key for each in reading.observations)
            self._doubt(source, reading.doubts, received, named=named)
        for observation in reading.observations:
            yield from self._hear(source, reading, observation, received)
        if reading.whole is not None:
            self._hear_unnamed(source, reading, reading.whole, received)
        if source.doubts != doubted and not reading.events:
            self._believe_again(source, received)

    def _hear(
        self, source: Listened, reading: Reading, observation: Observation, received: datetime
    ) -> Iterator[Misplaced]:
        signal = self._signals.get((source.id, observation.key))
        unsaid = observation.basis is Basis.LIFE and not source.concludes(reading, observation.key, received)
        if signal is None or unsaid:
            return
        before = signal.delivered(observation)
        if before is Moved.KNOWN:
            yield Misplaced(observation.key, before)
            return
        if source.row.poll_every is not None and is_of_ended(signal.row, observation):
            return
        if observation.basis is Basis.ENDED and signal.newest.level > 0 and source.waits_for_proof:
            signal.hold(received)
            return
        word = Line(received if before else observation.at, observation.level, observation.planned)
        timed = observation.timed and not before
        moved = signal.hear(word, observation.text, received, event=reading.events, timed=timed) or before
        if moved:
            yield Misplaced(observation.key, moved)

    def _hear_unnamed(self, source: Listened, reading: Reading, whole: Whole, received: datetime) -> None:
        """What is not named among all faults works; the source's own last words stay for its owner to read."""
        named = {observation.key for observation in reading.observations}
        for key, signal in self._of(source):
            if key in whole.unchanged:
                if not signal.row.is_ended:
                    signal.hear(signal.newest.line(received), signal.row.text, received, event=False)
            elif key not in named and whole.speaks_of(key) and source.concludes(reading, key, received):
                signal.hear(Line(received, Level.OPERATIONAL), "", received, event=False, text=signal.row.text)

    def _release(self, source: Listened, release: Release) -> None:
        for key in release.keys:
            signal = self._signals[source.id, key]
            if signal.row.held_at is not None and not signal.row.doubted:
                working = Line(release.received, Level.OPERATIONAL)
                signal.hear(working, signal.row.text, release.received, event=False)

    def _doubt(self, source: Listened, doubts: Iterable[Doubt], received: datetime, *, named: frozenset[str]) -> None:
        source.doubts = source.doubts.raised(doubts, received)
        for key, signal in self._of(source):
            if key not in named and source.doubts.covers(key):
                signal.doubt(received)

    def _believe_again(self, source: Listened, received: datetime) -> None:
        """All that is wrong was repeated since: what was doubted and works was not among it."""
        for key, signal in self._of(source):
            if signal.row.doubted and not source.doubts.covers(key):
                signal.row.doubted, signal.touched = False, True
                if signal.newest.level is Level.OPERATIONAL and not source.each_repeats:
                    signal.hear(signal.newest.line(received), signal.row.text, received, event=False)

    def _of(self, source: Listened) -> list[tuple[str, Heard]]:
        return [(key, signal) for (source_id, key), signal in self._signals.items() if source_id == source.id]


_NOTABLE = timedelta(seconds=5)
"""A clock that is further ahead of ours is told of on the source's page."""


def _noticed(arrived: Sequence[Arrived], misplaced: Sequence[Sequence[Misplaced]]) -> Iterator[Noticed]:
    for each, moved in zip(arrived, misplaced, strict=True):
        if isinstance(each, Refusal):
            yield Noticed(each.source_id, Notice.Kind.REFUSED, each.received, each.why)
            continue
        if isinstance(each, Release | Unheard):
            continue
        if each.reading.cut_off:
            detail = sentence(
                "The sender left %(count)s alerts out of the latest such message (max_alerts).",
                count=each.reading.cut_off,
            )
            yield Noticed(each.source_id, Notice.Kind.CUT_OFF, each.received, detail)
        if each.reading.ignored:
            yield Noticed(each.source_id, Notice.Kind.IGNORED, each.received, Sentence(", ".join(each.reading.ignored)))
        yield from _wrong_clocks(each, moved)


def _wrong_clocks(delivery: Delivery, misplaced: Sequence[Misplaced]) -> Iterator[Noticed]:
    why = {each.key: each.why for each in misplaced if each.why not in (Moved.KNOWN, Moved.TAKEN_BACK)}
    for seen in delivery.reading.observations:
        ahead = seen.at - delivery.received
        if why.get(seen.key) is Moved.LATE:
            detail = sentence(
                "%(signal)s, %(time)s: older than the latest message.",
                signal=seen.key,
                time=seen.at.isoformat(timespec="seconds"),
            )
            yield Noticed(delivery.source_id, Notice.Kind.LATE, delivery.received, detail)
        elif seen.key in why and (
            why[seen.key] is Moved.REUSED or ahead > _NOTABLE or (delivery.reading.events and ahead < timedelta())
        ):
            detail = sentence(
                "%(signal)s, %(time)s: %(why)s.",
                signal=seen.key,
                time=seen.at.isoformat(timespec="seconds"),
                why=Sentence(why[seen.key].value),
            )
            yield Noticed(delivery.source_id, Notice.Kind.MOVED, delivery.received, detail)
