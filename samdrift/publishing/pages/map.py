"""What the map's page says. The drawing is laid out once for a portfolio; a change of states costs only words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from samdrift.portfolio.derived import Edge, Portfolio, SystemModel
from samdrift.portfolio.formats import FORMATS
from samdrift.portfolio.map import MOST_NODES, view
from samdrift.publishing.pages import addresses, map_table, places, sentences
from samdrift.publishing.pages.map_picture import Picture, Plan, main_pages, picture, plan
from samdrift.publishing.pages.map_words import seen
from samdrift.publishing.pages.standing import WORST_FIRST, Standing, of
from samdrift.snapshot.model import SystemStatus
from samdrift.vocabulary import Criticality, Language


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
class Map:
    """`answer` says in one sentence how the systems on the map are. `tables` is the same as a table and a matrix."""

    answer: str
    standing: str
    drawing: Picture
    wide_for_page: bool
    by_owner: bool
    owners: tuple[Owner, ...]
    systems: int
    shown: Shown
    notes: tuple[str, ...]
    tables: SafeString
    explore: str
    documentation: tuple[tuple[str, str], ...]
    downloads: tuple[tuple[str, str], ...]


class Maps:
    """Keeps what follows from the portfolio alone for as long as the same portfolio object is handed in."""

    def __init__(self) -> None:
        self._kept: tuple[Portfolio, Plan] | None = None
        self._tables: dict[Language, SafeString] = {}

    def read(
        self, portfolio: Portfolio, statuses: Mapping[str, SystemStatus], language: Language, *, stale: bool
    ) -> Map:
        """`statuses` by slug; a system without one is external or planned, or we do not know how it is."""
        own = self._plan(portfolio)
        shown = [statuses[system.slug] for system in own.view.systems if system.slug in statuses]
        told = {status.slug: seen(status, stale=stale) for status in shown}
        worst = next((each for each in WORST_FIRST if any(of(status) is each for status in shown)), Standing.WORKING)
        return Map(
            answer=sentences.answer(shown, language),
            standing=worst.value if shown else Standing.UNKNOWN.value,
            drawing=picture(own, told, language, main_pages(portfolio, language)),
            wide_for_page=own.wide is not None and own.wide.width > WIDE,
            by_owner=own.by_owner,
            owners=owners(own, portfolio, language) if own.by_owner else (),
            systems=len(own.view.systems),
            shown=count(own.view.edges),
            notes=notes(own.view.systems, language),
            tables=self._tables_of(own, language),
            explore=addresses.page("explore map", language),
            documentation=documentation(own.view.systems, language),
            downloads=DOWNLOADS,
        )

    def _plan(self, portfolio: Portfolio) -> Plan:
        if self._kept is None or self._kept[0] is not portfolio:
            self._kept = portfolio, plan(view(portfolio))
            self._tables.clear()
        return self._kept[1]

    def _tables_of(self, own: Plan, language: Language) -> SafeString:
        if language not in self._tables:
            self._tables[language] = tables(own, language)
        return self._tables[language]


WIDE = 1300.0
"""Wider than this a drawing is not made to fit the page, because its text would be too small to read."""
DOWNLOADS = tuple((name, FORMATS[key].address) for name, key in (
    ("JSON", "json"), ("CSV", "csv"), ("GraphML", "graphml"), ("DOT (Graphviz)", "dot"), ("Mermaid", "mermaid"),
    ("ArchiMate", "archimate"), ("Backstage", "backstage"), ("Graph", "graph"),
))  # fmt: skip


def tables(own: Plan, language: Language) -> SafeString:
    names = own.names(language)
    content = {
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


def owners(own: Plan, portfolio: Portfolio, language: Language) -> tuple[Owner, ...]:
    explore = addresses.page("explore map", language)
    return tuple(
        Owner(
            node.id,
            node.name.in_(language),
            tuple((portfolio.by_slug[slug].name.in_(language), f"{explore}?system={slug}") for slug in node.systems),
        )
        for node in own.graph.nodes
    )


def count(edges: Sequence[Edge]) -> Shown:
    levels = [edge.dependency.criticality for edge in edges]
    critical = levels.count(Criticality.CRITICAL)
    return Shown(all=len(levels), high=critical + levels.count(Criticality.HIGH), critical=critical)


def notes(systems: Sequence[SystemModel], language: Language) -> tuple[str, ...]:
    """The reservations that documents make, each once."""
    return tuple(dict.fromkeys(system.note.in_(language) for system in systems if system.note))


def documentation(systems: Sequence[SystemModel], language: Language) -> tuple[tuple[str, str], ...]:
    return tuple(
        (system.name.in_(language), addresses.page("documentation", language, system.slug)) for system in systems
    )
