"""Which failure would explain what is seen: probable causes, the unmonitored ones too.

A candidate is what fails and everything that it rests on. I(r) are those who would feel r failing, among those whose
state is known; O are those seen failing. Candidates are ranked by the Jaccard score |I ∩ O| / |I ∪ O|; ties are broken
by how likely the picture is if r failed: log(p / (1 − p)) + |I ∩ O|·log((1 − β) / α) + |I \\ O|·log(β / (1 − α)).
Whoever is itself seen to work comes after all others, whatever it scores: what is seen beats what is expected. Of those
who work by a check that is blind to what they need, it says nothing of others that they do.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from math import log
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from samdrift.impact.all_failures import all_failures
from samdrift.impact.graph import Graph

_PRIOR = 0.01
Blind = Mapping[str, Collection[str]]
"""Those seen to work by checks that do not go through what they need: each with the failures that its check sees all
the same, its own among them."""
_Sets = NDArray[np.bool_]
"""A row for each candidate, a column for each node."""


@dataclass(frozen=True, slots=True)
class Odds:
    """`prior`: that a system fails; `priors` those of systems of which more is known. `false_alarm`: that one which
    works is seen failing (α). `missed`: that one which fails is not (β). All above 0 and below 1."""

    prior: float = _PRIOR
    false_alarm: float = 0.01
    missed: float = 0.2
    priors: Mapping[str, float] | None = None

    def __post_init__(self) -> None:
        for chance in (self.prior, self.false_alarm, self.missed, *(self.priors or {}).values()):
            if not 0 < chance < 1:
                raise ValueError(f"{chance} is no chance between 0 and 1")

    def likelihood(self, name: str, explained: int, silent: int) -> float:
        prior = (self.priors or {}).get(name, self.prior)
        hit, miss = log((1 - self.missed) / self.false_alarm), log(self.missed / (1 - self.false_alarm))
        return log(prior / (1 - prior)) + explained * hit + silent * miss


@dataclass(frozen=True, slots=True)
class Cause:
    """`systems` cannot be told apart by whom they reach: those not seen to work first, then the likeliest.

    `score` is from 0 to 1. `explains` are seen failing and would; `silent` would, yet are not seen to; `unexplained`
    fail for another reason.
    """

    systems: tuple[str, ...]
    score: float
    likelihood: float
    explains: tuple[str, ...]
    silent: tuple[str, ...]
    unexplained: tuple[str, ...]


def probable_causes(
    graph: Graph,
    failing: Collection[str],
    *,
    unobserved: Collection[str] = (),
    blind: Blind = MappingProxyType({}),
    odds: Odds | None = None,
) -> tuple[Cause, ...]:
    """The best first; only those that explain something. Nothing is known of the `unobserved`.

    Raises GraphFault for a system that is not there.
    """
    return _Picture.of(graph, failing, unobserved, blind, odds or Odds()).ranked()


def joint_causes(
    graph: Graph,
    failing: Collection[str],
    *,
    unobserved: Collection[str] = (),
    blind: Blind = MappingProxyType({}),
    odds: Odds | None = None,
    first: Cause | None = None,
    most: int | None = None,
) -> tuple[Cause, ...]:
    """Several that together explain all that can be explained: the best, then the best for what is left, and so on.

    `first` is one of the probable causes, to begin with in place of the best. At most so many, for each is sought
    among all."""
    picture = _Picture.of(graph, failing, unobserved, blind, odds or Odds())
    chosen: list[Cause] = []
    if first:
        chosen.append(first)
        picture = picture.left_by(first)
    while (most is None or len(chosen) < most) and (ranked := picture.ranked()):
        chosen.append(ranked[0])
        picture = picture.left_by(ranked[0])
    return tuple(chosen)


@dataclass(frozen=True, slots=True)
class _Picture:
    graph: Graph
    candidates: tuple[int, ...]
    cleared: NDArray[np.bool_]
    """By candidate: that it is itself seen to work."""
    would: _Sets
    seen: NDArray[np.bool_]
    """By node: that it is seen failing, and not explained yet."""
    odds: Odds

    @classmethod
    def of(
        cls,
        graph: Graph,
        failing: Collection[str],
        unobserved: Collection[str],
        blind: Blind,
        odds: Odds,
    ) -> _Picture:
        seen = np.zeros(len(graph.names), np.bool_)
        seen[graph.numbers(failing)] = True
        candidates = tuple(sorted(graph.numbers(graph.beneath(failing)).tolist()))
        would = _who_would_feel(graph, candidates)
        would[:, graph.numbers(set(unobserved) - set(failing))] = False
        own = np.array(candidates, np.intp)
        cleared = would[np.arange(len(own)), own] & ~seen[own]
        _blind(would, graph, candidates, {name: seen for name, seen in blind.items() if name not in failing})
        return cls(graph, candidates, cleared, would, seen, odds)

    def left_by(self, cause: Cause) -> _Picture:
        """Without all that is explained by it, silent or not."""
        gone = self.graph.numbers([*cause.explains, *cause.silent])
        would, seen = self.would.copy(), self.seen.copy()
        would[:, gone], seen[gone] = False, False
        return replace(self, would=would, seen=seen)

    def ranked(self) -> tuple[Cause, ...]:
        alike: dict[bytes, list[int]] = {}
        for place in np.flatnonzero((self.would & self.seen).any(axis=1)).tolist():
            alike.setdefault(np.packbits(self.would[place]).tobytes(), []).append(place)
        causes = [(self._cause(places), bool(self.cleared[places].all())) for places in alike.values()]
        causes.sort(key=lambda each: (each[1], -each[0].score, -each[0].likelihood, each[0].systems))
        return tuple(cause for cause, _ in causes)

    def _cause(self, places: list[int]) -> Cause:
        would = self.would[places[0]]
        explains, silent, unexplained = (
            self._names(nodes) for nodes in (would & self.seen, would & ~self.seen, ~would & self.seen)
        )
        named = {self.graph.names[self.candidates[place]]: place for place in places}
        likely = {name: self.odds.likelihood(name, len(explains), len(silent)) for name in named}
        return Cause(
            systems=tuple(sorted(likely, key=lambda name: (self.cleared[named[name]], -likely[name], name))),
            score=len(explains) / (len(explains) + len(silent) + len(unexplained)),
            likelihood=max(likely.values()),
            explains=explains,
            silent=silent,
            unexplained=unexplained,
        )

    def _names(self, nodes: NDArray[np.bool_]) -> tuple[str, ...]:
        return tuple(self.graph.names[node] for node in np.flatnonzero(nodes).tolist())


def _blind(would: _Sets, graph: Graph, candidates: tuple[int, ...], blind: Blind) -> None:
    place = {graph.names[node]: place for place, node in enumerate(candidates)}
    sighted = [(place[cause], graph.number(name)) for name, seen in blind.items() for cause in seen if cause in place]
    felt = [bool(would[pair]) for pair in sighted]
    would[:, graph.numbers(blind)] = False
    for pair, before in zip(sighted, felt, strict=True):
        would[pair] = before


def _who_would_feel(graph: Graph, candidates: tuple[int, ...]) -> _Sets:
    """Each candidate itself, and whoever its major outage reaches."""
    found = np.zeros((len(candidates), len(graph.names)), np.bool_)
    place = {graph.names[node]: place for place, node in enumerate(candidates)}
    for turn in all_failures(graph, place):
        for alike, felt in zip(turn.failures, turn.felt_by(), strict=True):
            found[[place[name] for name in alike]] = felt
    return found
