"""202 means stored; without a database nothing is promised, and with it again everything goes on."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.db import connection, connections
from psycopg import sql

from samdrift.monitoring.models import Transition
from tests.cast import source
from tests.monitoring.ingest.sending import EVENT, post, send, send_all

pytestmark = pytest.mark.django_db(transaction=True)


def _url(database: str) -> str:
    return psycopg.conninfo.make_conninfo(os.environ["DATABASE_URL"], dbname=database)


@contextmanager
def no_database() -> Iterator[None]:
    """PostgreSQL drops every connection to the test's database and takes no new one."""
    name = connection.settings_dict["NAME"]
    connections.close_all()
    allow = sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS {}")
    with psycopg.connect(_url("postgres"), autocommit=True) as admin:
        admin.execute(allow.format(sql.Identifier(name), sql.SQL("false")))
        try:
            admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
            yield
        finally:
            admin.execute(allow.format(sql.Identifier(name), sql.SQL("true")))


def test_when_the_answer_comes_every_other_connection_sees_the_row() -> None:
    source()
    with psycopg.connect(_url(connection.settings_dict["NAME"]), autocommit=True) as reader:
        for number in range(20):
            assert send(post({"signal": f"probe-{number}", "state": "degraded"})).status == 202
            found = reader.execute("SELECT count(*) FROM monitoring_transition").fetchone()
            assert found == (number + 1,)


def test_without_a_database_senders_are_asked_to_come_again_and_then_it_is_taken() -> None:
    source()
    assert send(post({**EVENT, "signal": "before"})).status == 202
    with no_database():
        answers = send_all([post(EVENT)] * 50)
        assert {answer.status for answer in answers} == {503}
        assert all(answer.headers["retry-after"].isdecimal() for answer in answers)
        assert {answer.body["status"] for answer in answers} == {503}
    tries = [send(post(EVENT)).status for _ in range(2)]
    assert tries[-1] == 202
    assert list(Transition.objects.values_list("signal__key", flat=True)) == ["before", "mitid/login"]
