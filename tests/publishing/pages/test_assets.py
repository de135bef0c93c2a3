from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

import brotli
import pytest

from samdrift.publishing import assets
from samdrift.publishing.pages import Pages
from samdrift.vocabulary import Language
from tests import world

PAGES = Pages("https://drift.example.dk")
LINK = re.compile(r'(?:href|src)="(/static/[^"]+)"')
LIMIT = 60_000
"""Bytes of the front page and what it needs, compressed, without fonts."""


def every_page() -> list[str]:
    languages: tuple[Language, ...] = ("da", "en")
    return [
        html
        for language in languages
        for html in (
            PAGES.front(world.mixed(), language, stale=False),
            PAGES.system(world.mitid(), language, stale=True),
            PAGES.not_found(language),
            PAGES.integration(language),
        )
    ]


def test_every_file_that_a_page_names_is_there() -> None:
    for html in every_page():
        assert set(LINK.findall(html)) <= assets.collect().keys()


def test_what_the_style_sheets_refer_to_is_there_but_for_what_we_leave_out() -> None:
    left_out = re.compile(r"\.(eot|ttf)$|placeholder\.png$|\.woff$")
    files = assets.collect()
    for address, (content, media_type) in files.items():
        if not media_type.startswith("text/css"):
            continue
        for reference in re.findall(r"url\(([^)#?]+)\)", content.decode()):
            if not reference.startswith("data:") and not left_out.search(reference):
                assert _resolved(address, reference) in files, reference


def _resolved(address: str, reference: str) -> str:
    parts: list[str] = []
    for part in (PurePosixPath(address).parent / reference).parts:
        parts = parts[:-1] if part == ".." else [*parts, part]
    return str(PurePosixPath(*parts))


def test_the_front_page_and_what_it_needs_is_small() -> None:
    html = PAGES.front(world.mixed(), "da", stale=False)
    needed = [content for address, (content, _) in assets.collect().items() if address in LINK.findall(html)]
    fonts = [content for address, (content, kind) in assets.collect().items() if kind.startswith("font/")]
    sizes = [len(brotli.compress(each)) for each in [html.encode(), *needed] if each not in fonts]
    assert sum(sizes) <= LIMIT, sizes


def test_no_page_has_inline_styles_or_scripts() -> None:
    for html in every_page():
        assert not re.search(r"\sstyle=|<style|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:", html)


def test_no_page_names_another_origin_but_in_links() -> None:
    for html in every_page():
        loaded = re.findall(
            r'<(?:link(?! rel="(?:canonical|alternate)")|script|img|iframe)[^>]*(?:href|src)="([^"]+)"', html
        )
        assert all(address.startswith("/") and not address.startswith("//") for address in loaded)


def test_without_the_packages_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assets._design_system_folder.cache_clear()
    monkeypatch.setattr(assets, "_NPM", tmp_path)
    try:
        with pytest.raises(assets.AssetsMissing, match="run `make`"):
            assets.address("dkfds/css/dkfds.min.css")
    finally:
        assets._design_system_folder.cache_clear()
