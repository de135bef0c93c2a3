"""What a word can prove: wrong clocks, repeated beginnings, silences. Of events, and of states."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samdrift.monitoring.placing import Line, Moved
from samdrift.vocabulary import Level
from tests.cast import NOON, at
from tests.monitoring.core.logs import Log, is_heard

OK, DEGRADED, DOWN = Level.OPERATIONAL, Level.DEGRADED, Level.MAJOR_OUTAGE
INTERVAL = timedelta(seconds=60)
LONG_AGO = (datetime(1970, 1, 1, tzinfo=NOON.tzinfo) - NOON).total_seconds()

Step = tuple[int, float | None, Level]
"""How long after the message before it is received, what time it bears relative to noon (None: none), and its state."""

# Far enough from each other that no two are one moment with a transit between them.
delays = st.integers(1, 30).map(lambda n: 5 * n)
claims = st.none() | st.integers(0, 70).map(lambda n: 10.0 * n) | st.sampled_from([LONG_AGO, LONG_AGO + 9, 1e6, 2e6])
steps = st.lists(st.tuples(delays, claims, st.sampled_from(Level)), min_size=1, max_size=12)


class Heard:
    """A log that is only sometimes heard, and when it was."""

    def __init__(self, *, event: bool) -> None:
        self.log = Log(event=event, covered=False, interval=INTERVAL)
        self.arrivals: list[datetime] = []

    def hear(self, *heard: Step) -> Heard:
        for delay, claim, level in heard:
            received = (self.arrivals[-1] if self.arrivals else at(0)) + timedelta(seconds=delay)
            self.log.hear(Line(received if claim is None else at(claim), level), received, timed=claim is not None)
            self.arrivals.append(received)
        return self

    @property
    def level(self) -> Level:
        assert self.log.newest
        return self.log.newest.level


@pytest.mark.parametrize("event", [True, False])
@given(steps)
def test_nothing_is_measured_that_was_not_heard(event: bool, heard: list[Step]) -> None:
    log = Heard(event=event).hear(*heard, *heard)
    for stretch in log.log.measured():
        if stretch[1] is not None:
            assert is_heard(stretch, log.arrivals, INTERVAL)


@pytest.mark.parametrize("event", [True, False])
@given(steps)
def test_nothing_is_logged_of_the_time_before_it_could_be_heard(event: bool, heard: list[Step]) -> None:
    log = Heard(event=event).hear(*heard)
    assert log.log.lines[0].at >= log.arrivals[0] - INTERVAL


@given(steps)
def test_of_states_what_arrived_last_is_what_is_so(heard: list[Step]) -> None:
    log = Heard(event=False)
    for step in heard + heard:
        log.hear(step)
        assert log.level is step[2]


@given(steps)
def test_of_events_the_latest_credible_time_is_what_is_so(heard: list[Step]) -> None:
    """Where no time is wrong, none comes twice and no two in a row are late; those are tested below."""
    log, words, late = Heard(event=True), list[tuple[datetime, Level]](), False
    for delay, claim, level in heard:
        received = (log.arrivals[-1] if log.arrivals else at(0)) + timedelta(seconds=delay)
        said = received if claim is None else at(claim)
        known_from = log.log.known_from if log.arrivals else received - INTERVAL
        if not known_from <= said <= received or said in {moment for moment, _ in words}:
            continue
        is_late = bool(words) and said < max(words)[0]
        if late and is_late:
            continue
        late = is_late
        log.hear((delay, claim, level))
        words.append((said, level))
        assert log.level is max(words)[1]


@given(steps, st.sampled_from([LONG_AGO + 1, None, 3e6]), st.sampled_from(Level))
def test_a_word_whose_time_cannot_be_trusted_counts_when_it_arrives(
    heard: list[Step], claim: float | None, level: Level
) -> None:
    assert Heard(event=True).hear(*heard, (5, claim, level)).level is level


@given(steps)
def test_the_whole_again_ends_in_the_same_state(heard: list[Step]) -> None:
    heard = [step for step in heard if step[1] is not None] or [(5, 0.0, OK)]
    once, twice = Heard(event=True).hear(*heard), Heard(event=True).hear(*heard, (5_000, *heard[0][1:]), *heard[1:])
    assert once.level is twice.level


F2: dict[str, tuple[list[Step], list[tuple[float, Level | None]]]] = {
    "the same beginning again, after its end": (
        [(10, 10, DOWN), (10, 20, OK), (10, 10, DOWN)],
        [(10, DOWN), (20, OK), (30, DOWN)],
    ),
    "a new beginning, on its way for a while": (
        [(10, 10, DOWN), (10, 20, OK), (10, 25, DOWN)],
        [(10, DOWN), (20, OK), (25, DOWN)],
    ),
    "a beginning before we last heard of its end": (
        [(10, 10, DOWN), (10, 15, OK), (10, 15, OK), (10, 22, DOWN)],
        [(10, DOWN), (15, OK), (30, DOWN)],
    ),
    "an end before its beginning": ([(10, 10, DOWN), (10, 5, OK)], [(10, DOWN), (20, OK)]),
    "an end in the future": ([(10, 10, DOWN), (10, 500, OK)], [(10, DOWN), (20, OK)]),
    "a beginning in the future": ([(10, 10, OK), (10, 500, DOWN), (10, None, OK)], [(10, OK), (20, DOWN), (30, OK)]),
    "a clock of 1970": ([(10, 10, OK), (10, LONG_AGO, DOWN)], [(10, OK), (20, DOWN)]),
}  # fmt: skip


@pytest.mark.parametrize("case", F2)
def test_states_begin_after_what_was_heard_before(case: str) -> None:
    heard, expected = F2[case]
    log = Heard(event=False).hear(*heard)
    assert [line for line in log.log.states() if line[1] is not None] == expected


def test_what_began_while_the_source_was_silent_is_known_and_not_measured() -> None:
    log = Heard(event=False).hear((10, 10, OK), (200, 150, DOWN))
    assert log.log.states() == [(10, OK), (70, None), (150, DOWN), (150.000001, None), (210, DOWN)]


def test_a_clock_that_stands_orders_nothing() -> None:
    log = Heard(event=True).hear((10, 5, OK), (20, 5, DOWN), (20, 5, OK), (20, 5, DOWN))
    assert [line for line in log.log.states() if line[1] is not None][1:] == [
        (10, OK),
        (30, DOWN),
        (50, OK),
        (70, DOWN),
    ]


@pytest.mark.parametrize("behind", [3, 40, 55, 3_600])
def test_a_clock_that_is_behind_hides_no_outage(behind: int) -> None:
    log, states = Heard(event=True), [OK] * 20 + [DOWN] * 20 + [OK] * 20
    for number, level in enumerate(states, start=1):
        log.hear((15, 15 * number - behind + number % 3, level))
        assert log.level is level


@pytest.mark.parametrize(("back", "later"), [((-20, -10), 1), ((-20, -10), 10), ((-20, 40), 60)])
def test_a_clock_that_is_put_back_hides_no_outage(back: tuple[int, int], later: int) -> None:
    log = Heard(event=True).hear((10, 10, OK), (30, 40, OK))
    assert log.hear((5, 45 + back[0], DOWN)).level is OK, "one alone may have come late"
    assert log.hear((later, 45 + back[1], DOWN)).level is DOWN
    assert log.hear((10, 45 + back[1] + 10, OK)).level is OK


def test_a_clock_that_is_put_back_is_heard_to_live() -> None:
    log = Heard(event=True).hear((10, 10, OK), (30, 40, OK), (15, 5, OK), (15, 20, OK))
    assert log.log.newest and log.log.newest.heard_at == at(70)


def test_a_queue_that_is_sent_after_the_present_is_history() -> None:
    log = Heard(event=True).hear((10, 10, OK), (50, 60, OK))
    for delay, said, level in ((1, 20, DOWN), (1, 30, OK), (1, 40, DEGRADED), (1, 50, OK)):
        assert log.hear((delay, said, level)).level is OK
    assert [level for _, level in log.log.states() if level] == [DOWN, DEGRADED]
    assert log.log.newest and log.log.newest.heard_at == at(60)


def test_a_time_of_1970_neither_rewrites_the_past_nor_hides_the_present() -> None:
    log = Heard(event=True).hear((10, None, OK), (10, LONG_AGO, DOWN))
    assert log.log.states() == [(10, OK), (20, DOWN)]
    assert log.hear((10, 30, OK)).level is OK
    assert log.hear((10, LONG_AGO, DOWN)).level is OK, "delivered again"


def test_a_word_of_whole_seconds_comes_after_one_without_a_time() -> None:
    log = Log()
    log.hear(Line(at(0), OK), at(0), timed=False)
    log.hear(Line(at(2.7), DOWN), at(2.7), timed=False)
    assert log.hear(Line(at(2), OK), at(2.9)).moved is Moved.CONTRADICTED
    assert log.states() == [(0, OK), (2.7, DOWN), (2.700001, OK)]
    log.hear(Line(at(2), OK), at(3.5))
    assert len(log.lines) == 3
