"""A person ends a signal that goes on reporting a fault: it says nothing more until its source does."""

from __future__ import annotations

from datetime import timedelta

import pytest

from samdrift.accounts.models import AuditEntry
from samdrift.monitoring.actions.corrections import Reason, end_signal, take_back
from samdrift.monitoring.models import Correction, Signal, Source, Transition
from samdrift.monitoring.observation import Reading, Whole
from samdrift.monitoring.queries.heard import heard_since
from samdrift.monitoring.record import Delivery, record
from samdrift.pipeline import settle_all
from samdrift.vocabulary import Level, SignalName
from tests.cast import at, believed, hear, log, observation, said, source, systems

OK, DOWN = Level.OPERATIONAL, Level.MAJOR_OUTAGE
WHY = Reason("Alarmen sluttede, mens den var slået fra.")
MITID = "mitid/login"

pytestmark = pytest.mark.django_db


@pytest.fixture
def alerts() -> Source:
    """Its alert has been down since 0; the watchdog was heard at 50."""
    systems({"mitid": ["login"]})
    one = source(life=Source.Life.WATCHDOG, confirm=timedelta(0), interval=timedelta(days=1))
    hear(one, observation(MITID, 0, DOWN), received=0)
    hear(one, received=50, alive=True)
    settle_all(at(50))
    return one


def end(seconds: float) -> bool:
    done = end_signal(actor=None, signal=Signal.objects.get(), reason=WHY, now=at(seconds))
    settle_all(at(seconds))
    return done


def test_it_reports_no_fault_any_more_and_proves_nothing(alerts: Source) -> None:
    assert end(100)
    assert log(MITID) == [(0, DOWN), (100, None)]
    assert believed(MITID) == [(0, DOWN, True), (100, DOWN, False)], "the last that was heard"
    correction = Correction.objects.get()
    assert (correction.kind, [str(each) for each in correction.components.all()]) == ("signal_ended", [MITID])
    assert AuditEntry.objects.get(action="monitoring.end_signal").detail["reason"] == WHY.da


def test_the_watchdog_does_not_make_it_work(alerts: Source) -> None:
    end(100)
    hear(alerts, received=150, alive=True)
    settle_all(at(151))
    assert believed(MITID)[-1] == (100, DOWN, False)


@pytest.mark.parametrize("level", [OK, DOWN])
@pytest.mark.parametrize("own", [0, 50, 100, 160])
def test_the_sources_next_word_counts_whatever_its_time(alerts: Source, level: Level, own: float) -> None:
    """Alertmanager repeats a fault with the moment at which it began."""
    end(100)
    said(alerts, MITID, own, level, received=160)
    settle_all(at(161))
    assert log(MITID)[2:] == [(160, level)]
    assert believed(MITID)[-1] == (160, level, True)
    said(alerts, MITID, 170, DOWN)
    assert log(MITID)[-1] == (170 if level is OK else 160, DOWN), "and the words after it are placed as usual"


def test_what_reports_no_fault_is_not_ended(alerts: Source) -> None:
    assert end(100)
    assert not end(110)
    assert Correction.objects.count() == 1
    said(alerts, MITID, 120, OK)
    assert not end(130)


def test_a_fault_last_heard_can_be_ended(alerts: Source) -> None:
    Signal.objects.update(silent=True)
    assert end(100)
    assert believed(MITID)[-1] == (100, DOWN, False)


@pytest.mark.parametrize("life", [Source.Life.WATCHDOG, Source.Life.EVERY_SIGNAL])
def test_what_another_source_watches_too_is_as_that_one_sees_it(alerts: Source, life: Source.Life) -> None:
    Source.objects.update(life=life)
    said(source("other", interval=timedelta(days=1)), "other", 90, OK, maps_to=observation(MITID, 0, OK).maps_to)
    end_signal(actor=None, signal=Signal.objects.get(key=MITID), reason=WHY, now=at(100))
    settle_all(at(101))
    assert believed(MITID)[-1] == believed("mitid")[-1] == (100, OK, True)
    assert SignalName("mitid", "login") in heard_since(at(90)), "nor does it hold up what others were heard to say"


def test_of_what_nothing_else_watches_the_system_is_not_known_either(alerts: Source) -> None:
    systems({"cvr": ["search", "extract"]})
    hear(alerts, observation("cvr/search", 60, DOWN), observation("cvr/extract", 60, OK), received=60)
    end_signal(actor=None, signal=Signal.objects.get(key="cvr/search"), reason=WHY, now=at(100))
    settle_all(at(101))
    assert believed("cvr/search")[-1] == (100, DOWN, False)
    assert believed("cvr")[-1] == (100, Level.PARTIAL_OUTAGE, False)


def test_the_end_stays_where_what_came_after_it_is_taken_back(alerts: Source) -> None:
    end(100)
    said(alerts, MITID, 160, OK)
    take_back(actor=None, line=Transition.objects.get(at=at(160)), reason=WHY, now=at(170))
    settle_all(at(171))
    assert log(MITID) == [(0, DOWN), (100, None)]
    assert believed(MITID)[-1] == (100, DOWN, False)
    assert not end(180), "it is ended already"
    said(alerts, MITID, 50, DOWN, received=190)
    assert log(MITID)[-1] == (190, DOWN)


def poll(of: Source, seconds: float, level: Level, began: float | None = None, **more: bool) -> None:
    """Each poll names the state and, if the source knows it, when it began."""
    seen = observation(MITID, seconds if began is None else began, level, timed=began is not None, **more)
    hear(of, seen, received=seconds, events=False)
    settle_all(at(seconds))


@pytest.fixture
def polled(alerts: Source) -> Source:
    Source.objects.update(poll_every=timedelta(seconds=10), life=Source.Life.EVERY_SIGNAL)
    return alerts


@pytest.mark.parametrize("began", [None, 0])
def test_the_same_fault_in_the_next_poll_does_not_undo_the_end(polled: Source, began: float | None) -> None:
    end(100)
    for seconds in (110, 120):
        poll(polled, seconds, DOWN, began)
    assert believed(MITID) == [(0, DOWN, True), (100, DOWN, False)]
    poll(polled, 130, OK, began)
    assert believed(MITID)[-1] == (130, OK, True)
    poll(polled, 140, DOWN, began)
    assert believed(MITID)[-1] == (140, DOWN, True), "a new outage"


@pytest.mark.parametrize(
    ("level", "began", "more"), [(Level.DEGRADED, None, {}), (DOWN, 150, {}), (DOWN, None, {"planned": True})]
)
def test_another_state_and_a_later_fault_do(
    polled: Source, level: Level, began: float | None, more: dict[str, bool]
) -> None:
    end(100)
    poll(polled, 160, level, began, **more)
    assert believed(MITID)[-1][1:] == (level, True)


def test_an_alert_that_is_pending_says_nothing_of_an_ended_one(polled: Source) -> None:
    end(100)
    record([Delivery(polled.pk, Reading((), whole=Whole(unchanged=frozenset({MITID}))), at(110))])
    settle_all(at(110))
    assert believed(MITID)[-1] == (100, DOWN, False)
