"""A history as people tell it: an outage that nobody watched for a minute is one outage, with a gap in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from samdrift.vocabulary import Period, State, StatePeriod


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
    for each in history:
        unseen = found[-1] if found and not found[-1].state.observed else None
        before = found[-2] if unseen and len(found) > 1 else None
        last = found[-1] if found else None
        if last and last.period.end == each.period.start and _same(last.state, each.state):
            found[-1] = replace(last, period=Period(last.period.start, each.period.end))
        elif (
            before
            and unseen
            and before.period.end == unseen.period.start
            and unseen.period.end == each.period.start
            and before.state == each.state
            and before.state.level == unseen.state.level
        ):
            gaps = (*before.gaps, unseen.period)
            found[-2:] = [replace(before, period=Period(before.period.start, each.period.end), gaps=gaps)]
        else:
            found.append(Spell(each.state, each.period))
    return tuple(found)


def began(history: Iterable[StatePeriod]) -> datetime:
    """When the last of these periods, at least one, began to be as it is; a time that nobody watched moves it not."""
    return spells(history)[-1].period.start


def _same(one: State, other: State) -> bool:
    """Times that nobody watched are one, unless something else was reported of them."""
    return one == other or (one.level == other.level and not (one.observed or other.observed))
