from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samdrift.snapshot.generation import Difference, Entry, Manifest, manifest_path, object_path

digests = st.binary(max_size=4).map(lambda raw: hashlib.sha256(raw).hexdigest())
entries = st.builds(
    Entry,
    object=digests,
    media_type=st.sampled_from(["text/html; charset=utf-8", "application/json"]),
    cache=st.text(max_size=40),
    encodings=st.lists(st.sampled_from(["br", "gz"]), unique=True).map(tuple),
    stale=st.none() | digests,
)
manifests = st.builds(
    Manifest,
    generation=st.integers(0, 2**63 - 1),
    published_at=st.datetimes().map(lambda moment: f"{moment.isoformat()}Z"),
    changed=st.lists(st.text(max_size=20), max_size=4).map(tuple),
    entries=st.dictionaries(st.text(max_size=30), entries, max_size=5),
)


@given(manifests)
def test_a_manifest_written_is_read_again(manifest: Manifest) -> None:
    assert Manifest.from_json(manifest.to_json()) == manifest


def test_the_form_on_disk() -> None:
    """Editions of Samdrift beside each other, and mirrors, read this."""
    manifest = Manifest(7, "2026-11-23T09:58:00Z", ("mitid",), {"/": Entry("ab", "text/html", "no-cache", ("br",))})
    assert json.loads(manifest.to_json()) == {
        "generation": 7,
        "published_at": "2026-11-23T09:58:00Z",
        "changed": ["mitid"],
        "entries": {"/": ["ab", "text/html", "no-cache", ["br"], None]},
    }


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{}",
        b"[]",
        b"\xff",
        b'{"generation": 1, "published_at": "", "changed": [], "entries": {"/": []}}',
        b'{"generation": 1, "published_at": "", "changed": [], "entries": {"/": ["a", "b", "c", [], null, 1]}}',
        b'{"generation": 1, "published_at": "", "changed": []}',
    ],
)
def test_what_is_not_a_manifest_is_refused(raw: bytes) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        Manifest.from_json(raw)


@given(manifests, st.data())
def test_a_manifest_cut_short_is_refused(manifest: Manifest, data: st.DataObject) -> None:
    """So that a copy which was interrupted is never taken for a generation."""
    raw = manifest.to_json()
    length = data.draw(st.integers(0, len(raw) - 1))
    with pytest.raises((ValueError, KeyError, TypeError)):
        Manifest.from_json(raw[:length])


def test_where_the_bytes_lie() -> None:
    root = Path("published")
    assert object_path(root, "abcd") == Path("published/objects/ab/abcd")
    assert object_path(root, "abcd", "br") == Path("published/objects/ab/abcd.br")
    assert manifest_path(root, 12) == Path("published/generations/12.json")


def entry(digest: str) -> Entry:
    return Entry(digest * 64, "text/html", "public", ("br",))


BEFORE = Manifest(6, "2026-11-23T09:58:00Z", (), {"/": entry("a"), "/gone/": entry("b"), "/same/": entry("c")})
AFTER = Manifest(7, "2026-11-23T09:59:00Z", ("mitid",), {"/": entry("d"), "/same/": entry("c"), "/new/": entry("e")})


def test_a_difference_makes_the_new_manifest_of_the_one_before() -> None:
    difference = Difference.from_json(Difference.between(BEFORE, AFTER).to_json())
    assert set(difference.part.entries) == {"/", "/new/"}
    assert difference.applied(BEFORE) == AFTER


@pytest.mark.parametrize("other", [AFTER, replace(BEFORE, published_at="2026-11-23T09:57:00Z")])
def test_a_difference_is_not_applied_to_another_manifest(other: Manifest) -> None:
    assert Difference.between(BEFORE, AFTER).applied(other) is None
