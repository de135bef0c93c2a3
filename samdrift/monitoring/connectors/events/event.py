"""One event, understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from samdrift.monitoring import payload
from samdrift.monitoring.observation import Observation
from samdrift.vocabulary import SignalName


@dataclass(frozen=True, slots=True)
class Event:
    observation: Observation
    ignored: frozenset[str]


def place(field: str, name: str) -> str:
    """`[3].state`, or `state` in a message that is no list."""
    return f"{field}.{name}" if field else name


def observed(signal: object, at: datetime, said: Mapping[str, object], field: str, where: str) -> Observation:
    """`said` holds state, text and planned, at `field`; `where` is the field that the signal's name came from."""
    key = payload.key(signal, where)
    return Observation(
        key=key,
        at=at,
        level=payload.level(said.get("state"), place(field, "state")),
        planned=payload.flag(said.get("planned"), place(field, "planned")),
        text=payload.text(said.get("text"), place(field, "text")),
        maps_to=SignalName.parse(key),
    )
