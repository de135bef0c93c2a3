"""Placing, against logs made by brute force from everything that was said."""

from __future__ import annotations

from bisect import bisect_right, insort
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from samdrift.monitoring.placing import TICK, Line, Newest, place
from samdrift.vocabulary import Level
from tests.cast import NOON, at

OK, DEGRADED, DOWN = Level.OPERATIONAL, Level.DEGRADED, Level.MAJOR_OUTAGE
_LATEST = at(10_000)


@dataclass
class Log:
    """A signal as record.py keeps it: its log, and what is known without reading it."""

    newest: Newest | None = None
    lines: list[Line] = field(default_factory=list)

    def before(self, moment: datetime) -> Line | None:
        index = bisect_right(self.lines, moment, key=lambda line: line.at)
        return self.lines[index - 1] if index else None

    def hear(self, word: Line, received: datetime) -> list[Line]:
        if self.newest is None:
            assert word.level is not None
            first = min(word.at, received) - TICK
            self.newest = Newest(word.level, word.planned, first, first, first)
        added = place(self.newest, word, received, self.before)
        for line in added:
            insort(self.lines, line, key=lambda line: line.at)
        self.check()
        return added

    def fall_silent(self, moment: datetime) -> None:
        assert self.newest and self.newest.silent_since is None
        moment = max(moment, self.newest.level_at + TICK, self.newest.said_at + TICK)
        self.newest.silent_since = moment
        self.lines.append(Line(moment, None))

    def check(self) -> None:
        """The database's constraint, and what `Newest` promises."""
        assert all(a.at < b.at for a, b in pairwise(self.lines))
        assert self.newest and self.newest.silent_since is None
        assert self.lines[-1] == self.newest.line(self.newest.level_at)

    def states(self) -> list[tuple[float, Level | None]]:
        return [((line.at - NOON).total_seconds(), line.level) for line in self.lines]


def heard(*words: tuple[float, Level], received: float = 9_000) -> Log:
    log = Log()
    for seconds, level in words:
        log.hear(Line(at(seconds), level), at(received))
    return log


levels = st.sampled_from(Level)
seconds = st.integers(0, 30)


@st.composite
def lines(draw: st.DrawFn, *, distinct: bool, max_size: int = 8) -> list[Line]:
    """Words for whole seconds, in any order."""
    times = draw(st.lists(seconds, min_size=1, max_size=max_size, unique=distinct))
    return [Line(at(moment), draw(levels), draw(st.booleans())) for moment in times]


def in_force(words: list[Line], moment: datetime) -> Line | None:
    """By brute force: the last word for a time at or before `moment`; of those for one time, the last to arrive."""
    return max((word for word in words if word.at <= moment), key=lambda word: word.at, default=None)


@given(lines(distinct=True))
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


@given(lines(distinct=True))
def test_the_log_holds_only_what_was_said_and_only_repeated_words_can_be_missed(words: list[Line]) -> None:
    log, arrived, repeated = Log(), list[Line](), set[datetime]()
    for word in words:
        if not log.hear(word, _LATEST):
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


@given(lines(distinct=True), st.data())
def test_a_message_again_at_once_or_later_adds_no_line(words: list[Line], data: st.DataObject) -> None:
    log, arrived = Log(), list[Line]()
    for word in words:
        before = in_force(arrived, word.at)
        assume(before is None or not before.same_state(word))
        assert log.hear(word, _LATEST)
        assert log.hear(word, _LATEST) == []
        arrived.append(word)
    for word in data.draw(st.permutations(words)) + words:
        assert log.hear(word, _LATEST) == []


@given(lines(distinct=False, max_size=12), st.data())
def test_a_clock_with_whole_seconds_loses_no_word_and_its_messages_can_come_again(
    words: list[Line], data: st.DataObject
) -> None:
    words.sort(key=lambda word: word.at)
    log = Log()
    for index, word in enumerate(words):
        log.hear(word, _LATEST)
        if word not in words[:index]:
            end = log.before(_LATEST)
            assert end and end.same_state(word), "the order of arrival holds where the time is the same"
        assert log.hear(word, _LATEST) == []
    for word in data.draw(st.permutations(words)):
        assert log.hear(word, _LATEST) == []


