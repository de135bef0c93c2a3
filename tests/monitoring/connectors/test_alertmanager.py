from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from samdrift.monitoring.connectors.alertmanager import Settings, doubt, read
from samdrift.monitoring.doubt import QUIET, Doubt
from samdrift.monitoring.observation import Basis, Observation, Reading, Refused
from samdrift.vocabulary import Level, SignalName
from tests.monitoring.connectors.recorded import NOW, recorded, sent

GROUP = doubt(sent(recorded("alertmanager_firing")), {}).ends_with
KEY = "nemlog-in/login:SystemNede:6e4786b6fe5e5fd1"


def reading(message: object, **settings: Any) -> Reading:
    return read(sent(message), {}, Settings(**settings), NOW)


def one(message: object, **settings: Any) -> Observation:
    (observation,) = reading(message, **settings).observations
    return observation


def firing(**labels: str | None) -> Any:
    """The recorded message with other labels; None takes one away."""
    message = recorded("alertmanager_firing")
    found = message["alerts"][0]["labels"]
    found.update(labels)
    message["alerts"][0]["labels"] = {name: value for name, value in found.items() if value is not None}
    return message


def test_what_alertmanager_sends_when_an_alert_fires() -> None:
    assert reading(recorded("alertmanager_firing")) == Reading(
        (
            Observation(
                KEY,
                datetime(2026, 11, 23, 4, 9, 44, 104000, tzinfo=UTC),
                Level.MAJOR_OUTAGE,
                text="NemLog-in svarer ikke",
                maps_to=SignalName("nemlog-in", "login"),
            ),
        ),
        settled=(GROUP,),
    )


def test_what_it_sends_when_the_alert_is_resolved() -> None:
    seen = one(recorded("alertmanager_resolved"))
    assert (seen.key, seen.level) == (KEY, Level.OPERATIONAL)
    assert seen.at == datetime(2026, 11, 23, 4, 10, 2, 104000, tzinfo=UTC)


def test_firing_and_resolved_in_one_message_are_two_signals() -> None:
    message, other = recorded("alertmanager_firing"), recorded("alertmanager_resolved")["alerts"][0]
    message["alerts"].append({**other, "fingerprint": "0123456789abcdef"})
    down, up = reading(message).observations
    assert (down.level, up.level) == (Level.MAJOR_OUTAGE, Level.OPERATIONAL)
    assert down.key != up.key
    assert down.maps_to == up.maps_to


@pytest.mark.parametrize(
    ("severity", "level"),
    [
        ("critical", Level.MAJOR_OUTAGE),
        ("Critical", Level.MAJOR_OUTAGE),
        ("warning", Level.DEGRADED),
        ("info", Level.OPERATIONAL),
        ("none", Level.OPERATIONAL),
        ("page", Level.DEGRADED),
        (None, Level.DEGRADED),
    ],
)
def test_severity_becomes_level(severity: str | None, level: Level) -> None:
    assert one(firing(severity=severity)).level is level


def test_severities_are_settings() -> None:
    settings = {"severities": {"page": "partial_outage"}, "otherwise": "major_outage"}
    assert one(firing(severity="page"), **settings).level is Level.PARTIAL_OUTAGE
    assert one(firing(severity="critical"), **settings).level is Level.MAJOR_OUTAGE


@pytest.mark.parametrize(
    ("labels", "maps_to", "key"),
    [
        ({"service": None}, SignalName("nemlog-in"), "nemlog-in:SystemNede:6e4786b6fe5e5fd1"),
        ({"service": None, "tjeneste": "login"}, SignalName("nemlog-in", "login"), KEY),
        ({"service": ""}, SignalName("nemlog-in"), "nemlog-in:SystemNede:6e4786b6fe5e5fd1"),
        ({"system": None, "service": None}, None, "SystemNede:6e4786b6fe5e5fd1"),
        ({"service": "Log ind"}, None, "nemlog-in/Log ind:SystemNede:6e4786b6fe5e5fd1"),
        ({"system": "NemLog-in"}, None, "NemLog-in/login:SystemNede:6e4786b6fe5e5fd1"),
    ],
)
def test_labels_say_what_it_maps_to(labels: dict[str, str | None], maps_to: SignalName | None, key: str) -> None:
    seen = one(firing(**labels))
    assert (seen.maps_to, seen.key) == (maps_to, key)


def test_without_a_fingerprint_the_labels_make_one_that_lasts() -> None:
    down, up = recorded("alertmanager_firing"), recorded("alertmanager_resolved")
    for message in (down, up):
        del message["alerts"][0]["fingerprint"]
    up["alerts"][0]["labels"] = dict(reversed(up["alerts"][0]["labels"].items()))
    assert one(down).key == one(up).key
    other = firing(instance="elsewhere")
    del other["alerts"][0]["fingerprint"]
    assert one(other).key != one(down).key


def test_long_labels_keep_their_fingerprint() -> None:
    seen = one(firing(alertname="x" * 500))
    assert len(seen.key) == 300
    assert seen.key.endswith(":6e4786b6fe5e5fd1")


