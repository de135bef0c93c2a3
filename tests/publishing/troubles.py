"""The demo portfolio in any trouble, without a database: what is seen of it, and what the public is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from samdrift.impact import system_level
from samdrift.portfolio.derived import SystemModel
from samdrift.publishing.described import Described
from samdrift.publishing.expecting import Expecting
from samdrift.publishing.gather import unwatched
from samdrift.publishing.pages.places import has_status
from samdrift.publishing.troubled import Heard
from samdrift.snapshot.model import Rise, ServiceStatus, SystemStatus, Whole
from samdrift.vocabulary import State
from tests import world
from tests.publishing.telling import demo

Troubles = Mapping[str, State]
"""By system, which is then reported as a whole, or by service: mitid/login."""


@cache
def described() -> Described:
    return demo()


@cache
def services() -> tuple[str, ...]:
    """Of every system that can fail on a page: mitid/login."""
    running = [each for each in described().portfolio.running if has_status(each)]
    return tuple(f"{system.slug}/{service.id}" for system in running for service in system.services)


@cache
def calm() -> dict[str, SystemStatus]:
    return {system.slug: _status(system, {}) for system in described().portfolio.systems if has_status(system)}


def seen(troubles: Troubles) -> dict[str, SystemStatus]:
    """All else is seen to work."""
    by_slug = described().portfolio.by_slug
    troubled = {name.partition("/")[0] for name in troubles}
    return {**calm(), **{slug: _status(by_slug[slug], troubles) for slug in troubled}}


def told(troubles: Troubles, expecting: Expecting | None = None) -> dict[str, SystemStatus]:
    """By one that knows nothing of before, or by one that does."""
    return (expecting or Expecting(Heard(dict))).beside(seen(troubles), described(), world.NOW)


def _status(system: SystemModel, troubles: Troubles) -> SystemStatus:
    status = unwatched(system, world.NOW)
    if system.retired:
        return status
    own = tuple(_service(each, troubles.get(f"{system.slug}/{each.id}", world.WORKING)) for each in status.services)
    weights = [each.criticality for each in system.services]
    whole = troubles.get(system.slug, world.WORKING)
    level = max(whole.level, system_level(list(zip(weights, (each.state.level for each in own), strict=True))))
    planned = [each.state.planned for each in own if each.state.level]
    state = State(level, planned=whole.planned or (bool(planned) and all(planned)), observed=True)
    return replace(
        status,
        services=own,
        state=state,
        since=world.BROKEN_AT,
        rises=_rises(state),
        whole=Whole(whole, world.BROKEN_AT, _rises(whole)) if system.slug in troubles else None,
    )


def _service(service: ServiceStatus, state: State) -> ServiceStatus:
    return replace(service, state=state, since=world.BROKEN_AT, rises=_rises(state))


def _rises(state: State) -> tuple[Rise, ...]:
    return (Rise(state.level, world.BROKEN_AT),) if state.level else ()
