"""The map's two drawings, wide and narrow: what stands where is worked out once, and what it says at each state."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import ngettext

from samdrift.portfolio.map import (
    MOST_NODES,
    Graph,
    Layout,
    Node,
    View,
    draw,
    lanes,
    layers,
    of_owners,
    of_systems,
)
from samdrift.publishing.pages import places
from samdrift.publishing.pages.map_words import Seen, link_kinds, link_words, neighbours, node_words
from samdrift.vocabulary import Language


@dataclass(frozen=True)
class Plan:
    """What a map shows, and where, whatever the states are.

    `by_owner`: there are so many systems that each node is an owner. `wide` and `narrow` are None where even the
    owners are too many to draw.
    """

    view: View
    graph: Graph
    by_owner: bool
    wide: Layout | None
    narrow: Layout | None

    @property
    def order(self) -> tuple[str, ...]:
        """Every node, as the map is read."""
        return tuple(box.id for box in self.wide.boxes) if self.wide else tuple(node.id for node in self.graph.nodes)

    def names(self, language: Language) -> dict[str, str]:
        return {node.id: node.name.in_(language) for node in self.graph.nodes}


@dataclass(frozen=True)
class Marked:
    """What a difference says of a node, and of a link by its ends: a word and a class."""

    nodes: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    links: Mapping[tuple[str, str], tuple[str, str]] = field(default_factory=dict)


NOT_MARKED = Marked()


@dataclass(frozen=True, slots=True)
class Picture:
    wide: SafeString
    narrow: SafeString


NO_PICTURE = Picture(SafeString(), SafeString())


def plan(view: View) -> Plan:
    by_owner = len(view.systems) > MOST_NODES
    graph = (of_owners if by_owner else of_systems)(view.systems, view.edges)
    if len(graph.nodes) > MOST_NODES:
        return Plan(view, graph, by_owner, None, None)
    wide, narrow = _laid_out(graph)
    return Plan(view, graph, by_owner, wide, narrow)


@lru_cache(maxsize=64)
def _laid_out(graph: Graph) -> tuple[Layout, Layout]:
    """Kept, because it costs the most, and documents mostly change in their words."""
    wide = layers(graph)
    return wide, lanes(graph, tuple(box.id for box in wide.boxes))


def picture(
    plan: Plan,
    told: Mapping[str, Seen] | None,
    language: Language,
    address: Callable[[Node], str],
    marked: Marked,
    *,
    felt: Collection[tuple[str, str]] = (),
) -> Picture:
    """`told` as for `node_words`. `felt`: the ends of those links by which trouble may reach somebody."""
    if plan.wide is None or plan.narrow is None or not plan.graph.nodes:
        return NO_PICTURE
    names = plan.names(language)
    beside = neighbours(plan.graph, names)
    nodes = {}
    for node in plan.graph.nodes:
        mark, kind = marked.nodes.get(node.id, ("", ""))
        words = node_words(node, address(node), told, beside[node.id], language, mark=mark)
        nodes[node.id] = words if not kind else words.also(kind)
    lines = []
    for link in plan.graph.links:
        mark, kind = marked.links.get((link.consumer, link.provider), ("", ""))
        kinds = (*link_kinds(link, nodes[link.provider].standing, felt), *((kind,) if kind else ()))
        lines.append(link_words(link, names, language, mark, kinds))
    label = _label(plan)
    drawn = (
        draw(layout, plan.graph.links, nodes=nodes, lines=lines, kind=kind, label=label)
        for layout, kind in ((plan.wide, "layers"), (plan.narrow, "lanes"))
    )
    wide, narrow = (mark_safe(svg) for svg in drawn)  # noqa: S308  (every text in it was escaped)
    return Picture(wide, narrow)


def main_pages(own: Plan, language: Language) -> Callable[[Node], str]:
    """To a system's page; from many systems to their list on the same page."""

    systems = {system.slug: system for system in own.view.systems}

    def address(node: Node) -> str:
        if not own.by_owner:
            return places.main_page(systems[node.systems[0]], language)
        return f"#owner-{node.id}"

    return address


def _label(plan: Plan) -> str:
    if plan.by_owner:
        return ngettext("Map of %(count)d owner", "Map of %(count)d owners", len(plan.graph.nodes)) % {
            "count": len(plan.graph.nodes)
        }
    return ngettext("Map of %(count)d system", "Map of %(count)d systems", len(plan.graph.nodes)) % {
        "count": len(plan.graph.nodes)
    }
