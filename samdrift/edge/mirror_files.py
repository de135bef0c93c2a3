"""The mirror's copy on disk: written in the order that a reader needs, cleared of what nothing names any longer."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from samdrift.edge.edition import checked_manifest, read_object, verify, wanted_objects
from samdrift.snapshot.generation import CURRENT, Manifest, manifest_path, object_path

Wanted = tuple[str, tuple[str, ...]]
"""An object's SHA-256 and the encodings to be had of it."""


def missing(root: Path, wanted: Collection[Wanted]) -> list[Wanted]:
    """Those that are not here whole. What is here is read and verified, so that a torn file is fetched again."""
    return [(digest, encodings) for digest, encodings in wanted if not _whole(root, digest, encodings)]


def _whole(root: Path, digest: str, encodings: tuple[str, ...]) -> bool:
    try:
        read_object(root, digest, encodings)
    except (OSError, ValueError):
        return False
    return True


def write_object(root: Path, digest: str, plain: bytes, packed: dict[str, bytes]) -> None:
    """Raises ValueError when the bytes are not those that `digest` names, or do not unpack to them."""
    verify(digest, plain, packed)
    for encoding, body in packed.items():
        replace_file(object_path(root, digest, encoding), body)
    replace_file(object_path(root, digest), plain)


def switch(root: Path, manifest: Manifest, raw: bytes) -> None:
    """`raw` is written as the origin had it. `current` last: a reader who follows it meets no missing file."""
    replace_file(manifest_path(root, manifest.generation), raw)
    replace_file(root / CURRENT, f"{manifest.generation}\n".encode())


def current(root: Path) -> int | None:
    try:
        return int((root / CURRENT).read_text("ascii"))
    except (FileNotFoundError, ValueError):
        return None


def forget(root: Path, kept: Collection[int]) -> None:
    """Removes every generation but those in `kept`, with the objects that only they name."""
    kept_paths = {manifest_path(root, generation) for generation in kept}
    outdated = [path for path in (root / "generations").glob("*.json") if path not in kept_paths]
    if not outdated:
        return
    needed = {digest for path in kept_paths for digest, _ in _named(path)}
    for path in outdated:
        for digest, encodings in _named(path):
            if digest not in needed:
                for encoding in ("", *encodings):
                    object_path(root, digest, encoding).unlink(missing_ok=True)
        path.unlink()


def _named(path: Path) -> list[Wanted]:
    with suppress(FileNotFoundError):
        return list(wanted_objects(checked_manifest(path.read_bytes())))
    return []


def replace_file(path: Path, body: bytes) -> None:
    """Whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{uuid4().hex}")
    unfinished.write_bytes(body)
    unfinished.replace(path)
