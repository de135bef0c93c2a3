"""A history as people tell it: an outage that nobody watched for a minute is one outage, with a gap in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from samdrift.vocabulary import Level, Period, State, StatePeriod


@dataclass(frozen=True, slots=True)
class Spell:
    """`state` held during `period`, as far as anyone saw; nobody watched during `gaps`, after which it was the same.

    Where `state` is not observed, the whole spell is a time that nobody watched, and that nobody has explained since.
    """

    state: State
    period: Period
    gaps: tuple[Period, ...] = ()

    @property
    def unobserved(self) -> timedelta:
        return sum(((gap.end - gap.start) for gap in self.gaps if gap.end), timedelta(0))


def spells(history: Iterable[StatePeriod]) -> tuple[Spell, ...]:
    """From periods in order, oldest first, to spells in that order. A time without any period ends a spell."""
    found: list[Spell] = []
    for each in without_marks(history):
        before, unseen = ([None, None, *found[-2:]])[-2:]
        if unseen and _adjoins(unseen, each) and _same(unseen.state, each.state):
            found[-1] = replace(unseen, period=Period(unseen.period.start, each.period.end))
        elif before and unseen and _is_gap(before, unseen, each):
            gaps = (*before.gaps, unseen.period)
            found[-2:] = [replace(before, period=Period(before.period.start, each.period.end), gaps=gaps)]
        elif unseen and _is_beginning(before, unseen, each):
            found[-1] = Spell(each.state, Period(unseen.period.start, each.period.end), (unseen.period,))
        else:
            found.append(Spell(each.state, each.period))
    return tuple(_joined(found))


def without_marks(history: Iterable[StatePeriod]) -> tuple[StatePeriod, ...]:
    """From periods in order, oldest first: that work was announced makes no difference to what works."""
    found: list[StatePeriod] = []
    for each in history:
        plain = each if each.state.level else replace(each, state=replace(each.state, planned=False))
        last = found[-1] if found else None
        if last and not plain.state.level and last.state == plain.state and last.period.end == plain.period.start:
            found[-1] = replace(last, period=Period(last.period.start, plain.period.end))
        else:
            found.append(plain)
    return tuple(found)


def worked_on_since(history: Sequence[StatePeriod]) -> datetime | None:
    """Since when announced work has been going on in the last of these periods, at least one, whatever it did to the
    level and whether or not it was observed all the time; None where there is none."""
    if not (history[-1].state.planned and history[-1].state.observed):
        return None
    begun = joint = history[-1].period.start
    for each in reversed(history[:-1]):
        if each.period.end != joint or (each.state.observed and not each.state.planned):
            break
        joint = each.period.start
        if each.state.observed:
            begun = joint
    return begun


def began(history: Iterable[StatePeriod]) -> datetime:
    """When the last of these periods, at least one, began to be as it is: while nobody watched, if so its source says;
    a time that nobody watched moves it not."""
    return spells(history)[-1].period.start


def _same(one: State, other: State) -> bool:
    """Times that nobody watched are one, unless something else was reported of them."""
    return one == other or (one.level == other.level and _is_unseen(one, other))


def _adjoins(earlier: Spell, later: StatePeriod) -> bool:
    return earlier.period.end == later.period.start


def _is_gap(before: Spell, unseen: Spell, each: StatePeriod) -> bool:
    """Before and after the time that nobody watched it was the same, and nothing else was reported of that time."""
    return (
        not unseen.state.observed
        and before.period.end == unseen.period.start
        and _adjoins(unseen, each)
        and before.state == each.state
        and before.state.level == unseen.state.level
    )


def _is_beginning(before: Spell | None, unseen: Spell, each: StatePeriod) -> bool:
    """The trouble seen now began while nobody watched: what was last heard before was another level."""
    last_heard = before.state.level if before and before.period.end == unseen.period.start else None
    return (
        not unseen.state.observed
        and _adjoins(unseen, each)
        and each.state.observed
        and each.state.level == unseen.state.level > Level.OPERATIONAL
        and last_heard != unseen.state.level
    )


def unseen_as_one(history: Iterable[StatePeriod]) -> tuple[StatePeriod, ...]:
    """From periods in order, oldest first: a time that nobody watched is one, whatever was last heard in it."""
    found: list[StatePeriod] = []
    for each in history:
        if found and _is_unseen(found[-1].state, each.state) and found[-1].period.end == each.period.start:
            found[-1] = replace(each, period=Period(found[-1].period.start, each.period.end))
        else:
            found.append(each)
    return tuple(found)


def _joined(found: Iterable[Spell]) -> Iterator[Spell]:
    last: Spell | None = None
    for each in found:
        if last and _is_unseen(last.state, each.state) and last.period.end == each.period.start:
            last = replace(each, period=Period(last.period.start, each.period.end))
            continue
        if last:
            yield last
        last = each
    if last:
        yield last


def _is_unseen(*states: State) -> bool:
    return not any(state.observed for state in states)
