"""What is seen to fail and what is being worked on, as the impact engine asks for it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from samdrift.impact import Graph, Seen, Step
from samdrift.monitoring.queries.checks import EndToEnd
from samdrift.portfolio.whole_systems import whole
from samdrift.publishing.live_graph import LiveGraph
from samdrift.snapshot.model import Rise, ServiceStatus, SystemStatus, Whole
from samdrift.vocabulary import Level, SignalName, State, Text

FELT_WITHIN = timedelta(minutes=15)
"""Whoever is heard to work so long after a failure reached it over a need that is not critical, or that lasts for a
while, does not feel it. Before that its monitoring may not have tried again what needs the failed one."""
_NEWER_AT_MOST = 8


@dataclass(frozen=True, slots=True)
class Heard:
    """`at`: when each system and service was last heard by every signal that its state rests on. `checks`: those that
    go end to end."""

    at: Callable[[], Mapping[SignalName, datetime]]
    checks: Callable[[], Iterable[EndToEnd]] = tuple


Checks = Mapping[str, Sequence[EndToEnd]]
"""By node."""


@dataclass(frozen=True, slots=True)
class Observed:
    """How a node is seen to be, since when, how its trouble came, and what people cannot do without it."""

    state: State
    since: datetime
    rises: tuple[Rise, ...]
    worked_on_since: datetime | None
    without: Text | None = None

    @classmethod
    def of(cls, thing: SystemStatus | ServiceStatus | Whole) -> Observed:
        without = thing.without if isinstance(thing, ServiceStatus) else None
        return cls(thing.state, thing.since, thing.rises, thing.worked_on_since, without)

    @property
    def level(self) -> Level:
        """Of the trouble that it has or, where it is being worked on while it works, may have."""
        return self.state.level or (Level.MAJOR_OUTAGE if self.state.planned else Level.OPERATIONAL)

    @property
    def so_bad_since(self) -> datetime:
        return self._since_the_work if self.state.planned else self.rises[-1].since

    @property
    def in_trouble_since(self) -> datetime:
        return self._since_the_work if self.state.planned else self.rises[0].since

    @property
    def _since_the_work(self) -> datetime:
        """Of what works, when the work began: it has worked for longer."""
        return self.since if self.state.level else self.worked_on_since or self.since


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
    def since(self) -> datetime | None:
        """When the first of what fails began; None where nothing fails."""
        return min((each.in_trouble_since for each in self.failing.values()), default=None)

    def waves(self, live: LiveGraph, heard: Heard, checks: Checks, now: datetime) -> Iterator[Seen]:
        """What to ask: first all that fails. Then once more only what is newer, for each moment until which a gate is
        closed: older trouble, which is not felt, may stand before newer trouble on the same way. Of many the newest.
        """
        closed = self._closed(live, heard, checks, now)
        ends = sorted(set(closed.values()))
        places = {node: bisect_left(ends, each.so_bad_since) for node, each in self.failing.items()}
        oldest, *newer = sorted(set(places.values())) or [0]
        for first in (oldest, *newer[-_NEWER_AT_MOST:]):
            failing = {
                node: self.failing[node]
                for node, place in places.items()
                if place >= first or node in live.stand_ins  # the last of a group to fail needs the others
            }
            yield Seen(
                states={node: each.state.level for node, each in failing.items()},
                since={node: now - each.so_bad_since for node, each in {**failing, **self.planned}.items()},
                milder={
                    node: [Step(rise.since - now, rise.level) for rise in each.rises[:-1]]
                    for node, each in failing.items()
                },
                in_maintenance=frozenset(self.planned),
                spared={node: now - end for node, end in closed.items()},
            )

    def _closed(self, live: LiveGraph, heard: Heard, checks: Checks, now: datetime) -> dict[str, datetime]:
        """By gate, until when what began is not felt through it."""
        first = self.since
        if first is None or not live.gates:
            return {}
        felt_from = first + FELT_WITHIN
        at = {str(name): each for name, each in heard.at().items() if each >= felt_from} if now >= felt_from else {}
        found: dict[str, datetime] = {}
        for node, gate in live.gates.items():
            until = [
                check.heard_at
                for check in checks.get(gate.consumer, ())
                if check.heard_at is not None and check.through in gate.exercised_by
            ]
            if gate.soft and gate.consumer in self.working and gate.consumer in at:
                until.append(at[gate.consumer] - FELT_WITHIN)
            if until:
                found[node] = max(until)
        return found


def _nodes(statuses: Mapping[str, SystemStatus]) -> Iterator[tuple[str, Observed]]:
    """Services, and systems that have none or of which something is reported as a whole. How a system with services is
    follows from these."""
    for status in statuses.values():
        if status.succession is not None:
            continue
        if not status.services:
            yield status.slug, Observed.of(status)
        # A service that nothing else watches has the state of the whole already, and shows what others do to it.
        if status.whole:
            reported = Observed.of(status.whole)
            if any(each.state.level < reported.level for each in status.services):
                yield whole(status.slug), reported
        for service in status.services:
            node = str(SignalName(status.slug, service.id))
            yield node, Observed.of(service)
