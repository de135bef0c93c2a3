"""Silence: what is not heard within its interval is no longer observed. Never green by silence."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction

from samdrift.monitoring.models import Signal, Transition
from samdrift.monitoring.record import lock_sources, resettle

# Until when a signal may be silent, by how its source proves that it lives (Source.Life). A source that speaks only
# of faults and has no proof of life is believed while it repeats a fault, and not one moment after it says "resolved".
_OVERDUE = """
SELECT signal.id, signal.source_id,
    greatest(deadline, signal.level_at + interval '1us', signal.said_at + interval '1us')
FROM monitoring_signal AS signal
JOIN monitoring_source AS source ON source.id = signal.source_id
LEFT JOIN monitoring_source AS beside ON beside.id = source.beside_id
CROSS JOIN LATERAL (SELECT CASE
    WHEN source.life = 'every_signal' THEN signal.heard_at + coalesce(signal.interval, source.interval)
    WHEN source.life = 'watchdog' AND source.proved_at IS NOT NULL
        THEN greatest(source.proved_at, source.heard_at) + source.interval
    WHEN source.life = 'beside' AND beside.heard_at IS NOT NULL THEN beside.heard_at + beside.interval
    WHEN signal.level > 0 THEN signal.heard_at + coalesce(signal.interval, source.interval)
    ELSE signal.level_at
END) AS until(deadline)
WHERE NOT signal.silent AND deadline < %(now)s
"""
_LOCKED = " AND source.id = ANY(%(sources)s) ORDER BY signal.id FOR UPDATE OF signal"


def fall_silent(now: datetime) -> int:
    """Log silence for every signal not heard in time, from the moment its time ran out; return how many."""
    with transaction.atomic():
        since = _overdue(now)
        Transition.objects.bulk_create(
            Transition(signal_id=pk, at=at, level=None, received_at=now) for pk, at in since.items()
        )
        Signal.objects.filter(pk__in=since).update(silent=True)
        resettle(since)
    return len(since)


def _overdue(now: datetime) -> dict[int, datetime]:
    """Signal id to the beginning of its silence, after all that it said; locked."""
    with connection.cursor() as cursor:
        cursor.execute(_OVERDUE, {"now": now})
        sources = {source for _, source, _ in cursor}
        if not sources:
            return {}
        # What is being recorded of these sources goes first: it may be what was waited for.
        lock_sources(sources)
        cursor.execute(_OVERDUE + _LOCKED, {"now": now, "sources": list(sources)})
        return {pk: since for pk, _, since in cursor}
