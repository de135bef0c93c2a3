"""What is seen to fail and what is being worked on, as the impact engine asks for it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from samdrift.impact import Graph, Seen, Step
from samdrift.snapshot.model import Rise, SystemStatus
from samdrift.vocabulary import Level, SignalName, State

FELT_WITHIN = timedelta(minutes=15)
"""Whoever is heard to work so long after a failure reached it does not feel it, and stops the cascade at itself. Before
that its monitoring may not have tried again what needs the failed one."""
_NEWER_AT_MOST = 8

HeardAt = Callable[[], Mapping[SignalName, datetime]]
"""When each system and service was last heard by every signal that its state rests on."""


@dataclass(frozen=True, slots=True)
class Observed:
    """How a node is seen to be, since when, and where it is in trouble how that came."""

    state: State
    since: datetime
    rises: tuple[Rise, ...]

    @property
    def level(self) -> Level:
        """Of the trouble that it has or, where it is being worked on, may have."""
        return self.state.level or Level.MAJOR_OUTAGE

    @property
    def so_bad_since(self) -> datetime:
        return self.since if self.state.planned else self.rises[-1].since

    @property
    def in_trouble_since(self) -> datetime:
        return self.since if self.state.planned else self.rises[0].since


@dataclass(frozen=True, slots=True)
class Troubled:
    """By node, `mitid` or `mitid/login`. `failing` were not announced; `planned` are worked on, failing or not.

    What was last seen to fail and is not observed any more is unknown, and nobody is warned on a mere guess.
    """

    failing: Mapping[str, Observed]
    planned: Mapping[str, Observed]
    working: frozenset[str]

    @classmethod
    def of(cls, graph: Graph, statuses: Mapping[str, SystemStatus]) -> Troubled:
        found = {node: each for node, each in _nodes(statuses) if node in graph.index and each.state.observed}
        planned = {node: each for node, each in found.items() if each.state.planned}
        failing = {node: each for node, each in found.items() if each.state.level and node not in planned}
        return cls(failing, planned, frozenset(node for node, each in found.items() if not each.state.level))

    def __bool__(self) -> bool:
        return bool(self.failing or self.planned)

    def __getitem__(self, node: str) -> Observed:
        return self.failing.get(node) or self.planned[node]

    @property
    def felt_from(self) -> datetime | None:
        """From when on anyone who is heard to work is known to be spared something; None where nothing fails."""
        return min((each.in_trouble_since + FELT_WITHIN for each in self.failing.values()), default=None)

    def waves(self, heard_at: HeardAt, now: datetime) -> Iterator[Seen]:
        """What to ask: first all that fails. Then once more only what is newer, for each moment until which someone is
        spared: older trouble, which is not felt, may stand before newer trouble on the same way. Of many the newest.
        """
        spared = self._spared(heard_at, now)
        ends = sorted(set(spared.values()))
        places = {node: bisect_left(ends, each.so_bad_since) for node, each in self.failing.items()}
        oldest, *newer = sorted(set(places.values())) or [0]
        for first in (oldest, *newer[-_NEWER_AT_MOST:]):
            failing = {node: self.failing[node] for node, place in places.items() if place >= first}
            yield Seen(
                states={node: each.state.level for node, each in failing.items()},
                since={node: now - each.so_bad_since for node, each in failing.items()},
                milder={
                    node: [Step(rise.since - now, rise.level) for rise in each.rises[:-1]]
                    for node, each in failing.items()
                },
                in_maintenance=frozenset(self.planned),
                spared={node: now - end for node, end in spared.items()},
            )

    def _spared(self, heard_at: HeardAt, now: datetime) -> dict[str, datetime]:
        """By each that works, until when it does not feel what began."""
        first = self.felt_from
        if first is None or now < first:
            return {}
        heard = {str(name): at for name, at in heard_at().items() if at >= first}
        return {node: heard[node] - FELT_WITHIN for node in self.working & heard.keys()}


def _nodes(statuses: Mapping[str, SystemStatus]) -> Iterator[tuple[str, Observed]]:
    for status in statuses.values():
        if status.succession is None:
            yield status.slug, Observed(status.state, status.since, status.rises)
            for service in status.services:
                node = str(SignalName(status.slug, service.id))
                yield node, Observed(service.state, service.since, service.rises)
