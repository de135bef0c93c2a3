from __future__ import annotations

import base64
import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from samdrift.monitoring.connectors.events import Settings, doubt, read
from samdrift.monitoring.observation import Observation, Reading, Refused
from samdrift.vocabulary import Level, SignalName
from tests.monitoring.connectors.recorded import NOW, sent

AT = datetime(2026, 11, 23, 10, 58, tzinfo=UTC)
PLAIN = {"signal": "mitid/login", "state": "major_outage", "at": "2026-11-23T11:58:00+01:00", "text": "Nede"}
SEEN = Observation("mitid/login", AT, Level.MAJOR_OUTAGE, text="Nede", maps_to=SignalName("mitid", "login"))
EVENT = {
    "specversion": "1.0",
    "id": "A-1",
    "source": "https://monitor.example/",
    "type": "dk.samdrift.state",
    "subject": "mitid/login",
    "time": "2026-11-23T10:58:00Z",
    "datacontenttype": "application/json",
    "data": {"state": "major_outage", "text": "Nede"},
}
BINARY = {f"ce-{name}": str(value) for name, value in EVENT.items() if name != "data"}
STRUCTURED = "application/cloudevents+json; charset=utf-8"
BATCH = "application/cloudevents-batch+json"


def reading(message: object, kind: str = "application/json", **headers: str) -> Reading:
    body = message if isinstance(message, bytes) else sent(message)
    found = {name.replace("_", "-"): value for name, value in headers.items()}
    read_so = read(body, {"content-type": kind, **found}, Settings(), NOW)
    assert all(bool(seen.mark) is ("cloudevents" in kind or "ce-id" in found) for seen in read_so.observations)
    return replace(read_so, observations=tuple(replace(seen, mark="") for seen in read_so.observations))


def without(value: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: said for key, said in value.items() if key != name}


FORMS = [
    pytest.param(PLAIN, "application/json", {}, id="plain"),
    pytest.param(PLAIN, "text/plain", {}, id="plain, whatever it is called"),
    pytest.param([PLAIN], "application/json", {}, id="plain list"),
    pytest.param(EVENT, STRUCTURED, {}, id="structured"),
    pytest.param([EVENT], BATCH, {}, id="batch"),
    pytest.param(EVENT["data"], "application/json", BINARY, id="binary"),
]


@pytest.mark.parametrize(("message", "kind", "headers"), FORMS)
def test_each_form_says_the_same(message: object, kind: str, headers: dict[str, str]) -> None:
    assert reading(message, kind, **headers) == Reading((SEEN,), events=True)


def test_data_may_be_in_base64() -> None:
    packed = without(EVENT, "data") | {"data_base64": base64.b64encode(sent(EVENT["data"])).decode()}
    assert reading(packed, STRUCTURED) == Reading((SEEN,), events=True)


def test_data_speaks_before_the_envelope() -> None:
    data = {"signal": "cpr", "state": "degraded", "at": "2026-11-23T10:00:00Z", "planned": True}
    (seen,) = reading(EVENT | {"data": data}, STRUCTURED).observations
    assert seen == Observation(
        "cpr", datetime(2026, 11, 23, 10, tzinfo=UTC), Level.DEGRADED, planned=True, maps_to=SignalName("cpr")
    )


@pytest.mark.parametrize(
    "message", [without(PLAIN, "at"), *({**PLAIN, "at": none} for none in (None, "", 0, "0001-01-01T00:00:00Z"))]
)
def test_without_a_time_it_is_now(message: object) -> None:
    assert (reading(message).observations[0].at, reading(message).observations[0].timed) == (NOW, False)
    assert reading(without(EVENT, "time"), STRUCTURED).observations[0].at == NOW


@pytest.mark.parametrize(
    ("signal", "maps_to"),
    [
        ("mitid", SignalName("mitid")),
        ("mitid/login", SignalName("mitid", "login")),
        ("host-17:disk", None),
        ("mitid/", None),
        ("mitid/login/x", None),
        ("MitID", None),
    ],
)
def test_a_signal_named_as_a_system_or_service_maps_itself(signal: str, maps_to: SignalName | None) -> None:
    (seen,) = reading(PLAIN | {"signal": signal}).observations
    assert (seen.key, seen.maps_to) == (signal, maps_to)


