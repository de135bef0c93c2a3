from __future__ import annotations

from pathlib import Path

import pytest

from samdrift.snapshot.generation import STALE_MARK, STALE_WORDS_DA, STALE_WORDS_EN
from tests.edge.published import JSON, Published


@pytest.fixture
def published(tmp_path: Path) -> Published:
    """A small site, put and not yet published."""
    site = Published(tmp_path / "published")
    filling = "<p>Det virker.</p>" * 60
    site.put("/", f"<h1>Forside</h1>{filling}", stale=f"<h1>Ikke opdateret siden {STALE_WORDS_DA}</h1>{filling}")
    site.put("/en/", "<h1>Front page</h1>" * 40, stale=f"<h1>Not updated since {STALE_WORDS_EN}</h1>")
    site.put("/404.html", "<h1>Siden findes ikke</h1>" * 20)
    site.put("/en/404.html", "<h1>There is no such page</h1>" * 20)
    site.put("/systemer/mitid/", "<h1>MitID</h1>" * 40)
    site.put("/systemer/mitid/feed.atom", "<feed/>" * 40, "application/atom+xml")
    site.put("/kalender.ics", "BEGIN:VCALENDAR", "text/calendar; charset=utf-8", packed=False)
    site.put("/badge/mitid.svg", "<svg/>", "image/svg+xml", packed=False)
    site.put("/api/v1/status.json", '{"stale_since": null}', JSON, stale=f'{{"stale_since": "{STALE_MARK}"}}')
    return site
