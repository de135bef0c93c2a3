"""Writes generations as the contract in samdrift/snapshot/generation.py says, for the edge to read."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import brotli

from samdrift.snapshot.generation import CURRENT, HEARTBEAT, Entry, Manifest, manifest_path, object_path

CACHE = "public, max-age=5, stale-while-revalidate=30, stale-if-error=86400"
HTML = "text/html; charset=utf-8"
JSON = "application/json"


@dataclass(frozen=True)
class File:
    body: bytes
    media_type: str = HTML
    stale: bytes | None = None
    packed: bool = True


class Published:
    """`put` once, then `publish` as often as wanted: what was put stays."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.files: dict[str, File] = {}
        self.generation = 0
        root.mkdir(parents=True, exist_ok=True)

    def put(
        self, path: str, body: str, media_type: str = HTML, *, stale: str | None = None, packed: bool = True
    ) -> None:
        self.files[path] = File(body.encode(), media_type, stale.encode() if stale is not None else None, packed)

    def publish(self, changed: tuple[str, ...] = (), at: datetime | None = None) -> Manifest:
        self.generation += 1
        entries = {path: self._entry(file) for path, file in self.files.items()}
        published_at = (at or datetime.now(UTC)).isoformat()
        manifest = Manifest(self.generation, published_at, changed, entries)
        replace(manifest_path(self.root, self.generation), manifest.to_json())
        replace(self.root / CURRENT, f"{self.generation}\n".encode())
        return manifest

    def beat(self, at: datetime | None = None) -> None:
        replace(self.root / HEARTBEAT, (at or datetime.now(UTC)).isoformat().encode())

    def _entry(self, file: File) -> Entry:
        stale = None if file.stale is None else self._object(file.stale, packed=False)
        encodings = ("br", "gz") if file.packed else ()
        return Entry(self._object(file.body, packed=file.packed), file.media_type, CACHE, encodings, stale)

    def _object(self, body: bytes, *, packed: bool) -> str:
        digest = hashlib.sha256(body).hexdigest()
        if packed:
            replace(object_path(self.root, digest, "br"), brotli.compress(body, quality=4))
            replace(object_path(self.root, digest, "gz"), gzip.compress(body, mtime=0))
        replace(object_path(self.root, digest), body)
        return digest


def replace(path: Path, body: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(path.name + ".new")
    new.write_bytes(body)
    new.replace(path)
