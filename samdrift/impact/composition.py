"""A system's level out of those of its services, by the tables that hold for dependencies too.

With each service a part of the system stops: critical, high or low. Where the document does not say, all services weigh
alike: one of them is at most a partial outage of the system, and only all of them are an outage. Whatever the weights,
a system is as badly off as the service that works best.

`system_level` says it of known levels, `composition` as dependencies, so that the engine says the same of any failure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from samdrift.impact.dependency import Dependency, Fallback
from samdrift.impact.transfer import DEFAULT, Transfer
from samdrift.vocabulary import Criticality, Level

Weight = Criticality | None
"""How much of a system stops with a service; None: all its services weigh alike."""

_ALIKE = Fallback(Level.PARTIAL_OUTAGE)
"""The other services: with them the system never does worse than this."""


def share(weight: Weight, level: Level, transfer: Transfer = DEFAULT) -> Level:
    """What a service at `level` makes of its system, as long as another works."""
    if weight is None:
        return transfer.felt(Criticality.CRITICAL, min(level, _ALIKE.quality))
    return transfer.felt(weight, level)


def system_level(services: Sequence[tuple[Weight, Level]], transfer: Transfer = DEFAULT) -> Level:
    """Operational where there are no services."""
    if not services:
        return Level.OPERATIONAL
    everywhere = transfer.felt(Criticality.CRITICAL, min(level for _, level in services))
    return max(everywhere, *(share(weight, level, transfer) for weight, level in services))


def composition(system: str, services: Sequence[tuple[str, Weight]]) -> Iterator[Dependency]:
    """`services` are nodes."""
    nodes = tuple(node for node, _ in services)
    if len(nodes) == 1:
        yield Dependency(system, nodes)
        return
    for node, weight in services:
        if weight is None:
            yield Dependency(system, (node,), fallback=_ALIKE)
        else:
            yield Dependency(system, (node,), weight)
    if nodes:
        yield Dependency(system, nodes)
