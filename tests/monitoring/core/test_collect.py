"""Polling: a real server on loopback is asked, and its answer is recorded."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction

from samdrift.monitoring.collect import Collector, claim_due, poll
from samdrift.monitoring.models import Signal, Source
from samdrift.monitoring.queries.heard import last_heard, signals_by_system
from samdrift.outgoing import Outgoing
from samdrift.vocabulary import Level
from tests.cast import at, hear, log, observation, source, systems
from tests.monitoring.core.test_recording_together import together
from tests.outgoing.servers import answering, serving

OK, DOWN = Level.OPERATIONAL, Level.MAJOR_OUTAGE
EVERY = timedelta(seconds=10)
MAPPING = {"items": "@", "signal": "name", "state": "state", "states": {"up": "operational", "down": "major_outage"}}
OUTGOING = Outgoing(["127.0.0.1"])

pytestmark = pytest.mark.django_db(transaction=True)


def polled(slug: str = "oneview", port: int = 1, **fields: object) -> Source:
    settings = {"address": f"http://127.0.0.1:{port}/", **MAPPING}
    kept = {"settings": settings, "poll_every": EVERY, "token_hash": "", **fields}
    return source(slug, connector=Source.Connector.ONEVIEW, **kept)


def test_sources_are_claimed_when_they_are_due_and_once() -> None:
    first, later = polled("first"), polled("later", next_poll_at=at(5))
    polled("paused", paused=True)
    source("pushed")
    assert claim_due(at(0), {}) == [first]
    assert claim_due(at(4.9), {}) == []
    assert claim_due(at(5), {}) == [later]
    assert claim_due(at(20), {first.pk: None}) == [later]  # type: ignore[dict-item]


def test_several_workers_share_what_is_due() -> None:
    slugs = {f"source-{number}" for number in range(20)}
    for slug in slugs:
        polled(slug)
    claimed: list[str] = []
    together(*[lambda: claimed.extend(each.slug for each in claim_due(at(0), {}))] * 4)
    claimed += [each.slug for each in claim_due(at(0), {})]
    assert sorted(claimed) == sorted(slugs)


def test_an_answer_is_recorded() -> None:
    systems({"mitid": ["login"]})
    body = json.dumps([{"name": "mitid/login", "state": "down"}]).encode()
    with serving(answering(body)) as (port, heads):
        one = polled(port=port, fault="no answer yet")
        poll(one, OUTGOING, lambda: at(7))
    assert len(heads) == 1
    assert log("mitid/login") == [(7, DOWN)]
    one.refresh_from_db()
    assert (one.heard_at, one.proved_at, one.fault) == (at(7), at(7), "")


def test_a_source_paused_while_it_is_asked_is_not_heard() -> None:
    body = json.dumps([{"name": "mitid/login", "state": "down"}]).encode()

    def paused_meanwhile() -> datetime:
        Source.objects.update(paused=True)
        return at(7)

    with serving(answering(body)) as (port, heads):
        poll(polled(port=port), OUTGOING, paused_meanwhile)
    assert len(heads) == 1
    assert not Signal.objects.exists()


@pytest.mark.parametrize(
    ("body", "status", "settings", "fault"),
    [
        (b"[{]", "200 OK", {}, "JSON"),
        (b'[{"name": "a", "state": "odd"}]', "200 OK", {}, "items[0].state"),
        (b"[]", "500 Internal Server Error", {}, "500"),
        (b"[]", "200 OK", {"left_over": 1}, "settings"),
    ],
)
def test_a_fault_is_kept_for_the_owner_and_nothing_counts_as_heard(
    body: bytes, status: str, settings: dict[str, object], fault: str
) -> None:
    with serving(answering(body, status)) as (port, _):
        one = polled(port=port)
        one.settings |= settings
        one.save()
        poll(one, OUTGOING, lambda: at(7))
    one.refresh_from_db()
    assert fault in one.fault
    assert one.heard_at is None
    assert not Signal.objects.exists()


def test_a_fault_is_logged_when_it_begins_changes_and_ends(caplog: pytest.LogCaptureFixture) -> None:
    one = polled()
    poll(one, OUTGOING, lambda: at(1))
    poll(one, OUTGOING, lambda: at(2))
    assert len(caplog.messages) == 1
    for body, said in ((b"[{]", "JSON"), (b"[]", "ended")):
        with serving(answering(body)) as (port, _):
            one.settings["address"] = f"http://127.0.0.1:{port}/"
            poll(one, OUTGOING, lambda: at(3))
            poll(one, OUTGOING, lambda: at(4))
        assert said in caplog.messages[-1]
        assert "oneview: " in caplog.messages[-1]
    assert len(caplog.messages) == 3


def test_a_collector_polls_what_is_due_and_ends_with_nothing_under_way() -> None:
    systems({"mitid": ["login"]})
    with serving(answering(b'[{"name": "mitid", "state": "up"}]')) as (port, heads):
        polled(port=port)
        polled("unreachable")
        collector = Collector(OUTGOING, lambda: at(1))
        collector.collect(at(0))
        collector.close()
    assert len(heads) == 1
    assert log("mitid") == [(1, OK)]
    assert Source.objects.get(slug="unreachable").fault


def test_a_source_that_is_being_recorded_is_polled_next_time() -> None:
    one = polled()

    def elsewhere() -> None:
        assert claim_due(at(0), {}) == []

    with transaction.atomic():
        hear(one, received=0)
        together(elsewhere)
    assert claim_due(at(0), {}) == [one]
    connection.close()


def test_when_monitoring_was_last_heard() -> None:
    assert last_heard() is None
    one, other = source("one"), source("other")
    hear(one, received=5)
    hear(other, received=3)
    assert last_heard() == at(5)
    Source.objects.filter(slug="one").update(paused=True)
    assert last_heard() == at(5)


def test_how_many_signals_watch_each_system() -> None:
    systems({"mitid": ["login"], "cvr": ["search"]})
    hear(source(), *(observation(key, 0, OK) for key in ("mitid", "mitid/login", "unknown")), received=0)
    assert {slug: len(own) for slug, own in signals_by_system(["mitid", "cvr"]).items()} == {"mitid": 2}
