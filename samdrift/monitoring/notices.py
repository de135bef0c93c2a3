"""Notice what is wrong with what a source sends: kept on the source, and logged once for each burst."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from samdrift.monitoring.models import Notice
from samdrift.vocabulary import Sentence, restored

BURST = timedelta(hours=1)
"""After so long without another, the next begins a burst of its own."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Noticed:
    """`detail` is said to whoever can mend it."""

    source_id: int
    kind: Notice.Kind
    at: datetime
    detail: Sentence


_BURST = f"{BURST.total_seconds()} seconds"
_KEEP = """
INSERT INTO monitoring_notice AS n (source_id, kind, first_at, last_at, count, detail)
SELECT * FROM unnest(%s::bigint[], %s::text[], %s::timestamptz[], %s::timestamptz[], %s::int[], %s::text[])
ON CONFLICT (source_id, kind) DO UPDATE SET
    first_at = CASE WHEN n.last_at + %s::interval < excluded.first_at THEN excluded.first_at
        ELSE least(n.first_at, excluded.first_at) END,
    count = CASE WHEN n.last_at + %s::interval < excluded.first_at THEN 0 ELSE n.count END + excluded.count,
    last_at = greatest(n.last_at, excluded.last_at),
    detail = excluded.detail
RETURNING source_id, (SELECT slug FROM monitoring_source WHERE id = source_id), kind, count, detail
"""


def notice(noticed: Iterable[Noticed]) -> None:
    """One statement; none where nothing was noticed."""
    found: dict[tuple[int, str], list[Noticed]] = {}
    for each in noticed:
        found.setdefault((each.source_id, each.kind.value), []).append(each)
    if not found:
        return
    rows = [
        (source_id, kind, min(e.at for e in each), max(e.at for e in each), len(each), each[-1].detail.stored())
        for (source_id, kind), each in sorted(found.items())
    ]
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, [*map(list, zip(*rows, strict=True)), _BURST, _BURST])
        for source_id, slug, kind, count, detail in cursor.fetchall():
            if count == len(found[source_id, kind]):
                logger.warning("%s: %s: %s", slug, Notice.Kind(kind).name.lower(), restored(detail))
