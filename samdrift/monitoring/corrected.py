"""What a person set right (actions/corrections.py) meets what sources go on saying."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db.models import F, Q

from samdrift.monitoring.models import Signal, TakenBack
from samdrift.monitoring.observation import Observation, Reading
from samdrift.monitoring.placing import TICK

Received = tuple[int, Reading, datetime]
"""Source id, what it said, and when we received it."""
_Message = tuple[int, str, datetime, int, bool]


def without_taken_back(received: Sequence[Received]) -> list[Reading]:
    """The readings without the very messages that were taken back: same signal, same state, same time by the source.

    That one was sent again is noted for those who took it back. Once anything else was heard of the signal, it may be
    a new outage that begins as the one that was taken back, and it is taken. A list of all faults is left whole: what
    it leaves out would count as working.
    """
    known = _known({source for source, reading, _ in received if reading.whole is None})
    return [_without(each, known) for each in received] if known else [reading for _, reading, _ in received]


def begun_anew(signal: Signal, at: datetime, received: datetime) -> datetime:
    """The time of `signal`'s next word: `at`, unless a person set its state after that; then when it was received."""
    set_at, begins = signal.said_at, signal.starts_anew
    signal.starts_anew = False
    return received if begins and at <= set_at + TICK else at


def is_of_ended(signal: Signal, seen: Observation) -> bool:
    """A poll finds the very fault that a person ended: the same state, which did not begin after that.

    A polled source repeats itself whether or not anybody looks into it; ended for one poll would be ended for nobody.
    """
    same = seen.level == signal.level and seen.planned == signal.planned
    return signal.is_ended and same and not (seen.timed and seen.at > signal.said_at)


def _known(sources: set[int]) -> dict[_Message, int]:
    nothing_since = Q(correction__signal__heard_at__lte=F("correction__made_at"))
    rows = TakenBack.objects.filter(nothing_since, correction__signal__source__in=sources).values_list(
        "correction__signal__source", "correction__signal__key", "claimed_at", "level", "planned", "pk"
    )
    return {(source, key, at, level, planned): pk for source, key, at, level, planned, pk in rows}


def _without(received: Received, known: dict[_Message, int]) -> Reading:
    source, reading, at = received
    repeated = [each for each in reading.observations if _message(source, each) in known]
    if reading.whole is not None or not repeated:
        return reading
    again = [known[_message(source, each)] for each in repeated]
    TakenBack.objects.filter(pk__in=again).update(repeated_at=at)
    return replace(reading, observations=tuple(each for each in reading.observations if each not in repeated))


def _message(source: int, observation: Observation) -> _Message:
    return source, observation.key, observation.at, observation.level, observation.planned
