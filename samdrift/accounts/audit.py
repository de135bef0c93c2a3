"""The audit trail: one entry for each action, in the action's transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from samdrift.accounts.models import AuditEntry, Person


def record(*, actor: Person | None, now: datetime, action: str, subject: str, **detail: Any) -> AuditEntry:
    """Write one entry. `actor` None is the system itself; `detail` is JSON and holds no secret.

    `action` is `part.verb_noun` ("monitoring.map_signal"), `subject` a stable name ("system mitid").
    """
    return AuditEntry.objects.create(
        at=now,
        actor=actor,
        actor_name=actor.name if actor else "Samdrift",
        action=action,
        subject=subject,
        detail=detail,
    )
