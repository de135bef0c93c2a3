"""Whatever is sent to the door, it answers in its own words, and goes on taking in what is right."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.running import HTTP, Running

BOUNDED = settings(max_examples=120, deadline=None, database=None, suppress_health_check=list(HealthCheck))
ANSWERS = {202, 400, 413, 415, 422}

any_text = st.text(st.characters(codec=None), max_size=40)  # NUL and lone surrogates too
any_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | any_text,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(any_text, inner, max_size=4),
    max_leaves=12,
)
words = st.sampled_from(["operational", "degraded", "partial_outage", "major_outage"])
moments = st.datetimes().map(lambda at: at.isoformat() + "Z") | st.sampled_from(
    ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "2016-12-31T23:59:60Z", "now"]
)
any_field = "no field of ours"
# Almost right: each field is what it should be or anything at all. No name of a system: what is sent here must not
# change what the page says.
events = st.fixed_dictionaries(
    {"signal": any_text | st.just("fuzz/é"), "state": words | any_json},
    optional={
        "at": moments | any_json,
        "text": any_text | any_json,
        "planned": st.booleans() | any_json,
        "x": any_json,
    },
)
# Right in shape, odd in words: these reach the database.
odd_events = st.fixed_dictionaries(
    {"signal": any_text.map(lambda text: f"odd {text}"), "state": words},
    optional={"at": moments, "text": any_text, "planned": st.booleans(), any_field: any_json},
)
cloud_events = st.fixed_dictionaries(
    {
        "specversion": st.just("1.0") | any_json,
        "id": any_text,
        "source": any_text,
        "type": any_text,
        "data": events | any_json,
    },
    optional={"subject": any_text, "time": moments, "datacontenttype": any_text, "data_base64": any_text},
)
alerts = st.fixed_dictionaries(
    {
        "version": st.just("4") | any_json,
        "status": st.sampled_from(["firing", "resolved"]) | any_json,
        "alerts": st.lists(
            st.fixed_dictionaries(
                {
                    "status": st.sampled_from(["firing", "resolved"]) | any_json,
                    "labels": st.dictionaries(st.sampled_from(["alertname", "severity", "x"]), any_text, max_size=3)
                    | any_json,
                    "startsAt": moments | any_json,
                },
                optional={"endsAt": moments, "annotations": any_json, "fingerprint": any_text},
            ),
            max_size=3,
        )
        | any_json,
    }
)
bodies = st.binary(max_size=200) | st.one_of(any_json, events, st.lists(events, max_size=4), cloud_events, alerts).map(
    lambda value: json.dumps(value).encode()
)
media_types = st.sampled_from(
    [
        "application/json",
        "application/cloudevents+json",
        "application/cloudevents-batch+json",
        "text/plain",
        "application/json; charset=utf-16",
        "",
    ]
)
header_values = st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=30)
headers = st.dictionaries(
    st.sampled_from(["ce-specversion", "ce-id", "ce-source", "ce-type", "ce-subject", "ce-time", "content-encoding"]),
    st.just("1.0") | header_values,
    max_size=7,
)


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    with httpx.Client(timeout=30) as made:
        yield made


@pytest.mark.parametrize("source", ["events", "alertmanager"])
def test_no_message_is_more_than_refused(running: Running, client: httpx.Client, source: str) -> None:
    known = running.facts["sources"][source]

    @BOUNDED
    @given(body=bodies, media_type=media_types, more=headers)
    def send(body: bytes, media_type: str, more: dict[str, str]) -> None:
        told = {**more, "Content-Type": media_type, "Authorization": f"Bearer {known['token']}"}
        answer = client.post(known["url"], content=body, headers=told)
        assert answer.status_code in ANSWERS, answer.text
        explains(answer)

    send()
    still_takes_in(running)


def test_odd_words_are_taken_in_or_refused(running: Running, client: httpx.Client) -> None:
    known = running.facts["sources"]["events"]
    told = {"Content-Type": "application/json", "Authorization": f"Bearer {known['token']}"}
    taken = []

    @BOUNDED
    @given(batch=st.lists(odd_events, min_size=1, max_size=5))
    def send(batch: list[dict[str, Any]]) -> None:
        answer = client.post(known["url"], content=json.dumps(batch), headers=told)
        assert answer.status_code in (202, 422), answer.text
        explains(answer)
        if answer.status_code == 202:
            assert answer.json()["accepted"] == len(batch)
            taken.append(batch)

    send()
    assert len(taken) > 10  # else this has tried nothing but refusals
    still_takes_in(running)


def test_no_sender_is_more_than_refused(running: Running, client: httpx.Client) -> None:
    @BOUNDED
    @given(token=header_values, path=st.text(max_size=30), method=st.sampled_from(["POST", "GET", "PUT", "DELETE"]))
    def send(token: str, path: str, method: str) -> None:
        address = f"{running.base_url}/ingest/{quote(path)}"
        answer = client.request(method, address, content=b"{}", headers={"Authorization": token})
        assert 400 <= answer.status_code < 500, answer.text

    send()
    still_takes_in(running)


def test_too_much_is_refused(running: Running, client: httpx.Client) -> None:
    known = running.facts["sources"]["events"]
    told = {"Authorization": f"Bearer {known['token']}", "Content-Type": "application/json"}
    for content in (b"[" + b" " * 8_000_001, iter([b"[" + b" " * 5_000_000, b" " * 5_000_000])):
        answer = HTTP.post(known["url"], content=content, headers=told)
        assert answer.status_code == 413
    still_takes_in(running)


def explains(answer: httpx.Response) -> None:
    told: dict[str, Any] = answer.json()
    if answer.status_code == 202:
        assert told["accepted"] >= 0
    else:
        assert answer.headers["content-type"] == "application/problem+json"
        assert told["status"] == answer.status_code
        assert told["detail"]


def still_takes_in(running: Running) -> None:
    """A right message is accepted and seen; then its system is mended for those who come after."""
    for state in ("major_outage", "operational"):
        assert running.push({"signal": "cvr", "state": state}).status_code == 202
        running.wait_for(lambda state=state: running.system("cvr")["level"] == state)  # type: ignore[misc]
