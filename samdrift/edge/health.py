"""`/healthz`: can this edge be trusted with readers?"""

from __future__ import annotations

from typing import Any

from samdrift.edge.serving import Serving
from samdrift.snapshot.not_updated import iso

MEDIA_TYPE = "application/health+json"


def health(serving: Serving | None, trouble: str | None, listeners: int) -> tuple[int, dict[str, Any]]:
    """Status code and fields. Only an edge with nothing to hand out fails: an old page that says so beats none."""
    if serving is None:
        return 503, {"status": "fail", "generation": None, "output": trouble or "nothing is published yet"}
    stale_since = iso(serving.stale_since) if serving.stale_since else None
    fields = {
        "status": "warn" if stale_since or trouble else "pass",
        "generation": serving.edition.generation,
        "published_at": serving.edition.manifest.published_at,
        "confirmed_at": iso(serving.confirmed_at),
        "stale_since": stale_since,
        "listeners": listeners,
    }
    return 200, fields | ({"output": trouble} if trouble else {})