def test_the_watchdog_proves_life_and_says_nothing_of_a_system() -> None:
    assert reading(firing(alertname="Watchdog")) == Reading(
        (), alive=True, watchdogs=frozenset({"6e4786b6fe5e5fd1"}), settled=(GROUP,)
    )
    assert reading(firing(alertname="Hjerteslag"), watchdog="Hjerteslag") == Reading(
        (), alive=True, watchdogs=frozenset({"6e4786b6fe5e5fd1"}), settled=(GROUP,)
    )
    message = recorded("alertmanager_resolved")
    message["alerts"][0]["labels"]["alertname"] = "Watchdog"
    assert reading(message) == Reading((), lost=True, watchdogs_lost=frozenset({"6e4786b6fe5e5fd1"}), settled=(GROUP,))


def test_a_proof_of_life_speaks_for_what_the_source_watches() -> None:
    seen = reading(firing(alertname="Watchdog"), watches=["mitid/login", "cpr"]).observations
    assert [(each.key, each.level, each.at) for each in seen] == [
        ("mitid/login", Level.OPERATIONAL, NOW),
        ("cpr", Level.OPERATIONAL, NOW),
    ]
    assert len(reading(recorded("alertmanager_firing"), watches=["cpr"]).observations) == 1


def test_newer_fields_and_untold_alerts_are_said_back() -> None:
    message = recorded("alertmanager_firing") | {"routeLabels": {}, "notification_reason": "x", "truncatedAlerts": 2}
    assert reading(message).ignored == ("notification_reason", "routeLabels", "truncatedAlerts")


def test_no_end_yet_is_no_time() -> None:
    message = recorded("alertmanager_resolved")
    message["alerts"][0]["endsAt"] = "0001-01-01T00:00:00Z"
    assert one(message).at == NOW


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"version": "3"}, "version"),
        ({"version": None}, "version"),
        ({"alerts": None}, "alerts"),
        ({"alerts": [None]}, "alerts[0]"),
        ({"alerts": [{"status": "firing"}]}, "alerts[0].labels"),
        ({"alerts": [{"status": "on", "labels": {}}]}, "alerts[0].status"),
        ({"alerts": [{"status": "firing", "labels": {"system": 7}}]}, "alerts[0].labels.system"),
        ({"alerts": [{"status": "firing", "labels": {}, "startsAt": "2026-11-23T10:00:00"}]}, "alerts[0].startsAt"),
    ],
)
def test_what_is_not_understood_is_refused_by_field(change: dict[str, object], field: str) -> None:
    with pytest.raises(Refused) as raised:
        reading(recorded("alertmanager_firing") | change)
    assert raised.value.field == field


@pytest.mark.parametrize(
    "settings", [{"severity": {}}, {"severities": {"critical": "down"}}, {"watches": ["Mit ID"]}, {"otherwise": ""}]
)
def test_settings_that_are_not_understood_are_refused(settings: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Settings.model_validate(settings)


def test_an_end_and_a_proof_of_life_say_what_they_rest_on() -> None:
    assert one(recorded("alertmanager_resolved")).basis is Basis.ENDED
    assert one(recorded("alertmanager_firing")).basis is Basis.SAID
    assert reading(firing(alertname="Watchdog"), watches=["cpr"]).observations[0].basis is Basis.LIFE


def test_a_group_that_is_cut_off_is_in_doubt_until_it_comes_whole() -> None:
    cut = reading(recorded("alertmanager_firing") | {"truncatedAlerts": 40})
    assert (cut.cut_off, cut.doubts, cut.settled) == (40, (Doubt(GROUP),), ())
    assert reading(recorded("alertmanager_resolved")).settled == (GROUP,)


def test_a_group_without_alerts_settles_nothing() -> None:
    assert reading(recorded("alertmanager_firing") | {"alerts": []}).settled == ()


def test_what_a_refused_message_may_have_been_about() -> None:
    assert doubt(sent(recorded("alertmanager_firing") | {"version": "3"}), {}) == Doubt(GROUP)
    assert doubt(b'{"groupKey": "x', {}) == doubt(b"[]", {}) == doubt(b"\xff", {}) == Doubt(QUIET)


GRAFANA = {
    "version": "1", "orgId": 1, "title": "[FIRING:1]", "state": "alerting", "message": "**Firing**", "appVersion": "12",
}  # fmt: skip


def test_grafana_sends_the_same_shape() -> None:
    """Its own fields, of the message and of each alert, change nothing and are not said back."""
    message = recorded("alertmanager_firing") | GRAFANA
    message["alerts"][0] |= {"valueString": "[ var='A' ]", "values": {"A": 1}, "silenceURL": "x", "dashboardURL": "",
                             "panelURL": "", "imageURL": "", "orgId": 1}  # fmt: skip
    found = reading(message)
    assert (found.observations, found.ignored) == (reading(recorded("alertmanager_firing")).observations, ())
    with pytest.raises(Refused, match="version"):
        reading({name: value for name, value in message.items() if name != "orgId"})


@pytest.mark.parametrize("name", ["DatasourceNoData", "DatasourceError"])
def test_grafana_that_sees_nothing_says_no_outage(name: str) -> None:
    message = recorded("alertmanager_firing") | GRAFANA
    message["alerts"][0]["labels"]["alertname"] = name
    blind = reading(message)
    (doubted,) = blind.doubts
    assert (blind.observations, doubted.about) == ((), ("nemlog-in/login",))
    message["alerts"][0]["status"] = "resolved"
    sees = reading(message)
    assert sees.observations == ()
    assert doubted.ends_with in sees.settled
