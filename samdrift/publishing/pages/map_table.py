"""The same as the map draws, as a table and as a matrix, in the active language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from samdrift.portfolio.derived import Edge
from samdrift.portfolio.document.labels import label
from samdrift.portfolio.document.labels import word as choice_word
from samdrift.portfolio.map import CRITICALITIES, Graph
from samdrift.publishing.pages.documentation_parts import Line, Run, said
from samdrift.publishing.pages.evidence import criticality, source
from samdrift.publishing.pages.places import Address
from samdrift.publishing.pages.sentences import capital
from samdrift.vocabulary import Criticality, Language


@dataclass(frozen=True, slots=True)
class Row:
    """One dependency. `level` is the criticality's word in style sheets, `rank` its place when sorting."""

    level: str
    rank: int
    consumer: Line
    provider: Line
    criticality: Line
    pattern: str
    why: str
    source: Line


@dataclass(frozen=True, slots=True)
class Cell:
    """`level` is empty where the row does not need the column."""

    level: str
    letter: str
    word: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """Who needs (rows) whom (columns)."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """`assumed_levels`: every level is our judgement, which is then said once and not in each row."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    assumed_levels: bool


NOT_NEEDED = Cell("", "", "")


def table(edges: Sequence[Edge], order: Sequence[str], language: Language, address: Address) -> Table:
    """Rows from the top of the map, and for each system the most critical first. `order` holds every slug."""
    place = {slug: position for position, slug in enumerate(order)}
    all_assumed = bool(edges) and all(edge.dependency.assumed_criticality for edge in edges)
    ranked = sorted(
        edges, key=lambda edge: (place[edge.consumer.slug], _rank(edge), place[edge.provider.slug], edge.dependency.id)
    )
    columns = (
        gettext("System"),
        gettext("Needs"),
        label("dependencies.criticality", language),
        label("dependencies.pattern", language),
        label("dependencies.evidence", language),
    )
    rows = tuple(_row(edge, language, address, level_said=all_assumed) for edge in ranked)
    return Table(columns, rows, all_assumed)


def owners_table(graph: Graph, names: Mapping[str, str], language: Language) -> Table:
    """What systems of one owner need of those of another: each pair once, with the most critical."""
    columns = (gettext("Owner"), gettext("Needs"), label("dependencies.criticality", language), gettext("Dependencies"))
    ranked = sorted(graph.links, key=lambda link: (CRITICALITIES.index(link.criticality), -link.count))
    rows = tuple(
        Row(
            level=link.criticality.value,
            rank=CRITICALITIES.index(link.criticality),
            consumer=said(names[link.consumer]),
            provider=said(names[link.provider]),
            criticality=said(capital(choice_word(link.criticality, language))),
            pattern=str(link.count),
            why="",
            source=(),
        )
        for link in ranked
    )
    return Table(columns, rows, assumed_levels=False)


def matrix(graph: Graph, order: Sequence[str], names: Mapping[str, str], language: Language) -> Matrix:
    """Only those that need somebody are rows, and only those that are needed are columns."""
    cells = {(link.consumer, link.provider): _cell(link.criticality, language) for link in graph.links}
    consumers = [id for id in order if any(link.consumer == id for link in graph.links)]
    providers = [id for id in order if any(link.provider == id for link in graph.links)]
    return Matrix(
        columns=tuple(names[id] for id in providers),
        rows=tuple((names[id], tuple(cells.get((id, other), NOT_NEEDED) for other in providers)) for id in consumers),
    )


def letter(criticality: Criticality, language: Language) -> str:
    return choice_word(criticality, language)[0].upper()


def _cell(criticality: Criticality, language: Language) -> Cell:
    return Cell(criticality.value, letter(criticality, language), choice_word(criticality, language))


def _rank(edge: Edge) -> int:
    return CRITICALITIES.index(edge.dependency.criticality)


def _row(edge: Edge, language: Language, address: Address, *, level_said: bool) -> Row:
    dependency = edge.dependency
    level = capital(choice_word(dependency.criticality, language))
    return Row(
        level=dependency.criticality.value,
        rank=_rank(edge),
        consumer=(Run(edge.consumer.name.in_(language), address(edge.consumer.slug)),),
        provider=(Run(edge.provider.name.in_(language), address(edge.provider.slug)),),
        criticality=said(level) if level_said else criticality(dependency, level),
        pattern=capital(choice_word(dependency.pattern, language)),
        why=dependency.why.in_(language),
        source=source(dependency.known),
    )
