"""What a message did is undone as if it had never come; the message itself is kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from samdrift.accounts.models import AuditEntry
from samdrift.monitoring.actions.corrections import Reason, end_signal, take_back
from samdrift.monitoring.models import Correction, Signal, Source, TakenBack, Transition
from samdrift.monitoring.observation import Observation, Reading
from samdrift.monitoring.placing import Moved
from samdrift.monitoring.record import Delivery, record
from samdrift.monitoring.silence import fall_silent
from samdrift.pipeline import settle_all
from samdrift.vocabulary import Level, SignalName
from tests.cast import at, believed, hear, log, observation, said, source, systems

OK, DEGRADED, DOWN = Level.OPERATIONAL, Level.DEGRADED, Level.MAJOR_OUTAGE
WHY = Reason("Uret gik forkert.", "The clock was wrong.")
MITID = "mitid/login"

pytestmark = pytest.mark.django_db


@pytest.fixture
def probe() -> Source:
    systems({"mitid": ["login"], "cvr": ["search"]})
    return source(confirm=timedelta(0), interval=timedelta(days=1))


def line(level: Level, key: str = MITID) -> Transition:
    return Transition.objects.get(signal__key=key, level=level)


def taken_back(level: Level, seconds: float, key: str = MITID) -> bool:
    done = take_back(actor=None, line=line(level, key), reason=WHY, now=at(seconds))
    settle_all(at(seconds))
    return done


def newest(key: str = MITID) -> tuple[Level, bool]:
    row = Signal.objects.get(key=key)
    return Level(row.level), row.silent


def test_history_is_as_it_was_before_a_message_with_a_wrong_clock(probe: Source) -> None:
    """It said that MitID had been down since 1970; another signal said all along that it works."""
    said(probe, "mitid", 0, OK)
    settle_all(at(1))
    before = believed("mitid"), believed(MITID)
    wrong = Observation(MITID, datetime(1970, 1, 1, tzinfo=UTC), DOWN, maps_to=SignalName("mitid", "login"))
    hear(probe, wrong, received=100)
    settle_all(at(100))
    assert (believed("mitid"), believed(MITID)) != before
    assert taken_back(DOWN, 200)
    assert (believed("mitid"), believed(MITID)) == before
    assert newest() == (OK, True), "nothing is left of it"
    assert log(MITID) == []


def test_an_outage_that_never_was_is_gone_and_what_followed_stands(probe: Source) -> None:
    for seconds, level in ((0, OK), (10, DOWN), (20, OK), (30, DEGRADED)):
        said(probe, MITID, seconds, level)
    settle_all(at(31))
    assert taken_back(DOWN, 40)
    assert believed(MITID) == [(0, OK, True), (30, DEGRADED, True)]
    assert newest() == (DEGRADED, False)


def test_the_newest_message_gives_way_to_the_one_before(probe: Source) -> None:
    said(probe, MITID, 0, OK, text="fine")
    said(probe, MITID, 10, DOWN, text="broken")
    said(probe, MITID, 20, DOWN, text="broken")
    assert taken_back(DOWN, 30)
    row = Signal.objects.get(key=MITID)
    assert (row.level, row.silent, row.text, row.said_at) == (OK, False, "fine", at(0))
    assert believed(MITID) == [(0, OK, True)]
    said(probe, MITID, 40, DOWN)
    assert log(MITID) == [(0, OK), (40, DOWN)], "what the source says from now on counts"


def test_a_message_taken_back_proves_no_life(probe: Source) -> None:
    said(probe, MITID, 0, OK)
    said(probe, MITID, 86_000, DOWN)
    assert taken_back(DOWN, 86_010)
    fall_silent(at(86_500))
    assert log(MITID) == [(0, OK), (86_400, None)]


def test_a_silence_that_the_message_ended_goes_on(probe: Source) -> None:
    said(probe, MITID, 0, OK)
    fall_silent(at(90_000))
    said(probe, MITID, 90_000, DOWN)
    assert taken_back(DOWN, 90_010)
    assert newest() == (OK, True)
    assert believed(MITID)[-1] == (86_400, OK, False)


@pytest.mark.parametrize("level", [OK, DOWN])
def test_where_nothing_is_left_the_next_word_is_the_first(probe: Source, level: Level) -> None:
    said(probe, MITID, 10, DOWN)
    assert taken_back(DOWN, 20)
    assert believed(MITID) == []
    said(probe, MITID, 5, level, received=30)
    settle_all(at(30))
    assert log(MITID) == [(30, level)], "its own time is before the message that was taken back"
    assert believed(MITID) == [(30, level, True)]


def test_the_very_message_is_not_taken_again_and_the_source_is_heard(probe: Source) -> None:
    said(probe, MITID, 0, OK)
    said(probe, MITID, 10, DOWN)
    assert taken_back(DOWN, 20)
    said(probe, MITID, 10, DOWN, received=30)
    assert log(MITID) == [(0, OK)]
    assert TakenBack.objects.get().repeated_at == at(30)
    probe.refresh_from_db()
    assert probe.heard_at == at(30)


def test_a_new_outage_that_begins_as_the_one_taken_back_is_taken(probe: Source) -> None:
    """Alertmanager gives the same `startsAt` where an alert fires again."""
    hear(probe, observation(MITID, 10, DOWN), received=10, events=False)
    assert taken_back(DOWN, 20)
    hear(probe, observation(MITID, 10, DOWN), received=25, events=False)
    assert newest() == (OK, True)
    hear(probe, observation(MITID, 30, OK), received=30, events=False)
    hear(probe, observation(MITID, 10, DOWN), received=40, events=False)
    assert newest() == (DOWN, False)


def test_the_sender_is_told_what_was_not_taken_again(probe: Source) -> None:
    said(probe, MITID, 10, DOWN)
    assert taken_back(DOWN, 20)
    reading = Reading((observation(MITID, 10, DOWN), observation("cvr", 10, OK)), events=True)
    ((not_taken,),) = record([Delivery(probe.pk, reading, at(30))])
    assert (not_taken.key, not_taken.why) == (MITID, Moved.TAKEN_BACK)


def test_another_message_for_the_same_moment_is_taken(probe: Source) -> None:
    said(probe, MITID, 0, OK)
    said(probe, MITID, 10, DOWN)
    assert taken_back(DOWN, 20)
    said(probe, MITID, 10, DEGRADED, received=30)
    assert log(MITID) == [(0, OK), (10, DEGRADED)]


def test_a_message_placed_elsewhere_than_it_claimed_is_known_again(probe: Source) -> None:
    said(probe, MITID, 1000, DOWN, received=10)
    assert line(DOWN).claimed_at == at(1000)
    assert taken_back(DOWN, 20)
    said(probe, MITID, 1000, DOWN, received=30)
    assert log(MITID) == []


def test_it_is_kept_with_who_and_why_and_for_which_systems(probe: Source) -> None:
    said(probe, MITID, 10, DOWN, text="Timeout")
    assert taken_back(DOWN, 20)
    correction = Correction.objects.get()
    assert (correction.kind, correction.reason_da, correction.reason_en) == ("message_taken_back", WHY.da, WHY.en)
    assert [str(each) for each in correction.components.all()] == [MITID]
    kept = correction.taken_back
    assert (kept.at, kept.level, kept.text) == (at(10), DOWN, "Timeout")
    entry = AuditEntry.objects.get(action="monitoring.take_back_message")
    assert (entry.subject, entry.detail["reason"]) == (f"signal probe:{MITID}", WHY.da)


def test_it_is_taken_back_once_and_only_what_a_source_said(probe: Source) -> None:
    said(probe, MITID, 0, DOWN)
    fall_silent(at(90_000))
    silence = Transition.objects.get(level=None)
    assert not take_back(actor=None, line=silence, reason=WHY, now=at(90_001))
    signal = Signal.objects.get()
    assert end_signal(actor=None, signal=signal, reason=WHY, now=at(90_002))
    ended = Transition.objects.get(ended_by__isnull=False)
    assert not take_back(actor=None, line=ended, reason=WHY, now=at(90_003))
    down = line(DOWN)
    assert take_back(actor=None, line=down, reason=WHY, now=at(90_004))
    assert not take_back(actor=None, line=down, reason=WHY, now=at(90_005))


def test_a_signal_that_counted_for_nothing_is_no_systems_correction(probe: Source) -> None:
    said(probe, "probe-7", 0, DOWN)
    assert taken_back(DOWN, 10, "probe-7")
    assert not Correction.objects.get().components.exists()


def test_a_repetition_in_a_list_of_all_faults_is_no_recovery(probe: Source) -> None:
    hear(probe, observation(MITID, 0, DOWN), received=0, complete=True)
    assert taken_back(DOWN, 10)
    hear(probe, observation(MITID, 0, DOWN), received=20, complete=True)
    assert newest() == (DOWN, False)
