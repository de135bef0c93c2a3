"""Any structure, and the answer that counting every case gives."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from math import prod

from hypothesis import strategies as st

from samdrift.availability.promised_structure import CommonCause, Needed, Structure

TRAINS = Structure(
    {"P1": 0.4, "P2": 0.3, "V1": 0.6, "V2": 0.5},
    {
        "plant": [Needed(("one", "two"))],
        "one": [Needed(("V1",)), Needed(("P1",))],
        "two": [Needed(("V2",)), Needed(("P2",))],
    },
)

NAMES = "abcde"


@st.composite
def structures(draw: st.DrawFn) -> Structure:
    own = {name: draw(st.floats(0.1, 1)) for name in NAMES}
    needs: dict[str, list[Needed]] = {}
    for _ in range(draw(st.integers(0, 6))):
        consumer, *others = draw(st.permutations(NAMES))
        many = draw(st.integers(1, 3))
        needs.setdefault(consumer, []).append(Needed(tuple(others[:many]), draw(st.integers(1, many))))
    members = st.lists(st.sampled_from(NAMES), unique=True, max_size=3).map(tuple)
    causes = [CommonCause(name, draw(members), draw(st.floats(0, 0.5))) for name in ("site", "supplier")]
    return Structure(own, needs, tuple(causes[: draw(st.integers(0, 2))]))


def counted(structure: Structure, system: str, forced: Mapping[str, bool] | None = None) -> float:
    """Every combination of what can fail, one by one; `forced` are up or down by themselves in all of them."""
    total = 0.0
    alone = {name: structure.alone(name) for name in NAMES} | {name: float(up) for name, up in (forced or {}).items()}
    chances = [*alone.values(), *(1 - structure.together(cause) for cause in structure.common)]
    for case in product((True, False), repeat=len(chances)):
        up = dict(zip(NAMES, case, strict=False))
        struck = [
            cause.members for cause, spared in zip(structure.common, case[len(NAMES) :], strict=True) if not spared
        ]
        works = {name: up[name] and not any(name in members for members in struck) for name in NAMES}
        for _ in NAMES:
            works = {
                name: works[name]
                and all(
                    sum(works[p] for p in need.providers) >= need.required for need in structure.needs.get(name, ())
                )
                for name in NAMES
            }
        if works[system]:
            total += prod(chance if held else 1 - chance for chance, held in zip(chances, case, strict=True))
    return total
