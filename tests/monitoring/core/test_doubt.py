"""What is refused or cut off is noted, and what it may have been about is not observed until it is heard of."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from samdrift.monitoring.actions.sources import Rhythm, change_source, rotate_token
from samdrift.monitoring.doubt import NEXT, QUIET, Doubt
from samdrift.monitoring.models import Notice, Signal, Source
from samdrift.monitoring.observation import Basis, Observation, Reading
from samdrift.monitoring.record import Delivery, Refusal, record
from samdrift.monitoring.silence import fall_silent
from samdrift.pipeline import settle_all
from samdrift.vocabulary import Level, Sentence, SignalName, restored
from tests.cast import at, believed, hear, log, observation, said, source, systems

OK, DOWN = Level.OPERATIONAL, Level.MAJOR_OUTAGE
LIFE = Source.Life

pytestmark = pytest.mark.django_db


@pytest.fixture
def alerts() -> Source:
    """Speaks of faults only: an alert was resolved, another stands, and its watchdog repeats itself."""
    systems({"mitid": ["login"], "cvr": ["search"]})
    found = source("alerts", connector=Source.Connector.ALERTMANAGER, life=LIFE.WATCHDOG, repeats=timedelta(hours=1))
    alive(found, 0)
    hear(found, observation("mitid", 1, OK), observation("cvr", 1, DOWN), received=1, events=False)
    return found


def alive(of: Source, second: float, *settled: str) -> None:
    """Its watchdog is heard, which says of mitid/login that it works."""
    watched = Observation("mitid/login", at(second), OK, maps_to=SignalName("mitid", "login"), basis=Basis.LIFE)
    hear(of, watched, received=second, events=False, alive=True, settled=settled)


def refuse(of: Source, second: float, doubt: Doubt) -> None:
    record([Refusal(of.pk, Sentence("not understood"), at(second), doubt)])


def test_a_refused_message_silences_what_it_may_have_been_about(alerts: Source) -> None:
    other = source("other")
    said(other, "mitid/x", 1, OK, maps_to=SignalName("mitid"))
    refuse(alerts, 10, Doubt(QUIET))
    assert log("mitid") == [(1, OK), (10, None)]
    assert log("cvr") == [(1, DOWN), (10, None)], "bad news does not end by silence"
    assert log("mitid/x") == [(1, OK)]
    settle_all(at(11))
    assert believed("mitid")[-1] == (10, OK, False), "though it speaks only of faults and another source is heard"
    assert believed("cvr")[-1] == (10, DOWN, False)


def test_a_signal_that_abstained_by_silence_no_longer_does(alerts: Source) -> None:
    silent = source("silent", life=LIFE.NONE)
    said(silent, "alert", 2, OK, maps_to=SignalName("mitid"))
    fall_silent(at(3))
    settle_all(at(4))
    assert believed("mitid")[-1][1:] == (OK, True)
    refuse(silent, 10, Doubt(QUIET))
    settle_all(at(11))
    assert believed("mitid")[-1] == (10, OK, False)


def test_proofs_of_life_do_not_end_it_and_the_signals_own_word_does(alerts: Source) -> None:
    refuse(alerts, 10, Doubt("group x"))
    alive(alerts, 20)
    assert log("mitid/login") == [(0, OK), (10, None)]
    hear(alerts, observation("mitid", 30, DOWN), received=30, events=False)
    assert log("mitid") == [(1, OK), (10, None), (30, DOWN)]
    assert Source.objects.get(slug="alerts").doubts


def test_after_a_pause_nothing_works_before_all_must_have_been_repeated(alerts: Source) -> None:
    """Alertmanager does not send again what was refused with 409, nor what is refused for a wrong token."""
    change_source(actor=None, source=alerts, rhythm=replace(Rhythm.of(alerts), paused=True), now=at(10))
    alerts.refresh_from_db()
    change_source(actor=None, source=alerts, rhythm=replace(Rhythm.of(alerts), paused=False), now=at(20))
    is_doubted_until_repeated(alerts)


def test_with_a_new_token_nothing_works_before_all_must_have_been_repeated(alerts: Source) -> None:
    alerts.refresh_from_db()
    rotate_token(actor=None, source=alerts, now=at(20))
    is_doubted_until_repeated(alerts)


def is_doubted_until_repeated(alerts: Source) -> None:
    alive(alerts, 30)
    assert set(Signal.objects.values_list("silent", flat=True)) == {True}
    alive(alerts, 3_000)
    alive(alerts, 3_700)
    assert log("mitid/login")[-1] == (3_700, OK)
    assert not Notice.objects.exists()


def test_the_same_group_taken_whole_ends_it(alerts: Source) -> None:
    refuse(alerts, 10, Doubt("group x"))
    refuse(alerts, 11, Doubt("group y"))
    hear(alerts, received=20, events=False, settled=("group x",))
    assert Signal.objects.get(key="mitid").silent
    hear(alerts, received=30, events=False, settled=("group y",))
    assert log("mitid") == [(1, OK), (10, None), (30, OK)]
    assert log("cvr") == [(1, DOWN), (10, None)], "it was not told that this is over, nor that it stands"
    alive(alerts, 40)
    assert log("mitid/login") == [(0, OK), (10, None), (30, OK)]
    assert Source.objects.get(slug="alerts").doubts == []


def test_what_nobody_can_name_is_over_when_all_must_have_been_repeated(alerts: Source) -> None:
    refuse(alerts, 10, Doubt(QUIET))
    refuse(alerts, 100, Doubt(QUIET))
    alive(alerts, 3_650)
    assert Signal.objects.get(key="mitid").silent
    alive(alerts, 3_700)
    assert log("mitid")[-1] == log("mitid/login")[-1] == (3_700, OK)


def test_of_events_only_what_a_message_names_is_in_doubt() -> None:
    events = source("events")
    said(events, "a", 0, OK)
    said(events, "b", 0, OK)
    refuse(events, 10, Doubt(NEXT, ("a",)))
    said(events, "b", 20, OK)
    assert (log("a"), log("b")) == ([(0, OK), (10, None)], [(0, OK)])
    assert Source.objects.get(slug="events").doubts == []
    said(events, "a", 30, OK)
    assert log("a")[-1] == (30, OK)


def test_a_group_that_is_cut_off_leaves_what_it_did_not_name_in_doubt(alerts: Source) -> None:
    cut = Reading((observation("mitid", 10, DOWN),), doubts=(Doubt("group x"),), cut_off=40)
    record([Delivery(alerts.pk, cut, at(10))])
    assert (log("mitid"), log("cvr")) == ([(1, OK), (10, DOWN)], [(1, DOWN), (10, None)])
    assert "40 alerts" in str(restored(Notice.objects.get(kind=Notice.Kind.CUT_OFF).detail))


def test_messages_that_are_refused_are_counted_and_logged_once_for_each_burst(
    alerts: Source, caplog: pytest.LogCaptureFixture
) -> None:
    for second in (10, 11, 12):
        refuse(alerts, second, Doubt(QUIET))
    record([Refusal(alerts.pk, Sentence("too large"), at(13), Doubt(QUIET))] * 2)
    noticed = Notice.objects.get(source=alerts)
    assert (noticed.kind, noticed.count, noticed.first_at, noticed.last_at) == ("refused", 5, at(10), at(13))
    assert str(restored(noticed.detail)) == "too large"
    assert len([line for line in caplog.messages if "alerts: refused" in line]) == 1
    refuse(alerts, 10_000, Doubt(QUIET))
    assert Notice.objects.get(source=alerts).count == 1
    assert len([line for line in caplog.messages if "alerts: refused" in line]) == 2
    assert log("mitid") == [(1, OK), (10, None)], "it is silent once"


def test_a_wrong_clock_and_ignored_fields_are_noted() -> None:
    events = source("events")
    said(events, "a", 0, OK)
    assert record([Delivery(events.pk, Reading((observation("a", -9e8, DOWN),), events=True), at(1))])[0]
    record([Delivery(events.pk, Reading((), events=True, ignored=("colour",)), at(2))])
    assert log("a") == [(0, OK), (1, DOWN)]
    assert "a, 1996-" in str(restored(Notice.objects.get(kind=Notice.Kind.MOVED).detail))
    assert str(restored(Notice.objects.get(kind=Notice.Kind.IGNORED).detail)) == "colour"
