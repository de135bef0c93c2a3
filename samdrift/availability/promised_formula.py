"""When a system works, as a formula over what can fail: each system by itself, and each common cause."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from math import prod

from samdrift.availability.promised_diagram import TRUE, Diagram
from samdrift.availability.promised_structure import CommonCause, Needed, Structure

Component = str | CommonCause
"""A system by itself, or a cause that spares its members."""


@dataclass(frozen=True, slots=True)
class Formula:
    """It works where each of `always` holds, and `rest`, a node of `diagram` whose variables are `others` in order.

    `chances` is how often each component holds. None is in both: what must work anyway is no question in the diagram,
    which so holds little more than the groups.
    """

    always: tuple[Component, ...]
    others: tuple[Component, ...]
    chances: dict[Component, float]
    diagram: Diagram
    rest: int

    @property
    def systems(self) -> Iterator[str]:
        return (each for each in self.chances if isinstance(each, str))

    def measured(self) -> tuple[float, dict[Component, float]]:
        """How often it works, and by component how much more often if that always held than if it never did.

        One walk over all for everything: the chance is linear in that of each component.
        """
        met, slopes = self.diagram.slopes(self.rest, [self.chances[each] for each in self.others])
        hold = prod(self.chances[each] for each in self.always)
        found: dict[Component, float] = {each: hold * slope for each, slope in zip(self.others, slopes, strict=True)}
        found |= {each: met * self._without(each, hold) for each in self.always}
        return hold * met, found

    def _without(self, left_out: Component, hold: float) -> float:
        if chance := self.chances[left_out]:
            return hold / chance
        return prod(self.chances[each] for each in self.always if each != left_out)


def formula(structure: Structure, system: str, most: int) -> Formula:
    """Raises TooLarge where the diagram would take more than `most` steps.

    On a cycle everything works until something fails, so the equations are applied from "all work" on until nothing
    changes: the greatest fixpoint, as the impact engine has the least one of what fails.
    """
    needed = structure.always_needed_by(system)
    always = _with_causes(structure, needed, ())
    groups = [need for name in needed for need in structure.needs.get(name, ()) if not need.spares_none]
    names = structure.providers_first((name for need in groups for name in need.providers), known=set(needed))
    others = _with_causes(structure, (name for name in names if name in structure.own), set(always))
    diagram = Diagram(most)
    works = _works(structure, names, {each: diagram.variable(number) for number, each in enumerate(others)}, diagram)
    rest = diagram.all_of(_met(need, works, diagram) for need in groups)
    chances = {each: _chance(structure, each) for each in (*always, *others)}
    return Formula(always, others, chances, diagram, rest)


def _chance(structure: Structure, component: Component) -> float:
    if isinstance(component, CommonCause):
        return 1 - structure.together(component)
    return min(structure.alone(component), 1.0)


def _parts(structure: Structure, name: str) -> tuple[Component, ...]:
    return (name, *structure.causes_of(name))


def _with_causes(structure: Structure, names: Iterable[str], known: Collection[Component]) -> tuple[Component, ...]:
    found = dict.fromkeys(chain.from_iterable(_parts(structure, name) for name in names))
    return tuple(each for each in found if each not in known)


def _works(
    structure: Structure, names: Sequence[str], variable: dict[Component, int], diagram: Diagram
) -> dict[str, int]:
    """When each of `names` does, given that all else does."""
    alone = {name: diagram.all_of(variable.get(each, TRUE) for each in _parts(structure, name)) for name in names}
    works = dict.fromkeys(names, TRUE)
    changed = True
    while changed:
        changed = False
        for name in names:
            met = (_met(need, works, diagram) for need in structure.needs.get(name, ()))
            now = diagram.both(alone[name], diagram.all_of(met))
            changed |= now != works[name]
            works[name] = now
    return works


def _met(need: Needed, works: dict[str, int], diagram: Diagram) -> int:
    return diagram.at_least([works.get(provider, TRUE) for provider in need.providers], need.required)
