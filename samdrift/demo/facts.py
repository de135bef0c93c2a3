"""`demo.json` in SAMDRIFT_HOME: who may sign in and where messages go, for people and for tests. Mode 600."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FILE = "demo.json"


def read(home: Path) -> dict[str, Any]:
    """What an earlier seeding wrote; empty where there was none."""
    path = home / FILE
    if not path.exists():
        return {}
    found: dict[str, Any] = json.loads(path.read_text())
    return found


def write(home: Path, facts: dict[str, Any]) -> None:
    path = home / FILE
    path.touch(mode=0o600)
    path.write_text(json.dumps(facts, ensure_ascii=False, indent=2) + "\n")
