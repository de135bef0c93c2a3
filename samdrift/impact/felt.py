"""What its needs alone make of a node that has a state of its own, read out of the run in which it has it.

A failing system's own state hides what others do to it. Asking again without that state costs a run for each failing
system, and in a night when a third of the country fails that is hundreds. But the run that is there already tells how
its needs are, unless they are so because of the system itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from samdrift.impact.dependency import MICROSECOND, Dependency
from samdrift.impact.explanation import NOTHING, Levels, Reason, chain
from samdrift.impact.spread import Spread, Step
from samdrift.vocabulary import Level


@dataclass(frozen=True, slots=True, order=True)
class _Rise:
    """From `moment` on, in microseconds, by a chain of `height` steps over the event `origin`."""

    moment: int
    height: int
    origin: int


@dataclass(frozen=True)
class Felt:
    """`rises` by level, each at its earliest; a level that is never reached is left out."""

    run: Spread
    node: int
    rises: dict[Level, _Rise]

    def level(self, within: timedelta | None = None) -> Level:
        """Once so long has passed; without `within` in the end."""
        most = None if within is None else within // MICROSECOND
        return max(
            (level for level, rise in self.rises.items() if most is None or rise.moment <= most),
            default=Level.OPERATIONAL,
        )

    def because(self, level: Level) -> tuple[str, ...]:
        """From the system to the one that failed; empty for operational."""
        if level not in self.rises:
            return ()
        graph = self.run.graph
        return graph.names[self.node], *chain(graph, self.run.events, self.rises[level].origin)

    def reasons(self, level: Level, beyond: Levels = NOTHING) -> tuple[Reason, ...]:
        """The same, step by step."""
        if level not in self.rises:
            return ()
        rise, story = self.rises[level], self.run.story
        first, event = story.reason(self.node, level, rise.moment, rise.height, rise.origin, beyond=beyond)
        return first, *story.reasons(event, beyond)

    def steps(self) -> tuple[Step, ...]:
        """How it gets worse as time goes."""
        worst = {rise.moment: level for level, rise in self.rises.items()}
        return tuple(Step(moment * MICROSECOND, level) for moment, level in worst.items())

    @property
    def stands_alone(self) -> bool:
        """Whether it surely does not come from the node's own state. Of what a group gave way to only the chain is
        known, so there it is not sure."""
        name = self.run.graph.names[self.node]
        return all(
            name not in self.because(level)[1:]
            and all(reason.required == reason.of and reason.fallback is None for reason in self.reasons(level))
            for level in self.rises
        )


def felt(run: Spread, name: str) -> Felt:
    """By what `name` needs, whatever its own state; that of others may still come from it. Raises GraphFault."""
    node = run.graph.number(name)
    needs = run.graph.needs_of(node)
    rises: dict[Level, _Rise] = {}
    for level in (Level.DEGRADED, Level.PARTIAL_OUTAGE, Level.MAJOR_OUTAGE):
        found = [rise for need in needs if (rise := _rise(run, need, level))]
        if found:
            rises[level] = min(found)
    return Felt(run, node, rises)


def _rise(run: Spread, need: Dependency, level: Level) -> _Rise | None:
    felt_of = run.graph.transfer.felt
    enough = next((bad for bad in Level if felt_of(need.criticality, bad) >= level), None)
    if enough is None:
        return None
    falls = sorted(fall for name in need.providers if (fall := _fall(run, name, enough)))
    if len(falls) < need.tips_at:
        return None
    last = falls[need.tips_at - 1]
    if need.fallback is not None and need.fallback.quality < enough:
        behind = _fall(run, need.fallback.provider, enough) if need.fallback.provider else None
        if behind is None:
            return None
        last = max(last, behind)
    return _Rise(last.moment + need.tolerance_microseconds, last.height + 1, last.origin)


def _fall(run: Spread, name: str, level: Level) -> _Rise | None:
    """When it is that bad for those who need it: not by what it is seen to be spared."""
    events, stops = run.events, run.stops.get(name)
    for event in run.of_node.get(run.graph.index[name], ()):
        if events.level[event] >= level and (stops is None or events.moment[event] > stops):
            return _Rise(int(events.moment[event]), int(events.height[event]), event)
    return None
