"""The availability that a system's critical needs allow. A model value: it is as good as what was promised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from heapq import nsmallest

from samdrift.availability.promised_diagram import TooLarge
from samdrift.availability.promised_formula import Component, Formula, formula
from samdrift.availability.promised_sampling import ERRORS, Sample, sampled
from samdrift.availability.promised_structure import Structure

_ROUNDING = 1e-12


@dataclass(frozen=True, slots=True)
class Effort:
    """What may be spent: steps of a decision diagram, on each system and on all; samples, where that is not enough; and
    how many importances are told of each system."""

    steps: int = 500_000
    steps_in_all: int = 2_000_000
    samples: int = 400_000
    seed: int = 0
    importances: int = 1_000


@dataclass(frozen=True, slots=True)
class Importance:
    """What one system means for the downtime U of another. U₁ is U if it were always down, U₀ if never.

    `birnbaum` U₁ − U₀; `criticality` that times its own downtime, of U: the share of U that goes if it never fails;
    `diagnostic` how likely it is down when the other is; `raw` U₁ / U, risk achievement; `rrw` U / U₀, risk reduction.
    """

    system: str
    birnbaum: float
    criticality: float
    diagnostic: float
    raw: float
    rrw: float


@dataclass(frozen=True, slots=True)
class Promise:
    """`availability` of the system all in all; `ceiling` what its needs would allow if it never failed itself.

    `standard_error` is that of the ceiling, and 0 only where the numbers are exact; that of the availability is no
    larger. `needed` is what must work, each once; `unstated` are those that promise nothing and so count as always
    working. `importances`: most critical first; empty where sampled.
    """

    system: str
    availability: float
    ceiling: float
    standard_error: float
    needed: tuple[str, ...]
    unstated: tuple[str, ...]
    importances: tuple[Importance, ...]

    @property
    def least(self) -> float:
        """The ceiling is almost certainly no lower."""
        return max(0.0, self.ceiling - ERRORS * self.standard_error)

    @property
    def most(self) -> float:
        """The ceiling is almost certainly no higher."""
        return min(1.0, self.ceiling + ERRORS * self.standard_error)

    def cannot_keep(self, target: float) -> bool:
        return self.most < target - _ROUNDING

    def may_not_keep(self, target: float) -> bool:
        """The samples do not tell whether it can."""
        return self.least < target - _ROUNDING <= self.most

    def falls_short(self, target: float) -> float:
        """By how much the target is above the ceiling; 0 where it can be kept."""
        return max(0.0, target - self.ceiling)


def promised(structure: Structure, system: str, effort: Effort = Effort()) -> Promise:
    return promised_each(structure, [system], effort)[system]


def promised_each(structure: Structure, systems: Sequence[str], effort: Effort = Effort()) -> dict[str, Promise]:
    """Exact by decision diagrams; those that would take too many steps are sampled, with their standard error."""
    found: dict[str, Promise | None] = {}
    left = effort.steps_in_all
    for system in systems:
        allowed = min(left, effort.steps)
        try:
            exact = formula(structure, system, allowed)
        except TooLarge:
            left -= allowed
            found[system] = None
        else:
            left -= exact.diagram.steps
            found[system] = _exactly(structure, system, exact, effort.importances)
    hard = [system for system, promise in found.items() if promise is None]
    thrown = sampled(structure, hard, samples=effort.samples, seed=effort.seed) if hard else {}
    return {system: promise or _nearly(structure, system, thrown[system]) for system, promise in found.items()}


def _exactly(structure: Structure, system: str, exact: Formula, tell: int) -> Promise:
    availability, slopes = exact.measured()
    needed, unstated = _needed(structure, system)
    return Promise(
        system=system,
        availability=availability,
        ceiling=slopes[system],
        standard_error=0.0,
        needed=needed,
        unstated=unstated,
        importances=_importances(structure, exact, 1 - availability, slopes, tell),
    )


def _nearly(structure: Structure, system: str, sample: Sample) -> Promise:
    availability = sample.share * min(structure.alone(system), 1.0)
    return Promise(system, availability, sample.share, sample.standard_error, *_needed(structure, system), ())


def _needed(structure: Structure, system: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    names = structure.needed_by(system)
    return names[1:], tuple(name for name in names if name not in structure.own)


def _importances(
    structure: Structure, exact: Formula, down: float, slopes: dict[Component, float], tell: int
) -> tuple[Importance, ...]:
    if down <= _ROUNDING:
        return ()
    ranked = nsmallest(
        tell,
        (name for name in exact.systems if name in structure.own),
        key=lambda name: ((exact.chances[name] - 1) * slopes[name], name),
    )
    return tuple(_importance(name, 1 - exact.chances[name], slopes[name], down) for name in ranked)


def _importance(name: str, own: float, slope: float, down: float) -> Importance:
    if_down, if_never = down + (1 - own) * slope, down - own * slope
    return Importance(
        system=name,
        birnbaum=slope,
        criticality=own * slope / down,
        diagnostic=own * if_down / down,
        raw=if_down / down,
        rrw=down / if_never if if_never > _ROUNDING else float("inf"),
    )


@dataclass(frozen=True, slots=True)
class DowntimeBudget:
    """What a target allows in a period, what critical needs take of it, and what is left for the system itself."""

    allowed: timedelta
    taken: timedelta

    @property
    def left(self) -> timedelta:
        """Negative where the target cannot be kept."""
        return self.allowed - self.taken


def downtime_budget(target: float, needs: Sequence[float], period: timedelta) -> DowntimeBudget:
    """The needs' downtimes added, as if they never came together: for small ones nearly exact, and never too little."""
    return DowntimeBudget(period * (1 - target), period * sum(1 - one for one in needs))
