"""What the other parts may ask of what is believed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TypeVar

from django.db.models import Q, QuerySet

from samdrift.status.models import Belief, HeldState, WholeBelief
from samdrift.vocabulary import Level, Period, SignalName, State, StatePeriod


def histories(systems: Iterable[str], since: datetime) -> dict[SignalName, tuple[StatePeriod, ...]]:
    """What was believed of each system and service from `since` on, oldest first; the first period may begin before.

    One query. A component of which nothing was ever believed is left out.
    """
    found: dict[SignalName, list[StatePeriod]] = defaultdict(list)
    for name, period in _periods(_reaching(Belief.objects.all(), systems, since)):
        found[name].append(period)
    return {name: tuple(periods) for name, periods in found.items()}


def whole_histories(systems: Iterable[str], since: datetime) -> dict[str, tuple[StatePeriod, ...]]:
    """What was reported of each system as a whole, its services aside, by slug. One query."""
    found: dict[str, list[StatePeriod]] = defaultdict(list)
    for name, period in _periods(_reaching(WholeBelief.objects.all(), systems, since)):
        found[name.system].append(period)
    return {slug: tuple(periods) for slug, periods in found.items()}


def believed_now() -> dict[SignalName, StatePeriod]:
    """What is believed of each system and service that is watched. One query."""
    return dict(_periods(Belief.objects.filter(during__endswith__isnull=True).order_by()))


_Held = TypeVar("_Held", bound=HeldState)


def _reaching(rows: QuerySet[_Held], systems: Iterable[str], since: datetime) -> QuerySet[_Held]:
    lasting = Q(during__endswith__isnull=True) | Q(during__endswith__gt=since)
    return rows.filter(lasting, component__system__slug__in=list(systems)).order_by("during")


def _periods(rows: QuerySet[_Held]) -> Iterator[tuple[SignalName, StatePeriod]]:
    values = rows.values_list("component__system__slug", "component__service", "during", "level", "planned", "observed")
    for slug, service, during, level, planned, observed in values:
        state = State(Level(level), planned, observed)
        yield SignalName(slug, service or None), StatePeriod(Period(during.lower, during.upper), state)
