"""The connectors against the real thing: a page goes down and comes back, told by push and by pull."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from samdrift.monitoring.connectors import alertmanager as am
from samdrift.monitoring.connectors import prometheus as prom
from samdrift.monitoring.observation import Observation, Reading
from samdrift.vocabulary import Level, SignalName
from tests.monitors.conftest import LOOPBACK, Prometheus, StartAlertmanager
from tests.monitors.page import Page, Sink
from tests.monitors.program import until

pytestmark = pytest.mark.monitors
LOGIN = SignalName("mitid", "login")


def pushed(sink: Sink) -> Iterator[Reading]:
    for post in list(sink.posted):
        yield am.read(post.body, post.headers, am.Settings(), datetime.now(UTC))


def observed(sink: Sink) -> list[Observation]:
    """In the order of arrival, repetitions left out."""
    return list(dict.fromkeys(seen for reading in pushed(sink) for seen in reading.observations))


def awake(reading: Reading) -> bool:
    whole = reading.whole
    return (
        reading.alive and not reading.fault and whole is not None and whole.rules == frozenset({"PageDown", "Watchdog"})
    )


def test_by_push(page: Page, sink: Sink, alertmanager: StartAlertmanager, prometheus: Prometheus) -> None:
    alertmanager(sink.url, "secret-token")
    until(lambda: any(reading.alive for reading in pushed(sink)), "the watchdog is heard")
    assert sink.posted[0].headers["authorization"] == "Bearer secret-token"
    assert observed(sink) == []

    page.stop()
    until(lambda: len(observed(sink)) >= 1, "the alert fires")
    page.start()
    until(lambda: len(observed(sink)) >= 2, "the alert is resolved")

    down, up = observed(sink)
    assert (down.level, down.maps_to, down.text) == (Level.MAJOR_OUTAGE, LOGIN, "The page does not answer")
    assert (up.level, up.maps_to, up.key) == (Level.OPERATIONAL, LOGIN, down.key)
    assert down.at < up.at <= datetime.now(UTC)

    heard = len(sink.posted)
    until(lambda: any(reading.alive for reading in list(pushed(sink))[heard:]), "the watchdog is heard again")


def test_by_pull(page: Page, prometheus: Prometheus) -> None:
    settings = prom.Settings(address=prometheus.url)

    def pulled() -> Reading:
        return prom.read(LOOPBACK.request(prom.request(settings)).body, settings, datetime.now(UTC))

    until(lambda: awake(pulled()), "every rule has been evaluated")
    assert pulled().observations == ()

    page.stop()
    until(lambda: len(pulled().observations) == 1, "the alert fires")
    (down,) = pulled().observations
    assert (down.level, down.maps_to, down.text) == (Level.MAJOR_OUTAGE, LOGIN, "The page does not answer")
    assert pulled().observations[0].key == down.key

    page.start()
    until(lambda: awake(pulled()) and pulled().observations == (), "the alert is over")
