"""Atlassian Statuspage's public JSON, version 2, so that what reads it today reads Samdrift unchanged.

A system is a group, its services are the group's components. Two facts have no word of their own there:

- *Not observed* becomes `degraded_performance`: never green by silence.
- *Planned* trouble becomes `under_maintenance`, and the page's indicator stays `none` for it, because the strictest
  readers know no other.

Each file also has a "not updated since" form: what was last known to work is then in doubt too.

Incidents and maintenances are declared by people; until the portal can declare them these lists are empty.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from samdrift.snapshot.generation import STALE_MARK
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

DOCUMENTS = {
    "summary": ("page", "components", "incidents", "scheduled_maintenances", "status"),
    "status": ("page", "status"),
    "components": ("page", "components"),
    "incidents": ("page", "incidents"),
    "incidents/unresolved": ("page", "incidents"),
    "scheduled-maintenances": ("page", "scheduled_maintenances"),
    "scheduled-maintenances/upcoming": ("page", "scheduled_maintenances"),
    "scheduled-maintenances/active": ("page", "scheduled_maintenances"),
}
"""Name below /api/v2/ to fields."""

ADDRESSES = {f"/api/v2/{name}.json": name for name in DOCUMENTS}

_Say = Callable[[State], str]


def part(system: SystemStatus, position: int, base_url: str, *, stale: bool = False) -> bytes:
    """One system's part of the list of components, at `position` from 1 on: its group and the group's members."""
    say = _last_known if stale else component_status
    components = _components(system, say, position=position, page_id=identifier(base_url))
    return b",".join(_encoded(component) for component in components)


def files(snapshot: Snapshot, parts: Iterable[bytes], base_url: str, *, stale: bool = False) -> dict[str, bytes]:
    """Address to JSON, from the parts of the systems in operation.

    The stale form has a mark for the edge to fill in.
    """
    page = _encoded(_page(snapshot, base_url))
    status = _encoded(_status(snapshot, stale=stale))
    components = b"[" + b",".join(parts) + b"]"
    fields = {"page": page, "components": components, "incidents": b"[]", "scheduled_maintenances": b"[]"}
    fields["status"] = status
    return {
        address: b"{" + b",".join(_encoded(key) + b":" + fields[key] for key in DOCUMENTS[name]) + b"}"
        for address, name in ADDRESSES.items()
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


def _last_known(state: State) -> str:
    word = component_status(state)
    return "degraded_performance" if word == "operational" else word


def _page(snapshot: Snapshot, base_url: str) -> dict[str, str]:
    return {
        "id": identifier(base_url),
        "name": "Samdrift",
        "url": base_url,
        "time_zone": "Europe/Copenhagen",
        "updated_at": _moment(snapshot.published_at),
    }


def _status(snapshot: Snapshot, *, stale: bool) -> dict[str, str]:
    words = [component_status(system.state) for system in snapshot.systems if system.succession is None]
    if stale:
        words.append("degraded_performance")
    worst = max(words, key=lambda word: (_INDICATORS[word][0], word == "under_maintenance"), default="operational")
    _, indicator, description = _INDICATORS[worst]
    return {"indicator": indicator, "description": f"Not updated since {STALE_MARK}" if stale else description}


def _components(system: SystemStatus, say: _Say, *, position: int, page_id: str) -> list[dict[str, Any]]:
    group_id = identifier(system.slug)
    members = [
        {
            **_component(service, say, position=number, page_id=page_id),
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
        **_component(system, say, position=position, page_id=page_id),
        "id": group_id,
        "name": system.name.en,
        "description": system.purpose.en,
        "group": True,
        "group_id": None,
        "components": [member["id"] for member in members],
    }
    return [group, *members]


def _component(thing: SystemStatus | ServiceStatus, say: _Say, *, position: int, page_id: str) -> dict[str, Any]:
    return {
        "status": say(thing.state),
        "created_at": _moment(thing.since),
        "updated_at": _moment(thing.since),
        "position": position,
        "showcase": True,
        "start_date": None,
        "page_id": page_id,
        "only_show_if_degraded": False,
    }


def _encoded(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
