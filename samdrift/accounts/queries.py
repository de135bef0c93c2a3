"""What other parts and the pages read of the accounts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext

from samdrift.accounts import words
from samdrift.accounts.models import AuditEntry

PAGE = 50


@dataclass(frozen=True, slots=True)
class TrailLine:
    at: datetime
    actor: str
    action: str
    subject: str
    detail: tuple[tuple[str, str], ...]
    """Names and values in the reader's words; what is null says nothing and is left out."""


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
    action = str(words.ACTIONS.get(row.action, row.action))
    return TrailLine(row.at, row.actor_name, action, words.subject_words(row.subject), tuple(_told(row.detail)))


def _told(detail: Mapping[str, Any], within: str = "") -> Iterator[tuple[str, str]]:
    for name, value in detail.items():
        label = within + str(words.DETAILS.get(name, name))
        if isinstance(value, dict):
            yield from _told(value, f"{label}, ")
        elif value is not None:
            yield label, _value(name, value)


def _value(name: str, value: Any) -> str:
    match value:
        case str():
            return str(words.VALUES.get(name, {}).get(value, value))
        case bool():
            return gettext("yes") if value else gettext("no")
        case int() | float():
            return number_format(f"{value:g}" if value < 100_000 else f"{value:.0f}")
    return json.dumps(value, ensure_ascii=False)
