"""Write a generation: objects first, then the manifest, `current` last, each put in place by a rename.

Objects are named by what they hold, so one that is there already costs nothing: the price of a generation follows
what changed, not the size of the portfolio.
"""

from __future__ import annotations

import gzip
import hashlib
import time
from dataclasses import dataclass
from pathlib import Path

import brotli

from samdrift.snapshot.generation import CURRENT, HEARTBEAT, Entry, Manifest, manifest_path, object_path

KEPT = 20
"""Manifests kept behind the current one, for readers in the middle of following it."""
_YOUNG = 600.0
"""Seconds before an object that no kept manifest names is removed."""
_COMPRESSED = ("text/", "application/json", "application/atom+xml", "image/svg+xml", "application/schema+json")
_LARGE = 100_000
"""Bytes above which brotli takes its middle level: higher ones cost seconds for a few per cent."""


@dataclass(frozen=True, slots=True)
class File:
    """One finished file; `stale` is its "not updated since" form."""

    content: bytes
    media_type: str
    cache: str
    stale: bytes | None = None


class Store:
    """The directory of generations, for its one writer."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, file: File) -> Entry:
        """Write the file's objects where they are not there yet."""
        digest = self._object(file.content)
        encodings = self._compress(digest, file.content) if file.media_type.startswith(_COMPRESSED) else ()
        stale = None if file.stale is None else self._object(file.stale)
        return Entry(digest, file.media_type, file.cache, encodings, stale)

    def swap(self, manifest: Manifest) -> None:
        """Make `manifest` the current generation."""
        _place(manifest_path(self.root, manifest.generation), manifest.to_json())
        _place(self.root / CURRENT, str(manifest.generation).encode())

    def beat(self, moment: str) -> None:
        """Say that what is published was confirmed at `moment` (ISO 8601, UTC)."""
        _place(self.root / HEARTBEAT, moment.encode())

    def sweep(self, now: float | None = None) -> int:
        """Remove old manifests and the objects that only they named; return how many objects went."""
        manifests = sorted((self.root / "generations").glob("*.json"), key=lambda path: int(path.stem))
        for path in manifests[:-KEPT]:
            path.unlink()
        named: set[str] = set()
        for path in manifests[-KEPT:]:
            for entry in Manifest.from_json(path.read_bytes()).entries.values():
                named.update(digest for digest in (entry.object, entry.stale) if digest)
        before = (time.time() if now is None else now) - _YOUNG
        gone = [
            path
            for path in (self.root / "objects").glob("??/*")
            if path.name.partition(".")[0] not in named and path.stat().st_mtime < before
        ]
        for path in gone:
            path.unlink()
        return len(gone)

    def _object(self, content: bytes) -> str:
        digest = hashlib.sha256(content).hexdigest()
        path = object_path(self.root, digest)
        if not path.exists():
            _place(path, content)
        return digest

    def _compress(self, digest: str, content: bytes) -> tuple[str, ...]:
        written = {"br": object_path(self.root, digest, "br"), "gz": object_path(self.root, digest, "gz")}
        if not all(path.exists() for path in written.values()):
            quality = 5 if len(content) > _LARGE else 9
            _place(written["br"], brotli.compress(content, quality=quality))
            _place(written["gz"], gzip.compress(content, 6, mtime=0))
        return tuple(code for code, path in written.items() if path.stat().st_size < len(content))


def _place(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.new")
    new.write_bytes(content)
    new.replace(path)
