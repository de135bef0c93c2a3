"""What a system needs and what needs it, in short, for its status page, with how each of them is.

The tables follow from documents and take longer than all the rest of the page, so they are made once, with a slot in
each row. What stands in the slots, and the drawing, follow from the states.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, pgettext

from samdrift.portfolio.derived import Edge, SystemModel
from samdrift.portfolio.document import LifeCycleStatus
from samdrift.portfolio.document.labels import label, word
from samdrift.publishing.described import Relations
from samdrift.publishing.pages import addresses, expected_words, map_words, places
from samdrift.publishing.pages.beside import Beside
from samdrift.publishing.pages.documentation_parts import Line, Run, Table, said, spaced
from samdrift.publishing.pages.documentation_relations import service_used, services_needed
from samdrift.publishing.pages.evidence import criticality
from samdrift.publishing.pages.expected import foremost_by_root, path
from samdrift.publishing.pages.sentences import capital
from samdrift.publishing.pages.since import last_known, last_known_words
from samdrift.publishing.pages.standing import Standing, of
from samdrift.publishing.pages.standing import word as state_word
from samdrift.publishing.pages.surroundings import surroundings
from samdrift.snapshot.model import SystemStatus
from samdrift.vocabulary import Language

_SLOT = re.compile("\x02(.*?)\x03")


@dataclass(frozen=True, slots=True)
class Slotted:
    """Finished HTML with slots: each odd one of `pieces` is the slug of the system whose state stands there."""

    pieces: tuple[str, ...]

    def filled(self, states: Mapping[str, str]) -> SafeString:
        said = (states[piece] if number % 2 else piece for number, piece in enumerate(self.pieces))
        return mark_safe("".join(said))  # noqa: S308  (templates')


@dataclass(frozen=True, slots=True)
class _State:
    standing: str
    word: str


def tables(name: str, relations: Relations, language: Language) -> Slotted:
    """Those of the two that have rows."""
    needs = tuple(
        _row(edge, edge.provider, service_used(edge, language), services_needed(edge, language), language)
        for edge in relations.needs
    )
    needed_by = tuple(
        _row(edge, edge.consumer, services_needed(edge, language), _used(edge, language), language)
        for edge in relations.needed_by
    )
    both = (
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
    content = {"tables": tuple(table for table in both if table.rows)}
    rendered = get_template("publishing/related_tables.html").render(content)
    return Slotted(tuple(_SLOT.split(rendered)))


def read(
    status: SystemStatus, relations: Relations, made: Slotted, beside: Beside, language: Language, *, stale: bool
) -> Mapping[str, object]:
    """What the template says; nothing where the system has to do with no other."""
    edges = (*relations.needs, *relations.needed_by)
    if not edges:
        return {}
    others = {other.status.slug: other.status for other in beside.around}
    shown = {**others, status.slug: status}
    seen = {slug: map_words.seen(each, stale=stale) for slug, each in shown.items()}
    felt = frozenset() if stale else frozenset(_ways([*shown.values(), *(other.status for other in beside.hit)]))
    wide, narrow = surroundings(status.slug, relations, seen, felt, language)
    systems = {system.slug: system for edge in edges for system in (edge.provider, edge.consumer)}
    today = status.days[-1].date if status.days else None
    states = {slug: _state(system, others.get(slug), language, today, stale=stale) for slug, system in systems.items()}
    return {
        "drawing": wide,
        "drawing_narrow": narrow,
        "tables": made.filled(states),
        "map": addresses.page("explore map", language) + f"?system={status.slug}",
        "stale": stale,
    }


def _ways(statuses: Sequence[SystemStatus]) -> Iterator[tuple[str, str]]:
    for status in statuses:
        for expected in foremost_by_root(status):
            if expected.begins is None:
                yield from pairwise((status.slug, *path(expected)))


def _state(
    system: SystemModel, status: SystemStatus | None, language: Language, today: date | None, *, stale: bool
) -> str:
    """The cell of a table that says how `system` is; `status` is None where nothing is told of that."""
    template = get_template("publishing/related_state.html")
    if status is None or status.succession is not None:
        return template.render({"plain": _stateless(system, status)})
    told = expected_words.mark(status, language, today)
    state = _State(
        Standing.UNKNOWN.value if stale else of(status).value,
        last_known(status.state) if stale else state_word(status.state),
    )
    return template.render(
        {"state": state, "expected": last_known_words(told) if stale and told else told, "stale": stale}
    )


def _stateless(system: SystemModel, status: SystemStatus | None) -> str:
    if status is not None:
        return pgettext("system", "Closed")
    planned = system.life_cycle.status is LifeCycleStatus.PLANNED
    return map_words.without_state(external=system.external, planned=planned) or gettext("We do not know")


def _columns(own_side: str, language: Language) -> tuple[str, ...]:
    return (
        pgettext("needed by", "System"),
        gettext("Status"),
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
        (said(f"\x02{other.slug}\x03"),),
        (criticality(dependency, capital(word(dependency.criticality, language))),),
        (said(capital(word(dependency.pattern, language))),),
        (said(own_side),),
    )


def _used(edge: Edge, language: Language) -> str:
    return service_used(edge, language) or gettext("The whole system")