@pytest.mark.parametrize(
    ("header", "signal"),
    [
        ("mitid%2Flogin", "mitid/login"),
        ("%C3%A6ble%20%25", "æble %"),
        ('"mitid/login"', "mitid/login"),
        (r'"a \"b\" \\"', r'a "b" \ '.strip()),
    ],
)
def test_header_values_are_decoded(header: str, signal: str) -> None:
    (seen,) = reading(EVENT["data"], **BINARY | {"ce-subject": header}).observations
    assert seen.key == signal


def test_unknown_fields_are_said_back_and_do_not_matter() -> None:
    assert reading([PLAIN | {"host": 1}, PLAIN | {"zone": 2}]).ignored == ("host", "zone")
    data = {**PLAIN, "host": 1}
    assert reading(EVENT | {"data": data, "traceparent": "x"}, STRUCTURED).ignored == ("data.host", "traceparent")
    assert reading(EVENT["data"], **BINARY | {"ce-traceparent": "x"}).ignored == ("traceparent",)


def test_what_postgresql_cannot_store_does_not_reach_it() -> None:
    (seen,) = reading(json.dumps(PLAIN | {"text": "a\0b\ud800"}).encode()).observations
    assert seen.text == "a\ufffdb\ufffd"
    assert reading(json.dumps(PLAIN | {"\ud800": 1}).encode()).ignored == ("\ufffd",)
    (seen,) = reading(PLAIN | {"text": "x" * 5000}).observations
    assert len(seen.text) == 2000


def test_a_thousand_events_are_taken_and_no_more() -> None:
    assert len(reading([PLAIN] * 1000).observations) == 1000
    with pytest.raises(Refused, match="at most 1000"):
        reading([PLAIN] * 1001)
    assert reading([]) == reading([], BATCH) == Reading((), events=True)


@pytest.mark.parametrize(
    ("message", "field", "expected"),
    [
        (PLAIN | {"state": "down"}, "state", "operational, degraded, partial_outage, major_outage"),
        (without(PLAIN, "state"), "state", "operational"),
        (PLAIN | {"state": 3}, "state", "operational"),
        (without(PLAIN, "signal"), "signal", "1 to 300"),
        (PLAIN | {"signal": ""}, "signal", "1 to 300"),
        (PLAIN | {"signal": " "}, "signal", "1 to 300"),
        (PLAIN | {"signal": "x" * 301}, "signal", "1 to 300"),
        (PLAIN | {"signal": "a\0"}, "signal", "control"),
        (PLAIN | {"signal": "\udfff"}, "signal", "control"),
        (PLAIN | {"at": "2026-11-23T10:58:00"}, "at", "with an offset"),
        (PLAIN | {"at": "2026-11-23"}, "at", "a time like"),
        (PLAIN | {"at": "2026-02-30T10:58:00Z"}, "at", "exists"),
        (PLAIN | {"at": "9999-12-31T23:59:59-23:59"}, "at", "time"),
        (PLAIN | {"at": "0001-01-01T00:00:01Z"}, "at", "1970"),
        (b'{"signal": "mitid", "state": "degraded", "state": "operational"}', "state", "each name once"),
        (PLAIN | {"at": 1}, "at", "a time like"),
        (PLAIN | {"text": 1}, "text", "text"),
        (PLAIN | {"planned": "yes"}, "planned", "true or false"),
        ([PLAIN, PLAIN | {"state": "down"}], "[1].state", "operational"),
        ([PLAIN, 7], "[1]", "an object"),
        ("hello", "body", "an object"),
        (b"{", "body", "JSON"),
        (b"", "body", "JSON"),
        (b"\xff{}", "body", "UTF-8"),
        (b'{"signal":NaN}', "body", "finite"),
        (b'{"signal":1e999}', "body", "finite"),
        (b"1" * 5000, "body", "reasonable length"),
        (b"[" * 100_000, "body", "nested"),
    ],
)
def test_a_plain_message_that_is_not_understood(message: object, field: str, expected: str) -> None:
    with pytest.raises(Refused) as raised:
        reading(message)
    assert raised.value.field == field
    assert expected in str(raised.value.expected)


