"""The whole product, seen as its readers see it, and its record of what was told when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg

from samdrift.site import embedded
from samdrift.vocabulary import Level
from tests.running import HTTP, Running


@dataclass(frozen=True)
class Told:
    """When a change was observed (by the monitoring system), received and published."""

    observed: datetime
    received: datetime
    published: datetime


class Product(Running):
    def is_so(self, slug: str, level: Level, *, observed: bool = True) -> bool:
        system = self.system(slug)
        return (system["level"], system["observed"]) == (level.word, observed)

    def all_is_well(self) -> bool:
        systems = self.json("/api/v1/status.json")["systems"]
        return len(systems) == 12 and all(self.is_so(each["slug"], Level.OPERATIONAL) for each in systems)

    def service(self, slug: str, service: str) -> Any:
        """As `status.json` tells of it."""
        return next(each for each in self.system(slug)["services"] if each["id"] == service)

    def answer(self) -> str:
        """The front page's first heading."""
        page = HTTP.get(f"{self.base_url}/").raise_for_status().text
        found = re.search(r"<h1[^>]*>(.*?)</h1>", page, re.DOTALL)
        assert found, "the front page has no heading"
        return re.sub(r"<[^>]+>", "", found[1]).strip()

    def told(self, source: str, slug: str, level: Level) -> Told:
        """The newest change to `level` that `source` told of `slug`, and the first generation that told the public."""
        with psycopg.connect(embedded.start(self.home)) as connection:
            row = connection.execute(
                "SELECT t.at, t.received_at, (SELECT min(published_at) FROM publishing_generation"
                "   WHERE published_at >= t.received_at AND changed ? %s)"
                " FROM monitoring_transition t JOIN monitoring_signal s ON s.id = t.signal_id"
                " JOIN monitoring_source o ON o.id = s.source_id"
                " WHERE o.slug = %s AND s.key LIKE %s AND t.level = %s ORDER BY t.at DESC LIMIT 1",
                [slug, source, f"{slug}%", level],
            ).fetchone()
        assert row, f"{source} told no such change of {slug}"
        return Told(*row)


@contextmanager
def demonstration(home: Path, *, outgoing_allow: str) -> Iterator[Product]:
    """A product whose twelve systems are all seen to work, until the block ends."""
    product = Product(home, environ={"SAMDRIFT_OUTGOING_ALLOW": outgoing_allow})
    try:
        product.start()
        product.wait_for(product.all_is_well)
        yield product
    finally:
        product.close()
