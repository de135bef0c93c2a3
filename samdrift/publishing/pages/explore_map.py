"""What the page for exploring the map says, in the active language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from samdrift.portfolio.map import View
from samdrift.publishing.exploring import Explored
from samdrift.publishing.pages import map_changes, moments
from samdrift.publishing.pages.map_body import Body, body
from samdrift.publishing.pages.map_cascade import NO_CASCADE, of_links
from samdrift.publishing.pages.map_picture import NOT_MARKED
from samdrift.publishing.pages.map_words import AFFECTED
from samdrift.publishing.pages.sentences import listing
from samdrift.publishing.pages.standing import WORST_FIRST
from samdrift.publishing.queries import SeenNow
from samdrift.vocabulary import Language


@dataclass(frozen=True, slots=True)
class Question:
    """The day shown, and another one where two are compared. `around` is the name of the system that it is about, and
    `address` where the same is asked again."""

    shown: date
    other: date | None
    today: date
    around: str
    address: str


@dataclass(frozen=True, slots=True)
class Exploration:
    """`changes` is None where no two days are compared, and empty where nothing changed. `again` is where to ask for
    newer states; empty where none are shown. `told` says who is not simply working: standing, word, names."""

    when: str
    states: str
    again: str
    told: tuple[tuple[str, str, str], ...]
    hidden: str
    changes: tuple[str, ...] | None
    body: Body


def read(
    explored: Explored, question: Question, told: SeenNow | None, language: Language, *, tables: SafeString
) -> Exploration:
    """`told` is None where no states are known, or where the day shown is over."""
    changes = explored.changes
    live = question.shown == question.today and changes is None
    now = told if live else None
    return Exploration(
        when=_when(question, language),
        states=_states(now, question, language, live=live),
        again=question.address if now else "",
        told=tuple(_told(explored.plan.view, now, language)) if now else (),
        hidden=_hidden(explored.plan.view, question.around),
        changes=None if changes is None else map_changes.sentences(changes, language),
        body=body(
            explored.plan,
            now.by_slug if now else None,
            language,
            tables=tables,
            filters=False,
            felt=NO_CASCADE if now is None else of_links(explored.plan, now.felt),
            marked=NOT_MARKED if changes is None else map_changes.marks(changes),
        ),
    )


def _when(question: Question, language: Language) -> str:
    if question.other is not None and question.other != question.shown:
        earlier, later = sorted((question.shown, question.other))
        return gettext("From %(earlier)s to %(later)s") % {
            "earlier": moments.day(earlier, language),
            "later": moments.day(later, language),
        }
    if question.shown == question.today:
        return gettext("The map as it is now")
    return gettext("The map as it was on %(day)s") % {"day": moments.day(question.shown, language)}


def _states(told: SeenNow | None, question: Question, language: Language, *, live: bool) -> str:
    if not live:
        return gettext("The map shows what needed what. It does not show whether the systems worked that day.")
    if told is None:
        return gettext("We do not know how the systems are right now.")
    at = moments.clock_or_moment(told.at, language, seen_from=question.today)
    return gettext("How the systems were at %(moment)s. This page does not update itself.") % {"moment": at}


def _told(view: View, told: SeenNow, language: Language) -> Iterator[tuple[str, str, str]]:
    """Those on the map that do not simply work, the worst first, by the words that the map has for them."""
    shown = [(told.by_slug[each.slug], each.name.in_(language)) for each in view.systems if each.slug in told.by_slug]
    for standing in (*(each.value for each in WORST_FIRST), AFFECTED):
        names = [name for seen, name in shown if seen.standing == standing]
        if names:
            word = next(seen.word for seen, _ in shown if seen.standing == standing)
            yield standing, word, listing(names)


def _hidden(view: View, around: str) -> str:
    """How many systems and dependencies the choice leaves out."""
    if around and not view.systems:
        return gettext("%(name)s was not on the map that day.") % {"name": around}
    if not view.systems and not view.hidden_systems:
        return gettext("There is no map that old.")
    if not (view.hidden_systems or view.hidden_edges):
        return gettext("Everything is shown; nothing is hidden.")
    systems = ngettext("%(count)d system", "%(count)d systems", view.hidden_systems) % {"count": view.hidden_systems}
    edges = ngettext("%(count)d dependency", "%(count)d dependencies", view.hidden_edges) % {"count": view.hidden_edges}
    return gettext("Not shown: %(systems)s and %(edges)s.") % {"systems": systems, "edges": edges}
