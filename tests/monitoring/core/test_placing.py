"""Placing words that report events, against logs made by brute force from everything that was said."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from samdrift.monitoring.placing import Line, Moved
from samdrift.vocabulary import Level
from tests.cast import at
from tests.monitoring.core.logs import Log

OK, DEGRADED, DOWN = Level.OPERATIONAL, Level.DEGRADED, Level.MAJOR_OUTAGE
_LATEST = at(10_000)


def heard(*words: tuple[float, Level], received: float = 9_000) -> Log:
    log = Log()
    for seconds, level in words:
        log.hear(Line(at(seconds), level), at(received))
    return log


levels = st.sampled_from(Level)
seconds = st.integers(0, 30)


@st.composite
def lines(draw: st.DrawFn, *, max_size: int = 8) -> list[Line]:
    """Words for whole seconds, in any order."""
    times = draw(st.lists(seconds, min_size=1, max_size=max_size, unique=True))
    return [Line(at(moment), draw(levels), draw(st.booleans())) for moment in times]


def in_force(words: list[Line], moment: datetime) -> Line | None:
    """By brute force: the last word for a time at or before `moment`; of those for one time, the last to arrive."""
    return max((word for word in words if word.at <= moment), key=lambda word: word.at, default=None)


@given(lines())
def test_any_order_of_arrival_gives_the_log_of_the_right_order(words: list[Line]) -> None:
    """Where each word changed something when it came; a repeated one leaves no line to find its state by later."""
    log, arrived = Log(), list[Line]()
    for word in words:
        before = in_force(arrived, word.at)
        assume(before is None or not before.same_state(word))
        log.hear(word, _LATEST)
        arrived.append(word)
    for word in words:
        state = log.before(word.at)
        assert state and state.same_state(word)


@given(lines())
def test_the_log_holds_only_what_was_said_and_only_repeated_words_can_be_missed(words: list[Line]) -> None:
    log, arrived, repeated = Log(), list[Line](), set[datetime]()
    for word in words:
        if not log.hear(word, _LATEST).lines:
            repeated.add(word.at)
        arrived.append(word)
        said_last = max(arrived, key=lambda each: each.at)
        end = log.before(_LATEST)
        assert end and end.same_state(said_last), "the latest word by the source's clock is what holds now"
    said = {word.at: word for word in words}
    assert all(said[line.at].same_state(line) for line in log.lines)
    for word in words:
        state = log.before(word.at)
        assert state and (state.same_state(word) or word.at in repeated)


@given(lines(), st.data())
def test_messages_again_at_once_or_later_add_no_line(words: list[Line], data: st.DataObject) -> None:
    log, arrived = Log(), list[Line]()
    for word in words:
        before = in_force(arrived, word.at)
        assume(before is None or not before.same_state(word))
        assert log.hear(word, _LATEST).lines
        arrived.append(word)
    for word in data.draw(st.permutations(words)) + words:
        assert log.hear(word, _LATEST).lines == []


@given(st.lists(st.tuples(seconds, levels), min_size=1, max_size=12))
def test_a_clock_with_whole_seconds_loses_no_word(words: list[tuple[int, Level]]) -> None:
    log = Log()
    for moment, level in sorted(words, key=lambda word: word[0]):
        log.hear(Line(at(moment), level), _LATEST)
        assert log.lines[-1].level is level, "the order of arrival holds where the time is the same"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([(1, OK), (9, DOWN)], [(1, OK), (9, DOWN)]),
        ([(1, OK), (5, OK), (9, OK)], [(1, OK)]),
        ([(1, OK), (9, OK), (5, DOWN)], [(1, OK), (5, DOWN), (9, OK)]),
        ([(1, OK), (4, OK), (9, OK), (5, DOWN)], [(1, OK), (5, DOWN), (9, OK)]),
        ([(9, DOWN), (1, OK)], [(1, OK), (9, DOWN)]),
        ([(1, OK), (9, DOWN), (5, DOWN)], [(1, OK), (5, DOWN), (9, DOWN)]),
        ([(5, OK), (5, DOWN)], [(5, OK), (5.000001, DOWN)]),
        ([(5, OK), (5, DOWN), (5, OK)], [(5, OK), (5.000001, DOWN), (5.000002, OK)]),
        ([(5, OK), (9, DOWN), (5, DEGRADED)], [(5, OK), (5.000001, DEGRADED), (9, DOWN)]),
        ([(5, OK), (9, OK), (5, DOWN)], [(5, OK), (5.000001, DOWN), (9, OK)]),
        ([(3, OK), (5, OK), (5, DOWN)], [(3, OK), (5, DOWN)]),
        ([(3, OK), (5, DOWN), (9, OK), (5, DOWN)], [(3, OK), (5, DOWN), (9, OK)]),
    ],
)
def test_words_find_their_place(words: list[tuple[float, Level]], expected: list[tuple[float, Level]]) -> None:
    assert heard(*words).states() == expected


def test_a_word_from_the_future_is_placed_when_it_came_and_does_not_hide_the_next() -> None:
    log = heard((1, OK))
    log.hear(Line(at(9_500), OK), at(9_002))
    assert log.hear(Line(at(9_501), DOWN), at(9_003)).moved is Moved.FUTURE
    log.hear(Line(at(9_004), DEGRADED), at(9_004))
    assert log.states() == [(1, OK), (9_003, DOWN), (9_004, DEGRADED)]


SILENT: dict[str, tuple[tuple[float, Level], float, list[tuple[float, Level | None]]]] = {
    "a new word": ((21, DOWN), 21, [(10, None), (21, DOWN)]),
    "a new word, on its way for a second": ((20, DOWN), 21, [(10, None), (20, DOWN), (20.000001, None), (21, DOWN)]),
    "the same state": ((20, OK), 21, [(10, None), (20, OK), (20.000001, None), (21, OK)]),
    "the same word again": ((1, OK), 21, [(10, None), (21, OK)]),
    "a newer word for before the silence": ((6, DOWN), 21, [(6, DOWN), (10, None), (21, DOWN)]),
    "a word in the moment of the silence": (
        (10, DOWN), 21, [(10, None), (10.000001, DOWN), (10.000002, None), (21, DOWN)]
    ),
    "received by a clock behind ours": ((1, OK), 9, [(10, None), (10.000001, OK)]),
    "a clock of 1970": ((-9e8, DOWN), 21, [(10, None), (21, DOWN)]),
}  # fmt: skip


@pytest.mark.parametrize("case", SILENT)
def test_a_word_ends_a_silence_and_measures_nothing_of_it(case: str) -> None:
    (moment, level), received, expected = SILENT[case]
    log = heard((1, OK), received=1)
    log.fall_silent(at(10))
    log.hear(Line(at(moment), level), at(received))
    assert log.states() == [(1, OK), *expected]


@pytest.mark.parametrize(("moment", "level"), [(-5, DOWN), (0, OK)])
def test_a_late_word_ends_no_silence(moment: float, level: Level) -> None:
    log = heard((1, OK), received=1)
    log.fall_silent(at(10))
    placed = log.hear(Line(at(moment), level), at(21))
    assert (placed.newest, placed.moved) == (False, Moved.LATE)
    assert log.states() == [(moment, level), (1, OK), (10, None)]


def test_no_word_contradicts_what_its_source_repeated_since() -> None:
    """It sends since when its state is so, again and again; at noon and 60 seconds that it works since noon."""
    log = heard((0, OK), received=0)
    log.hear(Line(at(0), OK), at(60))
    placed = log.hear(Line(at(30), DOWN), at(70))
    assert placed.moved is Moved.CONTRADICTED
    assert log.states() == [(0, OK), (60, DOWN)]
    assert log.hear(Line(at(30), DOWN), at(71)).lines == []


def test_a_fault_that_began_before_we_heard_the_source_again_is_not_hidden_by_our_clock() -> None:
    log = heard((3, OK), received=3)
    log.fall_silent(at(10))
    log.hear(Line(at(3), OK), at(15))
    log.hear(Line(at(14), DOWN), at(16))
    assert log.states() == [(3, OK), (10, None), (15, OK), (15.000001, DOWN)]
    assert log.hear(Line(at(14), DOWN), at(17)).lines == []


def test_silence_is_not_a_word() -> None:
    with pytest.raises(ValueError, match="silence"):
        heard((1, OK)).hear(Line(at(2), None), at(2))
