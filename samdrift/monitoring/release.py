"""Let the ends of faults count that waited for proof that their source is alive.

Alertmanager says "resolved" also when Prometheus falls silent, of every alert within some minutes. Such an end is
believed once the watchdog was heard twice after it: what fell silent with the others would by then have ended too. And
where the watchdog came back only after that end, not before it has been heard for as long as the source may be silent:
a Prometheus that starts anew needs its time to fire again.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from django.db.models import F, Q

from samdrift.monitoring.models import Signal, Source
from samdrift.monitoring.record import Release, record

_WATCHED = Q(source__life=Source.Life.WATCHDOG)
_PROVED = Q(source__proved_before__gt=F("held_at"))
_STEADY = Q(source__proved_since__lt=F("held_at"))


def release_held(now: datetime) -> int:
    """Record the ends that are proved at `now`; return how many."""
    waiting = Signal.objects.filter(held_at__isnull=False, source__paused=False)
    steady = _STEADY | Q(source__proved_since__lte=now - F("source__interval"))
    keys: dict[int, list[str]] = defaultdict(list)
    for source_id, key in waiting.filter(~_WATCHED | (_PROVED & steady)).values_list("source_id", "key"):
        keys[source_id].append(key)
    record([Release(source_id, tuple(found), now) for source_id, found in sorted(keys.items())])
    return sum(map(len, keys.values()))
