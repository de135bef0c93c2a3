"""System pages with what they tell of others, in a snapshot whose systems have the demonstration's documents."""

from __future__ import annotations

from html import unescape

from samdrift.publishing.described import UNRELATED, Relations
from samdrift.publishing.pages import Pages
from samdrift.publishing.pages.beside import Beside, Besides
from samdrift.snapshot.model import Snapshot, SystemStatus
from samdrift.vocabulary import Language
from tests.publishing.pages.test_front import text_of
from tests.publishing.telling import demo


def relations() -> dict[str, Relations]:
    return {slug: document.relations for slug, document in demo().documents.items()}


def besides(snapshot: Snapshot, kept: Besides | None = None) -> dict[str, Beside]:
    statuses = {system.slug: system for system in snapshot.systems}
    of_all = dict.fromkeys(statuses, UNRELATED) | relations()
    return (kept or Besides()).of(statuses, of_all)


def page(snapshot: Snapshot, slug: str, language: Language = "da", *, stale: bool = False) -> str:
    pages = Pages("https://drift.example.dk")
    own = relations().get(slug, UNRELATED)
    html = pages.system(system(snapshot, slug), language, stale=stale, relations=own, beside=besides(snapshot)[slug])
    return unescape(html).replace("\xa0", " ")


def read(snapshot: Snapshot, slug: str, language: Language = "da", *, stale: bool = False) -> str:
    return text_of(page(snapshot, slug, language, stale=stale))


def system(snapshot: Snapshot, slug: str) -> SystemStatus:
    return next(each for each in snapshot.systems if each.slug == slug)
