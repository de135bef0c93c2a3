"""The same by throwing dice, where the exact way would grow too large."""

from __future__ import annotations

from math import sqrt

import numpy as np

from samdrift.availability.promised_structure import Structure

_AT_ONCE = 1 << 16


def sampled(structure: Structure, system: str, *, samples: int, seed: int) -> tuple[float, float]:
    """How often the system works, and the standard error of that number. The same seed gives the same answer."""
    draw = np.random.default_rng(seed)
    worked = 0
    for start in range(0, samples, _AT_ONCE):
        worked += _worked(structure, system, min(_AT_ONCE, samples - start), draw)
    share = worked / samples
    return share, sqrt(share * (1 - share) / samples)


def _worked(structure: Structure, system: str, samples: int, draw: np.random.Generator) -> int:
    needed = structure.needed_by(system)
    alone = {name: draw.random(samples) < structure.alone(name) for name in needed}
    for cause in structure.common:
        spared = draw.random(samples) >= structure.together(cause)
        for name in alone.keys() & set(cause.members):
            alone[name] &= spared
    works = dict(alone)
    changed = True
    while changed:
        changed = False
        for name in reversed(needed):
            now = works[name]
            for need in structure.needs.get(name, ()):
                met = np.sum([works[provider] for provider in need.providers], axis=0) >= need.required
                now = now & met
            changed |= bool((now != works[name]).any())
            works[name] = now
    return int(works[system].sum())
