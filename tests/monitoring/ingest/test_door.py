"""What the door answers to each kind of message."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

import pytest

from samdrift.monitoring import connector_registry
from samdrift.monitoring.ingest import batch
from samdrift.monitoring.ingest.asgi import LARGEST, UNPROVED, Ingest
from samdrift.monitoring.models import Signal, Source
from samdrift.monitoring.observation import Reading
from samdrift.vocabulary import Level
from tests.cast import at, log, source, systems
from tests.monitoring.ingest.sending import BEARER, EVENT, Post, post, send, send_all

OK, DOWN = Level.OPERATIONAL, Level.MAJOR_OUTAGE

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def probe() -> Source:
    systems({"mitid": ["login"]})
    source("paused", paused=True)
    source("polled", connector=Source.Connector.ONEVIEW, token_hash="")
    source("unfit", settings={"left over": "from another version"})
    return source()


def token(value: str) -> tuple[tuple[bytes, bytes], ...]:
    return ((b"authorization", value.encode()),)


def test_a_message_is_taken() -> None:
    answer = send(post({**EVENT, "at": "2024-11-23T11:59:58Z"}))
    assert (answer.status, answer.body) == (202, {"accepted": 1, "received_at": "2024-11-23T12:00:00Z"})
    assert answer.headers["content-type"] == "application/json"
    assert log("mitid/login") == [(-2, DOWN), (-1.999999, None), (0, DOWN)]


BROKEN = b'{"signal": "mitid'
REFUSED: dict[str, tuple[Post, int]] = {
    "no token": (post(EVENT, headers=()), 401),
    "an empty token": (post(EVENT, headers=token("Bearer ")), 401),
    "another scheme": (post(EVENT, headers=token("Basic c2Q6c2Q=")), 401),
    "a wrong token": (post(EVENT, headers=token("Bearer sd_wrong")), 401),
    "a token in Danish": (post(EVENT, headers=token("Bearer sd_æøå")), 401),
    "an unknown source": (post(EVENT, path="/ingest/nobody"), 401),
    "a source that is polled": (post(EVENT, path="/ingest/polled"), 401),
    "a wrong token and broken JSON": (post(BROKEN, headers=token("Bearer sd_wrong")), 401),
    "no source": (post(EVENT, path="/ingest/"), 404),
    "a longer address": (post(EVENT, path="/ingest/probe/more"), 404),
    "NUL in the address": (post(EVENT, path="/ingest/pro\x00be"), 404),
    "half a character in the address": (post(EVENT, path="/ingest/pro\ud800be"), 404),
    "GET": (post(b"", method="GET"), 405),
    "PUT": (post(EVENT, method="PUT"), 405),
    "a paused source": (post(EVENT, path="/ingest/paused"), 409),
    "a source that is not set up": (post(EVENT, path="/ingest/unfit"), 409),
    "a huge body, announced": (post(EVENT, headers=(BEARER, (b"content-length", b"8000001"))), 413),
    "a body of absurd size": (post(EVENT, headers=(BEARER, (b"content-length", b"9" * 5000))), 413),
    "more than a stranger may send": (post(b" " * (UNPROVED + 1), headers=token("Bearer sd_wrong")), 413),
    "more than a stranger may send, and no token": (post(b" " * (UNPROVED + 1), headers=()), 413),
    "a compressed body": (post(EVENT, headers=(BEARER, (b"content-encoding", b"gzip"))), 415),
    "a huge body": (post(b" " * (LARGEST + 1)), 413),
    "a huge body, bit by bit": (Post((b" " * 100_000,) * 81), 413),
    "a sender who hangs up": (Post((json.dumps(EVENT).encode(),), hangs_up=True), 422),
    "no body": (post(b""), 422),
    "broken JSON": (post(BROKEN), 422),
    "bytes that are no text": (post(b"\xff\xfe"), 422),
    "a list in a list": (post([[EVENT]]), 422),
    "an unknown state": (post({**EVENT, "state": "on fire"}), 422),
    "no signal": (post({"state": "degraded"}), 422),
    "NUL in the signal": (post({**EVENT, "signal": "mit\x00id"}), 422),
    "a time without offset": (post({**EVENT, "at": "2024-11-23T12:00:00"}), 422),
    "one of two is not understood": (post([EVENT, {**EVENT, "state": 7}]), 422),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_message_that_is_not_taken_is_answered_with_what_to_do(case: str) -> None:
    request, status = REFUSED[case]
    answer = send(request)
    assert answer.status == answer.body["status"] == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.body["title"]
    assert answer.body["detail"]
    assert ("www-authenticate" in answer.headers) == (status == 401)
    assert answer.headers.get("connection") == ("close" if status in {404, 405, 413} else None)
    assert answer.headers.get("allow") == ("POST" if status == 405 else None)
    assert ({"field", "value", "expected"} <= answer.body.keys()) == (status == 422)
    assert not Signal.objects.exists()
    assert send(post(EVENT)).status == 202, "the door stays open"


def test_who_does_not_know_the_token_cannot_learn_which_sources_there_are() -> None:
    paths = ["/ingest/probe", "/ingest/paused", "/ingest/polled", "/ingest/unfit", "/ingest/nobody"]
    answers = [send(post(EVENT, path=path, headers=token("Bearer sd_wrong"))) for path in paths]
    assert all(answer == answers[0] for answer in answers)


def test_the_answer_names_the_field() -> None:
    answer = send(post([EVENT, {**EVENT, "state": "on fire"}]))
    assert (answer.body["field"], answer.body["value"]) == ("[1].state", "'on fire'")
    assert "operational, degraded, partial_outage, major_outage" in answer.body["expected"]


def test_fields_that_are_not_known_are_named() -> None:
    answer = send(post({**EVENT, "colour": "red", "severity": 1}))
    assert (answer.status, answer.body["ignored_fields"]) == (202, ["colour", "severity"])


def test_a_time_in_the_future_is_placed_now_and_said_so() -> None:
    answer = send(post([{**EVENT, "at": "2024-11-23T12:00:01Z"}, {"signal": "cvr", "state": "degraded"}]))
    assert answer.status == 202
    assert answer.body["placed_now"]["signals"] == ["mitid/login"]
    assert log("mitid/login") == [(0, DOWN)]


def test_the_same_message_twice_changes_nothing() -> None:
    message = post({**EVENT, "at": "2024-11-23T11:59:58Z"})
    assert [send(message).status for _ in range(3)] == [202, 202, 202]
    assert log("mitid/login") == [(-2, DOWN), (-1.999999, None), (0, DOWN)]


def test_a_trailing_slash_and_another_case_of_the_scheme_are_understood() -> None:
    assert send(post(EVENT, path="/ingest/probe/", headers=token("bearer sd_the-token-of-the-cast"))).status == 202


def test_two_hundred_senders_at_once() -> None:
    events = [
        {"signal": f"probe-{n % 20}", "state": "degraded", "at": f"2024-11-23T11:{n // 60:02}:{n % 60:02}Z"}
        for n in range(200)
    ]
    assert {answer.status for answer in send_all(map(post, events))} == {202}
    assert Signal.objects.count() == 20
    assert set(Signal.objects.values_list("level", flat=True)) == {Level.DEGRADED}


def test_one_message_among_many_does_not_spoil_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that no connector should let through: the database refuses its bytes, whoever reads it."""
    events = connector_registry.PUSH["events"]

    class Poisoned:
        Settings = events.Settings

        @staticmethod
        def read(body: bytes, headers: Mapping[str, str], settings: object, now: datetime) -> Reading:
            if b"fault" in body:
                raise ZeroDivisionError
            reading = events.read(body, headers, settings, now)
            text = "\x00" if b"poison" in body else ""
            return replace(reading, observations=tuple(replace(each, text=text) for each in reading.observations))

    monkeypatch.setitem(connector_registry.PUSH, "events", Poisoned)
    names = ["a", "poison", "b", "fault", "c"]
    answers = send_all([post({"signal": name, "state": "degraded"}) for name in names])
    assert [answer.status for answer in answers] == [202, 500, 202, 500, 202]
    assert sorted(Signal.objects.values_list("key", flat=True)) == ["a", "b", "c"]
    assert send(post(EVENT)).status == 202


def test_too_much_at_once_is_asked_to_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "HELD", 200)
    answers = send_all([post(EVENT)] * 10)
    assert {answer.status for answer in answers} == {202, 503}
    assert all(answer.headers["retry-after"] for answer in answers if answer.status == 503)


def test_a_source_was_heard_when_it_was_received() -> None:
    send(post(EVENT), Ingest(lambda: at(7)))
    assert Source.objects.get(slug="probe").heard_at == at(7)
