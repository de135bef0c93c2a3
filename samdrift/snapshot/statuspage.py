"""Atlassian Statuspage's public JSON, version 2, so that what reads it today reads Samdrift unchanged.

A system is a group, its services are the group's components, and its trouble is an incident. Two facts have no word of
their own there:

- *Not observed* becomes `degraded_performance`: never green by silence.
- *Planned* trouble becomes `under_maintenance`, and the page's indicator stays `none` for it, because the strictest
  readers know no other. Planned work is a scheduled maintenance in progress, also while all works, and beside trouble.

Each file also has a "not updated since" form: what was last known to work is then in doubt too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from samdrift.snapshot.generation import STALE_MARK
from samdrift.snapshot.model import Snapshot, SystemStatus
from samdrift.snapshot.statuspage_components import component_status, group, identifier, last_known, members, moment
from samdrift.snapshot.statuspage_incidents import incident, maintenance

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


@dataclass(frozen=True, slots=True)
class Part:
    """What one system adds to the files. `began` orders incidents: the newest first; empty without trouble."""

    components: bytes
    incident: bytes | None
    maintenance: bytes | None
    began: str


def part(system: SystemStatus, position: int, base_url: str, *, stale: bool = False) -> Part:
    """Depends only on `system` and its `position` among the components, from 1 on."""
    say = last_known if stale else component_status
    page_id = identifier(base_url)
    of_system = group(system, say, position=position, page_id=page_id)
    of_services = members(system, say, page_id=page_id)
    trouble = incident(system, of_system, of_services, base_url)
    work = maintenance(system, of_system, of_services, base_url)
    return Part(
        components=b",".join(_encoded(component) for component in (of_system, *of_services)),
        incident=_encoded(trouble) if trouble else None,
        maintenance=_encoded(work) if work else None,
        began=(trouble or work or {"started_at": ""})["started_at"],
    )


def files(snapshot: Snapshot, parts: Iterable[Part], base_url: str, *, stale: bool = False) -> dict[str, bytes]:
    """Address to JSON, from the parts of the systems in operation.

    The stale form has a mark for the edge to fill in.
    """
    parts = list(parts)
    newest_first = sorted(parts, key=lambda each: each.began, reverse=True)
    fields = {
        "page": _encoded(_page(snapshot, base_url)),
        "status": _encoded(_status(snapshot, stale=stale)),
        "components": _listed([each.components for each in parts]),
        "incidents": _listed([each.incident for each in newest_first if each.incident]),
        "scheduled_maintenances": _listed([each.maintenance for each in newest_first if each.maintenance]),
    }
    # Work is known once it is under way, never before.
    upcoming = fields | {"scheduled_maintenances": b"[]"}
    return {
        address: _object(keys, upcoming if name.endswith("upcoming") else fields)
        for address, name in ADDRESSES.items()
        for keys in (DOCUMENTS[name],)
    }


def _page(snapshot: Snapshot, base_url: str) -> dict[str, str]:
    return {
        "id": identifier(base_url),
        "name": "Samdrift",
        "url": base_url,
        "time_zone": "Europe/Copenhagen",
        "updated_at": moment(snapshot.published_at),
    }


def _status(snapshot: Snapshot, *, stale: bool) -> dict[str, str]:
    words = [component_status(system.state) for system in snapshot.systems if system.succession is None]
    if stale:
        words.append("degraded_performance")
    worst = max(words, key=lambda word: (_INDICATORS[word][0], word == "under_maintenance"), default="operational")
    _, indicator, description = _INDICATORS[worst]
    return {"indicator": indicator, "description": f"Not updated since {STALE_MARK}" if stale else description}


def _object(keys: Sequence[str], fields: dict[str, bytes]) -> bytes:
    return b"{" + b",".join(_encoded(key) + b":" + fields[key] for key in keys) + b"}"


def _listed(items: Sequence[bytes]) -> bytes:
    return b"[" + b",".join(items) + b"]"


def _encoded(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
