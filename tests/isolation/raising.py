"""Ways to make the database, or the way to it, raise."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
from django.db import connection, transaction


def another() -> psycopg.Connection[Any]:
    parameters = connection.get_connection_params()
    names = {"host", "port", "dbname", "user", "password"}
    return psycopg.connect(**{name: parameters[name] for name in parameters.keys() & names})


def run(*statements: str) -> None:
    with another() as own:
        for statement in statements:
            own.execute(statement)


def too_slow() -> None:
    run("SET statement_timeout = 1", "SELECT pg_sleep(5)")


def too_slow_for_django() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 1")
        cursor.execute("SELECT pg_sleep(5)")


def no_lock_in_time() -> None:
    with another() as holder:
        holder.execute("SELECT pg_advisory_xact_lock(1)")
        run("SET lock_timeout = 1", "SELECT pg_advisory_xact_lock(1)")


def deadlock() -> None:
    with another() as one, another() as two, ThreadPoolExecutor() as threads:
        one.execute("SELECT pg_advisory_xact_lock(1)")
        two.execute("SELECT pg_advisory_xact_lock(2)")
        waits = threads.submit(one.execute, "SELECT pg_advisory_xact_lock(2)")
        try:
            two.execute("SELECT pg_advisory_xact_lock(1)")
        finally:
            two.rollback()
            waits.result()


def too_many_columns() -> None:
    run(f"SELECT {','.join('1' * 2000)}")


def cut_off() -> None:
    run("SELECT pg_terminate_backend(pg_backend_pid())")


def closed() -> None:
    own = another()
    own.close()
    own.execute("SELECT 1")


def closed_for_django() -> None:
    with connection.cursor() as cursor:
        connection.connection.close()
        try:
            cursor.execute("SELECT 1")
        finally:
            connection.close()


def nobody_there() -> None:
    psycopg.connect("host=127.0.0.1 port=1 connect_timeout=2")
