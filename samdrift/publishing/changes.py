"""What changed, newest first, as feeds tell it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from samdrift.publishing.pages.standing import Standing, standing
from samdrift.snapshot.model import Snapshot, SystemStatus
from samdrift.snapshot.spells import Spell, spells, unseen_as_one, without_marks
from samdrift.vocabulary import StatePeriod

APART_AT_MOST = 3
"""More systems than this that fall silent, or are seen to work, in the same second are one change."""
_WHOLE = timedelta(days=89)
"""A day less than histories reach: of what is older some systems may have dropped their part."""


@dataclass(frozen=True, slots=True)
class Change:
    """`item` began for `system`. It has been so since `began`: earlier, where it was so before a time that nobody
    watched."""

    system: SystemStatus
    item: StatePeriod
    began: datetime

    @property
    def since(self) -> datetime:
        return self.item.period.start


@dataclass(frozen=True, slots=True)
class Together:
    """Many systems fell silent (UNKNOWN), or were seen to work after silence (WORKING), in the second `since`."""

    systems: tuple[SystemStatus, ...]
    standing: Standing
    since: datetime


def of_one(system: SystemStatus, most: int) -> list[Change]:
    """The newest changes of one system, `most` at the most."""
    told = spells(reversed(system.history))
    return [Change(system, item, _began(item, told)) for item in _newest_first(system)[:most]]


def _newest_first(system: SystemStatus) -> tuple[StatePeriod, ...]:
    return unseen_as_one(without_marks(reversed(system.history)))[::-1]


def _began(item: StatePeriod, told: Sequence[Spell]) -> datetime:
    if not item.state.observed:
        return item.period.start
    return next(each.period.start for each in reversed(told) if each.period.start <= item.period.start)


def of_all(snapshot: Snapshot, most: int) -> Sequence[Change | Together]:
    """The newest changes of all systems in operation, `most` at the most; monitoring that fails or begins is one."""
    told: list[Change | Together] = []
    quiet: defaultdict[tuple[datetime, Standing], list[Change]] = defaultdict(list)
    for change, before in _changes(snapshot, most):
        if (kind := _quiet(change.item, before)) is None:
            told.append(change)
        elif change.since > snapshot.published_at - _WHOLE:
            quiet[change.since.replace(microsecond=0), kind].append(change)
    for (second, kind), same in quiet.items():
        told += [Together(tuple(each.system for each in same), kind, second)] if len(same) > APART_AT_MOST else same
    return sorted(told, key=lambda change: change.since, reverse=True)[:most]


def _changes(snapshot: Snapshot, most: int) -> Iterable[tuple[Change, StatePeriod | None]]:
    for system in snapshot.systems:
        if system.succession is None:
            before = (*_newest_first(system)[1:], None)
            yield from zip(of_one(system, most), before, strict=False)


def _quiet(item: StatePeriod, before: StatePeriod | None) -> Standing | None:
    """The standing that began, where all that changed is whether anybody watches."""
    now = standing(item.state)
    if now is Standing.UNKNOWN:
        return now
    return now if now is Standing.WORKING and (before is None or not before.state.observed) else None
