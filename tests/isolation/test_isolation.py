from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from datetime import UTC, datetime, timedelta

import pytest
from django.db import OperationalError

from samdrift.isolation import Isolation

NOON = datetime(2024, 11, 23, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.fixture
def isolation() -> Isolation:
    made = Isolation()
    made.now = NOON
    return made


def failing(why: str) -> Callable[[], str]:
    def fail() -> str:
        raise ValueError(why)

    return fail


def lines(caplog: pytest.LogCaptureFixture) -> list[tuple[str, bool]]:
    """Each line of the log, and whether it says where."""
    found = [(record.getMessage(), record.exc_info is not None) for record in caplog.records]
    caplog.clear()
    return found


def test_what_fails_is_logged_once_and_again_when_it_changes_or_ends(
    isolation: Isolation, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    for count in range(3):
        isolation.now = NOON + count * SECOND
        assert isolation.attempt("/", "mitid", failing(f"no font, {count} times at 0x7f{count}")) is None
    assert lines(caplog) == [("/ of mitid failed, the rest goes on: ValueError: no font, 0 times at 0x7f0", True)]
    isolation.attempt("/en/", "mitid", failing("no font, 7 times at 0x7f7"))
    assert [where for _, where in lines(caplog)] == [False], "where it was is told once"
    isolation.attempt("/", "mitid", failing("no ink"))
    assert [message for message, _ in lines(caplog)] == ["/ of mitid failed, the rest goes on: ValueError: no ink"]
    (fault,) = [each for each in isolation.standing.values() if each.what == "/"]
    assert (fault.since, fault.why) == (NOON, "ValueError: no ink"), "it has failed all the while"
    assert isolation.attempt("/", "mitid", lambda: "made") == "made"
    assert [message for message, _ in lines(caplog)] == [
        f"/ of mitid works again; it had failed since {NOON.isoformat()}"
    ]


def test_a_stand_in_is_a_fault_all_the_same(isolation: Isolation) -> None:
    assert isolation.attempt("/", "", failing("no font"), failing("no ink"), lambda: "plain") == "plain"
    assert [fault.why for fault in isolation.standing.values()] == ["ValueError: no font"]


def test_a_lost_database_is_nobodys_fault(isolation: Isolation) -> None:
    def lost() -> None:
        raise OperationalError("server closed the connection unexpectedly")

    with pytest.raises(OperationalError):
        isolation.attempt("/", "", lost)
    with pytest.raises(KeyboardInterrupt):
        isolation.attempt("/", "", stopped)
    assert isolation.standing == {}


def stopped() -> None:
    raise KeyboardInterrupt


def test_a_panic_of_a_library_ends_nothing_else(isolation: Isolation) -> None:
    panic = type("PanicException", (BaseException,), {})

    def panics() -> None:
        raise panic("index out of bounds")

    assert isolation.attempt("/", "", panics) is None
    assert [fault.why for fault in isolation.standing.values()] == ["PanicException: index out of bounds"]


def test_of_many_those_that_fail_are_found(isolation: Isolation) -> None:
    made: list[str] = []

    def make(systems: Collection[str]) -> None:
        if wrong := {"c", "g"} & set(systems):
            raise KeyError(min(wrong))
        made.extend(systems)

    assert isolation.each("read", "abcdefgh", make) == set("abdefh")
    assert sorted(made) == list("abdefh")
    assert set(isolation.standing) == {("read", "c"), ("read", "g")}


def test_what_failed_before_a_restart_has_failed_since_then(isolation: Isolation) -> None:
    isolation.attempt("/", "", failing("no font"))
    after = Isolation()
    after.now = NOON + SECOND
    after.remember(isolation.standing)
    assert after.standing == {}
    after.attempt("/", "", failing("no font"))
    after.attempt("/en/", "", failing("no font"))
    assert {key: fault.since for key, fault in after.standing.items()} == {("/", ""): NOON, ("/en/", ""): NOON + SECOND}
