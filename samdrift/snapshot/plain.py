"""What is left of a system's status when only its state counts: said where the whole of it cannot be."""

from __future__ import annotations

from dataclasses import replace

from samdrift.snapshot.model import ServiceStatus, Snapshot, SystemStatus
from samdrift.vocabulary import Text

_NOTHING = Text("", "")


def plain(status: SystemStatus) -> SystemStatus:
    """Its name, its state and that of its services; nothing of what is expected, measured or written about it."""
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
        expected=None,
    )


def plain_snapshot(snapshot: Snapshot) -> Snapshot:
    return replace(snapshot, systems=tuple(plain(system) for system in snapshot.systems))


def _plain(service: ServiceStatus) -> ServiceStatus:
    return replace(service, purpose=_NOTHING, without=_NOTHING, instead=None, rises=(), expected=None)
