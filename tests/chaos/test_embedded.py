"""The embedded PostgreSQL starts again, with all that was committed, whatever it was killed in."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import psycopg
import pytest

from samdrift.site import embedded

pytestmark = pytest.mark.chaos


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    made = tmp_path_factory.mktemp("a home")
    with psycopg.connect(embedded.start(made)) as connection:
        connection.execute("CREATE TABLE committed (what text)")
    yield made
    embedded.stop(made)


def pid_file(home: Path) -> Path:
    return home / "postgres" / "postmaster.pid"


def postmaster(home: Path) -> psutil.Process:
    return psutil.Process(int(pid_file(home).read_text().partition("\n")[0]))


def kill_all(home: Path) -> None:
    first = postmaster(home)
    for process in (first, *first.children()):
        with suppress(psutil.NoSuchProcess):  # its parent's end may have ended it
            process.kill()


def kill_only_the_first(home: Path) -> None:
    postmaster(home).kill()


def kill_while_it_writes_its_pid_file(home: Path) -> None:
    kill_all(home)
    pid_file(home).write_text("".join(pid_file(home).read_text().splitlines(keepends=True)[:5]))


def stop_and_let_another_have_its_pid(home: Path) -> None:
    noted = pid_file(home).read_text().splitlines(keepends=True)
    embedded.stop(home)
    pid_file(home).write_text("".join([f"{os.getpid()}\n", *noted[1:]]))


def leave_it_running(home: Path) -> None:
    assert embedded.is_running(home)


@pytest.mark.parametrize(
    "harm",
    [
        kill_all,
        kill_only_the_first,
        kill_while_it_writes_its_pid_file,
        stop_and_let_another_have_its_pid,
        leave_it_running,
    ],
)
def test_it_starts_again(home: Path, harm: Callable[[Path], None]) -> None:
    with psycopg.connect(embedded.start(home)) as connection:
        connection.execute("INSERT INTO committed VALUES (%s)", [harm.__name__])
    harm(home)
    with psycopg.connect(embedded.start(home)) as connection:
        found = connection.execute("SELECT count(*) FROM committed WHERE what = %s", [harm.__name__]).fetchone()
    assert found == (1,)


def test_a_making_that_was_killed_is_begun_anew(tmp_path: Path) -> None:
    half = tmp_path / "postgres.new"
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")
    try:
        with psycopg.connect(embedded.start(tmp_path, durable=False)) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
    finally:
        embedded.stop(tmp_path)
    assert not embedded.is_running(tmp_path)
    embedded.stop(tmp_path)
