"""Every file of a generation, made from a snapshot. Files of a system are made again only when the system changed."""

from __future__ import annotations

import json
from collections.abc import Iterable

from samdrift.publishing import assets, badge, feeds, openapi
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


class Files:
    """Makes files and keeps, for each system, the part of the common files that is its own."""

    def __init__(self, base_url: str) -> None:
        self._base_url = base_url
        self._pages = Pages(base_url)
        self._parts: dict[str, bytes] = {}

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

    def of_system(self, system: SystemStatus) -> dict[str, File]:
        """The files that speak of `system` alone."""
        self._parts[system.slug] = json_v1.status_part(system)
        files = {
            addresses.document(system.slug): File(json_v1.system(system), JSON, LIVE),
            addresses.badge(system.slug): File(
                badge.badge(system).encode(), SVG, LIVE, badge.badge(system, stale=True).encode()
            ),
        }
        for language in LANGUAGES:
            page, stale = (self._pages.system(system, language, stale=form).encode() for form in (False, True))
            files[addresses.page("system", language, system.slug)] = File(page, HTML, LIVE, stale)
            feed = feeds.system(system, self._base_url, language)
            files[addresses.feed(system.slug, language)] = File(feed, ATOM, LIVE)
        return files

    def common(self, snapshot: Snapshot) -> dict[str, File]:
        """The files that speak of every system. `of_system` has been called for each of them."""
        files: dict[str, File] = {}
        for language in LANGUAGES:
            front, stale = (self._pages.front(snapshot, language, stale=form).encode() for form in (False, True))
            files[addresses.page("front", language)] = File(front, HTML, LIVE, stale)
            feed = feeds.site(snapshot, self._base_url, language)
            files[addresses.SITE_FEEDS[language]] = File(feed, ATOM, LIVE)
        parts = list(self._live_parts(snapshot.systems))
        files["/api/v1/status.json"] = File(
            json_v1.status(snapshot, parts), JSON, LIVE, json_v1.status(snapshot, parts, stale=True)
        )
        files["/api/v1/systems.json"] = File(json_v1.systems(snapshot), JSON, LIVE)
        v2 = statuspage.files(snapshot, self._base_url)
        return files | {address: File(content, JSON, LIVE) for address, content in v2.items()}

    def _live_parts(self, systems: Iterable[SystemStatus]) -> Iterable[bytes]:
        return (self._parts[system.slug] for system in systems if system.succession is None)


def _json(document: object) -> bytes:
    return json.dumps(document, ensure_ascii=False, indent=1).encode()
