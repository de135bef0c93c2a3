"""What the other parts may ask of what is believed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db.models import QuerySet

from samdrift.status.models import Belief
from samdrift.vocabulary import Level, Period, SignalName, State, StatePeriod


def histories(systems: Iterable[str], since: datetime) -> dict[SignalName, tuple[StatePeriod, ...]]:
    """What was believed of each system and service from `since` on, oldest first; the first period may begin before.

    One query. A component of which nothing was ever believed is left out.
    """
    rows = (
        Belief.objects.filter(component__system__slug__in=list(systems), during__endswith__isnull=True)
        | Belief.objects.filter(component__system__slug__in=list(systems), during__endswith__gt=since)
    ).order_by("during")
    found: dict[SignalName, list[StatePeriod]] = defaultdict(list)
    for name, period in _periods(rows):
        found[name].append(period)
    return {name: tuple(periods) for name, periods in found.items()}


def believed_now() -> dict[SignalName, StatePeriod]:
    """What is believed of each system and service that is watched. One query."""
    return dict(_periods(Belief.objects.filter(during__endswith__isnull=True).order_by()))


def _periods(rows: QuerySet[Belief]) -> Iterator[tuple[SignalName, StatePeriod]]:
    values = rows.values_list("component__system__slug", "component__service", "during", "level", "planned", "observed")
    for slug, service, during, level, planned, observed in values:
        state = State(Level(level), planned, observed)
        yield SignalName(slug, service or None), StatePeriod(Period(during.lower, during.upper), state)
