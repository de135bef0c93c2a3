"""When monitoring was last heard, and how much of it there is: for publishing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Max, Min

from samdrift.monitoring.models import Mapping, Source
from samdrift.vocabulary import SignalName


def last_heard() -> datetime | None:
    """When any source was last heard; None before the first word."""
    found: datetime | None = Source.objects.filter(paused=False).aggregate(last=Max("heard_at"))["last"]
    return found


def signals_by_system(systems: Iterable[str]) -> dict[str, int]:
    """How many signals are mapped to each system now; one that nothing watches is left out."""
    mapped = Mapping.objects.filter(component__system__slug__in=list(systems), during__endswith__isnull=True)
    counted = mapped.order_by().values("component__system__slug").annotate(signals=Count("pk"))
    return {row["component__system__slug"]: row["signals"] for row in counted}


def heard_since(moment: datetime) -> frozenset[SignalName]:
    """The systems and services of which every signal mapped to them was heard at `moment` or after it."""
    mapped = Mapping.objects.filter(during__endswith__isnull=True).order_by()
    rows = mapped.values("component__system__slug", "component__service").annotate(heard=Min("signal__heard_at"))
    return frozenset(
        SignalName(row["component__system__slug"], row["component__service"] or None)
        for row in rows.filter(heard__gte=moment)
    )
