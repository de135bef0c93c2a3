"""What comes late is told as such; what only seems late counts."""

from __future__ import annotations

import pytest

from samdrift.monitoring.doubt import Doubt
from samdrift.monitoring.ingest.asgi import Ingest
from samdrift.monitoring.models import Notice, Signal, Source
from samdrift.monitoring.record import Refusal, record
from samdrift.monitoring.silence import fall_silent
from samdrift.vocabulary import Level, Sentence
from tests.cast import at, source
from tests.monitoring.ingest.sending import Answer, post, send

OK, DOWN = Level.OPERATIONAL, Level.MAJOR_OUTAGE

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def probe() -> Source:
    return source()


def event(state: str, second: float, received: float) -> Answer:
    return send(post({"signal": "cpr", "state": state, "at": at(second).isoformat()}), Ingest(lambda: at(received)))


def row() -> tuple[Level, bool]:
    signal = Signal.objects.get()
    return Level(signal.level), signal.silent


def test_a_clock_that_is_put_back_hides_no_outage(probe: Source) -> None:
    event("operational", 0, 0)
    first = event("major_outage", -119, 1)
    assert first.body["placed_in_past"]["signals"] == ["cpr"]
    assert Notice.objects.get().kind == "late"
    second = event("major_outage", -110, 1.1)
    assert "clock is behind" in second.body["placed_now"]["reason"]
    assert row() == (DOWN, False)


def test_a_clock_that_is_behind_hides_no_outage(probe: Source) -> None:
    Source.objects.update(interval="15 seconds")
    for number in range(10):
        event("operational", 15 * number - 40, 15 * number)
    assert "placed_in_past" not in event("major_outage", 110, 150).body
    assert row() == (DOWN, False)


def test_an_old_event_stays_old_however_often_it_comes_and_the_answer_says_what_to_do(probe: Source) -> None:
    send(post({"signal": "cpr", "state": "operational"}), Ingest(lambda: at(0)))
    for received in (3, 33, 63, 93):
        late = event("major_outage", -20, received).body["placed_in_past"]
        assert "send the present time or none" in late["reason"]
    assert row() == (OK, False)
    event("major_outage", 123, 123)
    assert row() == (DOWN, False)


def test_a_message_with_a_wrong_clock_that_comes_again_is_told_as_known(probe: Source) -> None:
    wrong_clock = -1e9
    assert "placed_now" in event("major_outage", wrong_clock, 1).body
    send(post({"signal": "cpr", "state": "operational"}), Ingest(lambda: at(10)))
    again = event("major_outage", wrong_clock, 20).body
    assert again["already_known"]["signals"] == ["cpr"]
    assert "placed_now" not in again
    assert row() == (OK, False)


def test_what_is_late_ends_no_silence(probe: Source) -> None:
    event("operational", 0, 0)
    fall_silent(at(400))
    assert event("operational", -5, 401).body["placed_in_past"]["signals"] == ["cpr"]
    assert row() == (OK, True)
    assert Signal.objects.get().heard_at == at(0)


def test_what_is_late_ends_no_doubt(probe: Source) -> None:
    event("operational", 0, 0)
    record([Refusal(probe.pk, Sentence("not understood"), at(1), Doubt(about=("cpr",)))])
    event("operational", -60, 2)
    assert row() == (OK, True)
    event("operational", 3, 3)
    assert row() == (OK, False)
