"""End-to-end checks: what really exercises a service, and the systems that it goes through."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from samdrift.impact import Dependency
from samdrift.monitoring.models import Mapping
from samdrift.vocabulary import Level, SignalName


@dataclass(frozen=True, slots=True)
class EndToEnd:
    """A check of `name`, through systems or services `through`; none is everything that it needs. `heard_at`: when it
    was last heard to work; None where it is silent or says otherwise."""

    name: SignalName
    through: frozenset[str]
    heard_at: datetime | None

    def exercises(self, need: Dependency) -> bool:
        """Whether it is a check of the need's consumer that goes through so many of the providers as it needs."""
        return str(self.name) == need.consumer and goes_through(self.through, need)


def goes_through(through: Collection[str], need: Dependency) -> bool:
    """`through` names systems and services; none is everything."""
    used = sum(name in through or name.partition("/")[0] in through for name in need.providers)
    return not through or used >= need.required


def end_to_end_checks() -> Iterable[EndToEnd]:
    """Those that count now. One query."""
    rows = Mapping.objects.current().filter(end_to_end=True)
    for mapping in rows.select_related("component__system", "signal").order_by("pk"):
        signal = mapping.signal
        works = not signal.silent and signal.level == Level.OPERATIONAL
        yield EndToEnd(
            SignalName(mapping.component.system.slug, mapping.component.service or None),
            frozenset(mapping.through),
            signal.heard_at if works else None,
        )
