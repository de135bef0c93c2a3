from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from samdrift.monitoring.connectors.prometheus import Settings, read, request
from samdrift.monitoring.observation import Reading, Refused
from samdrift.vocabulary import Level, SignalName
from tests.monitoring.connectors.recorded import NOW, recorded, sent

ADDRESS = "http://127.0.0.1:9090"


def reading(answer: object, **settings: Any) -> Reading:
    return read(sent(answer), Settings(address=ADDRESS, **settings), NOW)


@pytest.mark.parametrize("address", [ADDRESS, f"{ADDRESS}/", f"{ADDRESS}/prometheus/"])
def test_it_asks_for_the_alerts(address: str) -> None:
    ask = request(Settings.model_validate({"address": address, "headers": {"Authorization": "Bearer geheim"}}))
    assert ask.url == f"{address.rstrip('/')}/api/v1/alerts"
    assert ask.method == "GET"
    assert ask.headers == {"Authorization": "Bearer geheim"}


def test_what_fires_is_told_and_the_answer_is_complete() -> None:
    found = reading(recorded("prometheus_alerts"))
    (seen,) = found.observations
    assert seen.key.startswith("mitid/login:PageDown:")
    assert (seen.level, seen.maps_to) == (Level.MAJOR_OUTAGE, SignalName("mitid", "login"))
    assert seen.text == "The page does not answer"
    assert (found.alive, found.complete) == (True, True)


@pytest.mark.parametrize("state", ["pending", "inactive"])
def test_what_does_not_fire_yet_is_not_told(state: str) -> None:
    answer = recorded("prometheus_alerts")
    answer["data"]["alerts"][0]["state"] = state
    assert reading(answer) == Reading((), alive=True, complete=True)


def test_the_same_alert_is_the_same_signal_in_each_answer() -> None:
    first, again = recorded("prometheus_alerts"), recorded("prometheus_alerts")
    again["data"]["alerts"][0]["labels"] = dict(reversed(again["data"]["alerts"][0]["labels"].items()))
    assert reading(first).observations[0].key == reading(again).observations[0].key


def test_an_alert_that_pended_before_our_last_answer_is_not_placed_before_it() -> None:
    """It was pending, and so not told, at 11.59; fires at noon. Placed at `activeAt` it would be older than its end."""
    answer = recorded("prometheus_alerts")
    answer["data"]["alerts"][0]["activeAt"] = (NOW - timedelta(minutes=5)).isoformat()
    assert reading(answer).observations[0].at == NOW


def test_nothing_fires() -> None:
    nothing = {"status": "success", "data": {"alerts": []}}
    assert reading(nothing) == Reading((), alive=True, complete=True)
    assert [seen.key for seen in reading(nothing, watches=["mitid"]).observations] == ["mitid"]


@pytest.mark.parametrize(
    ("answer", "field"),
    [
        ({"status": "error", "errorType": "internal", "error": "busy"}, "status"),
        ({}, "status"),
        ({"status": "success"}, "data"),
        ({"status": "success", "data": {"alerts": {}}}, "data.alerts"),
        ({"status": "success", "data": {"alerts": [{"labels": {}, "state": "on"}]}}, "data.alerts[0].state"),
        ({"status": "success", "data": {"alerts": [{"state": "firing"}]}}, "data.alerts[0].labels"),
    ],
)
def test_what_is_not_understood_is_refused_by_field(answer: object, field: str) -> None:
    with pytest.raises(Refused) as raised:
        reading(answer)
    assert raised.value.field == field


def test_secrets_are_in_no_repr() -> None:
    settings = Settings.model_validate({"address": ADDRESS, "headers": {"Authorization": "Bearer geheim"}})
    assert "geheim" not in f"{settings!r} {settings.model_dump()} {request(settings)!r}"
