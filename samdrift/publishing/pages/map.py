"""What the map's page says. The drawing is laid out once for a portfolio; a change of states costs only words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from samdrift.portfolio.derived import Portfolio, SystemModel
from samdrift.portfolio.formats import FORMATS
from samdrift.portfolio.map import view
from samdrift.publishing.pages import addresses, answer
from samdrift.publishing.pages.map_body import Body, body, tables
from samdrift.publishing.pages.map_cascade import NO_CASCADE, cascade
from samdrift.publishing.pages.map_picture import Plan, plan
from samdrift.publishing.pages.map_words import seen
from samdrift.snapshot.model import SystemStatus
from samdrift.vocabulary import Language

DOWNLOADS = tuple((name, FORMATS[key].address) for name, key in (
    ("JSON", "json"), ("CSV", "csv"), ("GraphML", "graphml"), ("DOT (Graphviz)", "dot"), ("Mermaid", "mermaid"),
    ("ArchiMate", "archimate"), ("Backstage", "backstage"), ("Graph", "graph"),
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Map:
    """`answer` says in one sentence how the systems on the map are."""

    answer: str
    standing: str
    body: Body
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
        told = {status.slug: seen(status, stale=stale) for status in shown} if own.wide else {}
        said = answer.read(shown, language, None)
        return Map(
            answer=" ".join(part for part in (said.heading, said.rest) if part),
            standing=said.standing.value,
            body=body(
                own,
                told,
                language,
                tables=self._tables_of(own, language),
                filters=True,
                felt=NO_CASCADE if stale else cascade(own, shown, language),
            ),
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


def documentation(systems: Sequence[SystemModel], language: Language) -> tuple[tuple[str, str], ...]:
    return tuple(
        (system.name.in_(language), addresses.page("documentation", language, system.slug)) for system in systems
    )
