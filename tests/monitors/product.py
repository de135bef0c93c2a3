"""The whole product, running as `samdrift run --demo` in a home of its own, seen as its readers see it."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import psycopg

from samdrift.site import embedded
from tests.monitors.program import free_port, until

STARTS = 180
"""Seconds until it must be up: long, for the machine may be busy."""


@dataclass(frozen=True)
class Told:
    """When a change of a system's was observed (by the monitoring system), received and published."""

    observed: datetime
    received: datetime
    published: datetime


@dataclass(frozen=True)
class Product:
    home: Path
    base_url: str

    @property
    def facts(self) -> Any:
        """`demo.json`."""
        return json.loads((self.home / "demo.json").read_text())

    def get(self, path: str) -> httpx.Response:
        return httpx.get(f"{self.base_url}{path}").raise_for_status()

    def system(self, slug: str) -> Any:
        """How `slug` is in `status.json`."""
        systems = self.get("/api/v1/status.json").json()["systems"]
        return next(system for system in systems if system["slug"] == slug)

    def is_so(self, slug: str, level: str, *, observed: bool = True) -> bool:
        system = self.system(slug)
        return (system["level"], system["observed"]) == (level, observed)

    def service(self, slug: str, service: str) -> Any:
        return next(each for each in self.system(slug)["services"] if each["id"] == service)

    def answer(self) -> str:
        """The front page's first heading."""
        found = re.search(r"<h1[^>]*>(.*?)</h1>", self.get("/").text, re.DOTALL)
        assert found, "the front page has no heading"
        return re.sub(r"<[^>]+>", "", found[1]).strip()

    def told(self, source: str, slug: str, level: int) -> Told:
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
    port = free_port()
    product = Product(home, f"http://127.0.0.1:{port}")
    words = {name: word for name, word in os.environ.items() if name != "DATABASE_URL" and "SAMDRIFT" not in name}
    words |= {"SAMDRIFT_HOME": str(home), "PORT": str(port), "SAMDRIFT_OUTGOING_ALLOW": outgoing_allow}
    log = home.with_suffix(".log")
    with (
        log.open("ab") as output,
        subprocess.Popen(
            [sys.executable, "-m", "samdrift.cli", "run", "--demo"], env=words, stdout=output, stderr=output
        ) as process,
    ):
        try:
            until(lambda: process.poll() is not None or _works(product), "all twelve systems work", STARTS)
            assert process.poll() is None, log.read_text()[-4000:]
            yield product
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(60)
            except subprocess.TimeoutExpired:
                process.kill()


def _works(product: Product) -> bool:
    try:
        systems = product.get("/api/v1/status.json").json()["systems"]
    except httpx.HTTPError:
        return False
    return len(systems) == 12 and all(each["observed"] and each["level"] == "operational" for each in systems)
