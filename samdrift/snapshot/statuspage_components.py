"""How a system reads as Statuspage's components: a group, and its services as the group's members."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from samdrift.snapshot.model import ServiceStatus, SystemStatus
from samdrift.vocabulary import Level, State

Say = Callable[[State], str]

_WORDS = {
    Level.OPERATIONAL: "operational",
    Level.DEGRADED: "degraded_performance",
    Level.PARTIAL_OUTAGE: "partial_outage",
    Level.MAJOR_OUTAGE: "major_outage",
}


def group(system: SystemStatus, say: Say, *, position: int, page_id: str) -> dict[str, Any]:
    """The system itself, at `position` from 1 on."""
    return {
        **_component(system, system, say, position=position, page_id=page_id),
        "id": identifier(system.slug),
        "name": system.name.en,
        "description": system.purpose.en,
        "group": True,
        "group_id": None,
        "components": [_member_id(system, service) for service in system.services],
    }


def members(system: SystemStatus, say: Say, *, page_id: str) -> list[dict[str, Any]]:
    """In the order of the system's services."""
    return [
        {
            **_component(system, service, say, position=position, page_id=page_id),
            "id": _member_id(system, service),
            # Readers label components by name alone, so names are unique on the page.
            "name": f"{system.name.en}: {service.name.en}",
            "description": service.purpose.en,
            "group": False,
            "group_id": identifier(system.slug),
        }
        for position, service in enumerate(system.services, start=1)
    ]


def component_status(state: State) -> str:
    if not state.observed:
        return "degraded_performance" if state.level < Level.PARTIAL_OUTAGE else _WORDS[state.level]
    if state.planned and state.level > Level.OPERATIONAL:
        return "under_maintenance"
    return _WORDS[state.level]


def last_known(state: State) -> str:
    word = component_status(state)
    return "degraded_performance" if word == "operational" else word


def identifier(name: str) -> str:
    """Twelve characters that stay the same for the same name."""
    return hashlib.sha256(name.encode()).hexdigest()[:12]


def moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def changed(thing: SystemStatus | ServiceStatus) -> datetime:
    """When its state was last another one or not observed: unlike `since` it never goes back."""
    return thing.heard_since or thing.since


def _member_id(system: SystemStatus, service: ServiceStatus) -> str:
    return identifier(f"{system.slug}/{service.id}")


def _component(
    system: SystemStatus, thing: SystemStatus | ServiceStatus, say: Say, *, position: int, page_id: str
) -> dict[str, Any]:
    return {
        "status": say(thing.state),
        # A state is never older than what is in it, whatever the document says of its beginning.
        "created_at": moment(min(system.known_from, thing.since)),
        "updated_at": moment(changed(thing)),
        "position": position,
        "showcase": True,
        "start_date": None,
        "page_id": page_id,
        "only_show_if_degraded": False,
    }
