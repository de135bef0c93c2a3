"""Signals that count for nothing yet: said to the sender in its answer."""

from __future__ import annotations

from collections.abc import Collection

from django.db import connection


def unmapped_signals(keys: Collection[tuple[int, str]]) -> set[tuple[int, str]]:
    """Of these signals (source id, key), those that count for nothing until a person maps them. One query."""
    if not keys:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT s.source_id, s.key FROM unnest(%s::bigint[], %s::text[]) AS k(source_id, key)"
            " JOIN monitoring_signal s USING (source_id, key)"
            " WHERE NOT EXISTS (SELECT FROM monitoring_mapping m WHERE m.signal_id = s.id AND upper_inf(m.during))",
            [[source for source, _ in keys], [key for _, key in keys]],
        )
        return set(cursor.fetchall())
