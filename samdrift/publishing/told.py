"""What a generation says of states, so that the next one can name the systems that changed, across restarts too."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from samdrift.snapshot.model import SystemStatus
from samdrift.snapshot.planned_work import planned_work

ADDRESS = "/api/v1/status.json"

NOTHING = b'{"systems":[]}'

States = tuple[tuple[object, ...], ...]
"""Of the system and of each of its services, and the work that goes on in it. Names are left out: a new name is no new
state."""


def states(system: SystemStatus, *, with_work: bool = True) -> States | None:
    """None for a retired system, which has no state."""
    if system.succession:
        return None
    services = ((each.id, each.state, each.since) for each in system.services)
    work = planned_work(system) if with_work else None
    return (
        *(
            (name, state.level.word, state.planned, state.observed, since)
            for name, state, since in ((None, system.state, system.since), *services)
        ),
        (work.level.word, work.since, work.whole) if work else (),
    )


def states_in(status_json: bytes) -> dict[str, States]:
    """By slug, as they stand in a `status.json`."""
    return {part["slug"]: _states(part) for part in json.loads(status_json)["systems"]}


def _states(part: Mapping[str, Any]) -> States:
    work = part.get("planned_work")  # unknown to an older release
    return (
        *(
            (each.get("id"), each["level"], each["planned"], each["observed"], datetime.fromisoformat(each["since"]))
            for each in (part, *part["services"])
        ),
        (work["level"], datetime.fromisoformat(work["since"]), work["whole"]) if work else (),
    )
