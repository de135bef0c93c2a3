"""Which system is the probable cause of what fails, in systems and services instead of nodes. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from samdrift.impact import Cause, Dependency, Graph, Odds, joint_causes, probable_causes
from samdrift.vocabulary import State

MOST = 3
_HALF_AS_GOOD = 0.5
"""What scores less beside the best is noise at three in the morning."""
_OF_PLANNED = 0.2
"""How likely it is that work on a system, rather than a fault somewhere, is behind what fails."""
_WHOLE = "/*"
"""Ends the name of a node that takes all services of a system down: they share more than their documents say."""


@dataclass(frozen=True, slots=True)
class Part:
    """A system, and by id those of its services that are meant; none where it is the whole of it."""

    slug: str
    services: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suspect:
    """`systems` cannot be told apart by what is seen; those that fail come first. `score` is from 0 to 1.

    `explains` fail and would; `silent` would, yet are seen to work; `unexplained` fail for another reason. Each names
    the services that are meant.
    """

    systems: tuple[Part, ...]
    score: float
    explains: tuple[Part, ...]
    silent: tuple[Part, ...]
    unexplained: tuple[Part, ...]

    @property
    def wholly_explained(self) -> frozenset[str]:
        """Slugs of systems of which nothing is left to explain."""
        return frozenset(part.slug for part in self.explains) - {part.slug for part in self.unexplained}


@dataclass(frozen=True, slots=True)
class Suspects:
    """`failing` is all that fails. `ranked`: each alone, the best first, if it explains more than one thing.
    `together`: those that explain the most together, where one does not explain all."""

    failing: tuple[Part, ...]
    ranked: tuple[Suspect, ...]
    together: tuple[Suspect, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """By node, `mitid` or `mitid/login`: what fails and since when; what was heard to work after all that began."""

    failing: Mapping[str, State]
    since: Mapping[str, datetime]
    working: Collection[str]


def suspects(graph: Graph, seen: Seen, now: datetime) -> Suspects:
    """`seen` names nodes of `graph` only."""
    asked = _with_wholes(graph, [need for need in graph.dependencies if _may_be_felt(need, seen, now)])
    unobserved = set(asked.names) - seen.failing.keys() - set(seen.working)
    odds = Odds(priors={node: _OF_PLANNED for node, state in seen.failing.items() if state.planned})
    things = _parts(seen.failing)
    several = len(things) > 1
    alone = probable_causes(asked, seen.failing.keys(), unobserved=unobserved, odds=odds)
    together = joint_causes(asked, seen.failing.keys(), unobserved=unobserved, odds=odds, most=MOST)
    ranked = tuple(_worth_telling((_suspect(cause, seen) for cause in alone), several))
    joined = tuple(_suspect(cause, seen) for cause in together)
    solved = not ranked or not ranked[0].unexplained
    return Suspects(things, ranked, () if solved or len(joined) < 2 else joined)


def _may_be_felt(need: Dependency, seen: Seen, now: datetime) -> bool:
    """Whoever lives on a copy that has not run out yet says nothing against a cause by working on."""
    if not need.tolerance:
        return True
    begun = [seen.since[name] for name in need.providers if name in seen.failing]
    return now - min(begun) >= need.tolerance if begun else need.consumer in seen.failing


def _with_wholes(graph: Graph, needs: Iterable[Dependency]) -> Graph:
    services: dict[str, list[str]] = defaultdict(list)
    for node in graph.names:
        slug, slash, _ = node.partition("/")
        if slash:
            services[slug].append(node)
    several = {slug: nodes for slug, nodes in services.items() if len(nodes) > 1}
    wholes = (Dependency(node, (slug + _WHOLE,)) for slug, nodes in several.items() for node in nodes)
    return Graph.of([*graph.names, *(slug + _WHOLE for slug in several)], [*needs, *wholes], graph.transfer)


def _worth_telling(found: Iterable[Suspect], several: bool) -> Iterator[Suspect]:
    """The best of each system that explains more than itself."""
    best, count = 0.0, 0
    told: set[str] = set()
    for each in found:
        explained = len(each.wholly_explained) if several else sum(len(part.services) for part in each.explains)
        slugs = {part.slug for part in each.systems}
        if explained < 2 or slugs <= told:
            continue
        best = best or each.score
        if each.score < best * _HALF_AS_GOOD or count == MOST:
            return
        told |= slugs
        count += 1
        yield each


def _suspect(cause: Cause, seen: Seen) -> Suspect:
    return Suspect(
        systems=_suspected(sorted(cause.systems, key=lambda node: node not in seen.failing)),
        score=cause.score,
        explains=_parts(cause.explains),
        silent=_parts(cause.silent),
        unexplained=_parts(cause.unexplained),
    )


def _suspected(nodes: Iterable[str]) -> tuple[Part, ...]:
    """In the given order. Of a system whose services are named, its own node and the whole of it say no more."""
    found: dict[str, list[str]] = defaultdict(list)
    for node in nodes:
        slug, slash, service = node.partition("/")
        named = found[slug]
        if slash and not node.endswith(_WHOLE):
            named.append(service)
    return tuple(Part(slug, tuple(ids)) for slug, ids in found.items())


def _parts(nodes: Iterable[str]) -> tuple[Part, ...]:
    """By system. Its own node says nothing beside those of its services, whose worst it is."""
    found: dict[str, list[str]] = defaultdict(list)
    for node in sorted(nodes):
        slug, slash, service = node.partition("/")
        if node.endswith(_WHOLE):
            continue
        own = found[slug]
        if slash:
            own.append(service)
    return tuple(Part(slug, tuple(ids)) for slug, ids in found.items())
