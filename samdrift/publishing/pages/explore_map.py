"""What the page for exploring the map says, in the active language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from samdrift.portfolio.map import View
from samdrift.publishing.exploring import Explored
from samdrift.publishing.pages import map_changes, moments
from samdrift.publishing.pages.map_body import Body, body
from samdrift.publishing.pages.map_picture import NOT_MARKED
from samdrift.publishing.pages.map_words import Seen
from samdrift.vocabulary import Language


@dataclass(frozen=True, slots=True)
class Question:
    """The day shown, and another one where two are compared. `around` is the name of the system that it is about."""

    shown: date
    other: date | None
    today: date
    around: str


@dataclass(frozen=True, slots=True)
class Exploration:
    """`changes` is None where no two days are compared, and empty where nothing changed."""

    when: str
    states: str
    hidden: str
    changes: tuple[str, ...] | None
    body: Body


def read(
    explored: Explored, question: Question, told: Mapping[str, Seen] | None, language: Language, *, tables: SafeString
) -> Exploration:
    """`told` is None where no states are known, or where the day shown is over."""
    changes = explored.changes
    live = question.shown == question.today and changes is None
    return Exploration(
        when=_when(question, language),
        states=_states(told, live=live),
        hidden=_hidden(explored.plan.view, question.around),
        changes=None if changes is None else map_changes.sentences(changes, language),
        body=body(
            explored.plan,
            told if live else None,
            language,
            tables=tables,
            filters=False,
            marked=NOT_MARKED if changes is None else map_changes.marks(changes),
        ),
    )


def _when(question: Question, language: Language) -> str:
    if question.other is not None and question.other != question.shown:
        earlier, later = sorted((question.shown, question.other))
        return gettext("What changed from %(earlier)s to %(later)s") % {
            "earlier": moments.day(earlier, language),
            "later": moments.day(later, language),
        }
    if question.shown == question.today:
        return gettext("The map as it is now")
    return gettext("The map as it was on %(day)s") % {"day": moments.day(question.shown, language)}


def _states(told: Mapping[str, Seen] | None, *, live: bool) -> str:
    if not live:
        return gettext("The map shows what needed what. It does not show whether the systems worked that day.")
    if told is None:
        return gettext("We do not know how the systems are right now.")
    return ""


def _hidden(view: View, around: str) -> str:
    """How many systems and dependencies the choice leaves out."""
    if around and not view.systems:
        return gettext("%(name)s was not on the map that day.") % {"name": around}
    if not (view.hidden_systems or view.hidden_edges):
        return gettext("Everything is shown; nothing is hidden.")
    systems = ngettext("%(count)d system", "%(count)d systems", view.hidden_systems) % {"count": view.hidden_systems}
    edges = ngettext("%(count)d dependency", "%(count)d dependencies", view.hidden_edges) % {"count": view.hidden_edges}
    return gettext("Not shown: %(systems)s and %(edges)s.") % {"systems": systems, "edges": edges}
