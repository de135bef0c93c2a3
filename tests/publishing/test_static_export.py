from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from samdrift.publishing.static_export import NothingPublished, export
from tests.publishing.installation import BASE_URL, Installation

ANSWERED_BY_THE_PRODUCT = ("/desk/", "/konto/", "/udforsk/", "/en/explore/", "/events", "/healthz", "/ingest/")
"""What no folder of files can answer."""


class Links(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {value for name, value in attrs if name in ("href", "src") and value}


def file_of(folder: Path, address: str) -> Path:
    return folder / address.lstrip("/") / "index.html" if address.endswith("/") else folder / address.lstrip("/")


def inner(link: str) -> str | None:
    """The address of a link within the site, if it is one that files answer."""
    parts = urlsplit(link.removeprefix(BASE_URL))
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith(ANSWERED_BY_THE_PRODUCT):
        return None
    return parts.path


def test_every_address_becomes_a_file(small: Installation, tmp_path: Path) -> None:
    small.all_is_well()
    folder = tmp_path / "site"
    entries = small.edition().manifest.entries
    assert export(small.root, folder) == len(entries)
    for address in entries:
        assert file_of(folder, address).read_bytes() == small.plain(address)
    assert len([path for path in folder.rglob("*") if path.is_file()]) == len(entries)


def test_links_between_pages_lead_to_files(small: Installation, tmp_path: Path) -> None:
    small.all_is_well()
    folder = tmp_path / "site"
    export(small.root, folder)
    pages = sorted(folder.rglob("*.html"))
    links = {
        (str(page.relative_to(folder)), address)
        for page in pages
        for link in Links(page.read_text()).found
        if (address := inner(link))
    }
    assert len(links) > 50
    assert {(page, address) for page, address in links if not file_of(folder, address).is_file()} == set()


def test_exporting_again_follows_what_is_published(small: Installation, tmp_path: Path) -> None:
    small.all_is_well()
    folder = tmp_path / "site"
    export(small.root, folder)
    small.turn(11 * 3600 + 60)
    export(small.root, folder)
    assert file_of(folder, "/systemer/mitid/").read_bytes() == small.plain("/systemer/mitid/")


def test_nothing_to_export_says_so(tmp_path: Path) -> None:
    with pytest.raises(NothingPublished, match="start a worker first"):
        export(tmp_path / "nowhere", tmp_path / "site")
