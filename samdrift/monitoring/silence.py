"""Silence: what is no longer believed (liveness.py) is not observed. Never green by silence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction
from django.db.models import DateTimeField, ExpressionWrapper, F, QuerySet, Value
from django.db.models.functions import Greatest

from samdrift.monitoring.liveness import believed_until
from samdrift.monitoring.models import Signal, Source, Transition
from samdrift.monitoring.placing import TICK
from samdrift.monitoring.record import lock_sources
from samdrift.monitoring.resettling import resettle


def fall_silent(now: datetime) -> int:
    """Log silence for every signal not heard in time, from the moment its time ran out; return how many."""
    with transaction.atomic():
        since = _overdue(now)
        _log(since, now)
    return len(since)


@contextmanager
def changing(sources: Iterable[Source], now: datetime) -> Iterator[None]:
    """While these sources are changed, in the caller's transaction: what they vouched for until now stays heard until
    now, and what they no longer vouch for falls silent now."""
    ids = {source.pk for source in sources}
    lock_sources(ids)
    _log(_locked(_fading(now), ids), now)
    yield
    _log({pk: max(since, now) for pk, since in _locked(_fading(now), ids).items()}, now)


def _log(since: dict[int, datetime], now: datetime) -> None:
    Transition.objects.bulk_create(
        Transition(signal_id=pk, at=at, level=None, received_at=now) for pk, at in since.items()
    )
    Signal.objects.filter(pk__in=since).update(silent=True)
    resettle(since)


def _overdue(now: datetime) -> dict[int, datetime]:
    """Signal id to the beginning of its silence; locked."""
    sources = set(_fading(now).order_by().values_list("source", flat=True))
    if not sources:
        return {}
    # What is being recorded of these sources goes first: it may be what was waited for.
    lock_sources(sources)
    return _locked(_fading(now), sources)


def _fading(now: datetime) -> QuerySet[Signal]:
    return Signal.objects.filter(silent=False).alias(until=believed_until()).filter(until__lt=now)


def _locked(fading: QuerySet[Signal], sources: set[int]) -> dict[int, datetime]:
    """Silence comes after all that the signal said."""
    said = (ExpressionWrapper(F(name) + Value(TICK), output_field=DateTimeField()) for name in ("level_at", "said_at"))
    rows = fading.filter(source__in=sources).order_by("pk").select_for_update(of=("self",))
    return dict(rows.values_list("pk", Greatest("until", *said)))
