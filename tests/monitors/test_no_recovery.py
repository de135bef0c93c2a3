"""Real monitors that restart, fall behind or fall silent, heard as they send and answer: none of it is a recovery."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from samdrift.monitoring.collect import poll
from samdrift.monitoring.connectors import alertmanager as am
from samdrift.monitoring.models import Source, Transition
from samdrift.monitoring.record import Delivery, record
from samdrift.monitoring.release import release_held
from samdrift.outgoing import Ask
from samdrift.vocabulary import Level
from tests.cast import source
from tests.monitors.conftest import LOOPBACK, Prometheus, StartAlertmanager
from tests.monitors.page import Page, Sink
from tests.monitors.program import until

pytestmark = [pytest.mark.monitors, pytest.mark.django_db(transaction=True)]
OK, DOWN = Level.OPERATIONAL, Level.MAJOR_OUTAGE
KEY = "mitid/login:PageDown:"


def now() -> datetime:
    return datetime.now(UTC)


def levels() -> list[int | None]:
    """What the log says of the page, one after the other, but for silences that begin as soon as a word was placed."""
    return list(
        Transition.objects.filter(signal__key__startswith=KEY)
        .order_by("received_at", "at")
        .values_list("level", flat=True)
    )


class Pushed:
    """What Alertmanager posts, taken as it comes."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._taken = 0
        self.lost = False
        self.source = source(
            "alertmanager",
            connector=Source.Connector.ALERTMANAGER,
            life=Source.Life.WATCHDOG,
            interval=timedelta(seconds=6),
        )

    def take(self) -> None:
        posted = self._sink.posted[self._taken :]
        self._taken += len(posted)
        for post in posted:
            reading = am.read(post.body, post.headers, am.Settings(), now())
            self.lost = self.lost or reading.lost
            record([Delivery(self.source.pk, reading, now())])
        release_held(now())

    def until(self, condition: Callable[[], bool], what: str) -> None:
        def met() -> bool:
            self.take()
            return condition()

        until(met, what)


def post_alert(alertmanager: str, starts: datetime, *, for_seconds: float) -> None:
    """As Prometheus does: the alert ends by itself unless it is renewed."""
    alert = {
        "labels": {"alertname": "PageDown", "system": "mitid", "service": "login", "severity": "critical"},
        "startsAt": starts.isoformat(),
        "endsAt": (now() + timedelta(seconds=for_seconds)).isoformat(),
    }
    headers = {"Content-Type": "application/json"}
    LOOPBACK.request(Ask(f"{alertmanager}/api/v2/alerts", "POST", headers, json.dumps([alert]).encode()))


def test_an_alert_that_prometheus_renews_too_late_is_red_again(sink: Sink, alertmanager: StartAlertmanager) -> None:
    address, pushed, starts = alertmanager(sink.url, "token"), Pushed(sink), now()
    post_alert(address, starts, for_seconds=2)
    pushed.until(lambda: levels()[-1:] == [DOWN], "the alert fires")
    pushed.until(lambda: levels()[-1] == OK, "nobody renews it, and Alertmanager says that it is resolved")
    post_alert(address, starts, for_seconds=60)
    pushed.until(lambda: levels()[-1] == DOWN, "it fires again, with the same beginning")


def test_a_prometheus_that_falls_silent_mends_nothing(
    page: Page, sink: Sink, alertmanager: StartAlertmanager, prometheus: Prometheus
) -> None:
    alertmanager(sink.url, "token")
    pushed = Pushed(sink)
    page.stop()
    pushed.until(lambda: levels()[-1:] == [DOWN], "the alert fires")
    pushed.until(lambda: _proved_twice(pushed.source), "the watchdog is heard")
    prometheus.stop()
    pushed.until(lambda: pushed.lost and levels()[-1] is None, "Alertmanager says that both are resolved")
    for _ in range(20):
        time.sleep(0.1)
        pushed.take()
    assert OK not in levels()


def _proved_twice(of: Source) -> bool:
    of.refresh_from_db()
    return of.proved_before is not None


def test_a_prometheus_that_starts_and_has_seen_nothing_yet_mends_nothing(page: Page, prometheus: Prometheus) -> None:
    pulled = source(
        "prometheus",
        connector=Source.Connector.PROMETHEUS,
        token_hash="",
        poll_every=timedelta(seconds=0.1),
        settings={"address": prometheus.url},
    )

    def is_down_again() -> bool:
        poll(pulled, LOOPBACK, now)
        pulled.refresh_from_db()
        return levels()[-1:] == [DOWN] and not pulled.fault and _fires(prometheus)

    page.stop()
    until(is_down_again, "the alert fires")
    prometheus.start_afresh()
    until(is_down_again, "it fires again")
    assert OK not in levels()
    page.start()
    until(lambda: not is_down_again() and levels()[-1] == OK, "the page is back")


def _fires(prometheus: Prometheus) -> bool:
    return bool(prometheus.value('ALERTS{alertname="PageDown",alertstate="firing"}'))
