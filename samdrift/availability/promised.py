"""The availability that a system's critical needs allow. A model value: it is as good as what was promised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from samdrift.availability.promised_diagram import TooLarge
from samdrift.availability.promised_formula import Formula, formula
from samdrift.availability.promised_sampling import sampled
from samdrift.availability.promised_structure import Structure

_MOST_NODES = 200_000
_SAMPLES = 400_000


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

    `standard_error` is 0 where the numbers are exact. `needed` is what must work, each once; `unstated` are those
    that promise nothing and so count as always working. `importances`: most critical first; empty where sampled.
    """

    system: str
    availability: float
    ceiling: float
    standard_error: float
    needed: tuple[str, ...]
    unstated: tuple[str, ...]
    importances: tuple[Importance, ...]

    def falls_short(self, target: float) -> float:
        """By how much the target is above the ceiling; 0 where it can be kept."""
        return max(0.0, target - self.ceiling)


def promised(
    structure: Structure, system: str, *, most_nodes: int = _MOST_NODES, samples: int = _SAMPLES, seed: int = 0
) -> Promise:
    """Exact by a decision diagram; sampled, with its standard error, where that would take more than `most_nodes`."""
    needed = structure.needed_by(system)
    unstated = tuple(name for name in needed if name not in structure.own)
    try:
        exact = formula(structure, system, most_nodes)
    except TooLarge:
        availability, error = sampled(structure, system, samples=samples, seed=seed)
        perfect = Structure({**structure.own, system: 1.0}, structure.needs, structure.common)
        ceiling, _ = sampled(perfect, system, samples=samples, seed=seed)
        return Promise(system, availability, ceiling, error, needed[1:], unstated, ())
    availability = _chance(exact)
    return Promise(
        system=system,
        availability=availability,
        ceiling=_chance(exact, system, 1.0),
        standard_error=0.0,
        needed=needed[1:],
        unstated=unstated,
        importances=_importances(exact, structure, 1 - availability),
    )


def _chance(exact: Formula, name: str | None = None, instead: float = 0.0) -> float:
    chances = exact.chances if name is None else {**exact.chances, exact.variable[name]: instead}
    return exact.diagram.probability(exact.works, chances)


def _importances(exact: Formula, structure: Structure, down: float) -> tuple[Importance, ...]:
    if down <= 0:
        return ()
    found = []
    for name, variable in exact.variable.items():
        if name not in structure.own:
            continue
        if_down, if_never = 1 - _chance(exact, name, 0.0), 1 - _chance(exact, name, 1.0)
        own = 1 - exact.chances[variable]
        found.append(
            Importance(
                system=name,
                birnbaum=if_down - if_never,
                criticality=(if_down - if_never) * own / down,
                diagnostic=own * if_down / down,
                raw=if_down / down,
                rrw=down / if_never if if_never > 0 else float("inf"),
            )
        )
    return tuple(sorted(found, key=lambda one: (-one.criticality, one.system)))


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
