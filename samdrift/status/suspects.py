"""Which system is the probable cause of what fails, in systems and services instead of nodes. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
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


@dataclass(frozen=True, slots=True)
class Suspects:
    """`failing` is all that fails. `ranked`: each alone, the best first, if it explains more than one thing.
    `together`: the best and those for what it leaves, where they explain more than it does alone."""

    failing: tuple[Part, ...]
    ranked: tuple[Suspect, ...]
    together: tuple[Suspect, ...]

    @property
    def several(self) -> bool:
        """Whether more than one system fails."""
        return len(self.failing) > 1

    @property
    def all(self) -> int:
        """How many systems fail; of a single one, how many services."""
        return _all_but(self.failing, ())

    def explained(self, suspected: Sequence[Suspect]) -> int:
        """How many of `all` they leave nothing of, one after another."""
        return _all_but(self.failing, suspected[-1].unexplained)


@dataclass(frozen=True, slots=True)
class Seen:
    """By node, `mitid` or `mitid/login`: what fails and since when; what was heard to work after all that began.

    `blind` are those of the `working` whose checks prove nothing about what they need.
    """

    failing: Mapping[str, State]
    since: Mapping[str, datetime]
    working: Collection[str]
    blind: Collection[str] = ()


def suspects(graph: Graph, seen: Seen, now: datetime) -> Suspects:
    """`seen` names nodes of `graph` only."""
    asked = _with_wholes(graph, [need for need in graph.dependencies if _may_be_felt(need, seen, now)])
    known = {*seen.failing, *seen.working, *(slug + _WHOLE for slug in seen.working)}
    unobserved = set(asked.names) - known
    odds = Odds(priors={node: _OF_PLANNED for node, state in seen.failing.items() if state.planned})
    things = _parts(seen.failing)
    blind = {node: _seen_by_itself(node) for node in seen.blind}
    alone = probable_causes(asked, seen.failing.keys(), unobserved=unobserved, blind=blind, odds=odds)
    told = list(_worth_telling(alone, things))
    ranked = tuple(_suspect(cause, seen) for cause in told)
    if not ranked or not ranked[0].unexplained:
        return Suspects(things, ranked, ())
    joint = joint_causes(
        asked, seen.failing.keys(), unobserved=unobserved, blind=blind, odds=odds, first=told[0], most=MOST
    )
    together = tuple(_suspect(cause, seen) for cause in joint)
    more = _all_but(things, together[-1].unexplained) > _all_but(things, ranked[0].unexplained)
    return Suspects(things, ranked, together if more else ())


def _may_be_felt(need: Dependency, seen: Seen, now: datetime) -> bool:
    """Whoever lives on a copy that has not run out yet says nothing against a cause by working on."""
    if not need.tolerance:
        return True
    begun = [seen.since[name] for name in need.providers if name in seen.failing]
    return now - min(begun) >= need.tolerance if begun else need.consumer in seen.failing


def _seen_by_itself(node: str) -> tuple[str, ...]:
    """The check of a service would see it fail by itself or with the whole of its system."""
    slug = node.partition("/")[0]
    return node, slug, slug + _WHOLE


def _with_wholes(graph: Graph, needs: Iterable[Dependency]) -> Graph:
    services: dict[str, list[str]] = defaultdict(list)
    for node in graph.names:
        slug, slash, _ = node.partition("/")
        if slash:
            services[slug].append(node)
    several = {slug: nodes for slug, nodes in services.items() if len(nodes) > 1}
    wholes = (Dependency(node, (slug + _WHOLE,)) for slug, nodes in several.items() for node in nodes)
    return Graph.of([*graph.names, *(slug + _WHOLE for slug in several)], [*needs, *wholes], graph.transfer)


def _all_but(failing: Sequence[Part], left: Iterable[Part]) -> int:
    unexplained = {part.slug: part.services for part in left}
    if len(failing) > 1:
        return sum(part.slug not in unexplained for part in failing)
    return sum(len(part.services) - len(unexplained.get(part.slug, ())) for part in failing)


def _worth_telling(found: Iterable[Cause], failing: Sequence[Part]) -> Iterator[Cause]:
    """The best of each system that explains more than itself."""
    best, count = 0.0, 0
    told: set[str] = set()
    for each in found:
        slugs = {node.partition("/")[0] for node in each.systems}
        if _all_but(failing, _parts(each.unexplained)) < 2 or slugs <= told:
            continue
        best = best or each.score
        if each.score < best * _HALF_AS_GOOD:
            continue
        told |= slugs
        count += 1
        yield each
        if count == MOST:
            return


def _suspect(cause: Cause, seen: Seen) -> Suspect:
    return Suspect(
        systems=_suspected(sorted(cause.systems, key=lambda node: node.removesuffix(_WHOLE) not in seen.failing)),
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
