"""What the door refuses is heard by somebody: noted on the source, and what it may have been about is not observed."""

from __future__ import annotations

import json

import pytest

from samdrift.monitoring.ingest.asgi import LARGEST, UNPROVED
from samdrift.monitoring.models import Notice, Signal, Source
from samdrift.vocabulary import Level, restored
from tests.cast import at, log, source, systems
from tests.monitoring.connectors.recorded import recorded
from tests.monitoring.ingest.sending import BEARER, EVENT, Post, post, send, send_all

OK, DOWN = Level.OPERATIONAL, Level.MAJOR_OUTAGE

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def probe() -> Source:
    systems({"mitid": ["login"]})
    found = source()
    assert send(post([{**EVENT, "state": "operational"}, {"signal": "cvr", "state": "operational"}])).status == 202
    return found


def is_silent(key: str) -> bool:
    return Signal.objects.get(key=key).silent


REFUSED: dict[str, tuple[Post, int, bool]] = {
    "not understood, but its signal": (post({**EVENT, "state": "on fire"}), 422, False),
    "not understood at all": (post(b'{"signal": "mitid'), 422, True),
    "the same name twice": (
        post(b'{"signal": "mitid/login", "state": "degraded", "state": "operational"}'),
        422,
        False,
    ),
    "compressed": (post(b"\x1f\x8b", headers=(BEARER, (b"content-encoding", b"gzip"))), 415, True),
    "too large, announced": (post(b"", headers=(BEARER, (b"content-length", b"9000000"))), 413, True),
    "broken off on the way": (Post((json.dumps(EVENT).encode(),), hangs_up=True), 422, True),
    "large and broken off": (Post((b" " * (UNPROVED + 1),), hangs_up=True), 422, True),
    "too large, bit by bit": (Post((b" " * 1_000_000,) * 9), 413, True),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_refused_message_is_noted_and_doubted(case: str) -> None:
    request, status, all_of_it = REFUSED[case]
    assert send(request).status == status
    noticed = Notice.objects.get()
    assert (noticed.kind, noticed.count, noticed.last_at) == ("refused", 1, at(0))
    assert str(restored(noticed.detail))
    assert (is_silent("mitid/login"), is_silent("cvr")) == (True, all_of_it)
    assert send(post(EVENT)).status == 202
    assert log("mitid/login")[-1][1] is DOWN
    assert not is_silent("mitid/login")


def test_what_a_pause_refuses_is_noted(probe: Source) -> None:
    Source.objects.update(paused=True)
    assert send(post(EVENT)).status == 409
    assert Notice.objects.get().kind == "refused"
    Source.objects.update(paused=False)
    assert is_silent("mitid/login")


@pytest.mark.parametrize(
    "request_",
    [
        post(b"{", headers=((b"authorization", b"Bearer sd_wrong"),)),
        post(b" " * (UNPROVED + 1), headers=((b"authorization", b"Bearer sd_wrong"),)),
        post(b"{", path="/ingest/nobody"),
        Post((json.dumps(EVENT).encode(),), headers=((b"authorization", b"Bearer sd_wrong"),), hangs_up=True),
    ],
)
def test_what_is_not_from_the_source_or_did_not_come_is_not_noted(request_: Post) -> None:
    assert send(request_).status in (401, 413, 422)
    assert not Notice.objects.exists()
    assert not is_silent("cvr")


def test_a_large_message_is_taken_from_one_who_knows_the_token() -> None:
    events = [{**EVENT, "signal": f"probe-{number}", "text": "x" * 5_000} for number in range(900)]
    body = json.dumps(events).encode()
    assert UNPROVED < len(body) < LARGEST
    assert send(post(body)).status == 202
    announced = post(body, headers=(BEARER, (b"content-length", str(len(body)).encode())))
    assert send(announced).status == 202
    assert Signal.objects.filter(key__startswith="probe-").count() == 900


def test_alertmanager_that_cuts_off_is_heard_by_somebody() -> None:
    alerts = source("alerts", connector=Source.Connector.ALERTMANAGER, life=Source.Life.WATCHDOG)
    whole = recorded("alertmanager_firing")
    assert send(post(whole | {"truncatedAlerts": 2}, path="/ingest/alerts")).body["ignored_fields"] == [
        "truncatedAlerts"
    ]
    assert Source.objects.get(pk=alerts.pk).doubts
    assert str(restored(Notice.objects.get(kind="cut_off").detail)).startswith("The sender left 2 alerts out")
    assert send(post(whole, path="/ingest/alerts")).status == 202
    assert Source.objects.get(pk=alerts.pk).doubts == []


def test_an_event_that_is_delivered_twice_is_one_whatever_came_between() -> None:
    def event(number: int, state: str) -> Post:
        headers = {"specversion": "1.0", "id": str(number), "source": "urn:probe", "type": "state", "subject": "cvr"}
        named = tuple((f"ce-{name}".encode(), value.encode()) for name, value in headers.items())
        return post({"state": state}, headers=(BEARER, *named))

    down, up = event(1, "major_outage"), event(2, "operational")
    for request in (down, up, down):
        assert send(request).status == 202
    assert Signal.objects.get(key="cvr").level == OK
    assert [level for _, level in log("cvr")] == [OK, DOWN, OK]


def cloud_event(state: str) -> Post:
    named = {"specversion": "1.0", "id": "1", "source": "urn:probe", "type": "state", "subject": "cvr"}
    headers = tuple((f"ce-{name}".encode(), value.encode()) for name, value in named.items())
    return post({"state": state}, headers=(BEARER, *headers))


def test_an_id_that_is_used_again_hides_no_outage() -> None:
    assert "already_known" not in send(cloud_event("operational")).body
    assert send(cloud_event("operational")).body["already_known"]["signals"] == ["cvr"]
    again = send(cloud_event("major_outage"))
    assert "id was used before" in again.body["placed_now"]["reason"]
    assert Signal.objects.get(key="cvr").level == DOWN
    assert Notice.objects.get().kind == "moved"
    assert send(cloud_event("operational")).body["already_known"]["signals"] == ["cvr"]
    assert Signal.objects.get(key="cvr").level == DOWN


def test_raw_utf_8_in_a_header_is_what_was_meant() -> None:
    named = {"specversion": "1.0", "id": "1", "source": "x", "type": "x", "subject": "prøve"}
    headers = tuple((f"ce-{name}".encode(), value.encode()) for name, value in named.items())
    latin = tuple((name, value.decode().encode("latin-1")) for name, value in headers)
    for each in (headers, latin):
        assert send(post({"state": "degraded"}, headers=(BEARER, *each))).status == 202
    assert Signal.objects.filter(key="prøve").exists()


def test_a_time_that_is_not_believed_is_said_so() -> None:
    answer = send(post({**EVENT, "at": "1970-01-01T00:00:00Z"}))
    assert answer.body["placed_now"]["signals"] == ["mitid/login"]
    assert "before we first heard from" in answer.body["placed_now"]["reason"]
    assert {second for second, _ in log("mitid/login")} <= {0, 0.000001}
    assert Signal.objects.get(key="mitid/login").level == DOWN
    assert Notice.objects.get().kind == "moved"


def test_many_large_messages_at_once_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("samdrift.monitoring.ingest.batch.HELD", 2 * LARGEST + 1_000)
    answers = send_all([post(b" " * (UNPROVED + 1))] * 6)
    assert {answer.status for answer in answers} == {422, 503}
