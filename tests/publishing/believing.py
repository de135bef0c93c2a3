"""Histories as rows: what was believed of systems and services, piece by piece."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from samdrift.portfolio.models import Component
from samdrift.status.models import Belief
from samdrift.vocabulary import Level

_LEVELS = {"o": Level.OPERATIONAL, "d": Level.DEGRADED, "m": Level.MAJOR_OUTAGE, "P": Level.MAJOR_OUTAGE}


def believed(name: str, pieces: str, *, start: datetime, each: timedelta = timedelta(hours=1)) -> None:
    """`believed("cpr/opslag", "omo", …)`: an hour each, the last one open; "P" is announced, "?" not observed."""
    system, _, service = name.partition("/")
    component = Component.objects.get(system__slug=system, service=service)
    for number, piece in enumerate(pieces):
        begun = start + each * number
        Belief.objects.create(
            component=component,
            during=DateTimeTZRange(begun, None if number == len(pieces) - 1 else begun + each),
            level=_LEVELS.get(piece, Level.OPERATIONAL),
            planned=piece == "P",
            observed=piece != "?",
            believed_at=begun,
        )
