"""What the map's page and the page for exploring share: the drawing, and the same as a table and as a matrix."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from samdrift.portfolio.derived import Edge, SystemModel
from samdrift.portfolio.map import MOST_NODES
from samdrift.publishing.pages import addresses, map_table, places
from samdrift.publishing.pages.expected_reach import Reach
from samdrift.publishing.pages.map_cascade import NO_CASCADE, Cascade
from samdrift.publishing.pages.map_picture import NOT_MARKED, Marked, Picture, Plan, main_pages, picture
from samdrift.publishing.pages.map_words import Seen, shape_word
from samdrift.publishing.pages.standing import Standing
from samdrift.vocabulary import Criticality, Language

WIDE = 1350.0
"""Wider than this a drawing is not made to fit the page, because its text would be too small to read."""


@dataclass(frozen=True, slots=True)
class Shown:
    """How many dependencies each choice of the filter shows, and how many it hides."""

    all: int
    high: int
    critical: int

    @property
    def hidden_by_high(self) -> int:
        return self.all - self.high

    @property
    def hidden_by_critical(self) -> int:
        return self.all - self.critical


@dataclass(frozen=True, slots=True)
class Owner:
    """An owner and its systems with their addresses, where there are too many to draw each."""

    id: str
    name: str
    systems: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Body:
    """`filters`: the whole map, of which the reader may hide what is less critical. `compares`: it shows two days.
    `states`: its boxes say how systems are, by `shapes` that have words. `felt`: its lines say whom trouble may reach
    now, and `reaches` says it in words.

    `notes` are the documents' reservations. `tables` is what the drawing shows, as a table and as a matrix; by owner,
    their systems too.
    """

    drawing: Picture
    scrolls: bool
    shapes: tuple[tuple[str, str], ...]
    filters: bool
    compares: bool
    states: bool
    felt: bool
    reaches: tuple[Reach, ...]
    by_owner: bool
    systems: int
    shown: Shown
    notes: tuple[str, ...]
    tables: SafeString


def body(
    own: Plan,
    told: Mapping[str, Seen] | None,
    language: Language,
    *,
    tables: SafeString,
    filters: bool,
    marked: Marked = NOT_MARKED,
    felt: Cascade = NO_CASCADE,
) -> Body:
    """`told` as for `node_words`; `tables` as made by `tables`, which a caller may keep."""
    return Body(
        drawing=picture(own, told, language, main_pages(own, language), marked, felt=felt.links),
        scrolls=own.wide is not None and own.wide.width > WIDE,
        shapes=_shapes(),
        filters=filters,
        compares=marked is not NOT_MARKED,
        states=bool(told),
        felt=bool(felt.links or felt.reaches),
        reaches=felt.reaches,
        by_owner=own.by_owner,
        systems=len(own.view.systems),
        shown=_count(own.view.edges),
        notes=_notes(own.view.systems, language),
        tables=tables,
    )


def tables(own: Plan, language: Language) -> SafeString:
    names = own.names(language)
    content = {
        "owners": _owners(own, language) if own.by_owner else (),
        "table": (
            map_table.owners_table(own.graph, names, language)
            if own.by_owner
            else map_table.table(own.view.edges, own.order, language, places.documentation(language))
        ),
        "matrix": (
            map_table.matrix(own.graph, own.order, names, language) if len(own.graph.nodes) <= MOST_NODES else None
        ),
        "keys": tuple((map_table.letter(each, language), each.value) for each in Criticality),
    }
    return mark_safe(get_template("publishing/map_tables.html").render(content))  # noqa: S308  (a template's)


def _owners(own: Plan, language: Language) -> tuple[Owner, ...]:
    explore = addresses.page("explore map", language)
    named = {system.slug: system for system in own.view.systems}
    return tuple(
        Owner(
            node.id,
            node.name.in_(language),
            tuple((named[slug].name.in_(language), f"{explore}?system={slug}") for slug in node.systems),
        )
        for node in own.graph.nodes
    )


def _shapes() -> tuple[tuple[str, str], ...]:
    """Every shape that a state may have, with its word."""
    return tuple((each.value, shape_word(each)) for each in Standing)


def _count(edges: Sequence[Edge]) -> Shown:
    levels = [edge.dependency.criticality for edge in edges]
    critical = levels.count(Criticality.CRITICAL)
    return Shown(all=len(levels), high=critical + levels.count(Criticality.HIGH), critical=critical)


def _notes(systems: Sequence[SystemModel], language: Language) -> tuple[str, ...]:
    """The reservations that documents make, each once."""
    return tuple(dict.fromkeys(system.note.in_(language) for system in systems if system.note))
