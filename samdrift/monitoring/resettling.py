"""Queue what rests on a signal to be settled again, in the transaction that changed the signal's log."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from samdrift.monitoring.models import Mapping as SignalMapping
from samdrift.monitoring.models import Resettle


def resettle(since: Mapping[int, datetime]) -> None:
    """By signal id, the earliest change of its log."""
    if not since:
        return
    mappings = SignalMapping.objects.filter(signal_id__in=since).values_list("signal_id", "component_id")
    Resettle.objects.bulk_create(
        [
            Resettle(component_id=component_id, since=since[signal_id], due=since[signal_id])
            for signal_id, component_id in mappings
        ]
    )
