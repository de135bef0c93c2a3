"""From how systems are to what is to be expected of those that need them."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from samdrift.impact import Graph, Reason, Seen, Weight, expected, system_level
from samdrift.monitoring.queries.checks import EndToEnd
from samdrift.portfolio.whole_systems import is_whole, system_of, whole
from samdrift.publishing.live_graph import Coverage, LiveGraph, live_graph, stand_ins
from samdrift.publishing.troubled import FELT_WITHIN, Heard, Troubled
from samdrift.snapshot.model import Cause, Expected, SystemStatus
from samdrift.vocabulary import Criticality, Level, SignalName, Text

_AGAIN = timedelta(seconds=10)
"""How long what was heard is taken for what is heard, while something fails."""
_CHECKED_AGAIN = timedelta(seconds=2)
"""The same where end-to-end checks may take back at any moment what is expected."""
_SHARE = 10
"""Working it out again takes at most one part in so many of the time: states must not wait for it."""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """By node, `mitid` or `mitid/login`. `until` is when the clock alone may make a difference; None is never."""

    by_node: Mapping[str, Expected]
    until: datetime | None


class Foresight:
    """Says what others' trouble may do to each system and service, by the documents of one day.

    `graph` is one with whole systems, `names` those of all systems by slug, `weights` those of services by node.
    """

    def __init__(self, graph: Graph, names: Mapping[str, Text], weights: Mapping[str, Weight]) -> None:
        self._graph, self._names, self._weights = graph, names, weights
        self._stand_ins = stand_ins(graph)
        self._made_for: tuple[Coverage, frozenset[str]] | None = None
        self._live = LiveGraph(graph, {}, {})

    def foresee(self, statuses: Mapping[str, SystemStatus], heard: Heard, now: datetime) -> Foreseen:
        """At `now`. A system's own trouble is nothing that is expected of it, but for that of the whole of it."""
        troubled = Troubled.of(self._graph, statuses)
        if not troubled:
            return Foreseen({}, None)
        checks: dict[str, list[EndToEnd]] = defaultdict(list)
        for check in heard.checks():
            checks[str(check.name)].append(check)
        coverage = {node: tuple(check.through for check in own) for node, own in checks.items()}
        live = self._live_graph(coverage, statuses)
        services = {str(SignalName(slug, each.id)) for slug, status in statuses.items() for each in status.services}
        asked = services | {slug for slug, status in statuses.items() if not status.services}
        begun = time.monotonic()
        found: dict[str, Expected] = {}
        for number, seen in enumerate(troubled.waves(live, heard, checks, now)):
            # What may be the cause of a service's own trouble is asked once: it costs most, and age does not matter.
            wave = asked if not number else asked - troubled.failing.keys()
            for node, one in self._expected(live, wave, seen, troubled, now):
                found[node] = min(found.get(node, one), one, key=order)
            if not number:
                found |= self._beside_own_wholes(live, seen, troubled, found, now)
        moments = [each.begins for each in found.values() if each.begins]
        if troubled.since:
            often = max(_CHECKED_AGAIN if checks else _AGAIN, _SHARE * timedelta(seconds=time.monotonic() - begun))
            moments.append(now + often if checks else max(troubled.since + FELT_WITHIN, now + often))
        return Foreseen(found | dict(self._of_systems(found, statuses)), min(moments, default=None))

    def _beside_own_wholes(
        self, live: LiveGraph, seen: Seen, troubled: Troubled, found: Mapping[str, Expected], now: datetime
    ) -> dict[str, Expected]:
        """What others do to services whose system is reported as a whole: that may be the cause of it."""
        hidden: dict[str, list[str]] = defaultdict(list)
        for node, one in found.items():
            if one.of_own_whole:
                hidden[whole(system_of(node))].append(node)
        return {
            node: one
            for own, nodes in hidden.items()
            for node, one in self._expected(live, nodes, seen.without(own), troubled, now)
        }

    def _live_graph(self, coverage: Coverage, statuses: Mapping[str, SystemStatus]) -> LiveGraph:
        watched = {str(name) for name in _observed(statuses)}
        made_for = coverage, self._stand_ins - watched
        if made_for != self._made_for:
            self._live, self._made_for = live_graph(self._graph, *made_for), made_for
        return self._live

    def _expected(
        self, live: LiveGraph, asked: Collection[str], seen: Seen, troubled: Troubled, now: datetime
    ) -> Iterator[tuple[str, Expected]]:
        """Of each node that trouble reaches: now, or later, or by planned work."""
        for node, one in expected(live.graph, seen, asked).items():
            begins, own = None, None
            if one.level:
                level, reasons = one.level, one.reasons
            elif one.later:
                level, reasons, begins = one.later[0].level, one.later_reasons, now + one.later[0].after
                own = troubled.failing.get(node)
            else:
                level, reasons, own = one.if_planned, one.planned_reasons, troubled.planned.get(node)
            if own is not None and own.level >= level:
                continue  # that is how it is already
            root = reasons[-1].next if reasons else node
            of_own_whole = is_whole(root) and system_of(root) == system_of(node)
            if system_of(root) != system_of(node) or (of_own_whole and node not in troubled.failing):
                cause = troubled[root]
                yield (
                    node,
                    Expected(
                        level=level,
                        because=tuple(self._links(reasons, cause.level)) or (self._own(node, cause.level),),
                        since=cause.so_bad_since,
                        in_trouble_since=cause.in_trouble_since,
                        begins=begins,
                        planned=cause.state.planned,
                        of_own_whole=of_own_whole,
                        unwatched=tuple(self._unwatched(live, reasons)),
                        without=cause.without if cause.state.level is Level.MAJOR_OUTAGE else None,
                        worked_on=tuple(dict.fromkeys(self._names[system_of(each)] for each in one.worked_on)),
                    ),
                )

    def _links(self, reasons: tuple[Reason, ...], failed: Level) -> Iterator[Cause]:
        for reason, after in zip(reasons, (*reasons[1:], None), strict=True):
            slug = system_of(reason.next)
            # A step within a system is no need of another.
            if slug != system_of(reason.system):
                yield Cause(slug, self._names[slug], reason.criticality, after.level if after else failed)

    def _own(self, node: str, level: Level) -> Cause:
        slug = system_of(node)
        return Cause(slug, self._names[slug], Criticality.CRITICAL, level)

    def _unwatched(self, live: LiveGraph, reasons: tuple[Reason, ...]) -> Iterator[Text]:
        for reason in reasons:
            for node in live.unwatched.get((reason.system, reason.next), ()):
                yield self._names[system_of(node)]

    def _of_systems(
        self, found: Mapping[str, Expected], statuses: Mapping[str, SystemStatus]
    ) -> Iterator[tuple[str, Expected]]:
        """Of a system with services: what its services make of it by their weights, because of the foremost of them."""
        for status in statuses.values():
            nodes = [str(SignalName(status.slug, service.id)) for service in status.services]
            own = [each for node in nodes if (each := found.get(node)) and not each.of_own_whole]
            if not own:
                continue
            foremost = min(own, key=order)
            alike = [node for node in nodes if (each := found.get(node)) and _alike(each, foremost)]
            levels = [
                (self._weights.get(node), found[node].level if node in alike else Level.OPERATIONAL) for node in nodes
            ]
            # What weighs too little to count is still worth a mark beside the system.
            level = max(system_level(levels, self._graph.transfer), Level.DEGRADED)
            yield status.slug, replace(foremost, level=level)


def _observed(statuses: Mapping[str, SystemStatus]) -> Iterator[SignalName]:
    for slug, status in statuses.items():
        if status.state.observed:
            yield SignalName(slug)
        yield from (SignalName(slug, each.id) for each in status.services if each.state.observed)


def _alike(one: Expected, other: Expected) -> bool:
    """Both now or both later, both by trouble or both by planned work."""
    return (one.begins is None, one.planned) == (other.begins is None, other.planned) and not one.of_own_whole


def order(one: Expected) -> tuple[bool, bool, int, int]:
    return one.begins is not None, one.planned, -one.level, len(one.because)
