"""Let the ends of faults count that waited for proof that their source is alive.

Alertmanager says "resolved" also when Prometheus falls silent, of every alert within some minutes. Such an end is
believed once the watchdog was heard twice after it, and the second time a minute after it or half the source's
interval, whichever is less: what fell silent with the others would by then have ended too. And where the watchdog came
back only after that end, not before it has been heard for as long as the source may be silent: a Prometheus that starts
anew needs its time to fire again.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta

from samdrift.monitoring.models import Signal, Source
from samdrift.monitoring.record import Release, record
from samdrift.monitoring.source_rows import apart

_AFTER = timedelta(minutes=1)


def release_held(now: datetime) -> int:
    """Record the ends that are proved at `now`; return how many."""
    waiting = Signal.objects.filter(held_at__isnull=False, source__paused=False).select_related("source")
    keys: dict[int, list[str]] = defaultdict(list)
    for signal in waiting.order_by("pk"):
        if signal.held_at is not None and _is_proved(signal.source, signal.held_at, now):
            keys[signal.source_id].append(signal.key)
    record([Release(source_id, tuple(found), now) for source_id, found in sorted(keys.items())])
    return sum(map(len, keys.values()))


def _is_proved(source: Source, ended_at: datetime, now: datetime) -> bool:
    if source.life != Source.Life.WATCHDOG:
        return True
    first, last, since = source.proved_before, source.proved_at, source.proved_since
    if first is None or last is None or since is None:
        return False
    twice = first > ended_at and last - first >= apart(source)
    late_enough = last - ended_at >= min(_AFTER, source.interval / 2)
    return twice and late_enough and (since < ended_at or now - since >= source.interval)
