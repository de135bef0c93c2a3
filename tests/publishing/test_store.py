from __future__ import annotations

import gzip
import shutil
import time
from pathlib import Path

import brotli
import pytest

from samdrift.edge.edition import load
from samdrift.publishing.generation import KEPT, File, Store
from samdrift.snapshot.generation import CURRENT, Manifest, difference_path, manifest_path, object_path
from tests.publishing.renames import kind, renames

HTML = "text/html; charset=utf-8"
OLD = 3600


class PowerCut(BaseException):
    """Nothing in the product may catch it."""


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


def file(text: str, stale: str | None = None) -> File:
    return File((text * 40).encode(), HTML, "no-cache", stale.encode() if stale else None)


def publish(store: Store, number: int, files: dict[str, File]) -> None:
    entries = {address: store.put(each) for address, each in files.items()}
    store.swap(Manifest(number, "2026-11-23T09:58:00Z", (), entries))


def first() -> dict[str, File]:
    return {"/": file("front one", "was one"), "/cvr/": file("the same"), "/mitid/": file("mitid one")}


def second() -> dict[str, File]:
    return {"/": file("front two", "was two"), "/cvr/": file("the same"), "/mitid/": file("mitid two")}


def handed_out(root: Path) -> dict[str, bytes]:
    pages = load(root, None).pages
    return {address: page.forms["identity"].body for address, page in pages.items() if "/mirror/" not in address}


def contents(files: dict[str, File]) -> dict[str, bytes]:
    return {address: each.content for address, each in files.items()}


def test_objects_come_before_the_manifest_and_the_manifest_before_current(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    with renames(monkeypatch, lambda _, target: seen.append(kind(target, store.root))):
        publish(store, 1, first())
    assert seen[-2:] == ["generations", CURRENT]
    assert set(seen[:-2]) == {"objects"}
    assert len(seen) == 3 * 3 + 1 + 2  # each page plain, br and gz; one stale form


def test_what_is_the_same_is_not_written_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(store, 1, first())
    for again in (store, Store(store.root)):
        seen: list[Path] = []
        with renames(monkeypatch, lambda _, target: seen.append(target)):  # noqa: B023
            publish(again, 2, first())
        assert [found for path in seen if (found := kind(path, store.root)) != "differences"] == [
            "generations",
            CURRENT,
        ]


def test_a_crash_at_any_write_leaves_the_generation_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(Store(tmp_path / "before"), 1, first())
    crashes = 0
    for number in range(1, 100):
        root = tmp_path / str(number)
        shutil.copytree(tmp_path / "before", root)

        def crash(count: int, target: Path, at: int = number) -> None:
            if count == at:
                raise PowerCut(target)

        try:
            with renames(monkeypatch, crash):
                publish(Store(root), 2, second())
        except PowerCut:
            crashes += 1
        else:
            break
        assert handed_out(root) == contents(first())
        publish(Store(root), 2, second())  # the next start makes up for it
        assert handed_out(root) == contents(second())
    assert crashes == 2 * 3 + 1 + 2
    assert handed_out(root) == contents(second())


@pytest.mark.parametrize("suffix", ["", ".br", ".gz"])
def test_what_a_power_cut_left_empty_is_written_again(store: Store, suffix: str) -> None:
    publish(store, 1, first())
    digest = Store(store.root).put(first()["/cvr/"]).object
    path = object_path(store.root, digest)
    path.with_name(path.name + suffix).write_bytes(b"")
    publish(Store(store.root), 2, first())
    assert handed_out(store.root) == contents(first())


@pytest.mark.parametrize("content", [b"a" * 5000, bytes(range(256)) * 600, b"x", b""])
def test_encodings_unpack_to_the_very_bytes(store: Store, content: bytes) -> None:
    entry = store.put(File(content, HTML, "no-cache"))
    unpack = {"br": brotli.decompress, "gz": gzip.decompress}
    for encoding in entry.encodings:
        packed = object_path(store.root, entry.object, encoding).read_bytes()
        assert unpack[encoding](packed) == content
        assert len(packed) < len(content)
    assert object_path(store.root, entry.object).read_bytes() == content
    assert entry.encodings == (("br", "gz") if len(content) > 100 else ())


def test_what_is_packed_already_is_not_packed_again(store: Store) -> None:
    assert store.put(File(b"a" * 5000, "font/woff2", "no-cache")).encodings == ()


def test_sweeping_keeps_what_kept_generations_name(store: Store) -> None:
    for number in range(1, KEPT + 3):
        publish(store, number, {"/": file(f"front {number}", f"was {number}"), "/cvr/": file("the same")})
    gone = store.sweep(time.time() + OLD)
    assert gone == 2 * 4  # two generations' front: plain, br, gz and stale
    numbers = sorted(int(path.stem) for path in store.root.glob("generations/*.json"))
    assert numbers == list(range(3, KEPT + 3))
    for number in numbers:
        (store.root / CURRENT).write_text(str(number))
        assert handed_out(store.root)["/"] == file(f"front {number}").content


def test_sweeping_spares_what_is_being_written(store: Store) -> None:
    entry = store.put(file("not yet named"))
    assert store.sweep() == 0
    assert object_path(store.root, entry.object).exists()


def test_what_was_swept_is_written_again_when_it_comes_back(store: Store) -> None:
    publish(store, 1, first())
    back = file("a state that comes back")
    store.put(back)
    assert store.sweep(time.time() + OLD) == 3
    publish(store, 2, {"/": back})
    assert handed_out(store.root) == {"/": back.content}


def test_a_manifest_of_another_version_does_not_stop_the_sweeping(store: Store) -> None:
    publish(store, 1, first())
    manifest_path(store.root, 0).write_text('{"entries": []}')
    store.sweep(time.time() + OLD)
    assert handed_out(store.root) == contents(first())


def test_nothing_is_read_where_nothing_is_published(store: Store) -> None:
    assert (store.current(), store.read("/")) == (None, None)
    publish(store, 7, first())
    assert (store.current(), store.read("/"), store.read("/nowhere")) == (7, first()["/"].content, None)
    (store.root / CURRENT).write_text("")
    assert (store.current(), store.read("/")) == (None, None)


@pytest.mark.parametrize("difference", ["whole", "torn", "missing", "of another"])
def test_a_reader_of_the_difference_ends_where_a_reader_of_the_whole_does(store: Store, difference: str) -> None:
    publish(store, 1, first())
    held = load(store.root, None)
    publish(store, 2, {"/": second()["/"], "/mitid/": second()["/mitid/"], "/new/": file("new")})
    path = difference_path(store.root, 2)
    if difference == "torn":
        path.write_bytes(path.read_bytes()[:50])
    elif difference == "missing":
        path.unlink()
    elif difference == "of another":
        path.write_bytes(path.read_bytes().replace(b'"since":1', b'"since":7'))
    followed, cold = load(store.root, held), load(store.root, None)
    assert followed.manifest == cold.manifest
    assert followed.objects.keys() == cold.objects.keys()
    assert {path: page.entry for path, page in followed.pages.items()} == {
        path: page.entry for path, page in cold.pages.items()
    }
