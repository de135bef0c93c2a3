"""What a system needs and what needs it, in short, for its status page."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext

from samdrift.portfolio.derived import Edge, SystemModel
from samdrift.portfolio.document.labels import label, word
from samdrift.publishing.described import Relations
from samdrift.publishing.pages import addresses, places
from samdrift.publishing.pages.documentation_parts import Line, Run, Table, said, spaced
from samdrift.publishing.pages.documentation_relations import service_used, services_needed
from samdrift.publishing.pages.evidence import criticality
from samdrift.publishing.pages.sentences import capital
from samdrift.publishing.pages.surroundings import surroundings
from samdrift.vocabulary import Language


@dataclass(frozen=True, slots=True)
class Related:
    """`tables` are those of the two that have rows; where there are none, there is no drawing either."""

    tables: tuple[Table, ...]
    drawing: SafeString
    drawing_narrow: SafeString
    map: str


def read(slug: str, name: str, relations: Relations, language: Language) -> Related:
    needs = tuple(
        _row(edge, edge.provider, service_used(edge, language), services_needed(edge, language), language)
        for edge in relations.needs
    )
    needed_by = tuple(
        _row(edge, edge.consumer, services_needed(edge, language), _used(edge, language), language)
        for edge in relations.needed_by
    )
    tables = (
        Table(
            gettext("What %(name)s needs") % {"name": name},
            _columns(label("dependencies.needed_by", language), language),
            needs,
        ),
        Table(
            gettext("What needs %(name)s") % {"name": name},
            _columns(pgettext("needed by", "Uses"), language),
            needed_by,
        ),
    )
    wide, narrow = surroundings(slug, relations, language)
    explored = addresses.page("explore map", language) + f"?system={slug}"
    return Related(tuple(table for table in tables if table.rows), wide, narrow, explored)


def _columns(own_side: str, language: Language) -> tuple[str, ...]:
    return (
        pgettext("needed by", "System"),
        label("dependencies.criticality", language),
        label("dependencies.pattern", language),
        own_side,
    )


def _row(
    edge: Edge, other: SystemModel, their_side: str, own_side: str, language: Language
) -> tuple[tuple[Line, ...], ...]:
    dependency = edge.dependency
    name = [Run(other.name.in_(language), places.main_page(other, language))]
    if dependency.known.assumed:
        name.append(Run(gettext("assumed"), mark=True))
    return (
        (spaced(*name), *((said(their_side),) if their_side else ())),
        (criticality(dependency, capital(word(dependency.criticality, language))),),
        (said(capital(word(dependency.pattern, language))),),
        (said(own_side),),
    )


def _used(edge: Edge, language: Language) -> str:
    return service_used(edge, language) or gettext("The whole system")
