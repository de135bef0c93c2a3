"""How badly one system needs another."""

from __future__ import annotations

from enum import StrEnum


class Criticality(StrEnum):
    """In order: the most critical first."""

    CRITICAL = "critical"
    """It stops at once without it."""
    HIGH = "high"
    """It stops in part, or within hours."""
    LOW = "low"
    """It does without for more than a day, or misses only a side function."""
