"""Silence: what is not heard within its interval is no longer observed. Never green by silence."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction

from samdrift.monitoring.models import Signal, Transition
from samdrift.monitoring.placing import TICK
from samdrift.monitoring.record import resettle

# Until when a signal may be silent, by how its source proves that it lives (Source.Life). A source that speaks only
# of faults and has no proof of life is believed while it repeats a fault, and not one moment after it says "resolved".
_OVERDUE = """
SELECT signal.id, deadline FROM monitoring_signal AS signal
JOIN monitoring_source AS source ON source.id = signal.source_id
LEFT JOIN monitoring_source AS beside ON beside.id = source.beside_id
CROSS JOIN LATERAL (SELECT CASE
    WHEN source.life = 'every_signal' THEN signal.heard_at + coalesce(signal.interval, source.interval)
    WHEN source.life = 'watchdog' AND source.proved_at IS NOT NULL
        THEN greatest(source.proved_at, source.heard_at) + source.interval
    WHEN source.life = 'beside' AND beside.heard_at IS NOT NULL THEN beside.heard_at + beside.interval
    WHEN signal.level > 0 THEN signal.heard_at + source.interval
    ELSE signal.level_at
END) AS until(deadline)
WHERE NOT signal.silent AND deadline < %s
ORDER BY signal.id
FOR UPDATE OF signal
"""


def fall_silent(now: datetime) -> int:
    """Log silence for every signal not heard in time, from the moment its time ran out; return how many."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_OVERDUE, [now])
            overdue: dict[int, datetime] = dict(cursor.fetchall())
        if not overdue:
            return 0
        signals = list(Signal.objects.filter(pk__in=overdue))
        since = {signal.pk: min(max(overdue[signal.pk], signal.said_at + TICK), now) for signal in signals}
        Transition.objects.bulk_create(
            [Transition(signal=signal, at=since[signal.pk], level=None, received_at=now) for signal in signals],
            ignore_conflicts=True,
        )
        Signal.objects.filter(pk__in=overdue).update(silent=True)
        resettle(since)
    return len(overdue)
