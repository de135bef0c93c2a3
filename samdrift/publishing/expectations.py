"""From how systems are to what is to be expected of those that need them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from samdrift.impact import Graph, Reason, Seen, expected, spread
from samdrift.snapshot.model import Cause, Expected, SystemStatus
from samdrift.vocabulary import Level, SignalName, State, Text

FELT_WITHIN = timedelta(minutes=15)
"""Whoever is heard to work so long after a failure began does not feel it, and stops the cascade at itself. Before that
its monitoring may not have tried again what needs the failed one."""
_AGAIN = timedelta(seconds=10)
"""How long what was heard is taken for what is heard, while something fails."""

HeardSince = Callable[[datetime], frozenset[SignalName]]
"""The systems and services whose every signal was heard at a moment or after it."""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """By node, `mitid` or `mitid/login`. `until` is when the clock alone may make a difference; None is never."""

    by_node: Mapping[str, Expected]
    until: datetime | None


@dataclass(frozen=True, slots=True)
class _Failing:
    """What is seen to fail, by node: how badly, since when, and what of it is being worked on."""

    levels: dict[str, Level]
    since: dict[str, datetime]
    planned: frozenset[str]
    names: Mapping[str, Text]


def foresee(
    graph: Graph,
    statuses: Mapping[str, SystemStatus],
    names: Mapping[str, Text],
    heard_since: HeardSince,
    now: datetime,
) -> Foreseen:
    """What others' trouble may do to each system and service at `now`.

    `names` are those of all systems, by slug. A system's own trouble is nothing that is expected of it.
    """
    states = {node: each for node, each in _states(statuses) if node in graph.index}
    failing = _failing(states, names)
    if not failing.levels:
        return Foreseen({}, None)
    fresh_from = max(failing.since.values()) + FELT_WITHIN
    heard = {str(name) for name in heard_since(fresh_from)} if now >= fresh_from else set()
    working = [node for node, (state, _) in states.items() if node in heard and state.observed and not state.level]
    unplanned = {node: level for node, level in failing.levels.items() if node not in failing.planned}
    seen = Seen(
        states={**dict.fromkeys(working, Level.OPERATIONAL), **unplanned},
        since={node: now - begun for node, begun in failing.since.items()},
        in_maintenance=failing.planned,
    )
    found = dict(_expected(graph, seen, failing, now))
    again = now + _AGAIN if now >= fresh_from else fresh_from
    until = min([again, *(each.begins for each in found.values() if each.begins)])
    return Foreseen(found | dict(_of_systems(found, statuses)), until)


def _states(statuses: Mapping[str, SystemStatus]) -> Iterator[tuple[str, tuple[State, datetime]]]:
    for status in statuses.values():
        if status.succession is None:
            yield status.slug, (status.state, status.since)
            for service in status.services:
                yield str(SignalName(status.slug, service.id)), (service.state, service.since)


def _failing(states: Mapping[str, tuple[State, datetime]], names: Mapping[str, Text]) -> _Failing:
    # What was last seen to fail and is not observed any more is unknown, and nobody is warned on a mere guess.
    failing = {node: each for node, each in states.items() if each[0].observed and each[0].level}
    return _Failing(
        levels={node: state.level for node, (state, _) in failing.items()},
        since={node: since for node, (_, since) in failing.items()},
        planned=frozenset(node for node, (state, _) in failing.items() if state.planned),
        names=names,
    )


def _expected(graph: Graph, seen: Seen, failing: _Failing, now: datetime) -> Iterator[tuple[str, Expected]]:
    """Of each node that trouble of another system reaches: now, or later, or by planned work."""
    planned = spread(graph, dict.fromkeys(seen.in_maintenance, Level.MAJOR_OUTAGE))
    in_time = spread(graph, seen.failing, since=seen.since, working=seen.working)
    for node, one in expected(graph, seen).items():
        begins = None
        if one.level:
            level, reasons = one.level, one.reasons
        elif one.later:
            first = one.later[0]
            level, reasons, begins = first.level, in_time.reasons(node, first.after), now + first.after
        else:
            level, reasons = one.if_planned, planned.reasons(node)
        root = reasons[-1].next if reasons else node
        if _system(root) != _system(node):
            links = tuple(_links(reasons, failing))
            yield node, Expected(level, links, failing.since[root], begins, planned=root in failing.planned)


def _links(reasons: tuple[Reason, ...], failing: _Failing) -> Iterator[Cause]:
    for reason, after in zip(reasons, (*reasons[1:], None), strict=True):
        slug = _system(reason.next)
        # The step from a system to its own service is no need of another.
        if slug != _system(reason.system):
            level = after.level if after else failing.levels[reason.next]
            yield Cause(slug, failing.names[slug], reason.criticality, level)


def _of_systems(found: Mapping[str, Expected], statuses: Mapping[str, SystemStatus]) -> Iterator[tuple[str, Expected]]:
    """Of a system with services the worst that is expected of one, and the nearest; its own node says the same, but
    for a service in trouble of its own, which hides what others do to it."""
    for status in statuses.values():
        nodes = [str(SignalName(status.slug, service.id)) for service in status.services]
        own = [found[node] for node in nodes if node in found]
        if own:
            yield status.slug, min(own, key=_order)


def _order(one: Expected) -> tuple[bool, bool, int, int]:
    return one.begins is not None, one.planned, -one.level, len(one.because)


def _system(node: str) -> str:
    return node.partition("/")[0]
