"""`{"signal", "state", "at", "text", "planned"}`; the first two are required."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from samdrift.monitoring import payload
from samdrift.monitoring.connectors.events.event import Event, observed, place

KNOWN = {"signal", "state", "at", "text", "planned"}


def event(value: object, field: str, now: datetime) -> Event:
    said = payload.as_object(value, field or "body")
    at = payload.moment(said.get("at"), place(field, "at"), missing=now)
    observation = replace(observed(said.get("signal"), at, said, field, place(field, "signal")), timed=at is not now)
    return Event(observation, frozenset(said.keys() - KNOWN))
