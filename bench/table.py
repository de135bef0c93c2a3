"""Rows of the table, and the table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One figure, what it is held against, and the two together ("0.52 of it")."""

    figure: str
    value: str
    yardstick: str
    ratio: str


def markdown(rows: Iterable[Row]) -> str:
    lines = ["| figure | measured | yardstick, same run | together |", "|---|---|---|---|"]
    lines += [f"| {row.figure} | {row.value} | {row.yardstick} | {row.ratio} |" for row in rows]
    return "\n".join(lines) + "\n"


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds >= 0.01 else f"{seconds * 1000:.2f} ms"


def quantile(values: Iterable[float], share: float) -> float:
    """The smallest value that at least `share` of them do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, -(-int(len(ordered) * share * 1000) // 1000) - 1))]
