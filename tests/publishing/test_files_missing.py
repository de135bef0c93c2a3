"""Files that go missing on disk while the worker runs are made again."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from samdrift.publishing import generation
from samdrift.publishing.generation import File, Store
from samdrift.snapshot.generation import Manifest, manifest_path, object_path
from samdrift.vocabulary import Level
from tests.publishing.installation import Installation

FRONT = File(b"front " * 40, "text/html; charset=utf-8", "no-cache", b"was front")


def publish(store: Store, number: int, **files: File) -> None:
    entries = {f"/{name}/": store.put(file) for name, file in files.items()}
    store.swap(Manifest(number, "2026-11-23T09:58:00Z", (), entries))


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5])


HARM: dict[str, Callable[[Path], object]] = {"gone": Path.unlink, "cut short": cut_short}


@pytest.mark.parametrize("harm", HARM)
@pytest.mark.parametrize("part", ["", "br", "gz", "stale"])
def test_what_was_written_once_is_looked_for_when_it_is_put_again(tmp_path: Path, part: str, harm: str) -> None:
    store = Store(tmp_path)
    entry = store.put(FRONT)
    harmed = object_path(tmp_path, entry.stale or "") if part == "stale" else object_path(tmp_path, entry.object, part)
    whole = harmed.read_bytes()
    HARM[harm](harmed)
    assert not store.holds(entry)
    assert store.put(FRONT) == entry
    assert harmed.read_bytes() == whole
    assert store.holds(entry)


@pytest.mark.parametrize("harm", HARM)
def test_every_file_of_the_generation_is_looked_for_a_few_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, harm: str
) -> None:
    monkeypatch.setattr(generation, "LOOKED_FOR", 2)
    store = Store(tmp_path)
    assert not store.lacks_something()
    files = {f"page-{number}": File(b"%d" % number * 200, "text/plain", "no-cache") for number in range(5)}
    publish(store, 1, **files)
    assert not any(store.lacks_something() for _ in range(6))
    store.sweep()
    HARM[harm](object_path(tmp_path, store.entries()["/page-4/"].object, "gz"))
    assert [store.lacks_something() for _ in range(3)].count(True) == 1
    publish(store, 2, **files)
    assert not any(store.lacks_something() for _ in range(3))


def test_a_manifest_that_is_gone_is_missed(tmp_path: Path) -> None:
    store = Store(tmp_path)
    publish(store, 1, front=FRONT)
    manifest_path(tmp_path, 1).unlink()
    assert store.lacks_something()


def settle_down(small: Installation, seconds: float) -> None:
    while small.turn(seconds):
        pass


@pytest.mark.parametrize("gone", ["objects", "generations", "objects/*"])
def test_a_worker_makes_all_again_and_tells_of_no_change_twice(small: Installation, gone: str) -> None:
    small.all_is_well()
    addresses = set(small.edition().pages)
    for path in list(small.root.glob(gone)):
        shutil.rmtree(path)
    small.turn(2)
    small.turn(3)
    settle_down(small, 4)
    assert set(small.edition().pages) == addresses
    assert small.system("mitid")["level"] == "operational"


def test_an_outage_pushed_while_files_are_missing_is_told(small: Installation) -> None:
    small.all_is_well()
    shutil.rmtree(small.root / "objects")
    small.said("mitid/login", 10, Level.MAJOR_OUTAGE)
    published = small.turn(11)
    assert published is not None and published.changed == ("mitid",)
    again = small.turn(12)
    assert again is not None and again.changed == ()
    settle_down(small, 13)
    assert small.system("mitid")["level"] == "major_outage"
