"""Snapshots of the demonstration with some services down, without a database: what is expected is worked out by the
publisher's own code."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import cache

from samdrift.impact import system_level
from samdrift.portfolio.derived import SystemModel
from samdrift.publishing.described import Described
from samdrift.publishing.expecting import Expecting
from samdrift.publishing.gather import unwatched
from samdrift.publishing.troubled import Heard
from samdrift.snapshot.model import Rise, ServiceStatus, Snapshot, SystemStatus
from samdrift.vocabulary import Level, State
from tests import world
from tests.publishing.telling import demo

BROKEN_AT = world.NOW - timedelta(minutes=5)
_WORKING, _DOWN = State(Level.OPERATIONAL, observed=True), State(Level.MAJOR_OUTAGE, observed=True)


@cache
def described() -> Described:
    return demo()


def services() -> list[str]:
    """Of the systems in operation, as `mitid/login`."""
    return [f"{system.slug}/{service.id}" for system in _watched() for service in system.services]


def with_down(down: Collection[str]) -> Snapshot:
    """Five minutes after these services went down."""
    statuses = {system.slug: _status(system, down) for system in _watched()}
    told = Expecting(Heard(dict, tuple)).beside(statuses, described(), world.NOW)
    return Snapshot(1, world.NOW, world.NOW, tuple(told.values()))


def _watched() -> Iterator[SystemModel]:
    return (each for each in described().portfolio.systems if not each.external and not each.retired)


def _status(system: SystemModel, down: Collection[str]) -> SystemStatus:
    status = unwatched(system, world.NOW)
    services = tuple(_service(each, f"{system.slug}/{each.id}" in down) for each in status.services)
    weights = [each.criticality for each in system.services]
    level = system_level([(weight, each.state.level) for weight, each in zip(weights, services, strict=True)])
    return replace(
        status,
        services=services,
        state=State(level, observed=True),
        since=BROKEN_AT,
        rises=(Rise(level, BROKEN_AT),) if level else (),
        watched_by=len(services),
    )


def _service(service: ServiceStatus, down: bool) -> ServiceStatus:
    if not down:
        return replace(service, state=_WORKING)
    return replace(service, state=_DOWN, since=BROKEN_AT, rises=(Rise(Level.MAJOR_OUTAGE, BROKEN_AT),))
