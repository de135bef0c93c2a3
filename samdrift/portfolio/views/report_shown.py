"""What the page of a report shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from samdrift.portfolio.days import today
from samdrift.portfolio.document.changes import Change, sides_of
from samdrift.portfolio.document.changes_words import in_words
from samdrift.portfolio.document.completeness import completeness
from samdrift.portfolio.document.labels import section_label
from samdrift.portfolio.forms.draft import entries_of
from samdrift.portfolio.forms.fault_lines import FaultLine, fault_lines
from samdrift.portfolio.forms.faults import faults_in
from samdrift.portfolio.forms.pages import PAGES, Page
from samdrift.portfolio.gate import ReportGate
from samdrift.portfolio.models import ChangeReport, Revision
from samdrift.portfolio.queries.reports import ReportView
from samdrift.portfolio.views import found
from samdrift.portfolio.views.naming import names
from samdrift.portfolio.views.questions import asked


@dataclass(frozen=True, slots=True)
class SectionLine:
    name: str
    heading: str
    entries: int | None
    """How many a list holds; None where the page is no list."""
    faults: int
    changes: int


@dataclass(frozen=True, slots=True)
class ConflictLine:
    """What each side did, in a sentence. `place` names the conflict to the action that decides it."""

    place: str
    theirs: str
    mine: str


def shown(view: ReportView, held: ChangeReport, gate: ReportGate) -> dict[str, Any]:
    called, language = names(), found.language()
    faults = fault_lines(faults_in(view.content), found.offered(held)) if view.line.open else []
    return {
        "report": held,
        "line": view.line,
        "gate": gate,
        "may_edit": gate.may_edit(),
        "may_accept": gate.may_accept(),
        "may_return": gate.may_return(),
        "may_withdraw": gate.may_withdraw(),
        "changes": [in_words(change, language, called) for change in view.changes],
        "faults": faults,
        "sections": [_section(page, view, faults) for page in PAGES],
        "completeness": completeness(view.content).percent,
        "hearings": [(hearing, asked(hearing, called)) for hearing in view.hearings],
        "unheard": view.line.waiting + view.line.disputed,
        "writers": ", ".join(view.writers),
        "outdated": view.outdated,
        "conflicts": conflicts_in_words(view),
        "starts": _starts(view.line.effective_on),
        "is_past": bool(view.line.effective_on and view.line.effective_on <= today(timezone.now())),
        "revision": held.revision,
    }


def conflicts_in_words(view: ReportView) -> list[ConflictLine]:
    if not view.conflicts:
        return []
    called, language = names(), found.language()
    last = Revision.objects.get(system__slug=view.line.slug, during__upper_inf=True)
    sides = ((conflict.place, sides_of(conflict, last.content, view.content)) for conflict in view.conflicts)

    def said(side: Iterable[Change]) -> str:
        return " ".join(in_words(change, language, called) for change in side)

    return [ConflictLine(str(place), said(theirs), said(mine)) for place, (theirs, mine) in sides]


def _section(page: Page, view: ReportView, faults: list[FaultLine]) -> SectionLine:
    wrong = Counter(fault.page for fault in faults)
    return SectionLine(
        name=page.name,
        heading=section_label(page.field, found.language()),
        entries=len(entries_of(view.content, page)) if page.is_list else None,
        faults=wrong[page.name],
        changes=sum(_is_on(page, change) for change in view.changes),
    )


def _is_on(page: Page, change: Change) -> bool:
    section = change.place.section
    if section in ("audiences", "not_applicable"):
        return page.holds(change.place.entry or "")
    return page.holds(section)


def _starts(effective_on: date | None) -> date | None:
    """The day on which it takes effect, where that is later than its acceptance."""
    return effective_on if effective_on and effective_on > today(timezone.now()) else None
