"""Durations as the template writes them."""

from __future__ import annotations

from datetime import timedelta

_UNITS = {"D": "days", "H": "hours", "M": "minutes"}


def duration(written: str | None) -> timedelta | None:
    """P1D, PT4H or PT30M as a timedelta; None where nothing is written."""
    if written is None:
        return None
    return timedelta(**{_UNITS[written[-1]]: int(written[:-1].removeprefix("P").removeprefix("T"))})
