"""When these fail, who feels it, how badly, when and why."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

import numpy as np

from samdrift.impact.absorbed import Absorbed, absorbed
from samdrift.impact.dependency import AT_ONCE, MICROSECOND
from samdrift.impact.explanation import NOTHING, Levels, Reason, Story, chain, chains
from samdrift.impact.faults import GraphFault
from samdrift.impact.graph import Graph, Indexes
from samdrift.impact.propagation import WIDE, propagate
from samdrift.impact.rounds import Events
from samdrift.impact.stretches import FAR
from samdrift.vocabulary import Level


@dataclass(frozen=True, slots=True)
class Step:
    """`level` begins `after` now, or after the failure where no `since` was given. Negative: it began so long ago."""

    after: timedelta
    level: Level


@dataclass(frozen=True, slots=True)
class Affected:
    """`because` leads from the system, over what it needs, to one that failed. `after` is when `level` begins."""

    system: str
    level: Level
    because: tuple[str, ...]
    after: timedelta


@dataclass(frozen=True)
class Spread:
    """The answer, kept as arrays; what is asked of it is made when asked."""

    graph: Graph
    failed: Mapping[str, Level]
    stops: Mapping[str, int]
    """Seen to work: what began at that moment or before, in microseconds, stops there. What they would be without that
    is among the affected nevertheless."""
    events: Events

    def affected(self, within: timedelta | None = None) -> tuple[Affected, ...]:
        """All but the failed ones: worst first, then nearest, then by name. `within` cuts off what comes later."""
        return tuple(
            Affected(because[0], level, because, int(self.events.moment[event]) * MICROSECOND)
            for event, level, because in self._chains(within)
        )

    def chains(self, within: timedelta | None = None) -> Iterator[tuple[Level, tuple[str, ...]]]:
        """The level and the chain of each affected, in the same order, one by one."""
        return ((level, because) for _, level, because in self._chains(within))

    def _chains(self, within: timedelta | None) -> Iterator[tuple[int, Level, tuple[str, ...]]]:
        levels, known = self.events.level.tolist(), tuple(Level)
        for event, because in chains(self.graph, self.events, self.ordered(within)):
            yield event, known[levels[event]], because

    def ordered(self, within: timedelta | None = None) -> Indexes:
        """The event that gave each affected its level, in the order of `affected`."""
        events = self._final(within)
        events = events[~np.isin(self.events.node[events], self.graph.numbers(self.failed))]
        keys = (self.events.node[events], self.events.height[events], -self.events.level[events].astype(np.int64))
        found: Indexes = events[np.lexsort(keys)]
        return found

    def levels(self, within: timedelta | None = None) -> dict[str, Level]:
        """Of everything that is not operational, the failed ones too."""
        events = self._final(within)
        pairs = zip(self.events.node[events].tolist(), self.events.level[events].tolist(), strict=True)
        return {self.graph.names[node]: Level(level) for node, level in pairs}

    def level(self, system: str, within: timedelta | None = None) -> Level:
        """Raises GraphFault for a system that is not there."""
        events = self._until(self.of_node.get(self.graph.number(system), []), within)
        return Level(int(self.events.level[events[-1]])) if events else Level.OPERATIONAL

    def because(self, system: str, within: timedelta | None = None) -> tuple[str, ...]:
        """Empty where it is operational; the system alone where it failed itself."""
        events = self._until(self.of_node.get(self.graph.number(system), []), within)
        return chain(self.graph, self.events, events[-1]) if events else ()

    def reasons(self, system: str, within: timedelta | None = None, beyond: Levels = NOTHING) -> tuple[Reason, ...]:
        """The same, step by step, with everything that had to fail; empty where it is operational or failed itself.

        `beyond` is what others alone make of each: the chain leads to what failed besides, where the level is worse."""
        events = self._until(self.of_node.get(self.graph.number(system), []), within)
        return tuple(self.story.reasons(events[-1], beyond)) if events else ()

    def steps(self, system: str, within: timedelta | None = None) -> tuple[Step, ...]:
        """How it gets worse as time goes."""
        steps: dict[int, Level] = {}
        for event in self._until(self.of_node.get(self.graph.number(system), []), within):
            steps[int(self.events.moment[event])] = Level(int(self.events.level[event]))
        return tuple(Step(moment * MICROSECOND, level) for moment, level in steps.items())

    def absorbed(self, within: timedelta | None = None) -> tuple[Absorbed, ...]:
        """The groups, fallbacks and tolerances that hold, wholly or in part."""
        return absorbed(self.graph, self.levels(within))

    def _final(self, within: timedelta | None) -> Indexes:
        count = len(self.events)
        if within is not None:
            count = int(np.searchsorted(self.events.moment, within // MICROSECOND, side="right"))
        latest = np.full(len(self.graph.names), -1, np.int64)
        latest[self.events.node[:count]] = np.arange(count)  # later ones overwrite
        found: Indexes = latest[latest >= 0]
        return found

    def _until(self, events: list[int], within: timedelta | None) -> list[int]:
        if within is None:
            return events
        return [event for event in events if self.events.moment[event] <= within // MICROSECOND]

    @cached_property
    def story(self) -> Story:
        return Story(self.graph, self.events, self.of_node, self.stops)

    @cached_property
    def of_node(self) -> dict[int, list[int]]:
        """The events of each node that has any, in their order."""
        found: dict[int, list[int]] = {}
        for event, node in enumerate(self.events.node.tolist()):
            found.setdefault(node, []).append(event)
        return found


def spread(
    graph: Graph,
    failed: Mapping[str, Level],
    *,
    since: Mapping[str, timedelta] | None = None,
    milder: Mapping[str, Sequence[Step]] | None = None,
    working: Collection[str] = (),
    spared: Mapping[str, timedelta] | None = None,
    wide: int = WIDE,
) -> Spread:
    """`since` says how long ago each failed (default: now); `milder`, of one that got worse, when it was less bad.
    `working` stop all that reaches them; `spared` only what began so long ago or longer.

    Raises GraphFault for a system that is not there, for one that both failed and works, and for one that failed
    without being worse than operational.
    """
    own = list(_own(graph, failed, since or {}, milder or {}))
    stops = {name: -(ago // MICROSECOND) for name, ago in (spared or {}).items()} | dict.fromkeys(working, FAR)
    if both := stops.keys() & failed.keys():
        raise GraphFault(f"{min(both)!r} cannot both fail and be seen to work")
    events = propagate(graph, own, {graph.number(name): moment for name, moment in stops.items()}, wide)
    return Spread(graph, dict(failed), stops, events)


def _own(
    graph: Graph,
    failed: Mapping[str, Level],
    since: Mapping[str, timedelta],
    milder: Mapping[str, Sequence[Step]],
) -> Iterator[tuple[int, int, int]]:
    for name, level in failed.items():
        if level == Level.OPERATIONAL:
            raise GraphFault(f"{name!r} cannot fail by being operational")
        for step in (*milder.get(name, ()), Step(-since.get(name, AT_ONCE), level)):
            yield graph.number(name), int(step.level), step.after // MICROSECOND
