"""The embedded PostgreSQL: a cluster in SAMDRIFT_HOME that any process of this home may start and all share."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from samdrift.site.cluster import Cluster

DATABASE = "samdrift"
PATIENCE = 120.0
"""Seconds that a cluster has to start: it may have to recover what it was killed in the middle of."""
_LOOK = 0.05


def start(home: Path, *, durable: bool = True) -> str:
    """Start the cluster in `home` if it is not running and return its DATABASE_URL.

    It goes on running when this process ends; `stop` ends it. `durable=False` trades crash safety for speed (tests).
    Raises TimeoutError.
    """
    home.mkdir(parents=True, exist_ok=True)
    cluster = _cluster(home)
    with _alone(home):
        if not cluster.is_made():
            cluster.make(_configuration(durable=durable))
        with _connect(cluster) as connection:
            _create_database(connection)
    return str(cluster.url(DATABASE))


def stop(home: Path) -> None:
    """Stop the cluster in `home`; nothing happens where none runs."""
    if is_running(home):
        _cluster(home).stop()


def is_running(home: Path) -> bool:
    """Whether the cluster's first process lives."""
    return _cluster(home).is_running()


def start_again(home: Path) -> None:
    """Start a cluster that died, or begin to: the caller looks again."""
    with _alone(home):
        if not is_running(home):
            _cluster(home).launch(seconds=2)


def use(home: Path) -> None:
    """Make DATABASE_URL name the embedded cluster unless it names another already."""
    if not os.environ.get("DATABASE_URL"):
        os.environ["DATABASE_URL"] = start(home)


def _cluster(home: Path) -> Cluster:
    return Cluster(home.resolve() / "postgres")


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    with (home / "postgres.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _connect(cluster: Cluster) -> psycopg.Connection[Any]:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if not cluster.is_running():
            cluster.launch(seconds=10)
        try:
            if url := cluster.url("postgres"):
                return psycopg.connect(url, autocommit=True)
        except psycopg.OperationalError:
            pass  # it is recovering
        time.sleep(_LOOK)
    raise TimeoutError(f"PostgreSQL in {cluster.data} did not start within {PATIENCE:.0f} seconds; see {cluster.log}")


def _configuration(*, durable: bool) -> list[str]:
    lines = ["timezone = 'UTC'", "max_connections = 60", "log_min_messages = fatal"]
    return lines if durable else [*lines, "fsync = off", "synchronous_commit = off", "full_page_writes = off"]


def _create_database(connection: psycopg.Connection[Any]) -> None:
    found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
    if not found:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))
