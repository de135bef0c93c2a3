"""Every file of a generation and how it is made from a snapshot, each by itself."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from functools import cache, partial
from typing import TypeVar

from django.conf import settings

from samdrift.isolation import Attempt, unguarded
from samdrift.portfolio import formats
from samdrift.portfolio.derived import Portfolio
from samdrift.portfolio.document import yaml
from samdrift.publishing import assets, badge, feeds, openapi, pdf, well_known
from samdrift.publishing.described import Described, Document, Relations
from samdrift.publishing.making import Make, Making, Makings
from samdrift.publishing.pages import Pages, addresses, statements
from samdrift.publishing.pages.beside import Beside
from samdrift.publishing.pages.places import has_status
from samdrift.publishing.pages.statements import Statement
from samdrift.publishing.parts import Part, Parts
from samdrift.snapshot import json_v1, statuspage
from samdrift.snapshot.model import Snapshot, SystemStatus
from samdrift.snapshot.plain import plain, plain_snapshot
from samdrift.vocabulary import LANGUAGES, Language

# A shared cache may answer with what it holds for a moment while it fetches anew, and for five minutes when we cannot
# be reached. Not longer: it would show a healthy page that nobody stands behind.
LIVE = "public, max-age=1, stale-while-revalidate=5, stale-if-error=300"
SLOW = "public, max-age=300, stale-while-revalidate=600, stale-if-error=86400"
FOREVER = "public, max-age=31536000, immutable"

HTML = "text/html; charset=utf-8"
JSON = "application/json"
ATOM = "application/atom+xml; charset=utf-8"
SVG = "image/svg+xml"
YAML = "application/yaml"
PDF = "application/pdf"
TEXT = "text/plain; charset=utf-8"
XML = "application/xml"

Standing = Callable[[str], bytes | None]
"""What the current generation says at an address, if anything."""
T = TypeVar("T")


class Files:
    """Says how each file is made. What is made once for each SystemStatus object is kept for as long as the publisher
    hands in the same one: its row, and its parts of the files that list systems."""

    def __init__(self, base_url: str, attempt: Attempt = unguarded) -> None:
        self._base_url = base_url
        self._pages = Pages(base_url, attempt)
        self._parts = Parts(base_url, attempt)

    def forget(self, slug: str) -> None:
        """Make the system's rows and parts again, though nothing about it changed."""
        self._pages.forget(slug)
        self._parts.forget(slug)

    def static(self) -> Makings:
        """Style sheets, scripts, fonts and icons. They are there together, or none of them is: raises AssetsMissing."""
        return {
            address: Making(media_type, FOREVER, (partial(_as_it_is, content),))
            for address, (content, media_type) in assets.collect().items()
        } | {
            address: Making(media_type, SLOW, (partial(_as_it_is, content),))
            for address, (content, media_type) in assets.collect_at_root().items()
        }

    def fixed(self) -> Makings:
        """What else is the same in every generation of this version of Samdrift."""
        fixed = {
            f"/api/v1/schema/{name}.json": Making(JSON, SLOW, (partial(_schema, name),)) for name in json_v1.DOCUMENTS
        }
        for language in LANGUAGES:
            root = "" if language == "da" else "/en"
            fixed[f"{root}/404.html"] = Making(HTML, LIVE, (_page(self._pages.not_found, language),))
            fixed[addresses.page("integration", language)] = Making(
                HTML, SLOW, (_page(self._pages.integration, language),)
            )
            for each in Statement:
                fixed[addresses.page(each, language)] = Making(
                    HTML, SLOW, (_page(statements.page, each, settings.IMPRINT, language),)
                )
        fixed["/api/v1/openapi.json"] = Making(JSON, SLOW, (lambda: _json(openapi.document(self._base_url)),))
        fixed["/robots.txt"] = Making(TEXT, SLOW, (partial(well_known.robots, self._base_url),))
        return fixed

    def of_system(
        self, system: SystemStatus, relations: Relations, beside: Beside, standing: Standing, now: datetime
    ) -> Makings:
        """The files that speak of `system` and, on its page, of those that it has to do with."""
        files = {
            addresses.document(system.slug): Making(
                JSON,
                LIVE,
                _whole_or(plain, system, json_v1.system),
                _whole_or(plain, system, partial(json_v1.system, stale=True)),
            ),
            addresses.badge(system.slug): Making(SVG, LIVE, (_badge(system),), (_badge(system, stale=True),)),
        }
        for language in LANGUAGES:
            files[addresses.page("system", language, system.slug)] = Making(
                HTML,
                LIVE,
                *(
                    (
                        _page(self._pages.system, system, language, stale=form, relations=relations, beside=beside),
                        _page(self._plain, system, language, stale=form),
                    )
                    for form in (False, True)
                ),
            )
            feed = partial(self._feed, system, language, standing, now)
            files[addresses.feed(system.slug, language)] = Making(ATOM, LIVE, (feed,))
        return files

    def of_document(self, document: Document) -> Makings:
        """The documentation of one system, in both languages; of one without a status, a page that says so."""
        slug = document.system.slug
        files = {
            addresses.document_file(slug): Making(YAML, SLOW, (lambda: yaml.write_content(document.content).encode(),))
        }
        for language in LANGUAGES:
            files[addresses.page("documentation", language, slug)] = Making(
                HTML, SLOW, (_page(self._pages.documentation, document, language),)
            )
            if not has_status(document.system):
                files[addresses.page("system", language, slug)] = Making(
                    HTML, SLOW, (_page(self._pages.without_status, document.system, language),)
                )
        return files

    def print_of_document(self, document: Document) -> Makings:
        """The documentation of one system in print."""
        return {
            addresses.page("print", language, document.system.slug): Making(
                PDF, SLOW, (partial(pdf.documentation, document, language, self._base_url),)
            )
            for language in LANGUAGES
        }

    def of_portfolio(self, described: Described) -> Makings:
        """What is told of all documents together, but for what lives with the states."""
        files = {
            address: Making(media_type, SLOW, (write,))
            for address, (write, media_type) in formats.published(described.portfolio).items()
        }
        for language in LANGUAGES:
            files[addresses.page("exchanges", language)] = Making(
                HTML, SLOW, (_page(self._pages.exchanges, described, language),)
            )
        sitemap = partial(well_known.sitemap, self._base_url, described.portfolio.systems)
        files[well_known.SITEMAP] = Making(XML, SLOW, (sitemap,))
        if contact := settings.IMPRINT.security_contact:
            security = partial(well_known.security, self._base_url, contact, described.today)
            files[well_known.SECURITY] = Making(TEXT, SLOW, (security,))
        return files

    def common(self, snapshot: Snapshot, portfolio: Portfolio, standing: Standing) -> Makings:
        """The files that speak of every system, the most urgent first."""
        files = self._lists(snapshot)
        for language in LANGUAGES:
            front = partial(self._pages.front, language=language)
            files[addresses.page("front", language)] = Making(
                HTML,
                LIVE,
                *(_whole_or(plain_snapshot, snapshot, partial(_rendered, front, stale=form)) for form in (False, True)),
            )
        for language in LANGUAGES:
            feed = partial(self._site_feed, language, standing)
            files[addresses.SITE_FEEDS[language]] = Making(ATOM, LIVE, _whole_or(plain_snapshot, snapshot, feed))
            shown = partial(self._map, portfolio, language)
            files[addresses.page("map", language)] = Making(
                HTML,
                LIVE,
                *(_whole_or(plain_snapshot, snapshot, partial(_rendered, shown, stale=form)) for form in (False, True)),
            )
        return files

    def _plain(self, system: SystemStatus, language: Language, *, stale: bool) -> str:
        return self._pages.system(plain(system), language, stale=stale)

    def _map(self, portfolio: Portfolio, language: Language, snapshot: Snapshot, *, stale: bool) -> str:
        statuses = {system.slug: system for system in snapshot.systems}
        return self._pages.map(portfolio, statuses, language, stale=stale)

    def _feed(self, system: SystemStatus, language: Language, standing: Standing, now: datetime) -> bytes:
        before = standing(addresses.feed(system.slug, language))
        return feeds.system(system, self._base_url, language, feeds.Memory(before, now))

    def _site_feed(self, language: Language, standing: Standing, snapshot: Snapshot) -> bytes:
        return feeds.site(snapshot, self._base_url, language, standing(addresses.SITE_FEEDS[language]))

    def _lists(self, snapshot: Snapshot) -> dict[str, Making]:
        @cache
        def every() -> list[Part]:
            return self._parts.of(snapshot.systems)

        def live() -> list[Part]:
            return [each for each in every() if each.system.succession is None]

        def status(*, stale: bool = False) -> bytes:
            return json_v1.status(snapshot, (each.status for each in live() if each.status), stale=stale)

        @cache
        def v2(*, stale: bool) -> dict[str, bytes]:
            parts = (each.v2_stale if stale else each.v2 for each in live())
            return statuspage.files(snapshot, (part for part in parts if part), self._base_url, stale=stale)

        files = {
            "/api/v1/status.json": Making(JSON, LIVE, (status,), (partial(status, stale=True),)),
            "/api/v1/systems.json": Making(
                JSON, LIVE, (lambda: json_v1.systems(each.systems for each in every() if each.systems),)
            ),
        }
        for address in statuspage.ADDRESSES:
            files[address] = Making(JSON, LIVE, (partial(_of, v2, address),), (partial(_of, v2, address, stale=True),))
        return files


def _of(files: Callable[..., dict[str, bytes]], address: str, *, stale: bool = False) -> bytes:
    return files(stale=stale)[address]


def _as_it_is(content: bytes) -> bytes:
    return content


def _schema(name: str) -> bytes:
    return _json(json_v1.schema(name))


def _badge(system: SystemStatus, *, stale: bool = False) -> Make:
    return lambda: badge.badge(system, stale=stale).encode()


def _page(render: Callable[..., str], *content: object, **more: object) -> Make:
    return lambda: render(*content, **more).encode()


def _rendered(render: Callable[..., str], content: object, *, stale: bool) -> bytes:
    return render(content, stale=stale).encode()


def _whole_or(left_of: Callable[[T], T], whole: T, make: Callable[[T], bytes]) -> tuple[Make, Make]:
    """The second makes do with what is left of it, which is worked out only then."""
    return (lambda: make(whole)), (lambda: make(left_of(whole)))


def _json(document: object) -> bytes:
    return json.dumps(document, ensure_ascii=False, indent=1).encode()
