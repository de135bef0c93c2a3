"""What the database holds when all is over."""

from __future__ import annotations

from collections import Counter
from typing import Any

import psycopg

from samdrift.site import embedded
from tests.running import Running


def words(product: Running) -> Counter[str]:
    """How often each text that was pushed was taken. Its message may have several lines in the log."""
    messages = "SELECT DISTINCT signal_id, received_at, text FROM monitoring_transition WHERE text <> ''"
    return Counter(row[2] for row in _rows(product, messages))


def overlaps(product: Running) -> int:
    """How many pairs of beliefs of one component there are that overlap, or that leave a gap."""
    found = _rows(
        product,
        "SELECT count(*) FROM (SELECT upper(during) AS until, lead(lower(during)) OVER w AS next, upper_inf(during)"
        " AS open FROM status_belief WINDOW w AS (PARTITION BY component_id ORDER BY lower(during))) AS pairs"
        " WHERE next IS NOT NULL AND (open OR until <> next)",
    )
    return int(found[0][0])


def unsettled(product: Running) -> int:
    return int(_rows(product, "SELECT count(*) FROM monitoring_resettle")[0][0])


def _rows(product: Running, query: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(embedded.start(product.home)) as connection:
        return connection.execute(query).fetchall()
