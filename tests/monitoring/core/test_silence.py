"""Never green by silence: until when each kind of source is believed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samdrift.monitoring.models import Resettle, Signal, Source
from samdrift.monitoring.silence import fall_silent
from samdrift.pipeline import settle_all
from samdrift.vocabulary import Level
from tests.cast import at, believed, hear, log, observation, said, source, systems

OK, DOWN = Level.OPERATIONAL, Level.MAJOR_OUTAGE
LIFE = Source.Life
MINUTE = timedelta(minutes=1)

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Case:
    """A source with an interval of a minute; what it said; the second its silence begins, None for never."""

    life: Source.Life
    level: Level
    begins: float | None
    watchdog: float | None = None
    beside: float | None = None
    heard: float = 10
    signal: dict[str, Any] = field(default_factory=dict)


CASES = {
    "each signal repeats itself": Case(LIFE.EVERY_SIGNAL, OK, 70),
    "each signal, a fault too": Case(LIFE.EVERY_SIGNAL, DOWN, 70),
    "a signal's own interval": Case(LIFE.EVERY_SIGNAL, OK, 15, signal={"interval": timedelta(seconds=5)}),
    "a watchdog is no sign of each signal": Case(LIFE.EVERY_SIGNAL, OK, 70, watchdog=60),
    "a watchdog keeps it heard": Case(LIFE.WATCHDOG, OK, 160, watchdog=100),
    "a watchdog keeps a fault heard": Case(LIFE.WATCHDOG, DOWN, 160, watchdog=100),
    "a watchdog is not proved by other messages": Case(LIFE.WATCHDOG, OK, 65, watchdog=5),
    "a watchdog that has stopped, a fault": Case(LIFE.WATCHDOG, DOWN, 70, watchdog=5),
    "a watchdog that never was, all well": Case(LIFE.WATCHDOG, OK, 10.000001),
    "a watchdog that never was, a fault": Case(LIFE.WATCHDOG, DOWN, 70),
    "a source beside it": Case(LIFE.BESIDE, OK, 500 + 300, beside=500),
    "a source beside it, a fault": Case(LIFE.BESIDE, DOWN, 500 + 300, beside=500),
    "a source beside it that never was heard": Case(LIFE.BESIDE, OK, 10.000001),
    "nothing proves it, all well": Case(LIFE.NONE, OK, 10.000001),
    "nothing proves it, a fault": Case(LIFE.NONE, DOWN, 70),
    "nothing proves it, a fault, own interval": Case(
        LIFE.NONE, DOWN, 15, signal={"interval": timedelta(seconds=5)}
    ),
    "nothing proves it, a watchdog all the same": Case(LIFE.NONE, OK, 10.000001, watchdog=60),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_until_when_a_source_is_believed(name: str) -> None:
    case = CASES[name]
    systems({"mitid": ["login"]})
    beside = source("beside", connector=Source.Connector.PROMETHEUS, token_hash="")
    one = source(life=case.life, interval=MINUTE, beside=beside)
    if case.watchdog is not None:
        hear(one, received=case.watchdog, alive=True)
    if case.beside is not None:
        hear(beside, received=case.beside, alive=True)
    said(one, "mitid", case.heard, case.level)
    Signal.objects.update(**case.signal)
    Resettle.objects.all().delete()
    assert case.begins is not None
    deadline = 10 if case.begins == 10.000001 else case.begins
    assert fall_silent(at(deadline)) == 0, "its time has not run out"
    assert not Resettle.objects.exists()
    now = at(deadline) + timedelta(microseconds=1)
    assert fall_silent(now) == 1
    assert log("mitid") == [(10, case.level), (case.begins, None)]
    signal = Signal.objects.get()
    assert (signal.silent, signal.level) == (True, case.level), "its last word is kept"
    assert [str(row.component) for row in Resettle.objects.all()] == ["mitid"]
    assert fall_silent(now + timedelta(days=1)) == 0, "it falls silent once"


def told_down(*, life: Source.Life = LIFE.WATCHDOG, alive: float | None = None, repeats: float = 4000) -> Source:
    """MitID is down at 10, by a source that repeats a fault within `repeats`; its watchdog was heard at `alive`."""
    systems({"mitid": ["login"]})
    one = source(life=life, interval=MINUTE, repeats=timedelta(seconds=repeats))
    said(one, "mitid", 10, DOWN)
    if alive is not None:
        hear(one, received=alive, alive=True)
    return one


def test_a_fault_that_is_not_repeated_in_its_time_is_no_longer_heard() -> None:
    """Alertmanager says nothing more of an alert that ended while it was silenced."""
    told_down(alive=6000)
    assert fall_silent(at(10 + 5000 + 60)) == 0, "a quarter of its time late, and the source's own interval"
    assert fall_silent(at(10 + 5000 + 61)) == 1
    assert log("mitid") == [(10, DOWN), (5070, None)]
    settle_all(at(5071))
    assert believed("mitid")[-1] == (5070, DOWN, False), "last heard: down"


def test_a_fault_that_is_repeated_lasts() -> None:
    one = told_down(alive=6000)
    said(one, "mitid", 4010, DOWN)
    assert fall_silent(at(6000)) == 0


def test_a_source_that_repeats_its_faults_and_no_more_is_believed_so_long() -> None:
    told_down(life=LIFE.NONE)
    assert fall_silent(at(5070)) == 0
    assert fall_silent(at(5071)) == 1


def test_what_works_need_not_be_repeated() -> None:
    one = told_down(alive=6000)
    said(one, "mitid", 20, OK)
    assert fall_silent(at(6060)) == 0
    assert fall_silent(at(6061)) == 1


def test_a_watchdog_that_is_taken_back_proved_until_then() -> None:
    one = told_down(alive=100)
    said(one, "works", 20, OK)
    hear(one, observation("other", 150, OK), received=150)
    Source.objects.update(proved_at=None)
    assert fall_silent(at(151)) == 3
    assert log("mitid")[-1] == (150, None)
    assert log("works")[-1] == (150, None)


def test_resolved_and_nothing_to_prove_life_is_silence_at_once() -> None:
    one = source(life=LIFE.NONE)
    said(one, "alert", 0, DOWN)
    assert fall_silent(at(20)) == 0
    said(one, "alert", 20, OK, received=25)
    assert fall_silent(at(25)) == 1
    assert log("alert") == [(0, DOWN), (20, OK), (20.000001, None)]
    said(one, "alert", 30, DOWN)
    assert log("alert")[-1] == (30, DOWN)


def test_silence_comes_after_all_that_was_said() -> None:
    """The source repeated itself for a later moment than its deadline counts from."""
    one = source(life=LIFE.NONE)
    said(one, "alert", 0, OK)
    said(one, "alert", 20, OK)
    fall_silent(at(30))
    assert log("alert") == [(0, OK), (20.000001, None)]


def test_many_signals_cost_no_more_than_one() -> None:
    systems({"mitid": ["login"]})
    counted = []
    for size in (1, 200):
        one = source(f"source-{size}")
        hear(one, *(observation(f"{size}-{number}", 0, OK) for number in range(size)), received=0)
        with CaptureQueriesContext(connection) as captured:
            assert fall_silent(at(400)) == size
        counted.append(len(captured))
    assert counted[0] == counted[1]


def test_what_is_heard_is_asked_about_once() -> None:
    said(source(), "probe-1", 0, OK)
    with CaptureQueriesContext(connection) as captured:
        assert fall_silent(at(1)) == 0
    assert len([query for query in captured if "SELECT" in query["sql"]]) == 1
    assert not [query for query in captured if "UPDATE monitoring" in query["sql"]]


def test_a_silence_that_no_worker_saw_is_logged_when_it_ends() -> None:
    probe = source(interval=MINUTE)
    said(probe, "probe-1", 0, OK)
    said(probe, "probe-1", 300, OK)
    assert log("probe-1") == [(0, OK), (60, None), (300, OK)]
    said(probe, "probe-1", 330, OK)
    assert len(log("probe-1")) == 3


def test_a_source_that_lives_by_a_watchdog_is_not_silent_between_its_words() -> None:
    probe = source(interval=MINUTE, life=LIFE.WATCHDOG)
    said(probe, "probe-1", 0, DOWN)
    said(probe, "probe-1", 300, OK)
    assert log("probe-1") == [(0, DOWN), (300, OK)]
