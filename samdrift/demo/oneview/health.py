"""What the simulated monitoring system sees: one item per signal, in words of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from samdrift.vocabulary import Level

WORDS = {
    Level.OPERATIONAL: "OK",
    Level.DEGRADED: "Warning",
    Level.PARTIAL_OUTAGE: "Partial",
    Level.MAJOR_OUTAGE: "Critical",
}


class UnknownSignal(LookupError):
    """A sentence that names the signals there are."""


@dataclass(frozen=True, slots=True)
class Item:
    resource: str
    level: Level
    maintenance: bool
    message: str
    last_change: datetime

    def as_json(self) -> dict[str, object]:
        return {
            "resource": self.resource,
            "status": WORDS[self.level],
            "maintenance": self.maintenance,
            "message": self.message,
            "lastChange": self.last_change.isoformat(),
        }


class Health:
    """The state of every item. May be used by many threads."""

    def __init__(self, signals: Sequence[str], clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._items = {name: Item(name, Level.OPERATIONAL, False, "", clock()) for name in signals}
        self.silent = False

    def items(self) -> list[Item]:
        with self._lock:
            return list(self._items.values())

    def set(self, signal: str, level: Level, message: str = "", *, maintenance: bool = False) -> list[str]:
        """Change `signal`; a system's name stands for the system and all its services. Returns what it stood for."""
        with self._lock:
            names = [name for name in self._items if name == signal or name.startswith(f"{signal}/")]
            if not names:
                raise UnknownSignal(f"There is no signal {signal[:80]!r} here; there are {', '.join(self._items)}.")
            for name in names:
                self._change(name, level, message, maintenance)
            return names

    def mend(self) -> list[str]:
        """Everything works. Returns what did not."""
        with self._lock:
            broken = [item.resource for item in self._items.values() if item.level or item.maintenance]
            for name in broken:
                self._change(name, Level.OPERATIONAL, "", False)
            return broken

    def check(self, signal: str) -> None:
        """Raises UnknownSignal."""
        if not any(name == signal or name.startswith(f"{signal}/") for name in self._items):
            raise UnknownSignal(f"There is no signal {signal[:80]!r} here; there are {', '.join(self._items)}.")

    def _change(self, name: str, level: Level, message: str, maintenance: bool) -> None:
        item = self._items[name]
        moved = (item.level, item.maintenance) != (level, maintenance)
        since = self._clock() if moved else item.last_change
        self._items[name] = replace(item, level=level, maintenance=maintenance, message=message, last_change=since)
