"""What is left of a system's status when only its state counts: said where the whole of it cannot be."""

from __future__ import annotations

import json
from dataclasses import replace

from samdrift.snapshot.model import ServiceStatus, Snapshot, SystemStatus
from samdrift.vocabulary import Text

_NOTHING = Text("", "")


def plain(status: SystemStatus) -> SystemStatus:
    """Its name, its state and that of its services, and what is expected; nothing measured or written about it."""
    return replace(
        status,
        purpose=_NOTHING,
        operator=None,
        services=tuple(_plain(service) for service in status.services),
        interfaces=(),
        days=(),
        uptimes=(),
        months=(),
        history=status.history[:1],
        rises=(),
    )


def bare_part(status: SystemStatus) -> bytes:
    """Its part of `status.json` with nothing in it that anybody wrote: slugs and ids stand for names."""
    whole: dict[str, object] = {
        "slug": status.slug,
        "name": _name(status.slug),
        "expected": None,
        "planned_work": None,
        **_state(status),
    }
    whole["services"] = [
        {"id": each.id, "name": _name(each.id), "expected": None, **_state(each)} for each in status.services
    ]
    return json.dumps(whole).encode()


def plain_snapshot(snapshot: Snapshot) -> Snapshot:
    return replace(snapshot, systems=tuple(plain(system) for system in snapshot.systems))


def _plain(service: ServiceStatus) -> ServiceStatus:
    return replace(service, purpose=_NOTHING, without=_NOTHING, instead=None, rises=())


def _name(identifier: str) -> dict[str, str]:
    return {"da": identifier, "en": identifier}


def _state(thing: SystemStatus | ServiceStatus) -> dict[str, object]:
    state = thing.state
    return {
        "level": state.level.word,
        "planned": state.planned,
        "observed": state.observed,
        "since": thing.since.isoformat(),
    }
