from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from samdrift.monitoring.connectors.oneview import Settings, read, request
from samdrift.monitoring.observation import Observation, Reading, Refused, Whole
from samdrift.vocabulary import Level, SignalName
from tests.monitoring.connectors.recorded import NOW, sent

MAPPING: dict[str, Any] = {
    "address": "https://oneview.example/rest/health",
    "headers": {"X-API-Key": "geheim"},
    "items": "members",
    "signal": "resource",
    "state": "status",
    "time": "lastChange",
    "text": "message",
    "planned": "maintenance",
    "states": {"OK": "operational", "Critical": "major_outage", "Warning": "degraded"},
}
AT = datetime(2026, 11, 23, 10, 58, tzinfo=UTC)
ITEM = {"resource": "mitid/login", "status": "Critical", "lastChange": "2026-11-23T10:58:00Z", "message": "Nede"}


def reading(items: object, **changes: Any) -> Reading:
    return read(sent({"members": items}), Settings.model_validate(MAPPING | changes), NOW)


def one(item: object, **changes: Any) -> Observation:
    (seen,) = reading([item], **changes).observations
    return seen


def test_the_mapping_reads_an_item() -> None:
    seen = Observation("mitid/login", AT, Level.MAJOR_OUTAGE, text="Nede", maps_to=SignalName("mitid", "login"))
    assert reading([ITEM]) == Reading((seen,), alive=True)


def test_it_asks_as_set() -> None:
    ask = request(Settings.model_validate(MAPPING))
    assert (ask.url, ask.method, ask.headers, ask.body) == (
        MAPPING["address"], "GET", {"X-API-Key": "geheim"}, None,
    )  # fmt: skip
    ask = request(Settings.model_validate(MAPPING | {"method": "POST", "body": "{}"}))
    assert (ask.method, ask.body, ask.headers["Content-Type"]) == ("POST", b"{}", "application/json")


def test_a_deeper_answer_with_other_words() -> None:
    mapping = {
        "address": "https://checks.example",
        "items": "result.hosts[].checks[]",
        "signal": "join('/', [@.system, @.name])",
        "state": "code",
        "time": "since",
        "planned": "downtime > `0`",
        "states": {"0": "operational", "2": "major_outage"},
        "unknown_state": "degraded",
    }
    hosts = [{"checks": [{"system": "cpr", "name": "opslag", "code": 2, "since": 1795431480000, "downtime": 1}]}]
    (seen,) = read(sent({"result": {"hosts": hosts}}), Settings.model_validate(mapping), NOW).observations
    at = datetime(2026, 11, 23, 10, 58, tzinfo=UTC)
    assert seen == Observation("cpr/opslag", at, Level.MAJOR_OUTAGE, planned=True, maps_to=SignalName("cpr", "opslag"))


@pytest.mark.parametrize("written", ["2026-11-23T11:58:00+01:00", 1795431480, 1795431480.0, 1795431480000])
def test_times(written: object) -> None:
    assert one(ITEM | {"lastChange": written}).at == datetime(2026, 11, 23, 10, 58, tzinfo=UTC)


def test_no_time_is_now() -> None:
    assert one(ITEM, time=None).at == NOW
    assert {one(ITEM | {"lastChange": none}).at for none in (None, "", 0, 0.0, "0001-01-01T00:00:00Z")} == {NOW}


@pytest.mark.parametrize(("state", "word"), [(True, "true"), (False, "false"), (0, "0"), ("up", "up")])
def test_states_that_are_not_text_have_a_spelling(state: object, word: str) -> None:
    assert one(ITEM | {"status": state}, states={word: "partial_outage"}).level is Level.PARTIAL_OUTAGE


def test_an_unknown_word_is_refused_unless_it_has_a_meaning() -> None:
    with pytest.raises(Refused, match="OK, Critical, Warning"):
        one(ITEM | {"status": "Melting"})
    assert one(ITEM | {"status": "Melting"}, unknown_state="degraded").level is Level.DEGRADED


def test_of_two_items_for_one_signal_the_worst_counts() -> None:
    items = [ITEM | {"status": word} for word in ("OK", "Critical", "Warning")]
    assert [seen.level for seen in reading(items).observations] == [Level.MAJOR_OUTAGE]


def test_of_two_items_that_are_equally_bad_the_unplanned_counts() -> None:
    items = [ITEM | {"maintenance": planned} for planned in (True, False)]
    for order in (items, items[::-1]):
        assert [seen.planned for seen in reading(order).observations] == [False]


def test_a_list_of_faults_only_is_whole() -> None:
    found = reading([ITEM], complete=True)
    assert found.whole == Whole(awake=timedelta(seconds=15), at_first=True)
    assert found.observations[0].at == AT
    assert reading([], complete=True) == Reading((), alive=True, whole=found.whole)


@pytest.mark.parametrize(
    ("item", "field"),
    [
        (ITEM | {"resource": None}, "items[0].signal"),
        (ITEM | {"resource": 7}, "items[0].signal"),
        (ITEM | {"status": None}, "items[0].state"),
        (ITEM | {"status": []}, "items[0].state"),
        (ITEM | {"status": 1.5}, "items[0].state"),
        (ITEM | {"lastChange": "yesterday"}, "items[0].time"),
        (ITEM | {"lastChange": 10**30}, "items[0].time"),
        (ITEM | {"lastChange": -1}, "items[0].time"),
        (ITEM | {"message": {}}, "items[0].text"),
        (ITEM | {"maintenance": "no"}, "items[0].planned"),
        (7, "items[0].signal"),
    ],
)
def test_an_item_that_is_not_understood(item: object, field: str) -> None:
    with pytest.raises(Refused) as raised:
        reading([item])
    assert raised.value.field == field


@pytest.mark.parametrize("items", [None, {}, "x"])
def test_items_that_are_no_list(items: object) -> None:
    with pytest.raises(Refused, match="items"):
        reading(items)


def test_a_function_that_does_not_fit_what_it_meets() -> None:
    with pytest.raises(Refused, match=r"to_number\(status\)|join"):
        one(ITEM | {"status": 7}, signal="join('-', status)")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"items": "a["}, "not a JMESPath expression"),
        ({"state": ""}, "at least 1"),
        ({"states": {}}, "at least 1"),
        ({"states": {"OK": "fine"}}, "operational"),
        ({"unknown_state": "ignore"}, "refuse"),
        ({"address": "file:///etc/passwd"}, "pattern"),
        ({"colour": "red"}, "Extra inputs"),
    ],
)
def test_a_mapping_that_is_not_understood(change: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said) as raised:
        Settings.model_validate(MAPPING | change)
    assert "geheim" not in str(raised.value)


def test_secrets_are_in_no_repr() -> None:
    settings = Settings.model_validate(MAPPING)
    assert "geheim" not in f"{settings!r} {settings.model_dump()} {request(settings)!r}"
