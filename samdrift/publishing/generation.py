"""Write a generation: objects first, then the manifest, `current` last, each put in place by a rename.

Objects are named by what they hold, so one that is there already costs nothing: the price of a generation follows
what changed, not the size of the portfolio.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import brotli

from samdrift.snapshot.generation import (
    CURRENT,
    HEARTBEAT,
    Difference,
    Entry,
    Manifest,
    difference_path,
    manifest_path,
    object_path,
)

KEPT = 20
"""Manifests kept: the current one and those before it, for readers in the middle of following it."""
_YOUNG = 600.0
"""Seconds before an object that no kept manifest names is removed."""
_COMPRESSED = (
    "text/",
    "image/svg+xml",
    *(f"application/{kind}" for kind in ("json", "schema+json", "atom+xml", "xml", "graphml+xml", "yaml")),
)
_UNPACK: dict[str, Callable[[bytes], bytes]] = {"br": brotli.decompress, "gz": gzip.decompress}
_UNREADABLE = (OSError, ValueError, KeyError, TypeError, AttributeError)
_ONCE, _EACH_TIME, _LARGE = (10, 9), (5, 6), (3, 1)
"""Levels of brotli and gzip. A high one takes ten times as long for a tenth less, and pays for what is made once; of
what is large and made at each change, speed is worth more than a fifth of its size."""
_MUCH = 200_000
"""Bytes from which a file is large."""
LOOKED_FOR = 100
"""Addresses whose objects are looked for at a time: a thousandth of a second or two."""


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
        # What this writer has itself written or read through. A power cut may leave a file that is there by name
        # without its bytes: what an earlier process left is read once before it is built upon.
        self._whole: set[str] = set()
        self._packed: dict[str, tuple[str, ...]] = {}
        self._sizes: dict[tuple[str, str], int] = {}
        self._last: Manifest | None = None
        self._to_look_for: list[str] = []

    def put(self, file: File) -> Entry:
        """Write the file's objects where they are not there yet."""
        digest = self._object(file.content)
        packed = file.media_type.startswith(_COMPRESSED)
        levels = _ONCE if "immutable" in file.cache else _LARGE if len(file.content) > _MUCH else _EACH_TIME
        encodings = self._compress(digest, file.content, levels) if packed else ()
        stale = None if file.stale is None else self._object(file.stale)
        return Entry(digest, file.media_type, file.cache, encodings, stale)

    def holds(self, entry: Entry) -> bool:
        """Whether every object that `entry` names is there and whole."""
        named = [entry.object] if entry.stale is None else [entry.object, entry.stale]
        return all(self._is_whole(digest) for digest in named) and all(
            self._unpacks(entry.object, encoding) for encoding in entry.encodings
        )

    def lacks_something(self) -> bool:
        """Whether something that the generation last put in place relies on is gone from disk, or shorter or longer
        than it was written. Looks at the next of its addresses, so that many calls see all."""
        if self._last is None:
            return False
        if not self._to_look_for:
            self._to_look_for = list(self._last.entries)
        addresses, self._to_look_for = self._to_look_for[:LOOKED_FOR], self._to_look_for[LOOKED_FOR:]
        entries = [entry for address in addresses if (entry := self._last.entries.get(address)) is not None]
        return not (
            manifest_path(self.root, self._last.generation).exists()
            and all(self._is_there(digest, encoding) for entry in entries for digest, encoding in _objects_of(entry))
        )

    def content(self, digest: str) -> bytes:
        """The bytes of an object. Raises OSError."""
        return object_path(self.root, digest).read_bytes()

    def entries(self) -> dict[str, Entry]:
        """What the current generation says, by address; nothing where it cannot be read."""
        if (generation := self.current()) is None:
            return {}
        try:
            return dict(_manifest(manifest_path(self.root, generation)).entries)
        except _UNREADABLE:
            return {}

    def confirmed_at(self) -> datetime | None:
        """When the current generation was last confirmed; None where nobody did."""
        try:
            return datetime.fromisoformat((self.root / HEARTBEAT).read_text("ascii").strip())
        except (OSError, ValueError):
            return None

    def swap(self, manifest: Manifest) -> None:
        """Make `manifest` the current generation."""
        if self._last is not None:
            difference = Difference.between(self._last, manifest)
            _place(difference_path(self.root, manifest.generation), difference.to_json())
        _place(manifest_path(self.root, manifest.generation), manifest.to_json())
        _place(self.root / CURRENT, str(manifest.generation).encode())
        self._last = manifest

    def beat(self, moment: str) -> None:
        """Say that what is published was confirmed at `moment` (ISO 8601, UTC)."""
        _place(self.root / HEARTBEAT, moment.encode())

    def current(self) -> int | None:
        """The number of the current generation; None where there is none."""
        try:
            return int((self.root / CURRENT).read_bytes())
        except (FileNotFoundError, ValueError):
            return None

    def read(self, address: str) -> bytes | None:
        """What the current generation says at `address`; None where it does not, or cannot be read."""
        if (generation := self.current()) is None:
            return None
        try:
            entry = _manifest(manifest_path(self.root, generation)).entries[address]
            content = object_path(self.root, entry.object).read_bytes()
        except _UNREADABLE:
            return None
        return content if hashlib.sha256(content).hexdigest() == entry.object else None

    def sweep(self, now: float | None = None) -> int:
        """Remove old manifests and the objects that only they named; return how many objects went."""
        manifests = sorted((self.root / "generations").glob("*.json"), key=lambda path: int(path.stem))
        for path in manifests[:-KEPT]:
            path.unlink()
            difference_path(self.root, int(path.stem)).unlink(missing_ok=True)
        named = {digest for path in manifests[-KEPT:] for digest in _named_in(path)}
        before = (time.time() if now is None else now) - _YOUNG
        gone = [
            path
            for path in (self.root / "objects").glob("??/*")
            if path.name.partition(".")[0] not in named and path.stat().st_mtime < before
        ]
        self._whole.clear()
        self._packed.clear()
        self._sizes = {key: size for key, size in self._sizes.items() if key[0] in named}
        for path in gone:
            path.unlink()
        return len(gone)

    def _is_there(self, digest: str, encoding: str = "") -> bool:
        """Whatever was read or written once may be gone by now, and its name costs little to look up."""
        name = f"{digest}.{encoding}" if encoding else digest
        try:
            size = os.stat(f"{self.root}/objects/{digest[:2]}/{name}").st_size  # noqa: PTH116  (a Path costs as much)
        except OSError:
            return False
        return self._sizes.setdefault((digest, encoding), size) == size

    def _is_whole(self, digest: str) -> bool:
        if digest not in self._whole or not self._is_there(digest):
            try:
                content = self.content(digest)
            except OSError:
                return False
            if hashlib.sha256(content).hexdigest() != digest:
                return False
            self._whole.add(digest)
            self._sizes[digest, ""] = len(content)
        return True

    def _unpacks(self, digest: str, encoding: str) -> bool:
        if encoding in self._packed.get(digest, ()) and self._is_there(digest, encoding):
            return True
        return _holds(object_path(self.root, digest, encoding), self.content(digest), _UNPACK[encoding])

    def _object(self, content: bytes) -> str:
        digest = hashlib.sha256(content).hexdigest()
        if digest not in self._whole or not self._is_there(digest):
            path = object_path(self.root, digest)
            if not _holds(path, content, bytes):
                _place(path, content)
            self._whole.add(digest)
            self._sizes[digest, ""] = len(content)
        return digest

    def _compress(self, digest: str, content: bytes, levels: tuple[int, int]) -> tuple[str, ...]:
        known = self._packed.get(digest)
        if known is None or not all(self._is_there(digest, encoding) for encoding in known):
            br, gz = object_path(self.root, digest, "br"), object_path(self.root, digest, "gz")
            if not (_holds(br, content, brotli.decompress) and _holds(gz, content, gzip.decompress)):
                _place(br, brotli.compress(content, quality=levels[0]))
                _place(gz, gzip.compress(content, levels[1], mtime=0))
            sizes = {"br": br.stat().st_size, "gz": gz.stat().st_size}
            self._packed[digest] = tuple(code for code, size in sizes.items() if size < len(content))
            self._sizes |= {(digest, code): size for code, size in sizes.items()}
        return self._packed[digest]


def _objects_of(entry: Entry) -> Iterator[tuple[str, str]]:
    yield entry.object, ""
    for encoding in entry.encodings:
        yield entry.object, encoding
    if entry.stale is not None:
        yield entry.stale, ""


def _place(path: Path, content: bytes) -> None:
    new = path.with_name(f".{path.name}.new")
    try:
        new.write_bytes(content)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        new.write_bytes(content)
    new.replace(path)


def _holds(path: Path, content: bytes, unpack: Callable[[bytes], bytes]) -> bool:
    try:
        return unpack(path.read_bytes()) == content
    except (OSError, EOFError, zlib.error, brotli.error):
        return False


def _manifest(path: Path) -> Manifest:
    return Manifest.from_json(path.read_bytes())


def _named_in(path: Path) -> set[str]:
    try:
        entries = _manifest(path).entries.values()
    except _UNREADABLE:
        return set()  # written by another version; nobody follows it
    return {digest for entry in entries for digest in (entry.object, entry.stale) if digest}
