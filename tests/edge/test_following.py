"""From one generation to the next."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import pytest

from samdrift.edge.app import EdgeApp
from samdrift.edge.edition import BrokenGenerationError, checked_manifest, load
from samdrift.snapshot.generation import CURRENT, Entry, Manifest, manifest_path, object_path
from tests.edge.asking import Answer, ask, until, with_edge
from tests.edge.published import Published, replace


def test_a_new_generation_is_seen(published: Published) -> None:
    async def asking(app: EdgeApp) -> None:
        published.put("/", "<h1>Noget nyt</h1>")
        published.publish()

        async def seen() -> bool:
            return (await ask(app, "/")).body == b"<h1>Noget nyt</h1>"

        await until(seen)
        assert (await ask(app, "/")).headers["samdrift-generation"] == "2"

    published.publish()
    with_edge(published.root, asking)


def test_what_is_unchanged_is_not_read_again(published: Published) -> None:
    published.publish()
    first = load(published.root, None)
    kept = first.pages["/"].entry
    object_path(published.root, kept.object).unlink()
    published.put("/systemer/mitid/", "<h1>MitID har nedbrud</h1>")
    unread = published.files.pop("/")
    manifest = published.publish()
    with_front = Manifest(2, manifest.published_at, (), {**manifest.entries, "/": kept})
    replace(manifest_path(published.root, 2), with_front.to_json())

    second = load(published.root, first)
    assert second.pages["/"] is first.pages["/"]
    assert second.pages["/"].forms["identity"].body == unread.body
    assert second.pages["/systemer/mitid/"].forms["identity"].body == b"<h1>MitID har nedbrud</h1>"
    assert "/404.html" in second.pages


def test_what_is_gone_is_forgotten(published: Published) -> None:
    published.publish()
    first = load(published.root, None)
    gone = first.pages["/systemer/mitid/"].entry.object
    del published.files["/systemer/mitid/"]
    published.publish()
    second = load(published.root, first)
    assert "/systemer/mitid/" not in second.pages
    assert gone not in second.objects


def _front(published: Published) -> Path:
    entry = checked_manifest(manifest_path(published.root, 2).read_bytes()).entries["/"]
    return object_path(published.root, entry.object)


def _rewrite(published: Published, **fields: object) -> None:
    manifest = checked_manifest(manifest_path(published.root, 2).read_bytes())
    front = {name: getattr(manifest.entries["/"], name) for name in Entry.__slots__} | fields
    entries = {**manifest.entries, "/": Entry(**front)}
    replace(manifest_path(published.root, 2), Manifest(2, manifest.published_at, (), entries).to_json())


BREAKAGES: dict[str, Callable[[Published], object]] = {
    "current is not a number": lambda site: replace(site.root / CURRENT, b"two"),
    "current is empty": lambda site: replace(site.root / CURRENT, b""),
    "the manifest is missing": lambda site: manifest_path(site.root, 2).unlink(),
    "the manifest is torn": lambda site: replace(manifest_path(site.root, 2), b'{"generation": 2, "entr'),
    "the manifest is another's": lambda site: replace(
        manifest_path(site.root, 2), manifest_path(site.root, 1).read_bytes()
    ),
    "the manifest is a list": lambda site: replace(manifest_path(site.root, 2), b"[]"),
    "the manifest has no entries": lambda site: replace(
        manifest_path(site.root, 2), b'{"generation":2,"published_at":"","changed":[],"entries":[]}'
    ),
    "an object is missing": lambda site: _front(site).unlink(),
    "an object is torn": lambda site: _front(site).write_bytes(b"<h1>Nog"),
    "a packed object is missing": lambda site: _front(site).with_name(_front(site).name + ".br").unlink(),
    "a packed object is torn": lambda site: _front(site).with_name(_front(site).name + ".br").write_bytes(b"\x0b"),
    "a packed object is another's": lambda site: (
        _front(site)
        .with_name(_front(site).name + ".gz")
        .write_bytes(object_path(site.root, load(site.root, None).pages["/404.html"].entry.object, "gz").read_bytes())
    ),
    "a header would be split": lambda site: _rewrite(site, cache="no-store\r\nset-cookie: a=b"),
    "an object's name leads elsewhere": lambda site: _rewrite(site, object="../../../etc/passwd"),
    "an unknown encoding": lambda site: _rewrite(site, encodings=("zst",)),
}


@pytest.mark.parametrize("breakage", BREAKAGES)
def test_a_broken_generation_changes_nothing(published: Published, breakage: str) -> None:
    published.publish()
    first = load(published.root, None)
    published.put("/", "<h1>Noget nyt</h1>" * 20)
    published.publish()
    load(published.root, first)  # whole before it is broken: the failure below is the breakage's
    BREAKAGES[breakage](published)
    with pytest.raises(BrokenGenerationError):
        load(published.root, first)


def test_readers_keep_the_old_one_and_get_the_mended(published: Published, caplog: pytest.LogCaptureFixture) -> None:
    async def asking(app: EdgeApp) -> tuple[Answer, Answer]:
        published.put("/", "<h1>Noget nyt</h1>" * 20)
        manifest = published.publish()
        front = object_path(published.root, manifest.entries["/"].object)
        whole = front.read_bytes()
        front.unlink()

        async def troubled() -> bool:
            return b"output" in (await ask(app, "/healthz")).body

        async def mended() -> bool:
            return (await ask(app, "/")).body == whole

        await until(troubled)
        front_meanwhile, health = await ask(app, "/"), await ask(app, "/healthz")
        replace(front, whole)
        await until(mended)
        return front_meanwhile, health

    published.publish()
    with caplog.at_level(logging.ERROR):
        front, health = with_edge(published.root, asking)
    assert front.body.startswith(b"<h1>Forside</h1>")
    assert (health.status, b'"warn"' in health.body) == (200, True)
    assert caplog.text.count("The newest generation cannot be read whole") == 1
