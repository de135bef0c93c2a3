"""Every file of a generation, made from a snapshot. Files of a system are made again only when the system changed."""

from __future__ import annotations

import json
from dataclasses import dataclass

from samdrift.portfolio import formats
from samdrift.portfolio.derived import Portfolio
from samdrift.portfolio.document import yaml
from samdrift.publishing import assets, badge, feeds, openapi, pdf
from samdrift.publishing.described import Described, Document, Relations
from samdrift.publishing.generation import File
from samdrift.publishing.pages import Pages, addresses
from samdrift.snapshot import json_v1, statuspage
from samdrift.snapshot.model import Snapshot, SystemStatus
from samdrift.vocabulary import LANGUAGES

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


@dataclass(frozen=True, slots=True)
class _Parts:
    """What the common files say of `system`, which stands at `position` in them."""

    system: SystemStatus
    position: int
    status: bytes
    systems: bytes
    v2: statuspage.Part
    v2_stale: statuspage.Part


class Files:
    """Makes files and keeps, for each system, the part of the common files that is its own."""

    def __init__(self, base_url: str) -> None:
        self._base_url = base_url
        self._pages = Pages(base_url)
        self._parts: dict[str, _Parts] = {}

    def fixed(self) -> dict[str, File]:
        """What is the same in every generation of this version of Samdrift."""
        static = {
            address: File(content, media_type, FOREVER) for address, (content, media_type) in assets.collect().items()
        }
        for language in LANGUAGES:
            root = "" if language == "da" else "/en"
            static[f"{root}/404.html"] = File(self._pages.not_found(language).encode(), HTML, LIVE)
            guide = self._pages.integration(language).encode()
            static[addresses.page("integration", language)] = File(guide, HTML, SLOW)
        schemas = {
            f"/api/v1/schema/{name}.json": File(_json(json_v1.schema(name)), JSON, SLOW) for name in json_v1.DOCUMENTS
        }
        static["/api/v1/openapi.json"] = File(_json(openapi.document(self._base_url)), JSON, SLOW)
        static["/robots.txt"] = File(b"User-agent: *\nDisallow: /desk/\nDisallow: /konto/\n", "text/plain", SLOW)
        return static | schemas

    def of_system(self, system: SystemStatus, relations: Relations) -> dict[str, File]:
        """The files that speak of `system` alone, and of what it needs and what needs it."""
        files = {
            addresses.document(system.slug): File(
                json_v1.system(system), JSON, LIVE, json_v1.system(system, stale=True)
            ),
            addresses.badge(system.slug): File(
                badge.badge(system).encode(), SVG, LIVE, badge.badge(system, stale=True).encode()
            ),
        }
        for language in LANGUAGES:
            page, stale = (
                self._pages.system(system, language, stale=form, relations=relations).encode() for form in (False, True)
            )
            files[addresses.page("system", language, system.slug)] = File(page, HTML, LIVE, stale)
            feed = feeds.system(system, self._base_url, language)
            files[addresses.feed(system.slug, language)] = File(feed, ATOM, LIVE)
        return files

    def of_document(self, document: Document) -> dict[str, File]:
        """The documentation of one system, in both languages."""
        slug = document.system.slug
        content = yaml.write_content(document.content).encode()
        files = {addresses.document_file(slug): File(content, YAML, SLOW)}
        for language in LANGUAGES:
            page = self._pages.documentation(document, language).encode()
            files[addresses.page("documentation", language, slug)] = File(page, HTML, SLOW)
        return files

    def print_of_document(self, document: Document) -> dict[str, File]:
        """The documentation of one system in print."""
        return {
            addresses.page("print", language, document.system.slug): File(
                pdf.documentation(document, language, self._base_url), PDF, SLOW
            )
            for language in LANGUAGES
        }

    def of_portfolio(self, described: Described) -> dict[str, File]:
        """What is told of all documents together, but for what lives with the states."""
        exported = formats.published(described.portfolio)
        files = {address: File(content, media_type, SLOW) for address, (content, media_type) in exported.items()}
        for language in LANGUAGES:
            page = self._pages.exchanges(described, language).encode()
            files[addresses.page("exchanges", language)] = File(page, HTML, SLOW)
        return files

    def common(self, snapshot: Snapshot, portfolio: Portfolio) -> dict[str, File]:
        """The files that speak of every system."""
        files: dict[str, File] = {}
        statuses = {system.slug: system for system in snapshot.systems}
        for language in LANGUAGES:
            drawn, drawn_stale = (
                self._pages.map(portfolio, statuses, language, stale=form).encode() for form in (False, True)
            )
            files[addresses.page("map", language)] = File(drawn, HTML, LIVE, drawn_stale)
            front, stale = (self._pages.front(snapshot, language, stale=form).encode() for form in (False, True))
            files[addresses.page("front", language)] = File(front, HTML, LIVE, stale)
            feed = feeds.site(snapshot, self._base_url, language)
            files[addresses.SITE_FEEDS[language]] = File(feed, ATOM, LIVE)
        return files | self._documents(snapshot)

    def _documents(self, snapshot: Snapshot) -> dict[str, File]:
        every = [self._of(system, position) for position, system in enumerate(snapshot.systems, start=1)]
        live = [each for each in every if each.system.succession is None]
        status = [each.status for each in live]
        v2 = statuspage.files(snapshot, (each.v2 for each in live), self._base_url)
        v2_stale = statuspage.files(snapshot, (each.v2_stale for each in live), self._base_url, stale=True)
        return {
            "/api/v1/status.json": File(
                json_v1.status(snapshot, status), JSON, LIVE, json_v1.status(snapshot, status, stale=True)
            ),
            "/api/v1/systems.json": File(json_v1.systems(each.systems for each in every), JSON, LIVE),
            **{address: File(content, JSON, LIVE, v2_stale[address]) for address, content in v2.items()},
        }

    def _of(self, system: SystemStatus, position: int) -> _Parts:
        """Made once for each SystemStatus object: the publisher hands in the same one while nothing has changed."""
        kept = self._parts.get(system.slug)
        if kept is None or kept.system is not system or kept.position != position:
            kept = self._parts[system.slug] = _Parts(
                system,
                position,
                status=json_v1.status_part(system),
                systems=json_v1.systems_part(system),
                v2=statuspage.part(system, position, self._base_url),
                v2_stale=statuspage.part(system, position, self._base_url, stale=True),
            )
        return kept


def _json(document: object) -> bytes:
    return json.dumps(document, ensure_ascii=False, indent=1).encode()
