"""What to believe: pure, against cases worked out by hand and properties of every history."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samdrift.impact import Weight
from samdrift.status.confirming import Word, confirm
from samdrift.status.settling import SYSTEM, Vote, Watch, combine, settle
from samdrift.vocabulary import Level, State, StatePeriod
from tests.cast import NOON, at

OK, DEGRADED, PARTIAL, DOWN = Level
SILENT = None
STAND = timedelta(seconds=10)
_TICK = 0.000001

Said = tuple[float, Level | None]
Shown = list[tuple[float, Level, bool]]


def words(*said: Said) -> tuple[Word, ...]:
    return tuple(Word(at(seconds), level) for seconds, level in said)


def watch(*said: Said, service: str = SYSTEM, stand: timedelta = timedelta(0), **more: object) -> Watch:
    return Watch(service, words(*said), stand, **more)  # type: ignore[arg-type]


def shown(history: tuple[StatePeriod, ...]) -> Shown:
    return [((each.period.start - NOON).total_seconds(), each.state.level, each.state.observed) for each in history]


def system(*watches: Watch, services: tuple[str, ...] = (), now: float = 1000, name: str = SYSTEM) -> Shown:
    return shown(settle(alike(*services), watches, at(-1000), at(now)).histories[name])


def alike(*services: str) -> dict[str, Weight]:
    return dict.fromkeys(services)


CONFIRMED: dict[str, tuple[list[Said], Shown, float | None]] = {
    "the first word is believed as it is": ([(99, DOWN)], [(99, DOWN, True)], None),
    "a level that stood": ([(0, OK), (50, DOWN)], [(0, OK, True), (50, DOWN, True)], None),
    "a level that stood to the microsecond": ([(0, OK), (90, DOWN)], [(0, OK, True), (90, DOWN, True)], None),
    "a level that does not stand yet": ([(0, OK), (91, DOWN)], [(0, OK, True)], 101),
    "flapping": ([(0, OK), (50, DOWN), (55, OK)], [(0, OK, True)], None),
    "flapping to the microsecond": (
        [(0, OK), (50, DOWN), (60 - _TICK, OK)], [(0, OK, True)], None,
    ),
    "long flapping": (
        [(0, OK), *((50 + n, DOWN if n % 2 == 0 else OK) for n in range(40)), (95, DOWN)],
        [(0, OK, True)], 105,
    ),
    "worse and worse, each too briefly": (
        [(0, OK), (50, DEGRADED), (55, DOWN)], [(0, OK, True), (50, DEGRADED, True), (55, DOWN, True)], None,
    ),
    "a line that repeats the level": (
        [(0, OK), (50, DOWN), (55, DOWN)], [(0, OK, True), (50, DOWN, True)], None,
    ),
    "a line that repeats a level that does not stand yet": ([(0, OK), (92, DOWN), (95, DOWN)], [(0, OK, True)], 102),
    "silence needs no confirming": ([(0, OK), (99, SILENT)], [(0, OK, True), (99, OK, False)], None),
    "heard again as before": (
        [(0, OK), (50, SILENT), (99, OK)], [(0, OK, True), (50, OK, False), (99, OK, True)], None,
    ),
    "heard again, changed": ([(0, OK), (50, SILENT), (99, DOWN)], [(0, OK, True), (50, OK, False)], 109),
    "silence does not contradict": (
        [(0, OK), (50, DOWN), (53, SILENT)], [(0, OK, True), (50, DOWN, True), (53, DOWN, False)], None,
    ),
    "silence before the level stood": ([(0, OK), (95, DOWN), (97, SILENT)], [(0, OK, True), (97, OK, False)], 105),
    "resolved and silent at once": (
        [(0, DOWN), (50, OK), (50 + _TICK, SILENT)],
        [(0, DOWN, True), (50, OK, False)], None,
    ),
    "silence is the first that is known": ([(0, SILENT), (50, OK)], [(50, OK, True)], None),
    "nothing was said": ([], [], None),
}  # fmt: skip


@pytest.mark.parametrize("case", CONFIRMED)
def test_a_level_is_believed_once_it_stood(case: str) -> None:
    said, expected, wakes = CONFIRMED[case]
    believed, wake_at = confirm(words(*said), STAND, at(100))
    assert [((each.at - NOON).total_seconds(), each.level, each.heard) for each in believed] == expected
    assert wake_at == (None if wakes is None else at(wakes))


def vote(level: Level, *, heard: bool = True, planned: bool = False, abstains: bool = False) -> Vote:
    return Vote(level, planned, heard, abstains)


@pytest.mark.parametrize(
    ("votes", "state"),
    [
        ([], None),
        ([vote(OK)], State(OK, False, True)),
        ([vote(OK), vote(DEGRADED), vote(OK)], State(DEGRADED, False, True)),
        ([vote(OK), vote(OK, heard=False)], State(OK, False, False)),
        ([vote(OK), vote(DOWN, heard=False)], State(DOWN, False, False)),
        ([vote(DOWN), vote(DOWN, heard=False)], State(DOWN, False, True)),
        ([vote(DEGRADED), vote(DOWN, heard=False)], State(DEGRADED, False, True)),
        ([vote(DOWN), vote(OK, heard=False)], State(DOWN, False, True)),
        ([vote(OK), vote(OK, heard=False, abstains=True)], State(OK, False, True)),
        ([vote(OK, heard=False, abstains=True)], State(OK, False, False)),
        ([vote(OK, planned=True), vote(DOWN)], State(DOWN, False, True)),
        ([vote(DOWN, planned=True), vote(DOWN)], State(DOWN, False, True)),
        ([vote(DOWN, planned=True), vote(DEGRADED)], State(DOWN, True, True)),
        ([vote(OK, planned=True, heard=False), vote(DOWN)], State(DOWN, False, True)),
    ],
)
def test_the_worst_vote_counts_and_who_says_so_must_be_heard(votes: list[Vote], state: State | None) -> None:
    assert combine(votes) == state
    assert combine(reversed(votes)) == state


def test_a_service_without_signals_is_as_its_system_is_said_to_be() -> None:
    watches = [watch((0, DOWN)), watch((0, OK), service="login")]
    assert system(*watches, services=("login", "help"), name="help") == [(0, DOWN, True)]
    assert system(*watches, services=("login", "help"), name="login") == [(0, OK, True)]


def test_bad_news_does_not_end_by_silence_and_good_news_does() -> None:
    assert system(watch((0, DOWN), (5, SILENT))) == [(0, DOWN, True), (5, DOWN, False)]
    assert system(watch((0, OK), (5, SILENT))) == [(0, OK, True), (5, OK, False)]


def test_who_speaks_only_of_faults_says_nothing_when_another_watches() -> None:
    resolved = watch((0, DOWN), (5, OK), (5 + _TICK, SILENT), faults_only=True, service="login")
    alone = system(resolved, services=("login",), name="login")
    assert alone == [(0, DOWN, True), (5, OK, False)]
    own = system(resolved, watch((1, OK), service="login"), services=("login",), name="login")
    assert own == [(0, DOWN, True), (5, OK, True)]
    for name in (SYSTEM, "login"):
        above = system(resolved, watch((1, OK)), services=("login",), name=name)
        assert above == [(0, DOWN, True), (5, OK, True)], "a watch over the whole system counts for the service too"


def test_a_watch_counts_only_while_it_is_mapped() -> None:
    watches = [watch((0, DOWN), start=at(10), end=at(20)), watch((0, OK), (30, DEGRADED), start=at(15))]
    assert system(*watches) == [(10, DOWN, True), (20, OK, True), (30, DEGRADED, True)]
    ended = settle({}, [watch((0, DOWN), end=at(20))], at(0), at(99)).histories[SYSTEM]
    assert [(each.period.start, each.period.end) for each in ended] == [(at(0), at(20))]


def test_the_next_moment_to_settle_is_the_first_of_all() -> None:
    watches = [watch((0, OK), (98, DOWN), stand=STAND), watch((0, OK), (95, DOWN), stand=STAND), watch((0, OK))]
    assert settle({}, watches, at(0), at(100)).wake_at == at(105)
    assert settle({}, watches, at(0), at(108)).wake_at is None


def test_planned_is_said_at_once() -> None:
    log = (Word(at(0), DOWN), Word(at(5), DOWN, planned=True), Word(at(7), DOWN))
    history = settle({}, [Watch(SYSTEM, log, STAND)], at(0), at(8)).histories[SYSTEM]
    assert [(each.period.start, each.state.planned) for each in history] == [
        (at(0), False),
        (at(5), True),
        (at(7), False),
    ]


SERVICES = ("login", "sign")


@st.composite
def watches(draw: st.DrawFn) -> list[Watch]:
    made = []
    for _ in range(draw(st.integers(0, 4))):
        times = sorted(draw(st.lists(st.integers(0, 60), max_size=8, unique=True)))
        levels = [
            draw(st.sampled_from([*Level, None])) if index else draw(st.sampled_from(Level))
            for index in range(len(times))
        ]
        log = tuple(
            Word(at(second), level, draw(st.booleans()) and level is not None)
            for second, level in zip(times, levels, strict=True)
        )
        bounds = sorted(draw(st.lists(st.integers(0, 60), min_size=2, max_size=2, unique=True)))
        made.append(
            Watch(
                draw(st.sampled_from([SYSTEM, *SERVICES])),
                log,
                timedelta(seconds=draw(st.sampled_from([0, 1, 5, 20]))),
                faults_only=draw(st.booleans()),
                start=draw(st.sampled_from([None, at(bounds[0])])),
                end=draw(st.sampled_from([None, at(bounds[1])])),
            )
        )
    return made


@given(watches(), st.integers(-5, 60), st.integers(60, 90))
def test_histories_are_in_order_never_overlap_and_adjacent_states_differ(
    made: list[Watch], start: int, now: int
) -> None:
    settled = settle(alike(*SERVICES), made, at(start), at(now))
    assert settled.histories.keys() == {SYSTEM, *SERVICES}
    assert settled.wake_at is None or settled.wake_at > at(now)
    for history in settled.histories.values():
        for earlier, later in pairwise(history):
            assert earlier.period.end is not None
            assert earlier.period.end <= later.period.start
            assert earlier.period.end < later.period.start or earlier.state != later.state
        assert all(each.period.start >= at(start) for each in history)


def state_at(history: tuple[StatePeriod, ...], second: float) -> State | None:
    for each in history:
        if each.period.start <= at(second) and (each.period.end is None or at(second) < each.period.end):
            return each.state
    return None


@given(watches(), st.integers(0, 60), st.integers(60, 90))
def test_a_later_start_tells_the_same_of_the_time_after_it(made: list[Watch], start: int, now: int) -> None:
    whole = settle(alike(*SERVICES), made, at(-5), at(now)).histories
    rest = settle(alike(*SERVICES), made, at(start), at(now)).histories
    for name in (SYSTEM, *SERVICES):
        for half in range(2 * start, 200):
            assert state_at(rest[name], half / 2) == state_at(whole[name], half / 2)


@given(watches(), st.integers(0, 60))
def test_what_was_believed_stays_when_more_is_said_later(made: list[Watch], cut: int) -> None:
    """But from where the hourglass of a signal began to run that had not run out at the cut."""
    earlier = [replace(each, log=tuple(word for word in each.log if word.at < at(cut))) for each in made]
    begun = min([cut, *(_restless_since(each, cut) for each in earlier)])
    before = settle(alike(*SERVICES), earlier, at(-5), at(cut)).histories
    after = settle(alike(*SERVICES), made, at(-5), at(200)).histories
    for name in (SYSTEM, *SERVICES):
        for half in range(-10, int(2 * begun)):
            assert state_at(before[name], half / 2) == state_at(after[name], half / 2)


def _restless_since(watch: Watch, cut: int) -> float:
    """The first word, if any, that came before all had been as it was for the confirm time."""
    words = [word for word in watch.log if word.level is not None]
    ends = [*(word.at for word in words[1:]), at(cut)][: len(words)]
    since = float(cut)
    for word, end in zip(reversed(words), reversed(ends), strict=True):
        since = (word.at - NOON).total_seconds()
        if end - word.at >= watch.confirm:
            return (end - NOON).total_seconds()
    return since
