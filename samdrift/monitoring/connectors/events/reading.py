"""Which form a message has, and what it says."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from pydantic import BaseModel, ConfigDict

from samdrift.monitoring import payload
from samdrift.monitoring.connectors.events import cloudevents, plain
from samdrift.monitoring.connectors.events.event import Event
from samdrift.monitoring.doubt import NEXT, Doubt
from samdrift.monitoring.observation import Reading, Refused
from samdrift.vocabulary import sentence

AT_MOST = 1000


class Settings(BaseModel):
    """Nothing to set: the message says it all."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


def read(body: bytes, headers: Mapping[str, str], settings: Settings, now: datetime) -> Reading:
    """Up to 1,000 events. Raises Refused, naming the event and the field, and then nothing of it is taken."""
    events = _events(body, headers, now)
    ignored = {name for event in events for name in event.ignored}
    return Reading(tuple(event.observation for event in events), events=True, ignored=payload.names(ignored))


def doubt(body: bytes, headers: Mapping[str, str]) -> Doubt:
    """What a message that was not taken may have been about: the signals that it names, if it names them all."""
    try:
        message = json.loads(body)
    except (ValueError, RecursionError):
        return Doubt(NEXT)
    events = message if isinstance(message, list) else [message]
    names = {_name(event, headers) for event in events[: AT_MOST + 1]}
    if not names or len(events) > AT_MOST or not all(names):
        return Doubt(NEXT)
    return Doubt(NEXT, tuple(sorted(name for name in names if name)))


def _name(event: object, headers: Mapping[str, str]) -> str | None:
    if not isinstance(event, dict):
        return None
    data = event.get("data")
    said = data if isinstance(data, dict) else event
    name = said.get("signal", event.get("subject", headers.get("ce-subject")))
    try:
        return payload.key(name, "signal")
    except Refused:
        return None


def _events(body: bytes, headers: Mapping[str, str], now: datetime) -> list[Event]:
    kind = headers.get("content-type", "application/json").partition(";")[0].strip().lower()
    if kind == "application/cloudevents+json":
        return [cloudevents.structured(payload.parse(body), "", now)]
    if kind == "application/cloudevents-batch+json":
        batch = _list(payload.parse(body))
        return [cloudevents.structured(item, f"[{number}]", now) for number, item in enumerate(batch)]
    if kind.startswith("application/cloudevents"):
        raise Refused("Content-Type", kind, "CloudEvents as JSON: application/cloudevents+json")
    if "ce-specversion" in headers:
        return [cloudevents.binary(payload.parse(body), headers, now)]
    found = payload.parse(body)
    if isinstance(found, list):
        return [plain.event(item, f"[{number}]", now) for number, item in enumerate(_list(found))]
    return [plain.event(found, "", now)]


def _list(value: object) -> list[object]:
    found = payload.as_list(value, "body")
    if len(found) > AT_MOST:
        at_most = sentence("at most %(number)s events in one message", number=str(AT_MOST))
        raise Refused("body", f"a list of {len(found)}", at_most)
    return found
