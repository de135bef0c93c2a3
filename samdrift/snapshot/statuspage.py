"""Atlassian Statuspage's public JSON, version 2, so that what reads it today reads Samdrift unchanged.

A system is a group, its services are the group's components. Two facts have no word of their own there:

- *Not observed* becomes `degraded_performance`: never green by silence.
- *Planned* trouble becomes `under_maintenance`, and the page's indicator stays `none` for it, because the strictest
  readers know no other.

Incidents and maintenances are declared by people; until the portal can declare them these lists are empty.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from samdrift.snapshot.model import ServiceStatus, Snapshot, SystemStatus
from samdrift.vocabulary import Level, State

_WORDS = {
    Level.OPERATIONAL: "operational",
    Level.DEGRADED: "degraded_performance",
    Level.PARTIAL_OUTAGE: "partial_outage",
    Level.MAJOR_OUTAGE: "major_outage",
}
_INDICATORS = {
    "operational": (0, "none", "All Systems Operational"),
    "under_maintenance": (0, "none", "Service Under Maintenance"),
    "degraded_performance": (1, "minor", "Partially Degraded Service"),
    "partial_outage": (2, "major", "Partial System Outage"),
    "major_outage": (3, "critical", "Major System Outage"),
}


def files(snapshot: Snapshot, base_url: str) -> dict[str, bytes]:
    """Address to JSON, for every address of the shape."""
    live = [system for system in snapshot.systems if system.succession is None]
    page = {
        "id": identifier(base_url),
        "name": "Samdrift",
        "url": base_url,
        "time_zone": "Europe/Copenhagen",
        "updated_at": _moment(snapshot.published_at),
    }
    status = _status(live)
    components = [
        component
        for position, system in enumerate(live, start=1)
        for component in _components(system, position, page["id"])
    ]
    incidents: dict[str, Any] = {"page": page, "incidents": []}
    maintenances: dict[str, Any] = {"page": page, "scheduled_maintenances": []}
    documents = {
        "summary": {
            "page": page,
            "components": components,
            "incidents": [],
            "scheduled_maintenances": [],
            "status": status,
        },
        "status": {"page": page, "status": status},
        "components": {"page": page, "components": components},
        "incidents": incidents,
        "incidents/unresolved": incidents,
        "scheduled-maintenances": maintenances,
        "scheduled-maintenances/upcoming": maintenances,
        "scheduled-maintenances/active": maintenances,
    }
    return {
        f"/api/v2/{name}.json": json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
        for name, document in documents.items()
    }


def identifier(name: str) -> str:
    """Twelve characters that stay the same for the same name."""
    return hashlib.sha256(name.encode()).hexdigest()[:12]


def component_status(state: State) -> str:
    if not state.observed:
        return "degraded_performance" if state.level < Level.PARTIAL_OUTAGE else _WORDS[state.level]
    if state.planned and state.level > Level.OPERATIONAL:
        return "under_maintenance"
    return _WORDS[state.level]


def _status(live: list[SystemStatus]) -> dict[str, str]:
    words = [component_status(system.state) for system in live]
    worst = max(words, key=lambda word: (_INDICATORS[word][0], word == "under_maintenance"), default="operational")
    return {"indicator": _INDICATORS[worst][1], "description": _INDICATORS[worst][2]}


def _components(system: SystemStatus, position: int, page_id: str) -> list[dict[str, Any]]:
    group_id = identifier(system.slug)
    members = [
        {
            **_component(service, position=number, page_id=page_id),
            "id": identifier(f"{system.slug}/{service.id}"),
            # Readers label components by name alone, so names are unique on the page.
            "name": f"{system.name.en}: {service.name.en}",
            "description": service.purpose.en,
            "group": False,
            "group_id": group_id,
        }
        for number, service in enumerate(system.services, start=1)
    ]
    group = {
        **_component(system, position=position, page_id=page_id),
        "id": group_id,
        "name": system.name.en,
        "description": system.purpose.en,
        "group": True,
        "group_id": None,
        "components": [member["id"] for member in members],
    }
    return [group, *members]


def _component(thing: SystemStatus | ServiceStatus, *, position: int, page_id: str) -> dict[str, Any]:
    return {
        "status": component_status(thing.state),
        "created_at": _moment(thing.since),
        "updated_at": _moment(thing.since),
        "position": position,
        "showcase": True,
        "start_date": None,
        "page_id": page_id,
        "only_show_if_degraded": False,
    }


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
