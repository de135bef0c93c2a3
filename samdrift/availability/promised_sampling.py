"""The same by throwing dice, where the exact way would grow too large."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
import numpy.typing as npt

from samdrift.availability.promised_structure import Structure

_AT_ONCE = 1 << 14
ERRORS = 3
"""How many standard errors either way are taken to hold the truth: all but three times in a thousand."""

_Cases = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Sample:
    """In `worked` of `drawn` cases it worked.

    `share` and `standard_error` are those of Wilson's interval for ERRORS standard errors. So the error is never 0:
    that nothing failed among a few thousand cases does not say that nothing ever fails.
    """

    worked: int
    drawn: int

    @property
    def share(self) -> float:
        return (self.worked + ERRORS**2 / 2) / (self.drawn + ERRORS**2)

    @property
    def standard_error(self) -> float:
        spread = self.worked * (self.drawn - self.worked) / self.drawn if self.drawn else 0
        return sqrt(spread + ERRORS**2 / 4) / (self.drawn + ERRORS**2)


def sampled(structure: Structure, systems: Sequence[str], *, samples: int, seed: int) -> dict[str, Sample]:
    """For each system: how often it works where it does not fail by itself. All by the same throws, so that many cost
    little more than one, and the same seed gives the same answer."""
    draw = np.random.default_rng(seed)
    worked, drawn = dict.fromkeys(systems, 0), dict.fromkeys(systems, 0)
    needed = structure.providers_first(systems)
    for start in range(0, samples, _AT_ONCE):
        many = min(_AT_ONCE, samples - start)
        alone = {name: draw.random(many) < structure.alone(name) for name in needed}
        works = _works(structure, alone, many, draw)
        for system in systems:
            worked[system] += int(works[system].sum())
            drawn[system] += int(alone[system].sum())
    return {system: Sample(worked[system], drawn[system]) for system in systems}


def _works(structure: Structure, alone: dict[str, _Cases], many: int, draw: np.random.Generator) -> dict[str, _Cases]:
    works = dict(alone)
    for cause in structure.common:
        spared = draw.random(many) >= structure.together(cause)
        works |= {name: works[name] & spared for name in works.keys() & set(cause.members)}
    changed = True
    while changed:
        changed = False
        for name, before in works.items():
            now = before
            for need in structure.needs.get(name, ()):
                now = now & _met([works[provider] for provider in need.providers], need.required)
            changed |= now is not before and bool((now != before).any())
            works[name] = now
    return works


def _met(providers: Sequence[_Cases], required: int) -> _Cases:
    if len(providers) == 1:
        return providers[0]
    met: _Cases = np.sum(providers, axis=0) >= required
    return met
