"""When a system works, as a formula over what can fail: each system by itself, and each common cause."""

from __future__ import annotations

from dataclasses import dataclass

from samdrift.availability.promised_diagram import TRUE, Diagram
from samdrift.availability.promised_structure import Structure


@dataclass(frozen=True, slots=True)
class Formula:
    """`works` is a node of `diagram`; `chances` how often each variable is true; `variable` that of each system."""

    diagram: Diagram
    works: int
    chances: dict[int, float]
    variable: dict[str, int]


def formula(structure: Structure, system: str, most: int) -> Formula:
    """Raises TooLarge where the diagram would need more than `most` nodes.

    On a cycle everything works until something fails, so the equations are applied from "all work" on until nothing
    changes: the greatest fixpoint, as the impact engine has the least one of what fails.
    """
    needed = structure.needed_by(system)
    diagram = Diagram(most)
    variable = {name: number for number, name in enumerate(needed)}
    chances = {number: min(structure.alone(name), 1.0) for name, number in variable.items()}
    alone = {name: diagram.variable(number) for name, number in variable.items()}
    for number, cause in enumerate(structure.common, len(needed)):
        chances[number] = 1 - structure.together(cause)
        spared = diagram.variable(number)
        alone |= {name: diagram.both(alone[name], spared) for name in cause.members if name in alone}
    works = dict.fromkeys(needed, TRUE)
    changed = True
    while changed:
        changed = False
        for name in reversed(needed):
            now = alone[name]
            for need in structure.needs.get(name, ()):
                met = diagram.at_least([works[provider] for provider in need.providers], need.required)
                now = diagram.both(now, met)
            changed |= now != works[name]
            works[name] = now
    return Formula(diagram, works[system], chances, variable)
