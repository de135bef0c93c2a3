"""What is handed out at this moment: one edition, how fresh it is, and what every answer says about that."""

from __future__ import annotations

import json
from datetime import datetime

from samdrift.edge.edition import Edition
from samdrift.edge.forms import CONFIRMED_AT, GENERATION, Headers, Page
from samdrift.edge.stale import stale_page
from samdrift.snapshot.not_updated import iso


class Serving:
    """Replaced whole when the edition, the heartbeat or the staleness changes; never changed in what it says.

    `confirmed_at` is the last moment at which the pages were known to be right. `stale_since` is the same moment
    once it is too long ago, else None.
    """

    __slots__ = ("_stale_pages", "confirmed_at", "edition", "mark", "stale_since")

    def __init__(self, edition: Edition, confirmed_at: datetime, stale_since: datetime | None) -> None:
        self.edition = edition
        self.confirmed_at = confirmed_at
        self.stale_since = stale_since
        self.mark: Headers = (
            (GENERATION, str(edition.generation).encode()),
            (CONFIRMED_AT, iso(confirmed_at).encode()),
        )
        self._stale_pages: dict[str, Page] = {}

    def says_the_same(self, other: Serving) -> bool:
        return (
            self.edition is other.edition
            and self.confirmed_at == other.confirmed_at
            and self.stale_since == other.stale_since
        )

    def page(self, path: str) -> Page | None:
        page = self.edition.pages.get(path)
        if self.stale_since is None or page is None or page.stale is None:
            return page
        ready = self._stale_pages.get(path)
        if ready is None:
            ready = self._stale_pages[path] = stale_page(path, page, page.stale, self.stale_since)
        return ready

    def event(self, changed: tuple[str, ...] = ()) -> bytes:
        """The server-sent event that tells of this. `changed` is against the generation just before it."""
        told = {
            "generation": self.edition.generation,
            "published_at": self.edition.manifest.published_at,
            "stale_since": iso(self.stale_since) if self.stale_since else None,
            "changed": changed,
        }
        return b"id: %d\nevent: generation\ndata: %s\n\n" % (self.edition.generation, json.dumps(told).encode())
