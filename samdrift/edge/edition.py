"""A generation, read from disk and made ready to hand out."""

from __future__ import annotations

import gzip
import hashlib
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

import brotli

from samdrift.edge.forms import Bodies, Page, make_page
from samdrift.snapshot.generation import (
    CURRENT,
    Difference,
    Entry,
    Manifest,
    difference_path,
    manifest_path,
    object_path,
)

MANIFEST_ADDRESS = "/mirror/manifest.json"

_DIGEST = re.compile(r"[0-9a-f]{64}")
_HEADER_VALUE = re.compile(r"[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?")
_CODINGS = {"br": "br", "gz": "gzip"}
_UNPACK = {"br": brotli.decompress, "gz": gzip.decompress}


class BrokenGenerationError(Exception):
    """What `current` names is missing, torn, or not a generation."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A generation in memory. `objects` is by SHA-256, `pages` by address. `raw` is the manifest as it was.

    `lacking` says what of it could not be read; None where it is whole.
    """

    manifest: Manifest
    raw: bytes
    published_at: datetime
    pages: dict[str, Page]
    objects: dict[str, Bodies]
    lacking: str | None = None

    @property
    def generation(self) -> int:
        return self.manifest.generation


def load(root: Path, held: Edition | None, *, partly: bool = False) -> Edition:
    """The current generation. What `held` already has ready is kept, so that the cost follows the change.

    `partly` leaves out the pages that cannot be read. Raises BrokenGenerationError; `held` is then still good.
    """
    try:
        return _load(root, held, partly=partly)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BrokenGenerationError(f"{type(error).__name__}: {error}") from error


def checked_manifest(raw: bytes, known: Mapping[str, Entry] = MappingProxyType({})) -> Manifest:
    """A manifest whose every field can stand in a path or a header as it is. Raises as `Manifest.from_json`.

    Entries in `known` were checked before and are not checked again.
    """
    manifest = Manifest.from_json(raw)
    check(manifest, known)
    return manifest


def check(manifest: Manifest, known: Mapping[str, Entry] = MappingProxyType({})) -> None:
    """Raises ValueError where a field cannot stand in a path or a header as it is."""
    if type(manifest.generation) is not int or manifest.generation < 0:
        raise ValueError(f"not a generation number: {manifest.generation!r}")
    for path, entry in manifest.entries.items():
        if known.get(path) == entry:
            continue
        digests = [entry.object] if entry.stale is None else [entry.object, entry.stale]
        fit = (
            path.startswith("/")
            and all(_DIGEST.fullmatch(digest) for digest in digests)
            and all(_HEADER_VALUE.fullmatch(value) for value in (entry.media_type, entry.cache))
            and set(entry.encodings) <= set(_CODINGS)
        )
        if not fit:
            raise ValueError(f"not an entry that can be handed out: {path!r}")


def verify(digest: str, plain: bytes, packed: dict[str, bytes]) -> None:
    """Raises ValueError unless `plain` is what `digest` names and each of `packed` ("br", "gz") unpacks to it."""
    if hashlib.sha256(plain).hexdigest() != digest:
        raise ValueError(f"object {digest} holds other bytes")
    for encoding, body in packed.items():
        if _unpacked(encoding, body) != plain:
            raise ValueError(f"object {digest}.{encoding} does not unpack to it")


def _unpacked(encoding: str, packed: bytes) -> bytes | None:
    try:
        plain: bytes = _UNPACK[encoding](packed)
    except (brotli.error, zlib.error, gzip.BadGzipFile, EOFError):
        return None
    return plain


