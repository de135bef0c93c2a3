"""When monitoring was last heard, and how much of it there is: for publishing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Min, Q

from samdrift.monitoring.liveness import vouched_at
from samdrift.monitoring.models import Mapping, Source
from samdrift.portfolio.models import Component
from samdrift.vocabulary import Level, SignalName

_COUNTING = (
    Q(mappings__during__endswith__isnull=True)
    & ~Q(
        ~Q(mappings__signal__source__life=Source.Life.EVERY_SIGNAL),
        mappings__signal__silent=True,
        mappings__signal__level=Level.OPERATIONAL,
    )
    & ~Q(mappings__signal__silent=True, mappings__signal__starts_anew=True)
)
"""Of those mapped now. A source that speaks only of faults abstains by being silent after "resolved", and every source
where a person ended what it says."""


def last_heard() -> datetime | None:
    """When any source was last heard, one that is now paused too; None before the first word."""
    found: datetime | None = Source.objects.aggregate(last=Max("heard_at"))["last"]
    return found


@dataclass(frozen=True, slots=True)
class Watching:
    """A signal that is mapped now: when its last word came, and when a watchdog that vouches for it was last heard."""

    heard_at: datetime | None
    proved_at: datetime | None
    silent: bool

    def last_before(self, moment: datetime) -> datetime | None:
        """When it was last vouched for, at `moment` at the latest."""
        own = [self.heard_at] if self.heard_at and self.heard_at <= moment else []
        proof = [min(self.proved_at, moment)] if self.proved_at else []
        return max((*own, *proof), default=None)


def signals_by_system(systems: Iterable[str]) -> dict[str, tuple[Watching, ...]]:
    """The signals that are mapped to each system now; one that nothing watches is left out."""
    mapped = Mapping.objects.filter(component__system__slug__in=list(systems), during__endswith__isnull=True)
    fields = ("signal__heard_at", "signal__source__life", "signal__source__proved_at", "signal__silent")
    found: dict[str, tuple[Watching, ...]] = {}
    for slug, own, life, source, silent in mapped.order_by("pk").values_list("component__system__slug", *fields):
        proof = source if life == Source.Life.WATCHDOG else None
        found[slug] = (*found.get(slug, ()), Watching(own, proof, silent))
    return found


def heard_at() -> dict[SignalName, datetime]:
    """When each system and service was last heard by every signal that its state rests on. One query.

    A service that no signal watches by itself rests on those of its system as a whole; a system on all of them. What
    nothing watches is left out.
    """
    rows = Component.objects.order_by().annotate(heard=Min(vouched_at("mappings__signal__"), filter=_COUNTING))
    by_system: dict[str, dict[str, datetime | None]] = defaultdict(dict)
    for slug, service, heard in rows.values_list("system__slug", "service", "heard"):
        by_system[slug][service] = heard
    found: dict[SignalName, datetime] = {}
    for slug, heard_of in by_system.items():
        whole = heard_of.pop("", None)
        own = {service: heard or whole for service, heard in heard_of.items()}
        own[""] = min([heard for heard in (whole, *own.values()) if heard], default=None)
        found |= {SignalName(slug, service or None): heard for service, heard in own.items() if heard}
    return found


def heard_since(moment: datetime) -> frozenset[SignalName]:
    """The systems and services of which every signal that their state rests on was heard at `moment` or after it."""
    return frozenset(name for name, heard in heard_at().items() if heard >= moment)