@pytest.mark.parametrize(
    ("message", "kind", "field"),
    [
        (EVENT | {"specversion": "0.3"}, STRUCTURED, "specversion"),
        (without(EVENT, "specversion"), STRUCTURED, "specversion"),
        (without(EVENT, "id"), STRUCTURED, "id"),
        (EVENT | {"source": ""}, STRUCTURED, "source"),
        (EVENT | {"type": 7}, STRUCTURED, "type"),
        (EVENT | {"time": "yesterday"}, STRUCTURED, "time"),
        (without(EVENT, "data"), STRUCTURED, "data"),
        (EVENT | {"data": "text"}, STRUCTURED, "data"),
        (EVENT | {"data": {}}, STRUCTURED, "data.state"),
        (EVENT | {"data": {"signal": None, "state": "degraded"}}, STRUCTURED, "data.signal"),
        (without(EVENT, "subject"), STRUCTURED, "subject"),
        (EVENT | {"data_base64": "%"}, STRUCTURED, "data_base64"),
        (EVENT | {"data_base64": "æ"}, STRUCTURED, "data_base64"),
        ([EVENT], STRUCTURED, "body"),
        (EVENT, BATCH, "body"),
        ([EVENT, EVENT | {"data": {"state": "on"}}], BATCH, "[1].data.state"),
        (EVENT, "application/cloudevents+avro", "Content-Type"),
    ],
)
def test_a_cloudevent_that_is_not_understood(message: object, kind: str, field: str) -> None:
    with pytest.raises(Refused) as raised:
        reading(message, kind)
    assert raised.value.field == field


def test_a_header_that_is_not_utf_8_is_refused() -> None:
    with pytest.raises(Refused, match="ce-subject"):
        reading(EVENT["data"], **BINARY | {"ce-subject": "%ff"})


def test_raw_utf_8_in_a_header_is_read_as_what_was_meant() -> None:
    """The application hands headers over as text (tests/monitoring/ingest); percent-encoded or not is the same."""
    (raw,) = reading(EVENT["data"], **BINARY | {"ce-subject": "prøve"}).observations
    (encoded,) = reading(EVENT["data"], **BINARY | {"ce-subject": "pr%C3%B8ve"}).observations
    assert raw.key == encoded.key == "prøve"


def test_one_event_has_one_mark_in_each_form_and_no_other_has_it() -> None:
    def mark(message: object, kind: str, **headers: str) -> str:
        body = sent(message)
        return read(body, {"content-type": kind} | headers, Settings(), NOW).observations[0].mark

    marks = [mark(EVENT, STRUCTURED), mark([EVENT], BATCH), mark(EVENT["data"], "application/json", **BINARY)]
    assert len(set(marks)) == 1
    assert mark(EVENT | {"id": "A-2"}, STRUCTURED) not in marks
    assert mark(EVENT | {"source": "urn:other"}, STRUCTURED) not in marks


@pytest.mark.parametrize(
    ("body", "about"),
    [
        (b'{"signal": "mitid/login", "state": "on fire"}', ("mitid/login",)),
        (b'[{"signal": "b"}, {"signal": "a"}, {"signal": "a"}]', ("a", "b")),
        (b'[{"signal": "b"}, {}]', None),
        (b'{"data": {"state": 7}, "subject": "cpr"}', ("cpr",)),
        (b'{"signal": "mitid', None),
        (b"[]", None),
        (b"\xff", None),
    ],
)
def test_what_a_refused_message_may_have_been_about(body: bytes, about: tuple[str, ...] | None) -> None:
    assert doubt(body, {}).about == about


MAY_BE: dict[str, tuple[bytes, tuple[str, ...] | None]] = {
    "two names of one kind": (b'{"signal": "a", "signal": "b", "state": "x"}', ("a", "b")),
    "a subject and a signal": (b'{"subject": "a", "data": {"signal": "b", "state": "x"}}', ("a", "b")),
    "two data": (b'{"subject": "a", "data": {"signal": "b"}, "data": {"signal": "c"}}', ("a", "b", "c")),
    "packed data": (b'{"subject": "a", "data_base64": "e30="}', None),
    "data as text": (b'{"subject": "a", "data": "{\\"signal\\": \\"b\\"}"}', None),
    "data that is empty": (b'{"subject": "a", "data": null}', None),
    "one of two that is no name": (b'{"signal": "a", "signal": 7}', None),
}


@pytest.mark.parametrize("case", MAY_BE)
def test_a_refused_message_may_be_about_all_that_it_names(case: str) -> None:
    body, about = MAY_BE[case]
    assert doubt(body, {}).about == about


def test_a_refused_message_may_be_about_the_subject_in_its_headers() -> None:
    assert doubt(b'{"state": "x"}', {"ce-subject": "pr%C3%B8ve"}).about == ("pr\u00f8ve",)
    assert doubt(b'{"state": "x"}', {"ce-subject": "%ff"}).about is None
