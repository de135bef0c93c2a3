"""The pages of one instance, in two languages, each also in its "not updated since" form."""

from __future__ import annotations

from collections.abc import Mapping

from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

from samdrift.isolation import Attempt, unguarded
from samdrift.portfolio.derived import Portfolio, SystemModel
from samdrift.publishing.described import UNRELATED, Described, Document, Relations
from samdrift.publishing.making import STALE_FORM
from samdrift.publishing.pages import (
    addresses,
    documentation,
    exchange_search,
    exchanges,
    front,
    hits,
    places,
    strip,
    system,
    titles,
)
from samdrift.publishing.pages import relations as related
from samdrift.publishing.pages.beside import NOTHING_BESIDE, Beside
from samdrift.publishing.pages.frame import render
from samdrift.publishing.pages.map import Maps
from samdrift.snapshot.model import Day, Snapshot, SystemStatus
from samdrift.snapshot.plain import plain
from samdrift.vocabulary import Language


class Pages:
    """Renders pages from snapshot values alone. One for each worker process; not shared between threads.

    `base_url` is the public address, without a final slash. A row of the front page is rendered once for each
    SystemStatus object: the publisher hands in the same object while nothing about that system has changed.
    """

    def __init__(self, base_url: str, attempt: Attempt = unguarded) -> None:
        self.base_url = base_url
        self._attempt = attempt
        self._rows: dict[tuple[str, Language, bool], tuple[SystemStatus, str]] = {}
        self._strips: dict[tuple[str, Language], tuple[tuple[Day, ...], SafeString]] = {}
        self._maps = Maps()
        self._related: dict[tuple[str, Language], tuple[Relations, related.Slotted]] = {}

    def forget(self, slug: str) -> None:
        """Render the system's rows again, though nothing about it changed."""
        for key in [key for key in self._rows if key[0] == slug]:
            del self._rows[key]

    def front(self, snapshot: Snapshot, language: Language, *, stale: bool) -> str:
        with override(language):
            live = [each for each in snapshot.systems if each.succession is None]
            rows = mark_safe("".join(self._row(each, language, stale=stale) for each in live))  # noqa: S308
            return render(
                "front.html",
                language,
                at=addresses.each_language("front"),
                stale=stale,
                content={
                    "front": front.read(snapshot, language, self._attempt, _of_form("front", language, stale=stale)),
                    "rows": rows,
                    "section": "front",
                },
            )

    def system(
        self,
        status: SystemStatus,
        language: Language,
        *,
        stale: bool,
        relations: Relations = UNRELATED,
        beside: Beside = NOTHING_BESIDE,
    ) -> str:
        with override(language):
            told = system.read(status, language, stale=stale)
            hit = () if stale else beside.hit
            return render(
                "system.html",
                language,
                at=addresses.each_language("system", status.slug),
                stale=stale,
                content={
                    "system": told,
                    "title": titles.of_system(told),
                    "slug": status.slug,
                    "hits": hits.read(status, hit, language),
                    "related": related.read(
                        status, relations, self._tables(status, relations, language), beside, language, stale=stale
                    ),
                },
            )

    def without_status(self, system: SystemModel, language: Language) -> str:
        """At the address where others have their status, for whoever shortens that of the documentation."""
        with override(language):
            return render(
                "without_status.html",
                language,
                at=addresses.each_language("system", system.slug),
                content={
                    "name": system.name.in_(language),
                    "purpose": system.purpose.in_(language),
                    "external": system.external,
                    "slug": system.slug,
                },
            )

    def documentation(self, document: Document, language: Language) -> str:
        with override(language):
            return render(
                "documentation.html",
                language,
                at=addresses.each_language("documentation", document.system.slug),
                content={
                    "documentation": documentation.read(document, language, places.documentation(language)),
                    "links": places.links(document.system, language),
                },
            )

    def map(
        self, portfolio: Portfolio, statuses: Mapping[str, SystemStatus], language: Language, *, stale: bool
    ) -> str:
        """`statuses` by slug. What stands where is worked out once for each portfolio object."""
        with override(language):
            return render(
                "map.html",
                language,
                at=addresses.each_language("map"),
                stale=stale,
                content={"map": self._maps.read(portfolio, statuses, language, stale=stale), "section": "map"},
            )

    def exchanges(self, described: Described, language: Language) -> str:
        portfolio = described.portfolio
        with override(language):
            return render(
                "exchanges.html",
                language,
                at=addresses.each_language("exchanges"),
                content={
                    "catalogue": exchanges.read(portfolio.flows, portfolio, language, places.documentation(language)),
                    "search": exchange_search.fields(portfolio, exchange_search.Wanted(), language),
                    "action": addresses.page("find exchanges", language),
                    "section": "exchanges",
                },
            )

    def not_found(self, language: Language) -> str:
        with override(language):
            return render("not_found.html", language, at=addresses.each_language("front"))

    def integration(self, language: Language) -> str:
        with override(language):
            return render(
                "integration.html",
                language,
                at=addresses.each_language("integration"),
                content={
                    "base": self.base_url,
                    "section": "integration",
                    "guide": f"publishing/integration/guide.{language}.html",
                },
            )

    def _tables(self, status: SystemStatus, relations: Relations, language: Language) -> related.Slotted:
        """Rendered once for each Relations object: it takes longer than all the rest of the page."""
        key = (status.slug, language)
        kept = self._related.get(key)
        if kept is None or kept[0] is not relations:
            kept = relations, related.tables(status.name.in_(language), relations, language)
            self._related[key] = kept
        return kept[1]

    def _row(self, status: SystemStatus, language: Language, *, stale: bool) -> str:
        key = (status.slug, language, stale)
        kept = self._rows.get(key)
        if kept is not None and kept[0] is status:
            return kept[1]
        rendered = self._attempt(
            _of_form("front", language, stale=stale),
            status.slug,
            lambda: self._rendered(status, self._strip(status, language), language, stale=stale),
            lambda: self._rendered(plain(status), SafeString(), language, stale=stale),
        )
        self._rows[key] = (status, rendered or "")
        return rendered or ""

    def _rendered(self, status: SystemStatus, strip: SafeString, language: Language, *, stale: bool) -> str:
        row = front.row(status, language, strip, stale=stale)
        return get_template("publishing/row.html").render({"row": row})

    def _strip(self, status: SystemStatus, language: Language) -> SafeString:
        """Drawn once for each tuple of days: it is half the work of a row, and the same whatever others do to it."""
        key = (status.slug, language)
        address = addresses.page("system", language, status.slug) + "#days"
        kept = self._strips.get(key)
        if kept is None or kept[0] is not status.days:
            kept = self._strips[key] = (status.days, strip.drawing(status.days, language, address))
        return kept[1]


def _of_form(page: str, language: Language, *, stale: bool) -> str:
    address = addresses.page(page, language)
    return address + STALE_FORM if stale else address
