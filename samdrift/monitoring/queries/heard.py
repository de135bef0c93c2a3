"""When monitoring was last heard, and how much of it there is: for publishing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Max

from samdrift.monitoring.models import Mapping, Source


def last_heard() -> datetime | None:
    """When any source was last heard; None before the first word."""
    found: datetime | None = Source.objects.filter(paused=False).aggregate(last=Max("heard_at"))["last"]
    return found


def signals_by_system(systems: Iterable[str]) -> dict[str, int]:
    """How many signals are mapped to each system now; one that nothing watches is left out."""
    mapped = Mapping.objects.filter(component__system__slug__in=list(systems), during__endswith__isnull=True)
    counted = mapped.order_by().values("component__system__slug").annotate(signals=Count("pk"))
    return {row["component__system__slug"]: row["signals"] for row in counted}
