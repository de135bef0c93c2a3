"""What people set right of what monitoring had said: for the public."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from samdrift.monitoring.models import Correction as Row
from samdrift.snapshot.model import Correction, CorrectionKind


def corrections(systems: Iterable[str], since: datetime) -> dict[str, tuple[Correction, ...]]:
    """By system, those made at `since` or after it, newest first. One query; a system without any is left out."""
    rows = Row.objects.filter(components__system__slug__in=list(systems), made_at__gte=since)
    found: dict[str, dict[int, Correction]] = defaultdict(dict)
    for slug, pk, kind, made_at, da, en in rows.order_by("-made_at", "-pk").values_list(
        "components__system__slug", "pk", "kind", "made_at", "reason_da", "reason_en"
    ):
        found[slug][pk] = Correction(CorrectionKind(kind), made_at, da, en or None)
    return {slug: tuple(made.values()) for slug, made in found.items()}
