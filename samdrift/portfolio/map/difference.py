"""What changed on the map between two days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from samdrift.portfolio.derived import DependencyModel, Edge
from samdrift.portfolio.map.choice import View


class Change(StrEnum):
    """Seen from the earlier day. `value` is its word in style sheets."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class ChangedEdge:
    """`before` is None where the dependency is new, `after` where it is gone; what is told has at least one."""

    before: Edge | None
    after: Edge | None

    @property
    def change(self) -> Change:
        if self.before is None:
            return Change.ADDED
        return Change.REMOVED if self.after is None else Change.CHANGED


@dataclass(frozen=True)
class Difference:
    """`view` is everything of both days: what they share as on the later one, then what is gone.

    `systems` by slug are those that came or went; `edges` are in the order of the view.
    """

    view: View
    systems: Mapping[str, Change]
    edges: tuple[ChangedEdge, ...]

    @property
    def links(self) -> dict[tuple[str, str], Change]:
        """By consumer and provider. Where their dependencies fared differently, the link has changed."""
        fared: dict[tuple[str, str], set[Change | None]] = {}
        named = {id(edge): each.change for each in self.edges for edge in (each.before, each.after) if edge}
        for edge in self.view.edges:
            fared.setdefault((edge.consumer.slug, edge.provider.slug), set()).add(named.get(id(edge)))
        return {
            ends: change if len(kinds) == 1 and change else Change.CHANGED
            for ends, kinds in fared.items()
            if any(kinds) and (change := next(each for each in kinds if each))
        }


def difference(earlier: View, later: View) -> Difference:
    """A dependency is the same one if its id in its consumer's document is."""
    before, after = _by_name(earlier), _by_name(later)
    old, new = ({system.slug for system in view.systems} for view in (earlier, later))
    gone = tuple(edge for name, edge in before.items() if name not in after)
    view = View(
        systems=(*later.systems, *(system for system in earlier.systems if system.slug not in new)),
        edges=(*later.edges, *gone),
        hidden_systems=later.hidden_systems,
        hidden_edges=later.hidden_edges,
    )
    changed = (ChangedEdge(before.get(name), edge) for name, edge in after.items() if _differs(before.get(name), edge))
    return Difference(
        view=view,
        systems=dict.fromkeys(sorted(new - old), Change.ADDED) | dict.fromkeys(sorted(old - new), Change.REMOVED),
        edges=(*changed, *(ChangedEdge(edge, None) for edge in gone)),
    )


def _by_name(view: View) -> dict[tuple[str, str], Edge]:
    return {(edge.consumer.slug, edge.dependency.id): edge for edge in view.edges}


def _differs(before: Edge | None, after: Edge) -> bool:
    return before is None or _drawn(before.dependency) != _drawn(after.dependency)


def _drawn(dependency: DependencyModel) -> tuple[object, ...]:
    """What the map tells of it."""
    return dependency.on, dependency.criticality, dependency.pattern, dependency.known.assumed
