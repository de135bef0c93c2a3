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
        message = json.loads(body, object_pairs_hook=_every)
    except (ValueError, RecursionError):
        return Doubt(NEXT)
    events = message if isinstance(message, list) else [message]
    if not events or len(events) > AT_MOST:
        return Doubt(NEXT)
    names: set[str] = set()
    for event in events:
        named = _names(event, headers)
        if not named:
            return Doubt(NEXT)
        names |= named
    return Doubt(NEXT, tuple(sorted(names)))


_Fields = dict[str, list[object]]
"""An object as it was written: all that each name was given."""


def _every(pairs: list[tuple[str, object]]) -> _Fields:
    fields: _Fields = {}
    for name, value in pairs:
        fields.setdefault(name, []).append(value)
    return fields


def _names(event: object, headers: Mapping[str, str]) -> set[str]:
    """All the signals that it may have been about; empty if that cannot be read."""
    if not isinstance(event, dict) or "data_base64" in event:
        return set()
    data = event.get("data", [])
    if not all(isinstance(each, dict) for each in data):
        return set()
    named = [
        *event.get("signal", []),
        *event.get("subject", []),
        *(name for each in data for name in each.get("signal", [])),
    ]
    try:
        if subject := headers.get("ce-subject"):
            named.append(cloudevents.decoded(subject, "ce-subject"))
        return {payload.key(name, "signal") for name in named if name is not None}
    except Refused:
        return set()


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
        raise Refused("body", sentence("a list of %(count)s", count=len(found)), at_most)
    return found
