"""What is to be expected of each system, beside what is observed of it: the live state and the documents together.

Advice is told only where what is observed and expected leaves it true.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from samdrift.portfolio.whole_systems import with_wholes
from samdrift.publishing.advice import Advice
from samdrift.publishing.described import Described
from samdrift.publishing.expectations import Foreseen, Foresight
from samdrift.publishing.troubled import Heard
from samdrift.snapshot.model import Expected, ServiceStatus, SystemStatus
from samdrift.vocabulary import SignalName

Statuses = Mapping[str, SystemStatus]


class Expecting:
    """Keeps what it worked out until a state, a document or the clock makes a difference."""

    def __init__(self, heard: Heard) -> None:
        self._heard = heard
        self._described: Described | None = None
        self._foresight: Foresight | None = None
        self._asked: tuple[SystemStatus, ...] = ()
        self._foreseen = Foreseen({}, None)
        self._told: dict[str, tuple[SystemStatus, SystemStatus]] = {}
        self._advice = Advice()

    def beside(self, statuses: Statuses, described: Described, now: datetime) -> dict[str, SystemStatus]:
        """The statuses with what is expected; the very object of last time where nothing differs."""
        if self._foresight is None or described is not self._described:
            self._foresight = _foresight(described)
        asked = tuple(statuses.values())
        if self._differs(asked, described, now):
            self._foreseen = self._foresight.foresee(statuses, self._heard, now)
            self._described, self._asked = described, asked
        return self._telling(statuses, self._foreseen.by_node)

    def as_before(self, statuses: Statuses) -> dict[str, SystemStatus]:
        """The statuses with what was expected last, but for what came of trouble that is over."""
        over = {slug for slug, status in statuses.items() if not status.state.level}
        found = self._foreseen.by_node.items()
        return self._telling(statuses, {node: one for node, one in found if one.because[-1].slug not in over})

    def as_seen(self, statuses: Statuses) -> dict[str, SystemStatus]:
        """The statuses with nothing that is expected, and so without advice."""
        return self._advice.withheld(statuses)

    def _telling(self, statuses: Statuses, found: Mapping[str, Expected]) -> dict[str, SystemStatus]:
        for slug, status in statuses.items():
            kept = self._told.get(slug)
            if kept is None or kept[0] is not status or not _is_told(kept[1], found):
                self._told[slug] = status, _telling(status, found)
        return self._advice.left_standing({slug: self._told[slug][1] for slug in statuses})

    def _differs(self, asked: tuple[SystemStatus, ...], described: Described, now: datetime) -> bool:
        if described is not self._described or len(asked) != len(self._asked):
            return True
        if any(one is not two for one, two in zip(asked, self._asked, strict=True)):
            return True
        return self._foreseen.until is not None and now >= self._foreseen.until


def _foresight(described: Described) -> Foresight:
    systems = described.portfolio.systems
    names = {system.slug: system.name for system in systems}
    weights = {
        str(SignalName(system.slug, service.id)): service.criticality
        for system in systems
        for service in system.services
    }
    return Foresight(with_wholes(described.portfolio, described.graph), names, weights)


def _is_told(told: SystemStatus, found: Mapping[str, Expected]) -> bool:
    return told.expected == found.get(told.slug) and all(
        service.expected == found.get(_node(told, service)) for service in told.services
    )


def _telling(status: SystemStatus, found: Mapping[str, Expected]) -> SystemStatus:
    services = tuple(replace(each, expected=found.get(_node(status, each))) for each in status.services)
    return replace(status, services=services, expected=found.get(status.slug))


def _node(status: SystemStatus, service: ServiceStatus) -> str:
    return str(SignalName(status.slug, service.id))
