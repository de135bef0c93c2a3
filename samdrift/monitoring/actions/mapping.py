"""What a signal counts for: mapped, unmapped, tuned. One transaction and one audit entry each."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from samdrift.accounts import audit
from samdrift.accounts.models import Person
from samdrift.monitoring.actions.resettling import resettle
from samdrift.monitoring.models import Mapping, Signal
from samdrift.monitoring.queries.mapping import mapped_component
from samdrift.portfolio.models import Component


@transaction.atomic
def map_signal(*, actor: Person | None, signal: Signal, component: Component, now: datetime) -> None:
    """From `now` on the signal counts for `component`, and no longer for what it counted for."""
    _lock(signal)
    before = mapped_component(signal)
    if before == component:
        return
    if before:
        _end_current(signal, now=now)
    Mapping.objects.create(signal=signal, component=component, during=DateTimeTZRange(now, None))
    audit.record(
        actor=actor,
        now=now,
        action="monitoring.map_signal",
        subject=subject_of(signal),
        before=str(before) if before else None,
        after=str(component),
    )
    resettle([component, before] if before else [component], since=now)


@transaction.atomic
def unmap_signal(*, actor: Person | None, signal: Signal, now: datetime) -> None:
    """From `now` on the signal counts for nothing."""
    _lock(signal)
    if (before := mapped_component(signal)) is None:
        return
    _end_current(signal, now=now)
    audit.record(
        actor=actor,
        now=now,
        action="monitoring.unmap_signal",
        subject=subject_of(signal),
        before=str(before),
        after=None,
    )
    resettle([before], since=now)


@transaction.atomic
def cover_signal(
    *, actor: Person | None, signal: Signal, end_to_end: bool, through: Collection[str], now: datetime
) -> None:
    """From `now` on the check behind the mapped `signal` proves this (Mapping)."""
    _lock(signal)
    current = Mapping.objects.current().select_related("component__system").get(signal=signal)
    before, after = _proved(current.end_to_end, current.through), _proved(end_to_end, through)
    if before == after:
        return
    _end_current(signal, now=now)
    Mapping.objects.create(
        signal=signal,
        component=current.component,
        during=DateTimeTZRange(now, None),
        end_to_end=end_to_end,
        through=sorted(through),
    )
    audit.record(
        actor=actor, now=now, action="monitoring.cover_signal", subject=subject_of(signal), before=before, after=after
    )
    resettle([current.component], since=now)


def _proved(end_to_end: bool, through: Collection[str]) -> dict[str, object]:
    return {"end_to_end": end_to_end, "through": sorted(through)}


@transaction.atomic
def tune_signal(
    *,
    actor: Person | None,
    signal: Signal,
    interval: timedelta | None,
    confirm: timedelta | None,
    now: datetime,
) -> None:
    """How long it may be silent, and how long a new state must stand; None: as its source."""
    locked = Signal.objects.select_for_update().get(pk=signal.pk)
    before = {"interval": _seconds(locked.interval), "confirm": _seconds(locked.confirm)}
    locked.interval, locked.confirm = interval, confirm
    locked.save(update_fields=["interval", "confirm"])
    audit.record(
        actor=actor,
        now=now,
        action="monitoring.tune_signal",
        subject=subject_of(signal),
        before=before,
        after={"interval": _seconds(interval), "confirm": _seconds(confirm)},
    )
    component = mapped_component(locked)
    resettle([component] if component else [], since=now)


def subject_of(signal: Signal) -> str:
    """The signal's stable name in the audit trail."""
    return f"signal {signal.source.slug}:{signal.key}"[:200]


def _lock(signal: Signal) -> None:
    """The signal's row is the lock: two people who map it at once come one after the other."""
    Signal.objects.select_for_update().get(pk=signal.pk)


def _end_current(signal: Signal, *, now: datetime) -> None:
    mapping = Mapping.objects.get(signal=signal, during__endswith__isnull=True)
    begun = mapping.during.lower
    if begun is not None and begun >= now:
        # It never counted; an empty period would say nothing and could not be told from an open one.
        mapping.delete()
        return
    mapping.during = DateTimeTZRange(begun, now)
    mapping.save(update_fields=["during"])


def _seconds(duration: timedelta | None) -> float | None:
    return duration.total_seconds() if duration is not None else None
