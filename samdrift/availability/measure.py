"""How long each level held within a window, to the microsecond."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fractions import Fraction

from samdrift.vocabulary import Level, Period, StatePeriod

_MICROSECOND = timedelta(microseconds=1)
_SECOND = 1_000_000
_ByLevel = tuple[int, int, int, int]
_NOTHING: _ByLevel = (0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Measurement:
    """What a window holds, in whole microseconds; `seconds_of` and the `…_seconds` give floats at the border.

    `by_level` is the observed time at each Level, in the order of Level. `unobserved` is the rest: gaps in the history
    and periods whose state was not observed. `planned` is the part of `by_level` that was planned, above operational.
    """

    by_level: _ByLevel = _NOTHING
    unobserved: int = 0
    planned: _ByLevel = _NOTHING

    @property
    def observed(self) -> int:
        return sum(self.by_level)

    @property
    def total(self) -> int:
        """The length of the window."""
        return self.observed + self.unobserved

    @property
    def down(self) -> int:
        """Partial and major outage."""
        return self.by_level[Level.PARTIAL_OUTAGE] + self.by_level[Level.MAJOR_OUTAGE]

    @property
    def ratio(self) -> Fraction | None:
        """The share of the observed time in which it worked; None where nothing was observed.

        Degraded counts as worked, because people got done what they came for. A partial outage counts as down,
        because some did not, and we do not know how many. Planned trouble counts like any other: who stands
        before a closed door is not helped by the notice, and `planned_trouble` tells how much of it was announced.
        """
        return Fraction(self.observed - self.down, self.observed) if self.observed else None

    @property
    def unobserved_share(self) -> Fraction:
        """Of the window, 0 to 1. Raises ZeroDivisionError for an empty measurement, which no window gives."""
        return Fraction(self.unobserved, self.total)

    @property
    def worst(self) -> Level | None:
        """The worst level observed; None where nothing was."""
        return max((level for level in Level if self.by_level[level]), default=None)

    @property
    def planned_trouble(self) -> int:
        return sum(self.planned)

    @property
    def worst_unplanned(self) -> Level | None:
        """The worst trouble that was not planned; None where there was none."""
        above = (level for level in Level if level and self.by_level[level] > self.planned[level])
        return max(above, default=None)

    @property
    def down_seconds(self) -> float:
        return self.down / _SECOND

    @property
    def unobserved_seconds(self) -> float:
        return self.unobserved / _SECOND

    @property
    def planned_trouble_seconds(self) -> float:
        return self.planned_trouble / _SECOND

    @property
    def total_seconds(self) -> float:
        return self.total / _SECOND

    def seconds_of(self, level: Level) -> float:
        """Observed seconds at `level`."""
        return self.by_level[level] / _SECOND

    def __add__(self, other: Measurement) -> Measurement:
        """What two windows that do not overlap hold together."""
        return Measurement(
            _sums(self.by_level, other.by_level),
            self.unobserved + other.unobserved,
            _sums(self.planned, other.planned),
        )


def measure(history: Sequence[StatePeriod], window: Period) -> Measurement:
    """What `window`, which has an end, holds of `history`. Raises ValueError for a window without one."""
    return measure_each(history, (window,))[0]


def measure_each(history: Sequence[StatePeriod], windows: Sequence[Period]) -> tuple[Measurement, ...]:
    """One measurement for each window; windows in order, not overlapping, like the history.

    Both are walked once, side by side, so that the cost is their sum.
    """
    measured: list[Measurement] = []
    at = 0
    for window in windows:
        start, end = _closed(window)
        while at < len(history) and _ends_by(history[at].period, start):
            at += 1
        upto = at
        while upto < len(history) and history[upto].period.start < end:
            upto += 1
        measured.append(_measure_one(history[at:upto], start, end))
        at = max(at, upto - 1)  # the last period may reach into the next window
    return tuple(measured)


def _measure_one(touching: Sequence[StatePeriod], start: datetime, end: datetime) -> Measurement:
    by_level, planned = [0, 0, 0, 0], [0, 0, 0, 0]
    for item in touching:
        state = item.state
        if not state.observed:
            continue
        # In UTC, because Python subtracts two times of one local zone by the wall clock.
        held = min(item.period.end or end, end).astimezone(UTC) - max(item.period.start, start).astimezone(UTC)
        by_level[state.level] += held // _MICROSECOND
        if state.planned and state.level > Level.OPERATIONAL:
            planned[state.level] += held // _MICROSECOND
    whole = (end - start) // _MICROSECOND
    return Measurement(_four(by_level), whole - sum(by_level), _four(planned))


def _four(numbers: Iterable[int]) -> _ByLevel:
    operational, degraded, partial, major = numbers
    return operational, degraded, partial, major


def _sums(some: _ByLevel, others: _ByLevel) -> _ByLevel:
    return _four(a + b for a, b in zip(some, others, strict=True))


def _closed(window: Period) -> tuple[datetime, datetime]:
    if window.end is None:
        raise ValueError(f"a window has an end: {window.start} to ?")
    return window.start.astimezone(UTC), window.end.astimezone(UTC)


def _ends_by(period: Period, moment: datetime) -> bool:
    return period.end is not None and period.end <= moment
