"""Whom trouble may reach, on the map: by which links, and in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from samdrift.publishing.pages import expected_reach
from samdrift.publishing.pages.expected import foremost_by_root, path
from samdrift.publishing.pages.expected_reach import Reach
from samdrift.publishing.pages.map_picture import Plan
from samdrift.snapshot.model import SystemStatus
from samdrift.vocabulary import Language

Ends = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Cascade:
    """`links` by the nodes at their ends. `reaches` has one for each system whose trouble may reach others."""

    links: frozenset[Ends]
    reaches: tuple[Reach, ...]


NO_CASCADE = Cascade(frozenset(), ())


def cascade(own: Plan, statuses: Sequence[SystemStatus], language: Language) -> Cascade:
    """What may be felt now of the systems on the map, and what may be felt later in words alone."""
    reached = expected_reach.reached(statuses)
    if not reached:
        return NO_CASCADE
    links = of_links(own, _ways(statuses)).links
    today = _today(statuses)
    return Cascade(links, tuple(expected_reach.reach(those, today, language) for those in reached.values()))


def of_links(own: Plan, felt: Iterable[Ends]) -> Cascade:
    """Of what is known only by which systems it takes its way, and not told in words."""
    node = {slug: each.id for each in own.graph.nodes for slug in each.systems}
    return Cascade(frozenset((node[one], node[two]) for one, two in felt if {one, two} <= node.keys()), ())


def _ways(statuses: Sequence[SystemStatus]) -> Iterator[Ends]:
    for status in statuses:
        for expected in foremost_by_root(status):
            if expected.begins is None:
                yield from pairwise((status.slug, *path(expected)))


def _today(statuses: Sequence[SystemStatus]) -> date:
    return max(status.days[-1].date for status in statuses if status.days)
