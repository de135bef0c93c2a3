"""The form of a generation on disk, shared by the one who writes (publishing) and the one who hands out (edge).

    <root>/current             one line: the generation's number; replaced atomically, last
    <root>/generations/<n>.json   the manifest: address to entry
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
        # An entry is a list of its fields in their order: a large portfolio has ten thousand entries.
        entries = {
            path: [each.object, each.media_type, each.cache, each.encodings, each.stale]
            for path, each in self.entries.items()
        }
        fields = {
            "generation": self.generation,
            "published_at": self.published_at,
            "changed": self.changed,
            "entries": entries,
        }
        return json.dumps(fields, separators=(",", ":"), ensure_ascii=False).encode()

    @classmethod
    def from_json(cls, raw: bytes) -> Manifest:
        """Raises ValueError, KeyError or TypeError on anything that is not a manifest."""
        fields = json.loads(raw)
        entries = {
            path: Entry(digest, media_type, cache, tuple(encodings), stale)
            for path, (digest, media_type, cache, encodings, stale) in fields["entries"].items()
        }
        return cls(fields["generation"], fields["published_at"], tuple(fields["changed"]), entries)


def object_path(root: Path, digest: str, encoding: str = "") -> Path:
    """Where the bytes of `digest` lie; `encoding` is "", "br" or "gz"."""
    return root / "objects" / digest[:2] / (f"{digest}.{encoding}" if encoding else digest)


def manifest_path(root: Path, generation: int) -> Path:
    return root / "generations" / f"{generation}.json"
