"""A system's trouble as one of Statuspage's incidents, and its planned work as a scheduled maintenance.

Readers take the severity of a page from its incidents; without any, some call every fault minor. What was bad when it
was last observed is an incident still: nobody has said that it is over.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from samdrift.snapshot.model import ServiceStatus, SystemStatus
from samdrift.snapshot.statuspage_components import component_status, identifier, moment
from samdrift.vocabulary import Level, State

_IMPACTS = {Level.DEGRADED: "minor", Level.PARTIAL_OUTAGE: "major", Level.MAJOR_OUTAGE: "critical"}
_NAMES = {
    Level.DEGRADED: ("{name} is not working as it should", "{name} was not working as it should when last observed"),
    Level.PARTIAL_OUTAGE: ("{name} has a partial outage", "{name} had a partial outage when last observed"),
    Level.MAJOR_OUTAGE: ("{name} has an outage", "{name} had an outage when last observed"),
}
"""As it is observed, and as it was."""
_NAMED_AT_MOST = 3

_Component = dict[str, Any]


def incident(
    system: SystemStatus, group: _Component, members: Sequence[_Component], base_url: str
) -> dict[str, Any] | None:
    """None where the system works, or is worked on as planned."""
    if not system.state.level or _planned(system.state):
        return None
    return _entry(system, group, members, base_url, status="investigating", impact=_IMPACTS[system.state.level])


def maintenance(
    system: SystemStatus, group: _Component, members: Sequence[_Component], base_url: str
) -> dict[str, Any] | None:
    """None but during planned trouble.

    Nobody announces an end to us, and strict readers need a time as `scheduled_until`: it is that of the beginning, as
    readers put it themselves where an answer leaves it out.
    """
    if not _planned(system.state):
        return None
    entry = _entry(system, group, members, base_url, status="in_progress", impact="maintenance")
    return {**entry, "scheduled_for": entry["started_at"], "scheduled_until": entry["started_at"]}


def _entry(
    system: SystemStatus,
    group: _Component,
    members: Sequence[_Component],
    base_url: str,
    *,
    status: str,
    impact: str,
) -> dict[str, Any]:
    began, updated = moment(_began(system)), moment(_updated(system))
    own_id = identifier(f"{system.slug} {began} {status}")
    concerned = [
        (service, member)
        for service, member in zip(system.services, members, strict=True)
        if service.state.level and _planned(service.state) == _planned(system.state)
    ]
    services = [service for service, _ in concerned]
    components = [group, *(member for _, member in concerned)]
    update = {
        "id": identifier(f"{own_id} {updated}"),
        "status": status,
        "body": _body(system, services),
        "incident_id": own_id,
        "created_at": updated,
        "updated_at": updated,
        "display_at": updated,
        "affected_components": [_affected(component) for component in components],
        "deliver_notifications": False,
        "custom_tweet": None,
        "tweet_id": None,
    }
    return {
        "id": own_id,
        "name": _name(system, services),
        "status": status,
        "created_at": began,
        "updated_at": updated,
        "monitoring_at": None,
        "resolved_at": None,
        "impact": impact,
        "shortlink": f"{base_url}/en/systems/{system.slug}/",
        "started_at": began,
        "page_id": group["page_id"],
        "incident_updates": [update],
        "components": components,
        "reminder_intervals": None,
    }


def _affected(component: _Component) -> dict[str, str]:
    return {
        "code": component["id"],
        "name": component["name"],
        "old_status": "operational",
        "new_status": component["status"],
    }


def _planned(state: State) -> bool:
    return component_status(state) == "under_maintenance"


def _began(system: SystemStatus) -> datetime:
    """When the present trouble began, however it worsened and whether or not it was observed all the time."""
    planned = _planned(system.state)
    began = joint = system.since
    for each in system.history:
        same = _planned(each.state) == planned
        if (each.period.end or joint) < joint or not each.state.level or (each.state.observed and not same):
            break
        joint = each.period.start
        if same:
            began = joint
    return began


def _updated(system: SystemStatus) -> datetime:
    return max([system.since, *(service.since for service in system.services if service.state.level)])


def _name(system: SystemStatus, services: Sequence[ServiceStatus]) -> str:
    if _planned(system.state):
        name = f"Planned work on {system.name.en}"
    else:
        observed, was = _NAMES[system.state.level]
        name = (observed if system.state.observed else was).format(name=system.name.en)
    if len(services) == len(system.services) or not 0 < len(services) <= _NAMED_AT_MOST:
        return name
    return f"{name}: {', '.join(service.name.en for service in services)}"


def _body(system: SystemStatus, services: Sequence[ServiceStatus]) -> str:
    """What people cannot do, in plain sentences."""
    sentences = [_meaning(service.name.en, service.state, service.without.en) for service in services]
    if not sentences:
        sentences = [_meaning(system.name.en, system.state, f"{system.name.en} is not working.")]
    if not system.state.observed:
        sentences.append("It is not observed any more, so this may have changed.")
    return " ".join(sentences)


def _meaning(name: str, state: State, without: str) -> str:
    if state.level is Level.DEGRADED:
        return f"{name}: may be slow or fail now and then."
    if state.level is Level.PARTIAL_OUTAGE:
        return f"It does not work for everyone. Where it fails: {without}"
    return without
