"""Real errors of a real database: which of them say that it is away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import psycopg
import pytest
from django.db import DatabaseError, InterfaceError

from samdrift.isolation import Isolation
from samdrift.lost_connection import is_lost, may_pass
from tests.isolation.raising import (
    closed,
    closed_for_django,
    cut_off,
    deadlock,
    no_lock_in_time,
    nobody_there,
    too_many_columns,
    too_slow,
    too_slow_for_django,
)

pytestmark = pytest.mark.django_db(transaction=True)


ERRORS: dict[Callable[[], None], tuple[bool, bool]] = {
    too_slow: (False, False),
    too_slow_for_django: (False, False),
    no_lock_in_time: (False, True),
    deadlock: (False, True),
    too_many_columns: (False, False),
    cut_off: (True, True),
    closed: (True, True),
    closed_for_django: (True, True),
    nobody_there: (True, True),
}


@pytest.mark.parametrize("cause", ERRORS, ids=lambda cause: cause.__name__)
def test_an_error_says_whether_the_database_is_away(cause: Callable[[], None]) -> None:
    with pytest.raises((psycopg.Error, DatabaseError, InterfaceError)) as raised:
        cause()
    assert (is_lost(raised.value), may_pass(raised.value)) == ERRORS[cause]


@pytest.mark.parametrize("cause", ERRORS, ids=lambda cause: cause.__name__)
def test_only_a_database_that_is_away_ends_the_turn(cause: Callable[[], None]) -> None:
    isolation = Isolation()
    isolation.now = datetime(2026, 11, 23, 12, tzinfo=UTC)
    if ERRORS[cause][0]:
        with pytest.raises((psycopg.Error, DatabaseError, InterfaceError)):
            isolation.attempt("/", "mitid", cause)
        assert isolation.standing == {}
    else:
        assert isolation.attempt("/", "mitid", cause) is None
        assert set(isolation.standing) == {("/", "mitid")}


def test_an_error_of_another_kind_is_none_of_these() -> None:
    assert not is_lost(ValueError()) and not may_pass(ValueError())