def wanted_objects(manifest: Manifest) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every object that the manifest names, with the encodings to be had of it. May name one twice."""
    for entry in manifest.entries.values():
        yield entry.object, entry.encodings
        if entry.stale is not None:
            yield entry.stale, ()


def _load(root: Path, held: Edition | None, *, partly: bool) -> Edition:
    generation = int((root / CURRENT).read_text("ascii"))
    raw = manifest_path(root, generation).read_bytes()
    if held is not None and held.lacking is None and held.generation == generation and held.raw == raw:
        return held
    manifest = _by_difference(root, generation, held) or checked_manifest(raw, held.manifest.entries if held else {})
    if manifest.generation != generation:
        raise ValueError(f"manifest {generation} says it is {manifest.generation}")
    published_at = _utc(manifest.published_at)
    objects, lacking = _objects(root, manifest, held.objects if held else {}, partly=partly)
    pages = {
        path: _page(path, entry, objects, published_at, held.pages.get(path) if held else None)
        for path, entry in manifest.entries.items()
        if lacking is None or _is_whole(entry, objects)
    }
    if lacking is not None and not pages:
        raise BrokenGenerationError(lacking)
    pages[MANIFEST_ADDRESS] = _manifest_page(raw, published_at)
    return Edition(manifest, raw, published_at, pages, objects, lacking)


def _by_difference(root: Path, generation: int, held: Edition | None) -> Manifest | None:
    """The manifest as what `held` has and what changed; None where that cannot be had, which costs only time."""
    if held is None:
        return None
    try:
        difference = Difference.from_json(difference_path(root, generation).read_bytes())
        check(difference.part)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return difference.applied(held.manifest)


def _utc(words: str) -> datetime:
    moment = datetime.fromisoformat(words)
    if moment.tzinfo is None:
        raise ValueError(f"a time without a zone: {words}")
    return moment.astimezone(UTC)


def _objects(
    root: Path, manifest: Manifest, held: dict[str, Bodies], *, partly: bool
) -> tuple[dict[str, Bodies], str | None]:
    """By SHA-256, and where only a part is asked for, why the first of those that are left out is."""
    objects: dict[str, Bodies] = {}
    lacking: str | None = None
    for digest, encodings in wanted_objects(manifest):
        known = objects.get(digest) or held.get(digest)
        if known is None or not all(_CODINGS[encoding] in known.by_coding for encoding in encodings):
            try:
                known = read_object(root, digest, encodings)
            except (OSError, ValueError) as error:
                if not partly:
                    raise
                lacking = lacking or f"{type(error).__name__}: {error}"
                continue
        objects[digest] = known
    return objects, lacking


def _is_whole(entry: Entry, objects: Mapping[str, Bodies]) -> bool:
    found = objects.get(entry.object)
    return (
        found is not None
        and (entry.stale is None or entry.stale in objects)
        and all(_CODINGS[encoding] in found.by_coding for encoding in entry.encodings)
    )


def read_object(root: Path, digest: str, encodings: tuple[str, ...]) -> Bodies:
    """Read and verified: the packed forms too unpack to the very bytes that `digest` names."""
    plain = object_path(root, digest).read_bytes()
    packed = {encoding: object_path(root, digest, encoding).read_bytes() for encoding in encodings}
    verify(digest, plain, packed)
    return Bodies({"identity": plain} | {_CODINGS[encoding]: body for encoding, body in packed.items()})


def _page(path: str, entry: Entry, objects: dict[str, Bodies], published_at: datetime, held: Page | None) -> Page:
    if held is not None and (held.entry is entry or held.entry == entry):
        return held
    # An object may be shared by entries that list different encodings; each gives what it lists.
    listed = {"identity", *(_CODINGS[encoding] for encoding in entry.encodings)}
    bodies = Bodies({coding: body for coding, body in objects[entry.object].by_coding.items() if coding in listed})
    stale = objects[entry.stale].plain if entry.stale else None
    return make_page(path, entry, bodies, digest=entry.object, modified=published_at, stale=stale)


def _manifest_page(raw: bytes, published_at: datetime) -> Page:
    digest = hashlib.sha256(raw).hexdigest()
    # Not packed: of a large portfolio that would cost more than all the rest of a change, for a reader that is rare.
    entry = Entry(digest, "application/json", "no-cache")
    bodies = Bodies({"identity": raw})
    return make_page(MANIFEST_ADDRESS, entry, bodies, digest=digest, modified=published_at)
