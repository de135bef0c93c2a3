"""Recorded messages, and the clock of these tests."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
_PAYLOADS = Path(__file__).parent / "payloads"


def recorded(name: str) -> Any:
    """A fresh copy, free to change."""
    return json.loads((_PAYLOADS / f"{name}.json").read_text())


def sent(value: object) -> bytes:
    return json.dumps(value).encode()
