"""Wake the pipeline: a NOTIFY that PostgreSQL delivers when the transaction commits."""

from __future__ import annotations

from django.db import connection

CHANNEL = "samdrift"


def wake() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"NOTIFY {CHANNEL}")
