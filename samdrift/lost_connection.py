"""Whether an error says that the database is away, or only that it did not do what it was asked."""

from __future__ import annotations

import psycopg
from django.db import InterfaceError, OperationalError

_POSSIBLY = (OperationalError, InterfaceError, psycopg.OperationalError, psycopg.InterfaceError)

_AWAY = ("08", "57P01", "57P02", "57P03", "57P04", "57P05", "53100", "53300")
"""The connection broke; the server shuts down, has crashed, starts, or dropped the database or an idle session; its
disk is full, or it takes no further connection."""

_PASSING = ("40", "53", "55P03")
"""A deadlock or another clash, too little memory, a lock that was not had in time."""


def is_lost(error: BaseException) -> bool:
    """True where nothing can be done until the database is back.

    What it refuses on a connection that goes on, such as a statement that takes too long, comes with a code of its own.
    """
    return isinstance(error, _POSSIBLY) and _code(error, otherwise="08").startswith(_AWAY)


def may_pass(error: BaseException) -> bool:
    """True where the same may well succeed a moment later."""
    return is_lost(error) or _code(error, otherwise="").startswith(_PASSING)


def _code(error: BaseException, *, otherwise: str) -> str:
    codes = (getattr(each, "sqlstate", None) for each in (error, error.__cause__))
    return next((str(code) for code in codes if code), otherwise)
