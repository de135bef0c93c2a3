"""A monitor that restarts, reloads, falls behind or answers in part is not a recovery."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from samdrift.monitoring.actions.sources import Rhythm, change_source
from samdrift.monitoring.connectors.oneview import Settings, read
from samdrift.monitoring.doubt import QUIET, Doubt
from samdrift.monitoring.models import Signal, Source
from samdrift.monitoring.observation import Basis, Reading, Whole
from samdrift.monitoring.record import Delivery, Refusal, record
from samdrift.monitoring.release import release_held
from samdrift.vocabulary import Level, Sentence
from tests.cast import at, hear, log, observation, source, systems

OK, DOWN = Level.OPERATIONAL, Level.MAJOR_OUTAGE
KEY = "mitid:PageDown:1"
RULES = frozenset({"PageDown"})
MINUTE = timedelta(minutes=1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def pulled() -> Source:
    systems({"mitid": ["login"]})
    found = source(connector=Source.Connector.PROMETHEUS, token_hash="", poll_every=MINUTE)
    answer(found, 0)
    return found


def answer(of: Source, second: float, *, down: bool = False, whole: Whole | None = None, **more: object) -> None:
    said = (observation(KEY, second, DOWN),) if down else ()
    found = Whole(RULES, timedelta(seconds=30)) if whole is None else whole
    reading = Reading(said, **{"alive": True, "whole": found} | more)  # type: ignore[arg-type]
    record([Delivery(of.pk, reading, at(second))])


def test_an_answer_that_does_not_name_it_ends_it(pulled: Source) -> None:
    answer(pulled, 60, down=True)
    answer(pulled, 120)
    assert log(KEY) == [(60, DOWN), (60.000001, None), (120, OK)] or log(KEY) == [(60, DOWN), (120, OK)]


NOT_HEALTH: dict[str, dict[str, object]] = {
    "its rule is gone": {"whole": Whole(frozenset({"Other"}))},
    "it is pending": {"whole": Whole(RULES, timedelta(), frozenset({KEY}))},
    "the answer is partial": {"whole": None, "fault": "partial", "reading": True},
    "it has just been started": {"restarted": True},
    "the watchdog is missing": {"alive": False},
}


@pytest.mark.parametrize("case", NOT_HEALTH)
def test_absence_is_not_health(pulled: Source, case: str) -> None:
    answer(pulled, 60, down=True)
    more = dict(NOT_HEALTH[case])
    if more.pop("reading", False):
        record([Delivery(pulled.pk, Reading((), alive=True, fault="partial"), at(120))])
    else:
        answer(pulled, 120, **more)  # type: ignore[arg-type]
    assert [level for _, level in log(KEY)] == [DOWN]


def test_after_a_start_absence_counts_only_when_it_has_been_awake(pulled: Source) -> None:
    answer(pulled, 60, down=True)
    answer(pulled, 61, restarted=True)
    answer(pulled, 80)
    assert [level for _, level in log(KEY)] == [DOWN]
    answer(pulled, 92)
    assert log(KEY)[-1] == (92, OK)


def test_after_a_fault_absence_counts_only_when_it_has_been_awake(pulled: Source) -> None:
    answer(pulled, 60, down=True)
    Source.objects.update(fault="no answer", awake_since=None)  # as collect.py does
    answer(pulled, 70)
    assert [level for _, level in log(KEY)] == [DOWN]
    answer(pulled, 100)
    assert log(KEY)[-1] == (100, OK)


def test_a_list_of_faults_that_is_empty_after_a_fault_mends_nothing_at_once() -> None:
    of, faults = source(connector=Source.Connector.ONEVIEW, token_hash="", poll_every=MINUTE), oneview
    faults(of, 0, {"n": "mitid", "s": "down"})
    faults(of, 10)
    assert log("mitid") == [(0, DOWN), (10, OK)], "there was no fault"
    faults(of, 20, {"n": "mitid", "s": "down"})
    Source.objects.update(fault="no answer", awake_since=None)  # as collect.py does
    faults(of, 24)
    assert log("mitid")[-1] == (20, DOWN)
    faults(of, 34)
    Source.objects.update(fault="no answer", awake_since=None)
    faults(of, 40)
    assert log("mitid")[-1] == (20, DOWN)
    faults(of, 55)
    assert log("mitid")[-1] == (55, OK)


def oneview(of: Source, second: float, *items: dict[str, str]) -> None:
    mapping = {
        "address": "https://x.example", "items": "@", "signal": "n", "state": "s", "states": {"down": "major_outage"},
        "complete": True,
    }  # fmt: skip
    reading = read(json.dumps(items).encode(), Settings.model_validate(mapping), at(second))
    record([Delivery(of.pk, reading, at(second))])


def test_what_a_start_cannot_conclude_yet_makes_no_signal(pulled: Source) -> None:
    """It would be mapped and have said nothing, and so hide that nothing watches there."""
    watched = observation("mitid", 10, OK, basis=Basis.LIFE)
    for second, made in ((10, False), (40, True)):
        whole = Whole(RULES, timedelta(seconds=30))
        record([Delivery(pulled.pk, Reading((watched,), alive=True, whole=whole), at(second))])
        assert Signal.objects.filter(key="mitid").exists() is made


@pytest.fixture
def pushed() -> Source:
    """Its watchdog repeats itself each half minute."""
    systems({"mitid": ["login"]})
    found = source(connector=Source.Connector.ALERTMANAGER, life=Source.Life.WATCHDOG, interval=MINUTE)
    for second in (0, 30):
        hear(found, received=second, events=False, alive=True)
    hear(found, observation(KEY, 40, DOWN), received=40, events=False)
    return found


def resolved(of: Source, second: float) -> None:
    hear(of, observation(KEY, second, OK, basis=Basis.ENDED), received=second, events=False)


def watchdog(of: Source, *seconds: float) -> None:
    for second in seconds:
        hear(of, received=second, events=False, alive=True)
        release_held(at(second))


def test_an_end_counts_once_the_watchdog_was_heard_twice_after_it(pushed: Source) -> None:
    resolved(pushed, 50)
    assert log(KEY) == [(40, DOWN), (50, None)]
    watchdog(pushed, 60)
    assert log(KEY) == [(40, DOWN), (50, None)]
    watchdog(pushed, 90)
    assert log(KEY) == [(40, DOWN), (50, None), (90, OK)]
    assert release_held(at(91)) == 0


def test_a_watchdog_that_is_delivered_twice_was_heard_once(pushed: Source) -> None:
    resolved(pushed, 50)
    watchdog(pushed, 51, 51.5)
    assert log(KEY)[-1] == (50, None)
    watchdog(pushed, 85, 85.5)
    assert log(KEY)[-1] == (85, OK)


def test_a_watchdog_that_is_delivered_twice_long_after_the_end_was_heard_once(pushed: Source) -> None:
    resolved(pushed, 50)
    watchdog(pushed, 85, 85.5)
    assert log(KEY)[-1] == (50, None)
    watchdog(pushed, 115)
    assert log(KEY)[-1] == (115, OK)


def test_a_watchdog_that_is_heard_often_is_heard_twice(pushed: Source) -> None:
    resolved(pushed, 50)
    watchdog(pushed, *range(52, 92, 4))
    assert log(KEY)[-1][1] is OK


@pytest.mark.parametrize("first", ["the alert", "the watchdog"])
def test_prometheus_that_falls_silent_mends_nothing(pushed: Source, first: str) -> None:
    """Alertmanager then says of every alert that it is resolved, in any order."""
    resolved(pushed, 50 if first == "the alert" else 70)
    watchdog(pushed, 60)
    hear(pushed, received=65, events=False, lost=True)
    resolved(pushed, 75)
    assert release_held(at(500)) == 0
    assert {level for _, level in log(KEY)} == {DOWN, None}
    hear(pushed, observation(KEY, 40, DOWN), received=600, events=False)
    watchdog(pushed, 601, 630, 660, 700)
    assert log(KEY)[-1] == (600, DOWN), "it fires again when Prometheus is back"


def test_prometheus_that_comes_back_has_its_time_to_fire_again(pushed: Source) -> None:
    hear(pushed, received=65, events=False, lost=True)
    resolved(pushed, 70)
    watchdog(pushed, 200, 230, 255)
    assert log(KEY)[-1][1] is None
    watchdog(pushed, 285)
    assert log(KEY)[-1] == (285, OK), "and what does not is over"


def test_one_of_two_watchdogs_that_ends_mends_nothing(pushed: Source) -> None:
    def fires(name: str, *seconds: float) -> None:
        for second in seconds:
            hear(pushed, received=second, events=False, alive=True, watchdogs=frozenset({name}))
            release_held(at(second))

    fires("a", 60)
    fires("b", 61)
    hear(pushed, received=65, events=False, lost=True, watchdogs_lost=frozenset({"a"}))
    resolved(pushed, 70)
    fires("b", *range(91, 1_000, 30))
    assert {level for _, level in log(KEY)} == {DOWN, None}
    for second in range(1_000, 1_100, 30):
        fires("a", second)
        fires("b", second + 1)
    assert log(KEY)[-1][1] is OK


def test_without_any_watchdog_an_end_is_what_it_was(pushed: Source) -> None:
    other = source("other", connector=Source.Connector.ALERTMANAGER, life=Source.Life.NONE)
    hear(other, observation("x", 40, DOWN), received=40, events=False)
    hear(other, observation("x", 50, OK, basis=Basis.ENDED), received=50, events=False)
    assert log("x") == [(40, DOWN), (50, OK)]


def test_a_firing_alert_with_an_old_beginning_is_a_new_outage(pushed: Source) -> None:
    """Prometheus renews late: Alertmanager ends the alert and begins it again, with the same `startsAt`."""
    resolved(pushed, 50)
    watchdog(pushed, 60, 90)
    hear(pushed, observation(KEY, 40, DOWN), received=100, events=False)
    assert log(KEY)[-2:] == [(90, OK), (100, DOWN)]


@pytest.fixture
def resumed(pushed: Source) -> Source:
    """It was paused, and is listened to again from 60 on; what it sent meanwhile was refused."""
    for paused, second in ((True, 50), (False, 60)):
        pushed.refresh_from_db()
        change_source(actor=None, source=pushed, rhythm=replace(Rhythm.of(pushed), paused=paused), now=at(second))
    watchdog(pushed, 70, 100)
    return pushed


def test_after_a_pause_the_end_of_what_was_heard_again_counts(resumed: Source) -> None:
    hear(resumed, observation(KEY, 40, DOWN), received=110, events=False)
    resolved(resumed, 120)
    watchdog(resumed, 130)
    assert log(KEY)[-1] == (120, None), "not before the watchdog proves it"
    watchdog(resumed, 160, 190)
    assert log(KEY)[-1][1] is OK


def test_after_a_pause_an_end_is_itself_heard_again(resumed: Source) -> None:
    resolved(resumed, 120)
    watchdog(resumed, 130, 160, 190)
    assert log(KEY)[-1][1] is OK


def test_an_end_does_not_count_where_what_came_after_it_was_refused(resumed: Source) -> None:
    resolved(resumed, 120)
    record([Refusal(resumed.pk, Sentence("not understood"), at(125), Doubt(QUIET))])
    watchdog(resumed, 130, 160, 190, 220)
    assert log(KEY)[-1][1] is None
