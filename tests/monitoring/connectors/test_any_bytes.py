"""Whatever arrives, a connector answers with a reading that PostgreSQL can hold, or with Refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samdrift.monitoring.connector_registry import PULL, PUSH
from samdrift.monitoring.models import Source
from samdrift.monitoring.observation import Reading, Refused
from tests.monitoring.connectors.recorded import NOW
from tests.monitoring.connectors.test_oneview import MAPPING

# Words that mean something to one connector or another, so that the search gets behind the first check.
WORDS = st.sampled_from(
    [
        "4", "1.0", "firing", "resolved", "success", "error", "pending", "operational", "major_outage", "mitid/login",
        "OK", "Critical", "Watchdog", "2026-11-23T10:58:00Z", "0001-01-01T00:00:00Z", "2016-12-31T23:59:60+14:00",
    ]
)  # fmt: skip
FIELDS = st.sampled_from(
    [
        "version", "alerts", "status", "labels", "annotations", "startsAt", "endsAt", "fingerprint", "system",
        "service", "alertname", "severity", "summary", "data", "state", "activeAt", "specversion", "id", "source",
        "type", "subject", "time", "signal", "at", "text", "planned", "data_base64", "members", "resource",
        "lastChange", "message", "maintenance", "truncatedAlerts",
    ]
)  # fmt: skip
TEXT = st.text(st.characters(), max_size=20)  # with surrogates and NUL
LEAF = st.none() | st.booleans() | st.integers() | st.floats() | WORDS | TEXT
JSON = st.recursive(
    LEAF, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(FIELDS | TEXT, inner, max_size=8), max_leaves=30
)
LABELS = st.dictionaries(FIELDS | TEXT, WORDS | TEXT | LEAF, max_size=4)
ALERT = st.fixed_dictionaries(
    {"status": WORDS, "state": st.just("firing"), "labels": LABELS},
    optional={"startsAt": WORDS | TEXT, "endsAt": WORDS | LEAF, "fingerprint": LEAF, "annotations": LABELS | LEAF},
)
ITEM = st.dictionaries(FIELDS, LEAF, max_size=8)
CLOSE = st.one_of(
    st.fixed_dictionaries({"version": st.just("4"), "alerts": st.lists(ALERT, max_size=3)}),
    st.fixed_dictionaries(
        {"status": st.just("success"), "data": st.fixed_dictionaries({"alerts": st.lists(ALERT, max_size=3)})}
    ),
    st.fixed_dictionaries({"members": st.lists(ITEM, max_size=3)}),
    ITEM,
    st.lists(ITEM, max_size=3),
)
BODIES = st.binary(max_size=200) | (JSON | CLOSE).map(lambda value: json.dumps(value).encode())
HEADERS = st.dictionaries(
    st.sampled_from(["content-type", "ce-specversion", "ce-id", "ce-source", "ce-type", "ce-subject", "ce-time"]),
    st.sampled_from(["1.0", "application/cloudevents+json", "application/cloudevents-batch+json", "%ff", '"\\'])
    | WORDS
    | TEXT,
)


def check(read: Callable[[], Reading]) -> None:
    try:
        reading = read()
    except Refused as refused:
        assert refused.field
        storable(refused.field, str(refused))
        return
    storable(*reading.ignored)
    for seen in reading.observations:
        storable(seen.key, seen.text)
        assert 1 <= len(seen.key) <= 300
        assert len(seen.text) <= 2000
        assert datetime(1970, 1, 1, tzinfo=NOW.tzinfo) <= seen.at
        assert seen.at.utcoffset() == NOW.utcoffset()


def storable(*texts: str) -> None:
    for text in texts:
        assert "\0" not in text
        text.encode()


@pytest.mark.parametrize("connector", PUSH)
@given(body=BODIES, headers=HEADERS)
def test_pushed(connector: str, body: bytes, headers: dict[str, str]) -> None:
    push = PUSH[connector]
    check(lambda: push.read(body, headers, push.Settings(), NOW))


@pytest.mark.parametrize("connector", PULL)
@given(body=BODIES)
def test_pulled(connector: str, body: bytes) -> None:
    pull = PULL[connector]
    settings: dict[str, Any] = MAPPING if connector == "oneview" else {"address": "http://127.0.0.1:9090"}
    read = pull.Settings.model_validate(settings)
    check(lambda: pull.read(body, read, NOW))


def test_every_connector_that_a_source_may_name_is_registered() -> None:
    assert sorted([*PUSH, *PULL]) == sorted(Source.Connector.values)
