"""From how systems are to what is to be expected of those that need them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from samdrift.impact import Graph, Reason, Seen, expected, spread
from samdrift.publishing.troubled import HeardAt, Troubled
from samdrift.snapshot.model import Cause, Expected, SystemStatus
from samdrift.vocabulary import Level, SignalName, Text

_AGAIN = timedelta(seconds=10)
"""How long what was heard is taken for what is heard, while something fails."""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """By node, `mitid` or `mitid/login`. `until` is when the clock alone may make a difference; None is never."""

    by_node: Mapping[str, Expected]
    until: datetime | None


def foresee(
    graph: Graph,
    statuses: Mapping[str, SystemStatus],
    names: Mapping[str, Text],
    heard_at: HeardAt,
    now: datetime,
) -> Foreseen:
    """What others' trouble may do to each system and service at `now`.

    `names` are those of all systems, by slug. A system's own trouble is nothing that is expected of it.
    """
    troubled = Troubled.of(graph, statuses)
    found: dict[str, Expected] = {}
    for seen in troubled.waves(heard_at, now) if troubled else ():
        for node, one in _expected(graph, seen, troubled, names, now):
            found[node] = min(found.get(node, one), one, key=_order)
    moments = [each.begins for each in found.values() if each.begins]
    if troubled.felt_from:
        moments.append(max(troubled.felt_from, now + _AGAIN))
    return Foreseen(found | dict(_of_systems(found, statuses)), min(moments, default=None))


def _expected(
    graph: Graph, seen: Seen, troubled: Troubled, names: Mapping[str, Text], now: datetime
) -> Iterator[tuple[str, Expected]]:
    """Of each node that trouble of another system reaches: now, or later, or by planned work."""
    planned = spread(graph, dict.fromkeys(seen.in_maintenance, Level.MAJOR_OUTAGE))
    in_time = spread(graph, seen.failing, since=seen.since, milder=seen.milder, spared=seen.spared)
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
            cause = troubled[root]
            links = tuple(_links(reasons, cause.level, names))
            yield node, Expected(level, links, cause.so_bad_since, cause.in_trouble_since, begins, cause.state.planned)


def _links(reasons: tuple[Reason, ...], failed: Level, names: Mapping[str, Text]) -> Iterator[Cause]:
    for reason, after in zip(reasons, (*reasons[1:], None), strict=True):
        slug = _system(reason.next)
        # The step from a system to its own service is no need of another.
        if slug != _system(reason.system):
            yield Cause(slug, names[slug], reason.criticality, after.level if after else failed)


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
