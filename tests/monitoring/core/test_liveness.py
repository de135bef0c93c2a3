"""One rule of liveness: whom the desk misses is whom the public pages no longer believe."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

import pytest

from samdrift.monitoring.actions.sources import Rhythm, change_source
from samdrift.monitoring.models import Signal, Source
from samdrift.monitoring.queries.desk import source_line
from samdrift.monitoring.queries.heard import heard_at, last_heard
from samdrift.monitoring.silence import fall_silent
from samdrift.monitoring.words import Standing
from samdrift.pipeline import settle_all
from samdrift.vocabulary import Level, SignalName
from tests.cast import at, believed, hear, log, observation, said, source, systems

OK, DOWN = Level.OPERATIONAL, Level.MAJOR_OUTAGE
LIFE = Source.Life
MITID = SignalName("mitid")
INTERVALS = timedelta(seconds=60), timedelta(seconds=200)

pytestmark = pytest.mark.django_db


def beside_it(**fields: object) -> Source:
    return source("beside", connector=Source.Connector.PROMETHEUS, token_hash="", interval=INTERVALS[1], **fields)


@pytest.mark.parametrize("life", [life for life in LIFE if life is not LIFE.NONE])
@pytest.mark.parametrize("proved", [None, 20, 100])
@pytest.mark.parametrize(("paused", "beside_paused"), [*product([False, True], repeat=2)])
def test_the_desk_misses_a_source_when_its_signals_fall_silent(
    life: Source.Life, proved: float | None, paused: bool, beside_paused: bool
) -> None:
    """A signal that works, heard with the last message; `proved` is when the watchdog or the source beside spoke."""
    beside = beside_it(paused=beside_paused)
    one = source(life=life, beside=beside, interval=INTERVALS[0])
    if proved is not None:
        hear(beside, received=proved, alive=True)
        hear(one, received=proved, alive=True)
    said(one, "probe", 110, OK)
    Source.objects.filter(pk=one.pk).update(paused=paused)
    one.refresh_from_db()
    for second in (111, 130, 160, 161, 169, 170, 171, 220, 221, 300, 301):
        standing = source_line(one, now=at(second)).standing
        fall_silent(at(second))
        silent = Signal.objects.get(key="probe").silent
        assert silent is (standing in (Standing.OVERDUE, Standing.PAUSED)), second
    assert silent, "so that the moments reach beyond every deadline"


def test_a_source_that_never_spoke_has_nothing_to_miss() -> None:
    one = source(life=LIFE.WATCHDOG)
    assert source_line(one, now=at(1)).standing is Standing.NEVER_HEARD
    assert fall_silent(at(1)) == 0


@pytest.mark.parametrize(("own", "until"), [(5, 15), (600, 610)])
def test_a_signals_own_interval_is_its_own(own: int, until: int) -> None:
    """The source is as alive as before."""
    one = source(interval=INTERVALS[0])
    said(one, "probe", 10, OK)
    Signal.objects.update(interval=timedelta(seconds=own))
    one.refresh_from_db()
    assert source_line(one, now=at(70)).standing is Standing.HEARD
    assert source_line(one, now=at(71)).standing is Standing.OVERDUE
    assert (fall_silent(at(until)), fall_silent(at(until + 1))) == (0, 1)


def test_a_source_beside_it_that_fails_proves_nothing_more() -> None:
    beside = beside_it()
    one = source(life=LIFE.BESIDE, beside=beside)
    hear(beside, received=100)
    said(one, "probe", 110, OK)
    Source.objects.filter(pk=beside.pk).update(fault="It answers with nonsense.")
    assert (fall_silent(at(300)), fall_silent(at(301))) == (0, 1), "its last whole answer was at 100"


@pytest.mark.parametrize(
    ("connector", "life"),
    [(Source.Connector.EVENTS, LIFE.EVERY_SIGNAL), (Source.Connector.ALERTMANAGER, LIFE.WATCHDOG)],
)
def test_a_paused_source_is_silent_at_once_and_until_a_new_word(connector: Source.Connector, life: Source.Life) -> None:
    systems({"mitid": ["login"]})
    one = source(connector=connector, life=life, interval=timedelta(days=1))
    hear(one, observation("mitid", 0, OK), received=0, alive=True)
    settle_all(at(1))
    one.refresh_from_db()
    resumed = Rhythm.of(one)
    change_source(actor=None, source=one, rhythm=Rhythm(interval=resumed.interval, life=life, paused=True), now=at(50))
    settle_all(at(50))
    assert log("mitid") == [(0, OK), (50, None)]
    assert believed("mitid") == [(0, OK, True), (50, OK, False)]
    assert last_heard() == at(0), "the public page does not read as if it had been heard earlier"
    change_source(actor=None, source=one, rhythm=resumed, now=at(60))
    fall_silent(at(70))
    assert log("mitid")[-1] == (60, None), "in doubt: what was sent in the pause was refused"
    said(one, "mitid", 80, OK)
    assert log("mitid")[-1] == (80, OK)


def test_a_paused_source_silences_what_it_proves() -> None:
    beside = beside_it()
    one = source(life=LIFE.BESIDE, beside=beside, interval=INTERVALS[0])
    hear(beside, received=100)
    said(one, "probe", 100, OK)
    change_source(actor=None, source=beside, rhythm=Rhythm(poll_every=timedelta(seconds=1), paused=True), now=at(120))
    assert log("probe") == [(100, OK), (120, None)]


def test_a_proof_that_is_no_longer_asked_for_held_until_then() -> None:
    one = source(life=LIFE.WATCHDOG, interval=INTERVALS[0])
    said(one, "probe", 10, OK)
    hear(one, received=100, alive=True)
    change_source(actor=None, source=one, rhythm=Rhythm(life=LIFE.NONE), now=at(120))
    assert log("probe") == [(10, OK), (120, None)]


def test_a_watchdog_vouches_for_what_was_said_before_it() -> None:
    systems({"mitid": ["login"]})
    one = source(life=LIFE.WATCHDOG, interval=INTERVALS[0])
    said(one, "mitid", 10, OK)
    hear(one, received=50, alive=True)
    assert heard_at()[MITID] == at(50)
    fall_silent(at(111))
    hear(one, received=200, alive=True)
    assert heard_at().get(MITID) is None, "silent, it says nothing, so that nothing is waited for"
