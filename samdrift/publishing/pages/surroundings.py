"""The small drawing of a system with those that need it and those that it needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from samdrift.portfolio.document.labels import word
from samdrift.portfolio.map import Link, NodeWords, around, draw, lanes, of_systems
from samdrift.publishing.described import Relations
from samdrift.publishing.pages import places
from samdrift.publishing.pages.map_words import Counts, link_words, node_words
from samdrift.publishing.pages.sentences import capital
from samdrift.vocabulary import Language

MOST_DRAWN = 25
"""Systems in one drawing; around more than that, the table and the map serve better."""
_UNCOUNTED = Counts(0, 0)


def surroundings(slug: str, relations: Relations, language: Language) -> tuple[SafeString, SafeString]:
    """As a row of columns and, for a phone, as a column of rows; empty where it would be a wall, or nothing at all."""
    edges = (*relations.needed_by, *relations.needs)
    systems = {system.slug: system for edge in edges for system in (edge.consumer, edge.provider)}
    if not 1 < len(systems) <= MOST_DRAWN:
        return SafeString(), SafeString()
    graph = of_systems(systems.values(), edges)
    names = {node.id: node.name.in_(language) for node in graph.nodes}
    lines = [link_words(link, names, language, "", ()) for link in graph.links]
    nodes = {}
    for node in graph.nodes:
        words = node_words(node, places.main_page(systems[node.id], language), None, _UNCOUNTED, language)
        own = [link for link in graph.links if node.id in {link.consumer, link.provider} and node.id != slug]
        nodes[node.id] = _beside(words, own, names, language)
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
    said_of = [words.word, *(word(link.criticality, language) for link in own)] if own else [gettext("this system")]
    short = capital(", ".join(part for part in dict.fromkeys(said_of) if part).lower())
    sentences = [link_words(link, names, language, "", ()).title for link in own]
    return replace(words, word=short, label=". ".join((f"{words.name}: {short.lower()}", *sentences)))
