"""Every kind of page, in its kinds of weather, by a name for test reports."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.utils.translation import override

from samdrift.portfolio.document.changes import changes
from samdrift.portfolio.document.changes_words import names_in
from samdrift.portfolio.queries.revisions import RevisionSeen
from samdrift.publishing.documents_explored import Changed
from samdrift.publishing.forms.explore_days import ExploreDaysForm
from samdrift.publishing.imprint import Imprint
from samdrift.publishing.pages import Pages, addresses, history, statements
from samdrift.publishing.pages.frame import render
from samdrift.publishing.pages.statements import Statement
from samdrift.snapshot.generation import STALE_WORDS_DA, STALE_WORDS_EN
from samdrift.snapshot.model import SystemStatus
from samdrift.vocabulary import Audience, Language
from tests import world
from tests.portfolio.documents import document
from tests.publishing.telling import WHOLE, demo, described

PAGES = Pages("https://drift.example.dk")
DEMO = demo()
EVERYTHING = described(WHOLE, document("other"), audience=Audience.INTERNAL)

IMPRINT = Imprint(world.AGENCY, "mailto:drift@example.dk", "https://example.dk/was", "https://example.dk/privacy")

Render = Callable[[Language], str]


def _told(html: str) -> str:
    """As the edge does it."""
    return html.replace(STALE_WORDS_DA, "23.\xa0november kl.\xa010.58").replace(
        STALE_WORDS_EN, "23\xa0November at\xa010:58"
    )


def _digital_post() -> SystemStatus:
    return next(each for each in world.mixed().systems if each.slug == "digital-post")


def _related(language: Language) -> str:
    return PAGES.system(_digital_post(), language, stale=False, relations=DEMO.documents["digital-post"].relations)


def _history(language: Language) -> str:
    """Two revisions, of which the second says everything that the template asks."""
    first, second = document("whole").content(), WHOLE.content()
    seen = RevisionSeen(2, world.BROKEN_AT, None, second), RevisionSeen(1, world.CALM_SINCE, world.BROKEN_AT, first)
    with override(language):
        rows = history.revisions(seen, names_in([second]), language, 30)
        return _explored(language, {"revisions": rows, "most": 30}, {})


def _difference(language: Language) -> str:
    before, after = document("whole").content(), WHOLE.content()
    changed = Changed(changes(before, after), names_in([after]))
    with override(language):
        told = history.difference(changed, date(2026, 11, 3), world.TODAY, language)
        return _explored(language, {"difference": told}, {"dato": "2026-11-03", "mod": "2026-11-23"})


def _fault(language: Language) -> str:
    with override(language):
        return _explored(language, {"revisions": (), "most": 30}, {"dato": "2099-01-01"})


def _explored(language: Language, told: dict[str, object], given: dict[str, str]) -> str:
    form = ExploreDaysForm(given, today=world.TODAY)
    content = {"form": form, "slug": "whole", "name": "Hel", **told}
    return render("history.html", language, at=addresses.each_language("history", "whole"), content=content)


def _nemlog_in() -> SystemStatus:
    return next(each for each in world.mitid_felt().systems if each.slug == "nemlog-in")


RENDERED: dict[str, Render] = {
    "front, calm": lambda language: PAGES.front(world.calm(), language, stale=False),
    "front, trouble": lambda language: PAGES.front(world.mixed(), language, stale=False),
    "front, expected": lambda language: PAGES.front(world.mitid_felt(), language, stale=False),
    "front, silence": lambda language: PAGES.front(world.silence(), language, stale=False),
    "front, stale": lambda language: _told(PAGES.front(world.mixed(), language, stale=True)),
    "system": lambda language: PAGES.system(_digital_post(), language, stale=False),
    "system, stale": lambda language: _told(PAGES.system(_digital_post(), language, stale=True)),
    "system, expected": lambda language: PAGES.system(_nemlog_in(), language, stale=False),
    "system, expected, stale": lambda language: _told(PAGES.system(_nemlog_in(), language, stale=True)),
    "system, retired": lambda language: PAGES.system(world.nemid(), language, stale=False),
    "system, related": _related,
    "documentation": lambda language: PAGES.documentation(DEMO.documents["digital-post"], language),
    "documentation, whole": lambda language: PAGES.documentation(EVERYTHING.documents["whole"], language),
    "data exchange": lambda language: PAGES.exchanges(DEMO, language),
    "history": _history,
    "history, difference": _difference,
    "history, fault": _fault,
    "not found": PAGES.not_found,
    "integration": PAGES.integration,
    "about": lambda language: statements.page(Statement.ABOUT, IMPRINT, language),
    "accessibility": lambda language: statements.page(Statement.ACCESSIBILITY, IMPRINT, language),
    "privacy": lambda language: statements.page(Statement.PRIVACY, IMPRINT, language),
}
