"""What to do meanwhile is told only as long as it is true: advice rests on something, and that must work.

Where a document names what its advice rests on, each of those must be seen to work, with nothing expected of it now.
Where it does not say, the advice may rest on any other part of the same system: then all the rest of that must be well.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from samdrift.snapshot.model import Expected, ServiceStatus, SystemStatus
from samdrift.vocabulary import State

Statuses = Mapping[str, SystemStatus]
"""By slug, with what is expected."""

_WORKS = State(observed=True)


class Advice:
    """Keeps what it told of each system until that, or what its advice rests on, makes a difference."""

    def __init__(self) -> None:
        self._asked: tuple[SystemStatus, ...] = ()
        self._told: dict[str, tuple[SystemStatus, frozenset[str], SystemStatus]] = {}

    def left_standing(self, statuses: Statuses) -> dict[str, SystemStatus]:
        """The statuses without the advice that does not hold; the very object of last time where nothing differs."""
        asked = tuple(statuses.values())
        if len(asked) != len(self._asked) or any(one is not two for one, two in zip(asked, self._asked, strict=True)):
            for status in statuses.values():
                self._leave_out(status, [each for each in _advising(status) if not holds(each, status, statuses)])
            self._asked = asked
        return {slug: self._told[slug][2] for slug in statuses}

    def withheld(self, statuses: Statuses) -> dict[str, SystemStatus]:
        """The statuses without any advice: said where it cannot be told which of it holds."""
        self._asked = ()
        for status in statuses.values():
            self._leave_out(status, _advising(status))
        return {slug: self._told[slug][2] for slug in statuses}

    def _leave_out(self, status: SystemStatus, services: list[ServiceStatus]) -> None:
        fallen = frozenset(each.id for each in services)
        kept = self._told.get(status.slug)
        if kept is None or kept[0] is not status or kept[1] != fallen:
            self._told[status.slug] = status, fallen, _without_advice(status, fallen)


def holds(service: ServiceStatus, system: SystemStatus, statuses: Statuses) -> bool:
    """Whether the advice of `service`, which is one of `system`, is true now."""
    if service.instead_needs is None:
        return _rest_is_well(service, system)
    return all(_works(need, statuses) for need in service.instead_needs)


def _advising(status: SystemStatus) -> list[ServiceStatus]:
    return [each for each in status.services if each.instead is not None]


def _without_advice(status: SystemStatus, fallen: frozenset[str]) -> SystemStatus:
    if not fallen:
        return status
    services = (replace(each, instead=None) if each.id in fallen else each for each in status.services)
    return replace(status, services=tuple(services))


def _works(need: str, statuses: Statuses) -> bool:
    slug, _, id = need.partition("/")
    system = statuses.get(slug)
    if system is None:
        return False
    named = [each for each in system.services if each.id == id] if id else [system]
    return any(each.state == _WORKS and not _is_now(each.expected) for each in named)


def _rest_is_well(service: ServiceStatus, system: SystemStatus) -> bool:
    others = [each for each in system.services if each.id != service.id]
    return not (
        _is_now(system.expected)
        or (system.whole and _is_troubled(system.whole.state))
        or any(_is_troubled(each.state) or _is_now(each.expected) for each in others)
    )


def _is_troubled(state: State) -> bool:
    """Or was when it was last seen: bad news does not end by silence."""
    return bool(state.level) or state.planned


def _is_now(expected: Expected | None) -> bool:
    return expected is not None and expected.begins is None
