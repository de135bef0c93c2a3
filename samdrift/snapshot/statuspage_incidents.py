"""A system's trouble as one of Statuspage's incidents, and its planned work as a scheduled maintenance.

Readers take the severity of a page from its incidents; without any, some call every fault minor. What was bad when it
was last observed is an incident still: nobody has said that it is over.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from samdrift.snapshot.model import ServiceStatus, SystemStatus
from samdrift.snapshot.planned_work import PlannedWork, planned_work, unannounced
from samdrift.snapshot.statuspage_components import changed, component_status, identifier, moment
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
    """None where nothing is in trouble but by planned work.

    A service that matters too little to change its system's level, or that fails beside planned work, is one as well.
    """
    services = unannounced(system)
    level = system.state.level
    if not level or _planned(system.state) or _was_announced(system):
        if not services or not system.state.observed:
            return None
        level = Level.DEGRADED
        began = min(each.rises[0].since if each.rises else each.since for each in services)
    else:
        began = _began(system)
        services = tuple(each for each in system.services if each.state.level and not _planned(each.state))
    return _entry(
        system,
        _Told(began, _name(system, services, level), _body(system, services)),
        (group, *_of(services, system, members)),
        base_url,
        status="investigating",
        impact=_IMPACTS[level],
    )


def _was_announced(system: SystemStatus) -> bool:
    """Nobody observes it any more, and the trouble that was seen last was planned work."""
    seen = next((past.state for past in system.history if past.state.observed), None)
    return not system.state.observed and seen is not None and seen.planned


def maintenance(
    system: SystemStatus, group: _Component, members: Sequence[_Component], base_url: str
) -> dict[str, Any] | None:
    """None but during planned work, whatever else is the matter with the system.

    Nobody announces an end to us, and strict readers need a time as `scheduled_until`: it is that of the beginning, as
    readers put it themselves where an answer leaves it out.
    """
    work = planned_work(system)
    if work is None:
        return None
    dated = not _planned(system.state) or system.worked_on_since
    name = _naming(f"Planned work on {system.name.en}", () if work.whole else work.services, system)
    entry = _entry(
        system,
        _Told(work.since if dated else _began(system), name, _work_body(system, work)),
        (group, *_of(work.services, system, members)),
        base_url,
        status="in_progress",
        impact="maintenance",
    )
    return {**entry, "scheduled_for": entry["started_at"], "scheduled_until": entry["started_at"]}


@dataclass(frozen=True, slots=True)
class _Told:
    began: datetime
    name: str
    body: str


def _of(services: Sequence[ServiceStatus], system: SystemStatus, members: Sequence[_Component]) -> Iterator[_Component]:
    ids = {service.id for service in services}
    return (member for service, member in zip(system.services, members, strict=True) if service.id in ids)


def _entry(
    system: SystemStatus,
    told: _Told,
    components: Sequence[_Component],
    base_url: str,
    *,
    status: str,
    impact: str,
) -> dict[str, Any]:
    began, updated = moment(told.began), moment(max(told.began, _updated(system)))
    own_id = identifier(f"{system.slug} {began} {status}")
    update = {
        "id": identifier(f"{own_id} {updated}"),
        "status": status,
        "body": told.body,
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
        "name": told.name,
        "status": status,
        "created_at": began,
        "updated_at": updated,
        "monitoring_at": None,
        "resolved_at": None,
        "impact": impact,
        "shortlink": f"{base_url}/en/systems/{system.slug}/",
        "started_at": began,
        "page_id": components[0]["page_id"],
        "incident_updates": [update],
        "components": list(components),
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
    return max([changed(system), *(changed(service) for service in system.services)])


def _name(system: SystemStatus, services: Sequence[ServiceStatus], level: Level) -> str:
    observed, was = _NAMES[level]
    return _naming((observed if system.state.observed else was).format(name=system.name.en), services, system)


def _naming(name: str, services: Sequence[ServiceStatus], system: SystemStatus) -> str:
    if len(services) == len(system.services) or not 0 < len(services) <= _NAMED_AT_MOST:
        return name
    return f"{name}: {', '.join(service.name.en for service in services)}"


def _body(system: SystemStatus, services: Sequence[ServiceStatus]) -> str:
    """What people cannot do, in plain sentences."""
    sentences = [_meaning(service.name.en, service.state, service.without.en) for service in services]
    if not sentences:
        sentences = [_of_whole(system, system.state.level)]
    if not system.state.observed:
        sentences.append("It is not observed any more, so this may have changed.")
    return " ".join(sentences)


def _work_body(system: SystemStatus, work: PlannedWork) -> str:
    felt = [service for service in work.services if service.state.level]
    if felt:
        return " ".join(_meaning(service.name.en, service.state, service.without.en) for service in felt)
    return _of_whole(system, work.level) if work.level else "What is being worked on is working so far."


def _of_whole(system: SystemStatus, level: Level) -> str:
    return _meaning(system.name.en, State(level), f"{system.name.en} is not working.")


def _meaning(name: str, state: State, without: str) -> str:
    if state.level is Level.DEGRADED:
        return f"{name}: may be slow or fail now and then."
    if state.level is Level.PARTIAL_OUTAGE:
        return f"It does not work for everyone. Where it fails: {without}"
    return without
