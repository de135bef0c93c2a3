"""A person ends a signal that goes on reporting a fault: it says nothing more until its source does."""

from __future__ import annotations

from datetime import timedelta

import pytest

from samdrift.accounts.models import AuditEntry
from samdrift.monitoring.actions.corrections import Reason, end_signal
from samdrift.monitoring.models import Correction, Signal, Source
from samdrift.pipeline import settle_all
from samdrift.vocabulary import Level
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
    assert log(MITID) == [(0, DOWN), (100, OK), (100.000001, None)]
    assert believed(MITID) == [(0, DOWN, True), (100, OK, False)]
    correction = Correction.objects.get()
    assert (correction.kind, [str(each) for each in correction.components.all()]) == ("signal_ended", [MITID])
    assert AuditEntry.objects.get(action="monitoring.end_signal").detail["reason"] == WHY.da


def test_the_watchdog_does_not_make_it_work(alerts: Source) -> None:
    end(100)
    hear(alerts, received=150, alive=True)
    settle_all(at(151))
    assert believed(MITID)[-1] == (100, OK, False)


@pytest.mark.parametrize("level", [OK, DOWN])
@pytest.mark.parametrize("own", [0, 50, 100, 160])
def test_the_sources_next_word_counts_whatever_its_time(alerts: Source, level: Level, own: float) -> None:
    """Alertmanager repeats a fault with the moment at which it began."""
    end(100)
    said(alerts, MITID, own, level, received=160)
    settle_all(at(161))
    assert log(MITID)[3:] == [(160, level)]
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
    assert believed(MITID)[-1] == (100, OK, False)
