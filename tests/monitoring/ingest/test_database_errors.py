"""What the database refuses on a connection that goes on costs only the message that it refuses."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import pytest
from django.db import connection, transaction

from samdrift.monitoring import connector_registry
from samdrift.monitoring.models import Notice, Signal
from samdrift.monitoring.observation import Reading
from tests.cast import source, systems
from tests.isolation.raising import no_lock_in_time
from tests.monitoring.ingest.sending import post, send_all

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    events = connector_registry.PUSH["events"]

    class Slow:
        Settings = events.Settings

        @staticmethod
        def read(body: bytes, headers: Mapping[str, str], settings: object, now: datetime) -> Reading:
            if b"slow" in body:
                with transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute("SET LOCAL statement_timeout = 1")
                    cursor.execute("SELECT pg_sleep(5)")
            if b"locked" in body:
                no_lock_in_time()
            return events.read(body, headers, settings, now)

    systems({"mitid": ["login"]})
    source()
    monkeypatch.setitem(connector_registry.PUSH, "events", Slow)


@pytest.mark.parametrize(("bad", "status", "noted"), [("slow", 500, True), ("locked", 503, False)])
def test_one_message_that_is_refused(bad: str, status: int, noted: bool) -> None:
    names = ["a", bad, "b"]
    answers = send_all([post({"signal": name, "state": "degraded"}) for name in names])
    assert [answer.status for answer in answers] == [202, status, 202]
    assert sorted(Signal.objects.values_list("key", flat=True)) == ["a", "b"]
    assert Notice.objects.filter(kind="refused").exists() == noted
