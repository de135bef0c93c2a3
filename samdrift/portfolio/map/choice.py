"""Which part of a portfolio a map shows: all of it, or what is near one system, down to a level of criticality."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from samdrift.portfolio.derived import Edge, Portfolio, SystemModel
from samdrift.portfolio.map.graph import CRITICALITIES
from samdrift.vocabulary import Criticality


class Direction(StrEnum):
    """From one system: to what needs it (up), to what it needs (down)."""

    BOTH = "both"
    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Choice:
    """`around` is a slug, or None for the whole; `steps` and `direction` count only around a system.

    `least` is the least critical dependency that is shown.
    """

    around: str | None = None
    steps: int = 1
    direction: Direction = Direction.BOTH
    least: Criticality = Criticality.LOW


@dataclass(frozen=True, slots=True)
class View:
    """What is shown, and how much of the portfolio is not. Retired systems that nothing needs are not counted."""

    systems: tuple[SystemModel, ...]
    edges: tuple[Edge, ...]
    hidden_systems: int
    hidden_edges: int


def view(portfolio: Portfolio, choice: Choice = Choice()) -> View:
    """Around a system: those within so many steps, and every dependency between two of them that is on such a way.

    A way goes up only or down only: what needs what a system needs is no neighbour of it. Raises KeyError where
    `choice.around` names no system of the portfolio.
    """
    among = on_the_map(portfolio)
    shown = CRITICALITIES[: CRITICALITIES.index(choice.least) + 1]
    edges = [edge for edge in portfolio.edges if edge.dependency.criticality in shown]
    systems = among
    if choice.around is not None:
        slugs, edges = _near(portfolio.by_slug[choice.around].slug, choice, edges)
        systems = tuple(system for system in portfolio.systems if system.slug in slugs)
    return View(
        systems=systems,
        edges=tuple(edges),
        hidden_systems=len({system.slug for system in among} - {system.slug for system in systems}),
        hidden_edges=len(portfolio.edges) - len(edges),
    )


def on_the_map(portfolio: Portfolio) -> tuple[SystemModel, ...]:
    """Every system but the retired ones that nothing needs and that need nothing."""
    linked = {system.slug for edge in portfolio.edges for system in (edge.consumer, edge.provider)}
    return tuple(system for system in portfolio.systems if not system.retired or system.slug in linked)


def _near(slug: str, choice: Choice, edges: list[Edge]) -> tuple[set[str], list[Edge]]:
    found, ways = {slug}, set[int]()
    for direction in (Direction.UP, Direction.DOWN):
        if choice.direction in (direction, Direction.BOTH):
            reached, passed = _reached(slug, choice.steps, direction, edges)
            found |= reached
            ways |= passed
    return found, [edge for position, edge in enumerate(edges) if position in ways]


def _reached(slug: str, steps: int, direction: Direction, edges: list[Edge]) -> tuple[set[str], set[int]]:
    """The systems, and the positions of the edges that lead to them."""
    found, ways = {slug}, set[int]()
    for _ in range(steps):
        reached = set(found)
        for position, edge in enumerate(edges):
            near, far = (
                (edge.consumer, edge.provider) if direction is Direction.DOWN else (edge.provider, edge.consumer)
            )
            if near.slug in found:
                reached.add(far.slug)
                ways.add(position)
        found = reached
    return found, ways
