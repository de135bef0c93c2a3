"""What is expected, of systems without services that a test names: who fails, who was heard, who is worked on."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from samdrift.impact import Dependency, Graph
from samdrift.monitoring.queries.checks import EndToEnd
from samdrift.publishing.expectations import Foresight
from samdrift.publishing.troubled import Heard
from samdrift.snapshot.model import Expected, Rise, SystemStatus
from samdrift.vocabulary import Level, SignalName, State
from tests import world

Minutes = float
Failed = Sequence[tuple[Level, Minutes]]
"""How it got as bad as it is, each so many minutes ago."""


def system(slug: str, failed: Failed) -> SystemStatus:
    status = world.system(slug, slug.upper(), world.CITIZENS, world.AGENCY)
    if not failed:
        return status
    rises = tuple(Rise(level, world.NOW - timedelta(minutes=minutes)) for level, minutes in failed)
    return replace(status, state=State(rises[-1].level, observed=True), since=rises[-1].since, rises=rises)


def ago(minutes: Minutes) -> datetime:
    return world.NOW - timedelta(minutes=minutes)


def check(slug: str, minutes: Minutes | None, *through: str) -> EndToEnd:
    """Heard to work so many minutes ago; None: not."""
    return EndToEnd(SignalName(slug), frozenset(through), None if minutes is None else ago(minutes))


def reached(
    graph: Graph,
    failing: Mapping[str, Failed],
    heard: Mapping[str, Minutes],
    *checks: EndToEnd,
    unknown: Collection[str] = (),
) -> dict[str, tuple[Level, str]]:
    """Level and root by system; `heard` so many minutes ago."""
    return {
        node: (one.level, one.because[-1].slug)
        for node, one in told(graph, failing, heard, *checks, unknown=unknown).items()
    }


def told(
    graph: Graph,
    failing: Mapping[str, Failed],
    heard: Mapping[str, Minutes],
    *checks: EndToEnd,
    unknown: Collection[str] = (),
    work: Mapping[str, tuple[Level, Minutes]] | None = None,
) -> Mapping[str, Expected]:
    """`work`: how each of those worked on is, and for how many minutes they have been."""
    statuses = {slug: system(slug, failing.get(slug, ())) for slug in graph.names}
    for slug, (level, minutes) in (work or {}).items():
        state = State(level, planned=True, observed=True)
        statuses[slug] = replace(statuses[slug], state=state, since=ago(minutes))
    for slug in unknown:
        statuses[slug] = replace(statuses[slug], state=world.UNKNOWN)
    at = {SignalName(slug): ago(minutes) for slug, minutes in heard.items()}
    foresight = Foresight(graph, {slug: each.name for slug, each in statuses.items()}, {})
    return foresight.foresee(statuses, Heard(lambda: at, lambda: checks), world.NOW).by_node


def graph(*needs: Dependency) -> Graph:
    return Graph.of({name for need in needs for name in (need.consumer, *need.providers)}, needs)
