"""The documents made from a snapshot of the world, as a publisher puts them together."""

from __future__ import annotations

import json
from typing import Any

from samdrift.snapshot import json_v1, statuspage
from samdrift.snapshot.model import Snapshot

BASE_URL = "https://drift.example.dk"


def v1(snapshot: Snapshot, *, stale: bool = False) -> dict[str, Any]:
    """`status.json`."""
    parts = [json_v1.status_part(system) for system in snapshot.systems if system.succession is None]
    return dict(json.loads(json_v1.status(snapshot, parts, stale=stale)))


def v2(snapshot: Snapshot, *, stale: bool = False) -> dict[str, Any]:
    """Address to document."""
    live = [system for system in snapshot.systems if system.succession is None]
    parts = [statuspage.part(system, number, BASE_URL, stale=stale) for number, system in enumerate(live, start=1)]
    files = statuspage.files(snapshot, parts, BASE_URL, stale=stale)
    return {address: json.loads(content) for address, content in files.items()}
