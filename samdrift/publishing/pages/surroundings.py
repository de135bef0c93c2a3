"""The small drawing of a system with those that need it and those that it needs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from samdrift.portfolio.map import Link, NodeWords, around, draw, lanes, of_systems
from samdrift.publishing.described import Relations
from samdrift.publishing.pages import places
from samdrift.publishing.pages.map_words import Seen, link_kinds, link_words, node_words
from samdrift.vocabulary import Language

MOST_DRAWN = 25
"""Systems in one drawing; around more than that, the table and the map serve better."""


def surroundings(
    slug: str,
    relations: Relations,
    states: Mapping[str, Seen] | None,
    felt: Collection[tuple[str, str]],
    language: Language,
) -> tuple[SafeString, SafeString]:
    """As a row of columns and, for a phone, as a column of rows; empty where it would be a wall, or nothing at all.

    `states` as for `node_words`; `felt`: the ends of those links by which trouble may reach somebody.
    """
    edges = (*relations.needed_by, *relations.needs)
    systems = {system.slug: system for edge in edges for system in (edge.consumer, edge.provider)}
    if not 1 < len(systems) <= MOST_DRAWN:
        return SafeString(), SafeString()
    graph = of_systems(systems.values(), edges)
    names = {node.id: node.name.in_(language) for node in graph.nodes}
    nodes = {}
    for node in graph.nodes:
        words = node_words(node, places.main_page(systems[node.id], language), states, "", language)
        own = [link for link in graph.links if node.id in {link.consumer, link.provider} and node.id != slug]
        nodes[node.id] = _beside(words, own, names, language)
    lines = [
        link_words(link, names, language, "", link_kinds(link, nodes[link.provider].standing, felt))
        for link in graph.links
    ]
    label = gettext("The systems around %(name)s") % {"name": names[slug]}
    layout = around(graph, slug)
    narrow = lanes(graph, tuple(box.id for box in layout.boxes))
    drawn = (
        draw(each, graph.links, nodes=nodes, lines=lines, kind=kind, label=label)
        for each, kind in ((layout, "layers"), (narrow, "lanes"))
    )
    wide, upright = (mark_safe(svg) for svg in drawn)  # noqa: S308  (every text in it was escaped)
    return wide, upright


def _beside(words: NodeWords, own: list[Link], names: Mapping[str, str], language: Language) -> NodeWords:
    """What a system has to do with the one in the middle, not with all: the drawing shows no more of it."""
    said_of = [words.word.lower(), *(() if own else (gettext("this system"),))]
    short = ", ".join(part for part in said_of if part)
    sentences = [link_words(link, names, language, "", ()).title for link in own]
    first = f"{words.name}: {short}" if short else words.name
    return replace(words, label=". ".join((first, *sentences)))
