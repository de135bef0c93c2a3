"""The form of a generation on disk, shared by the one who writes (publishing) and the one who hands out (edge).

    <root>/current             one line: the generation's number; replaced atomically, last
    <root>/generations/<n>.json   the manifest: address to entry
    <root>/differences/<n>.json   what the manifest changes of the one before; may be absent
    <root>/objects/<aa>/<sha256>        the bytes, by the SHA-256 of the uncompressed bytes
    <root>/objects/<aa>/<sha256>.br     the same, brotli; absent where compressing did not pay
    <root>/objects/<aa>/<sha256>.gz     the same, gzip; absent likewise
    <root>/heartbeat           rewritten at each turn of the pipeline that reached the database: one ISO 8601 UTC time

An object is written before the manifest that names it, the manifest before `current`: a reader who follows `current`
never meets a missing file.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CURRENT = "current"
HEARTBEAT = "heartbeat"
STALE_MARK = "@@samdrift:not-updated-since@@"
"""Stands in a stale form where the edge writes the moment of the last heartbeat, as an ISO 8601 UTC time."""
STALE_WORDS_DA = "@@samdrift:not-updated-since:da@@"
"""As STALE_MARK, in words: "23. november kl. 10.58" (Copenhagen)."""
STALE_WORDS_EN = "@@samdrift:not-updated-since:en@@"
"""As STALE_MARK, in words: "23 November at 10:58" (Copenhagen)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One published address.

    `object` and `stale` are SHA-256 in hex; `stale` is the "not updated since" form, None where there is none.
    `cache` is the Cache-Control value. Encodings present are listed ("br", "gz").
    """

    object: str
    media_type: str
    cache: str
    encodings: tuple[str, ...] = ()
    stale: str | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """`published_at` is ISO 8601 UTC; `changed` the slugs whose state differs from the generation before."""

    generation: int
    published_at: str
    changed: tuple[str, ...]
    entries: dict[str, Entry]

    def to_json(self) -> bytes:
        return _encoded(self._fields())

    @classmethod
    def from_json(cls, raw: bytes) -> Manifest:
        """Raises ValueError, KeyError or TypeError on anything that is not a manifest."""
        return cls._from_fields(json.loads(raw))

    def _fields(self) -> dict[str, Any]:
        # An entry is a list of its fields in their order: a large portfolio has ten thousand entries.
        entries = {
            path: [each.object, each.media_type, each.cache, each.encodings, each.stale]
            for path, each in self.entries.items()
        }
        return {
            "generation": self.generation,
            "published_at": self.published_at,
            "changed": self.changed,
            "entries": entries,
        }

    @classmethod
    def _from_fields(cls, fields: dict[str, Any]) -> Manifest:
        entries = {
            path: Entry(digest, media_type, cache, tuple(encodings), stale)
            for path, (digest, media_type, cache, encodings, stale) in fields["entries"].items()
        }
        return cls(fields["generation"], fields["published_at"], tuple(fields["changed"]), entries)


@dataclass(frozen=True, slots=True)
class Difference:
    """How a manifest differs from the one before it: who holds that one reads no more than the change.

    `since` and `since_published_at` name the one before. `part` is the new one with only those entries that are new
    or other; `gone` lists the addresses that are no more.
    """

    since: int
    since_published_at: str
    part: Manifest
    gone: tuple[str, ...]

    @classmethod
    def between(cls, before: Manifest, after: Manifest) -> Difference:
        other = {path: entry for path, entry in after.entries.items() if before.entries.get(path) != entry}
        gone = tuple(path for path in before.entries if path not in after.entries)
        part = Manifest(after.generation, after.published_at, after.changed, other)
        return cls(before.generation, before.published_at, part, gone)

    def applied(self, before: Manifest) -> Manifest | None:
        """The new manifest; None where `before` is not the one that this differs from."""
        if (before.generation, before.published_at) != (self.since, self.since_published_at):
            return None
        entries = {**before.entries, **self.part.entries}
        for path in self.gone:
            entries.pop(path, None)
        return Manifest(self.part.generation, self.part.published_at, self.part.changed, entries)

    def to_json(self) -> bytes:
        since = {"since": self.since, "since_published_at": self.since_published_at}
        return _encoded({**since, "part": self.part._fields(), "gone": self.gone})

    @classmethod
    def from_json(cls, raw: bytes) -> Difference:
        """Raises ValueError, KeyError or TypeError on anything that is not a difference."""
        fields = json.loads(raw)
        part = Manifest._from_fields(fields["part"])
        return cls(fields["since"], fields["since_published_at"], part, tuple(fields["gone"]))


def _encoded(fields: dict[str, Any]) -> bytes:
    return json.dumps(fields, separators=(",", ":"), ensure_ascii=False).encode()


def object_path(root: Path, digest: str, encoding: str = "") -> Path:
    """Where the bytes of `digest` lie; `encoding` is "", "br" or "gz"."""
    return root / "objects" / digest[:2] / (f"{digest}.{encoding}" if encoding else digest)


def manifest_path(root: Path, generation: int) -> Path:
    return root / "generations" / f"{generation}.json"


def difference_path(root: Path, generation: int) -> Path:
    return root / "differences" / f"{generation}.json"
