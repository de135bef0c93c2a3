"""What the other parts may ask of what is believed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

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
    values = rows.values_list("component__system__slug", "component__service", "during", "level", "planned", "observed")
    for slug, service, during, level, planned, observed in values:
        period = StatePeriod(Period(during.lower, during.upper), State(Level(level), planned, observed))
        found[SignalName(slug, service or None)].append(period)
    return {name: tuple(periods) for name, periods in found.items()}
