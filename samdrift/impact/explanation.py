"""An explanation as a person reads it: one reason after another, from the system down to what failed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from samdrift.impact.dependency import Dependency
from samdrift.impact.graph import Graph, Indexes
from samdrift.impact.rounds import Events
from samdrift.vocabulary import Criticality, Level

_AT_ONCE = 1 << 20
Levels = Mapping[str, Level]
NOTHING: Levels = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Reason:
    """`system` is at `level` because it needs `required` of `of` with that criticality, and `providers` do not deliver.

    `next` is the one of them, or of what it falls back on, that the chain goes on with.
    `fallback` names what failed as well, where it would have helped.
    """

    system: str
    level: Level
    criticality: Criticality
    next: str
    providers: tuple[str, ...]
    required: int
    of: int
    fallback: str | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """The events of a run, and how to read them backwards."""

    graph: Graph
    events: Events
    of_node: dict[int, list[int]]
    stops: Mapping[str, int]

    def reasons(self, event: int, beyond: Levels = NOTHING) -> Iterator[Reason]:
        """Why `event` happened, step by step. Where `beyond` already says that a provider is bad enough, the chain goes
        on with another one that had to fail as well, if there is one."""
        events = self.events
        while (origin := int(events.origin[event])) >= 0:
            level, moment, height = (
                Level(int(events.level[event])),
                int(events.moment[event]),
                int(events.height[event]),
            )
            reason, event = self.reason(int(events.node[event]), level, moment, height, origin, beyond=beyond)
            yield reason

    def reason(
        self, consumer: int, level: Level, moment: int, height: int, origin: int, *, beyond: Levels = NOTHING
    ) -> tuple[Reason, int]:
        """Why `consumer` is at `level` from `moment` on, in microseconds, by `height` steps over the event `origin`;
        and the event that the chain goes on with."""
        step = self.graph.names[int(self.events.node[origin])]
        need, down = next(
            (need, down)
            for need in self.graph.needs_of(consumer)
            if step in (down := dict(self._down(moment, height, need, level))) and self._unmet(need, level, down)
        )
        down[step] = origin
        if beyond:
            step = next((name for name in (step, *down) if not self._lets_through(beyond.get(name), need, level)), step)
        providers = (step,) if need.plain else tuple(name for name in need.providers if name in down)
        behind = need.fallback.provider if need.fallback else None
        found = Reason(
            system=self.graph.names[consumer],
            level=level,
            criticality=need.criticality,
            next=step,
            providers=providers,
            required=need.required,
            of=len(need.providers),
            fallback=behind if behind in down else None,
        )
        return found, down[step]

    def _lets_through(self, bad: Level | None, need: Dependency, level: Level) -> bool:
        return bad is not None and self.graph.transfer.felt(need.criticality, bad) >= level

    def _unmet(self, need: Dependency, level: Level, down: Collection[str]) -> bool:
        enough = sum(name in down for name in need.providers) >= need.tips_at
        if not enough or need.fallback is None:
            return enough
        return self._lets_through(need.fallback.quality, need, level) or need.fallback.provider in down

    def _down(self, moment: int, height: int, need: Dependency, level: Level) -> Iterator[tuple[str, int]]:
        """Those that the need rests on which were bad enough, and long enough, before that moment and height, each with
        the event that made it so."""
        for name in need.resting_on:
            stops = self.stops.get(name)
            for earlier in self.of_node.get(self.graph.index[name], ()):
                began = self.events.moment[earlier]
                in_time = (stops is None or began > stops) and began <= moment - need.tolerance_microseconds
                before = began < moment or self.events.height[earlier] < height
                bad = self._lets_through(Level(int(self.events.level[earlier])), need, level)
                if in_time and before and bad:
                    yield name, earlier
                    break


def chain(graph: Graph, events: Events, event: int) -> tuple[str, ...]:
    """The names from the event's node to the failed one."""
    found = []
    while event >= 0:
        found.append(graph.names[events.node[event]])
        event = int(events.origin[event])
    return tuple(found)


def chains(graph: Graph, events: Events, chosen: Indexes) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The chain of each event, in their order: all of them a step further at a time, a million names in memory."""
    names = np.array(graph.names, np.object_)
    ends = np.cumsum(events.height[chosen] + 1)
    for some in np.split(chosen, np.flatnonzero(np.diff(ends // _AT_ONCE)) + 1):
        lengths = events.height[some] + 1
        ends = np.cumsum(lengths)
        starts = ends - lengths
        nodes = np.empty(lengths.sum(), np.int64)
        place, step = starts, some
        while len(step):
            nodes[place] = events.node[step]
            origin = events.origin[step]
            onwards = np.flatnonzero(origin >= 0)
            place, step = place[onwards] + 1, origin[onwards]
        told = names[nodes].tolist()
        for event, start, end in zip(some.tolist(), starts.tolist(), ends.tolist(), strict=True):
            yield event, tuple(told[start:end])
