"""What other parts and the pages read of the accounts."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from samdrift.accounts.models import AuditEntry

PAGE = 50


@dataclass(frozen=True, slots=True)
class TrailLine:
    at: datetime
    actor: str
    action: str
    subject: str
    detail: tuple[tuple[str, str], ...]
    """Names and values, the values as JSON."""


@dataclass(frozen=True, slots=True)
class TrailPage:
    """Page `number` (from 1) of the audit trail, newest first."""

    lines: tuple[TrailLine, ...]
    number: int
    has_older: bool

    @property
    def newer(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def older(self) -> int | None:
        return self.number + 1 if self.has_older else None


def audit_trail(*, number: int, actor: str = "", subject: str = "") -> TrailPage:
    """`actor` and `subject` are parts of the names to look for; empty: all."""
    entries = AuditEntry.objects.filter(actor_name__icontains=actor, subject__icontains=subject)
    start = (number - 1) * PAGE
    # One row more than shown answers "is there an older page" without counting a table that only grows.
    rows = list(entries[start : start + PAGE + 1])
    return TrailPage(tuple(_line(row) for row in rows[:PAGE]), number, has_older=len(rows) > PAGE)


def _line(row: AuditEntry) -> TrailLine:
    detail = tuple((name, json.dumps(value, ensure_ascii=False)) for name, value in row.detail.items())
    return TrailLine(row.at, row.actor_name, row.action, row.subject, detail)
