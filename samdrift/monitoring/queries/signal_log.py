"""What a signal said of late, and what was taken back of it: for the desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from samdrift.monitoring.models import Correction, Signal, TakenBack, Transition
from samdrift.monitoring.words import Shown, shown
from samdrift.vocabulary import Level

SHOWN = 50


@dataclass(frozen=True, slots=True)
class LogLine:
    """`claimed_at` is the source's own time where it was placed at another. What no source said cannot be taken back:
    `ended_by` is the correction of a person, and silence is nobody's word."""

    id: int
    state: Shown
    at: datetime
    claimed_at: datetime | None
    received_at: datetime
    text: str
    is_silence: bool
    ended_by: Correction | None

    @property
    def is_message(self) -> bool:
        return not self.is_silence and self.ended_by is None


@dataclass(frozen=True, slots=True)
class TakenBackLine:
    state: Shown
    row: TakenBack


def log_lines(signal: Signal) -> tuple[LogLine, ...]:
    """The `SHOWN` latest, newest first."""
    rows = signal.transitions.select_related("ended_by__made_by").order_by("-at")
    return tuple(log_line(row) for row in rows[:SHOWN])


def log_line(row: Transition) -> LogLine:
    silent = row.level is None
    return LogLine(
        id=row.pk,
        state=shown(Level(row.level or 0), planned=row.planned, silent=silent),
        at=row.at,
        claimed_at=row.claimed_at,
        received_at=row.received_at,
        text=row.text,
        is_silence=silent,
        ended_by=row.ended_by,
    )


def taken_back_lines(signal: Signal) -> tuple[TakenBackLine, ...]:
    """The `SHOWN` taken back last, newest first."""
    rows = TakenBack.objects.filter(correction__signal=signal).select_related("correction__made_by")
    return tuple(
        TakenBackLine(shown(Level(row.level), planned=row.planned, silent=False), row)
        for row in rows.order_by("-correction__made_at", "-pk")[:SHOWN]
    )
