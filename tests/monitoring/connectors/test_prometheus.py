from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from samdrift.monitoring.connectors.prometheus import Settings, read, request
from samdrift.monitoring.observation import Basis, Reading, Refused, Whole
from samdrift.vocabulary import Level, SignalName, restored
from tests.monitoring.connectors.recorded import NOW, recorded, sent

ADDRESS = "http://127.0.0.1:9090"


def reading(answer: object, **settings: Any) -> Reading:
    return read(sent(answer), Settings(address=ADDRESS, **settings), NOW)


def rules() -> Any:
    return recorded("prometheus_rules")


def changed(number: int = 0, /, **fields: Any) -> Any:
    """The recorded answer with one of its rules changed."""
    answer = rules()
    answer["data"]["groups"][0]["rules"][number] |= fields
    return answer


@pytest.mark.parametrize("address", [ADDRESS, f"{ADDRESS}/", f"{ADDRESS}/prometheus/"])
def test_it_asks_for_the_rules_and_their_alerts(address: str) -> None:
    ask = request(Settings.model_validate({"address": address, "headers": {"Authorization": "Bearer geheim"}}))
    assert ask.url == f"{address.rstrip('/')}/api/v1/rules?type=alert"
    assert ask.method == "GET"
    assert ask.headers == {"Authorization": "Bearer geheim"}


def test_what_fires_is_told_and_the_answer_is_whole() -> None:
    found = reading(rules(), watches=["mitid"])
    seen, watched = found.observations
    assert seen.key.startswith("mitid/login:PageDown:")
    assert (seen.level, seen.maps_to, seen.at) == (Level.MAJOR_OUTAGE, SignalName("mitid", "login"), NOW)
    assert seen.text == "The page does not answer"
    assert (watched.key, watched.level, watched.basis) == ("mitid", Level.OPERATIONAL, Basis.LIFE)
    assert (found.alive, found.restarted, found.fault, found.events) == (True, False, "", False)
    assert found.whole
    assert found.whole == Whole(frozenset({"PageDown", "Watchdog"}), timedelta(seconds=18))


def test_an_absent_alert_works_if_its_own_rule_was_asked() -> None:
    whole = reading(changed(alerts=[], state="inactive")).whole
    assert whole
    assert whole.speaks_of("mitid/login:PageDown:6e4786b6fe5e5fd1")
    assert whole.speaks_of("PageDown:6e4786b6fe5e5fd1")
    assert not whole.speaks_of("mitid/login:Slow:6e4786b6fe5e5fd1"), "the rule is gone since a reload"
    assert not whole.speaks_of("mitid/login")


def test_pending_says_nothing_new() -> None:
    answer = rules()
    answer["data"]["groups"][0]["rules"][0]["alerts"][0]["state"] = "pending"
    found = reading(answer)
    assert found.observations == ()
    assert found.whole
    assert found.whole.unchanged == frozenset({reading(rules()).observations[0].key})


ASLEEP: dict[str, dict[str, Any]] = {
    "its query fails": {"health": "err"},
    "not evaluated since the start": {"lastEvaluation": "0001-01-01T00:00:00Z", "health": "unknown"},
    "evaluated long ago": {"lastEvaluation": "2026-11-23T11:00:00Z"},
    "evaluated tomorrow": {"lastEvaluation": "2026-11-24T11:00:00Z"},
    "no word of when": {"lastEvaluation": None},
}


@pytest.mark.parametrize("case", ASLEEP)
def test_a_rule_that_stands_still_proves_nothing_by_its_silence(case: str) -> None:
    found = reading(changed(alerts=[], **ASLEEP[case]), watches=["mitid"])
    assert found.whole
    assert found.whole.rules == frozenset({"Watchdog"})
    assert found.observations == (), "nothing is said of what it watches, for nobody knows what the rule would say"
    assert "PageDown" in found.fault
    assert found.restarted is (case in ("not evaluated since the start", "no word of when"))


def test_two_rules_of_one_name_must_both_be_awake() -> None:
    answer = changed(alerts=[], health="err")
    answer["data"]["groups"].append(rules()["data"]["groups"][0])
    found = reading(answer)
    assert found.whole
    assert found.whole.rules == frozenset({"Watchdog"})


@pytest.mark.parametrize("kind", ["warnings", "infos"])
def test_an_answer_in_part_concludes_nothing(kind: str) -> None:
    found = reading(changed(alerts=[]) | {kind: ["receive stores unreachable"]}, watches=["mitid"])
    assert (found.whole, found.observations) == (None, ())
    assert "receive stores unreachable" in found.fault
    fires = reading(rules() | {kind: ["x"]})
    assert [seen.level for seen in fires.observations] == [Level.MAJOR_OUTAGE], "what fires, fires"


def test_without_rules_nothing_is_watched() -> None:
    found = reading({"status": "success", "data": {"groups": []}}, watches=["mitid"])
    assert (found.observations, str(restored(found.fault)), found.alive) == ((), "It has no alerting rules.", False)


def test_the_watchdog_proves_life() -> None:
    assert not reading(changed(1, alerts=[], state="inactive")).alive
    assert reading(rules(), watchdog="PageDown").alive


def test_the_same_alert_is_the_same_signal_in_each_answer() -> None:
    again = rules()
    alert = again["data"]["groups"][0]["rules"][0]["alerts"][0]
    alert["labels"] = dict(reversed(alert["labels"].items()))
    assert reading(rules()).observations[0].key == reading(again).observations[0].key


def test_recording_rules_say_nothing() -> None:
    assert reading(changed(type="recording", alerts=None)).observations == ()


@pytest.mark.parametrize(
    ("answer", "field"),
    [
        ({"status": "error", "errorType": "internal", "error": "busy"}, "status"),
        ({}, "status"),
        ({"status": "success"}, "data"),
        ({"status": "success", "data": {"groups": {}}}, "data.groups"),
        (changed(alerts=[{"labels": {}, "state": "on"}]), "data.groups[0].rules[0].alerts[0].state"),
        (changed(alerts=[{"state": "firing"}]), "data.groups[0].rules[0].alerts[0].labels"),
        (changed(lastEvaluation="yesterday"), "data.groups[0].rules[0].lastEvaluation"),
        ({"status": "success", "data": {"groups": [{"interval": "1m", "rules": []}]}}, "data.groups[0].interval"),
    ],
)
def test_what_is_not_understood_is_refused_by_field(answer: object, field: str) -> None:
    with pytest.raises(Refused) as raised:
        reading(answer)
    assert raised.value.field == field


def test_secrets_are_in_no_repr() -> None:
    settings = Settings.model_validate({"address": ADDRESS, "headers": {"Authorization": "Bearer geheim"}})
    assert "geheim" not in f"{settings!r} {settings.model_dump()} {request(settings)!r}"
