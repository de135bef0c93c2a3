"""A person sets right what monitoring said: takes back a message, ends a signal. One transaction, one audit entry each.

History, uptime, strip and feeds follow, for they are derived from the log; the public reads the reason beside them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from samdrift.accounts import audit
from samdrift.accounts.models import Person
from samdrift.monitoring.actions.mapping import subject_of
from samdrift.monitoring.actions.resettling import resettle
from samdrift.monitoring.models import Correction, Signal, TakenBack, Transition
from samdrift.monitoring.placing import TICK
from samdrift.monitoring.record import lock_sources
from samdrift.portfolio.models import Component
from samdrift.vocabulary import Level

_OPERATIONAL = Level.OPERATIONAL.value


@dataclass(frozen=True, slots=True)
class Reason:
    """Read by the public. `en` may be empty."""

    da: str
    en: str = ""


@transaction.atomic
def take_back(*, actor: Person | None, line: Transition, reason: Reason, now: datetime) -> bool:
    """Take `line`, which its source said, out of the log; False where it is not there any more.

    What it changed is worked out anew from the moment that it was for. The same message sent again is not taken.
    """
    signal = _locked(line.signal)
    found = signal.transitions.filter(pk=line.pk, ended_by=None).first()
    if found is None or found.level is None:
        return False
    correction = _correct(signal, Correction.Kind.MESSAGE_TAKEN_BACK, reason, actor, now)
    following = signal.transitions.filter(at__gt=found.at).order_by("at").first()
    correction.components.set(_counted_for(signal, found.at, following.at if following else None))
    TakenBack.objects.create(
        correction=correction,
        at=found.at,
        claimed_at=found.claimed_at or found.at,
        level=found.level,
        planned=found.planned,
        text=found.text,
        received_at=found.received_at,
    )
    _lines_of(found).delete()
    _read_anew(signal, now)
    _tell("monitoring.take_back_message", signal, reason, actor=actor, now=now, at=found.at)
    return True


@transaction.atomic
def end_signal(*, actor: Person | None, signal: Signal, reason: Reason, now: datetime) -> bool:
    """From `now` on the fault that `signal` reports does not count any more (corrected.py says until when); False where
    it reports none."""
    signal = _locked(signal)
    if signal.level == _OPERATIONAL or signal.is_ended:
        return False
    correction = _correct(signal, Correction.Kind.SIGNAL_ENDED, reason, actor, now)
    last = signal.transitions.order_by("at").last()
    at = max(now, last.at + TICK) if last else now
    correction.components.set(_counted_for(signal, at, None))
    # Silent: it was never heard to work, and the fault stays the last that was said.
    Transition.objects.create(signal=signal, at=at, level=None, received_at=now, ended_by=correction)
    _end(signal, at)
    _tell("monitoring.end_signal", signal, reason, actor=actor, now=now, at=at)
    return True


def _lines_of(line: Transition) -> QuerySet[Transition]:
    """All that the message behind `line` added to the log: its moment, and where that was not heard, a silence after it
    and the moment at which it came."""
    lines = Transition.objects.filter(signal=line.signal_id, received_at=line.received_at, ended_by=None)
    same = lines.filter(level=line.level, planned=line.planned, text=line.text)
    silences = [at + TICK for at in same.values_list("at", flat=True)]
    return same | lines.filter(level=None, at__in=silences)


def _locked(signal: Signal) -> Signal:
    lock_sources({signal.source_id})
    return Signal.objects.select_for_update(of=("self",)).select_related("source").get(pk=signal.pk)


def _correct(signal: Signal, kind: Correction.Kind, reason: Reason, actor: Person | None, now: datetime) -> Correction:
    return Correction.objects.create(
        signal=signal, kind=kind, reason_da=reason.da, reason_en=reason.en, made_at=now, made_by=actor
    )


def _counted_for(signal: Signal, start: datetime, end: datetime | None) -> list[Component]:
    """What `signal` counted for at some time from `start` until `end`; None is until now."""
    before_end = Q(during__startswith__isnull=True) | Q(during__startswith__lt=end) if end else Q()
    after_start = Q(during__endswith__isnull=True) | Q(during__endswith__gt=start)
    return [
        mapping.component for mapping in signal.mappings.filter(before_end, after_start).select_related("component")
    ]


def _read_anew(signal: Signal, now: datetime) -> None:
    """Its newest state, from what is left in its log."""
    said = signal.transitions.filter(level__isnull=False).order_by("at").last()
    if said is None or said.ended_by_id is not None or said.level is None:
        _begin_anew(signal, said.at if said else now)
        return
    since = list(signal.transitions.filter(at__gt=said.at).order_by("at"))
    if said.at != signal.level_at:
        # What was taken back was the newest; of what it repeated before that, only this line is known.
        signal.said_at, signal.text = said.at, said.text
        signal.heard_at = min(signal.heard_at, said.received_at)
    signal.level, signal.planned, signal.level_at = said.level, said.planned, said.at
    signal.silent = bool(since)
    signal.stood_at = min(signal.stood_at, max(said.at, signal.said_at))
    _forget(signal)
    signal.save(update_fields=["level", "planned", "level_at", "said_at", "heard_at", "text", "silent", *_FORGOTTEN])
    if ended := [line for line in since if line.ended_by_id is not None]:
        _end(signal, ended[-1].at)


def _end(signal: Signal, at: datetime) -> None:
    """It is silent from `at` on, and its next word comes after that."""
    signal.said_at = signal.stood_at = at
    signal.silent = signal.starts_anew = True
    _forget(signal)
    signal.save(update_fields=["said_at", "silent", "starts_anew", *_FORGOTTEN])


def _begin_anew(signal: Signal, at: datetime) -> None:
    """As before its first word, which comes after `at`."""
    signal.level, signal.planned, signal.text = _OPERATIONAL, False, ""
    signal.level_at = signal.said_at = signal.stood_at = at
    signal.silent = signal.starts_anew = True
    _forget(signal)
    signal.save(update_fields=["level", "planned", "text", "level_at", "said_at", "silent", "starts_anew", *_FORGOTTEN])


_FORGOTTEN = ("stood_at", "claimed_at", "late_at", "recent", "held_at", "doubted")


def _forget(signal: Signal) -> None:
    """What it was last said with, and what that waited for."""
    signal.claimed_at = signal.late_at = signal.held_at = None
    signal.recent, signal.doubted = "", False


def _tell(action: str, signal: Signal, reason: Reason, *, actor: Person | None, now: datetime, at: datetime) -> None:
    audit.record(
        actor=actor,
        now=now,
        action=action,
        subject=subject_of(signal),
        at=at.isoformat(),
        reason=reason.da,
        reason_en=reason.en,
    )
    resettle((mapping.component for mapping in signal.mappings.select_related("component")), since=at)
