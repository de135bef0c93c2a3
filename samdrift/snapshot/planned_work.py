"""Announced work that goes on in a system, whatever else is the matter with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from samdrift.snapshot.model import ServiceStatus, SystemStatus, Whole
from samdrift.vocabulary import Level


@dataclass(frozen=True, slots=True)
class PlannedWork:
    """`level` is the worst that is seen of what is worked on: operational while all of that works. `whole`: the work is
    on the system as a whole; `services` are those that were announced themselves."""

    level: Level
    since: datetime
    whole: bool
    services: tuple[ServiceStatus, ...]


def planned_work(system: SystemStatus) -> PlannedWork | None:
    """None where no work goes on, as far as anyone observes."""
    services = tuple(each for each in system.services if _is_worked_on(each))
    reported = system.whole if system.whole and _is_worked_on(system.whole) else None
    parts: list[SystemStatus | ServiceStatus | Whole] = [*services, *([reported] if reported else [])]
    whole = reported is not None or (not services and _is_worked_on(system))
    if _is_worked_on(system):
        parts.append(system)
    if not parts:
        return None
    return PlannedWork(
        level=max(each.state.level for each in parts),
        since=min(each.worked_on_since or each.since for each in parts),
        whole=whole,
        services=services,
    )


def beside_other_trouble(system: SystemStatus) -> PlannedWork | None:
    """The work that the state of the system does not tell of."""
    return None if system.state.planned and system.state.level else planned_work(system)


def unannounced(system: SystemStatus) -> tuple[ServiceStatus, ...]:
    """The services seen in trouble that nobody announced."""
    return tuple(
        each for each in system.services if each.state.observed and each.state.level and not each.state.planned
    )


def _is_worked_on(thing: SystemStatus | ServiceStatus | Whole) -> bool:
    return thing.state.observed and thing.state.planned