@given(st.lists(st.tuples(seconds, levels, st.booleans(), st.integers(0, 20)), min_size=1, max_size=12))
def test_after_silence_any_word_makes_it_heard_again_and_the_latest_word_holds(
    steps: list[tuple[int, Level, bool, int]],
) -> None:
    """Steps: a word's time, level and delay; before it, perhaps silence. Time of arrival only grows."""
    log, arrived, received = Log(), list[Line](), at(0)
    for moment, level, silent, delay in steps:
        received += timedelta(seconds=delay)
        if silent and log.newest:
            log.fall_silent(received)
        word = Line(at(moment), level)
        added = log.hear(word, received)
        if silent and len(arrived):
            assert added, "a silence ends by a line"
        arrived.append(Line(min(word.at, received), level))
        last = max(line.at for line in arrived)
        end = log.lines[-1]
        assert end.level in {line.level for line in arrived if line.at == last}


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
        ([(5, OK), (5, DOWN), (5, DEGRADED), (5, DOWN)], [(5, OK), (5.000001, DOWN), (5.000002, DEGRADED)]),
        ([(5, OK), (9, DOWN), (5, DEGRADED)], [(5, OK), (5.000001, DEGRADED), (9, DOWN)]),
        ([(5, OK), (9, OK), (5, DOWN)], [(5, OK), (5.000001, DOWN), (9, OK)]),
        ([(3, OK), (5, OK), (5, DOWN), (5, OK)], [(3, OK), (5.000001, DOWN)]),
        ([(3, OK), (5, DOWN), (5, OK), (5, DOWN)], [(3, OK), (5, DOWN), (5.000001, OK)]),
    ],
)
def test_words_find_their_place(words: list[tuple[float, Level]], expected: list[tuple[float, Level]]) -> None:
    assert heard(*words).states() == expected


def test_a_word_from_the_future_is_placed_when_it_came_and_does_not_hide_the_next() -> None:
    log = heard((1, OK))
    log.hear(Line(at(500), OK), at(2))
    log.hear(Line(at(501), DOWN), at(3))
    log.hear(Line(at(4), DEGRADED), at(4))
    assert log.states() == [(1, OK), (3, DOWN), (4, DEGRADED)]


SILENT: dict[str, tuple[tuple[float, Level], float, list[tuple[float, Level | None]]]] = {
    "a new word": ((20, DOWN), 21, [(1, OK), (10, None), (20, DOWN)]),
    "the same state, later": ((20, OK), 21, [(1, OK), (10, None), (20, OK)]),
    "the same word again": ((1, OK), 21, [(1, OK), (10, None), (21, OK)]),
    "a newer word for before the silence": ((6, DOWN), 21, [(1, OK), (6, DOWN), (10, None), (21, DOWN)]),
    "an older word": ((0, DOWN), 21, [(0, DOWN), (1, OK), (10, None), (21, OK)]),
    "another word for the same moment": ((1, DOWN), 21, [(1, OK), (1.000001, DOWN), (10, None), (21, DOWN)]),
    "a word in the moment of the silence": ((10, DOWN), 21, [(1, OK), (10, None), (10.000001, DOWN)]),
    "received by a clock behind ours": ((1, OK), 9, [(1, OK), (10, None), (10.000001, OK)]),
}


@pytest.mark.parametrize("case", SILENT)
def test_any_word_ends_a_silence(case: str) -> None:
    (moment, level), received, expected = SILENT[case]
    log = heard((1, OK))
    log.fall_silent(at(10))
    log.hear(Line(at(moment), level), at(received))
    assert log.states() == expected


def test_a_fault_that_began_before_we_heard_the_source_again_is_not_hidden_by_our_clock() -> None:
    """The source repeats its old word at 15 by our clock, and then says that it has been down since 14."""
    log = heard((3, OK))
    log.fall_silent(at(10))
    log.hear(Line(at(3), OK), at(15))
    log.hear(Line(at(14), DOWN), at(16))
    assert log.states() == [(3, OK), (10, None), (14, DOWN), (15, OK), (15.000001, DOWN)]
    assert log.hear(Line(at(14), DOWN), at(17)) == []


def test_silence_is_not_a_word() -> None:
    with pytest.raises(ValueError, match="silence"):
        heard((1, OK)).hear(Line(at(2), None), at(2))
