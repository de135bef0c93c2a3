"""CloudEvents 1.0: the envelope's four required attributes are checked, its `subject`, `time` and data are read.

The signal is `data.signal`, else the attribute `subject`; the time is `data.at`, else the attribute `time`.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from urllib.parse import unquote

from samdrift.monitoring import payload
from samdrift.monitoring.connectors.events.event import Event, observed, place
from samdrift.monitoring.observation import Refused

REQUIRED = ("id", "source", "type")
ATTRIBUTES = {"specversion", *REQUIRED, "subject", "time", "datacontenttype", "dataschema"}
DATA = {"signal", "state", "at", "text", "planned"}


def structured(value: object, field: str, now: datetime) -> Event:
    """The whole event is one JSON object (JSON Event Format, section 3)."""
    envelope = payload.as_object(value, field or "body")
    data = _unpacked(envelope, field)
    attributes = {name: said for name, said in envelope.items() if name not in ("data", "data_base64")}
    return _event(attributes, data, field, place(field, "data"), now)


def binary(data: object, headers: Mapping[str, str], now: datetime) -> Event:
    """Attributes are headers, the body is the data (HTTP Protocol Binding, section 3.1)."""
    attributes: dict[str, object] = {
        name.removeprefix("ce-"): decoded(value, name) for name, value in headers.items() if name.startswith("ce-")
    }
    return _event(attributes, data, "", "body", now)


def _event(attributes: Mapping[str, object], data: object, field: str, data_field: str, now: datetime) -> Event:
    if attributes.get("specversion") != "1.0":
        raise Refused(place(field, "specversion"), attributes.get("specversion"), '"1.0"')
    for name in REQUIRED:
        payload.key(attributes.get(name), place(field, name))
    said = payload.as_object(data, data_field)
    time = payload.moment(attributes.get("time"), place(field, "time"), missing=now)
    at = payload.moment(said.get("at"), place(data_field, "at"), missing=time)
    if "signal" in said:
        signal, where = said["signal"], place(data_field, "signal")
    else:
        signal, where = attributes.get("subject"), place(field, "subject")
    observation = observed(signal, at, said, data_field, where)
    observation = replace(observation, mark=_mark(attributes), timed=at is not now)
    unknown = {*(attributes.keys() - ATTRIBUTES), *(f"data.{name}" for name in said.keys() - DATA)}
    return Event(observation, frozenset(unknown))


def _mark(attributes: Mapping[str, object]) -> str:
    """Section 3.1: source and id together are those of one event; another delivery of it has the same."""
    both = json.dumps([attributes["source"], attributes["id"]])
    return hashlib.blake2b(both.encode(), digest_size=6).hexdigest()


def _unpacked(envelope: Mapping[str, object], field: str) -> object:
    if "data_base64" not in envelope:
        return envelope.get("data")
    packed = envelope["data_base64"]
    try:
        return payload.parse(base64.b64decode(str(packed).encode("ascii"), validate=True))
    except (binascii.Error, UnicodeEncodeError):
        raise Refused(place(field, "data_base64"), packed, "JSON in base64") from None


def decoded(value: str, header: str) -> str:
    """Section 3.1.3.2: first a quoted string is unquoted, then percent-encoded UTF-8 is decoded."""
    if len(value) >= 2 and value.startswith('"') and value.endswith('"'):
        value = re.sub(r"\\(.)", r"\1", value[1:-1])
    try:
        return unquote(value, errors="strict")
    except UnicodeDecodeError:
        raise Refused(header, value, "percent-encoded UTF-8") from None
