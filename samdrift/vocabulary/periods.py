"""Half-open stretches of time, in UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from samdrift.vocabulary.levels import State


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` (included) to `end` (excluded); `end` None means that it has not ended."""

    start: datetime
    end: datetime | None = None

    def __post_init__(self) -> None:
        if self.start.tzinfo is None or (self.end is not None and self.end.tzinfo is None):
            raise ValueError("a period's times carry a time zone")
        if self.end is not None and self.end <= self.start:
            raise ValueError(f"a period ends after it starts: {self.start} to {self.end}")


@dataclass(frozen=True, slots=True)
class StatePeriod:
    """`state` held during `period`. A history is a tuple of these, in order, never overlapping."""

    period: Period
    state: State
