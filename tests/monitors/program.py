"""Start and stop a real program of Debian's, on loopback, with its files in a folder of its own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from string import Template

import pytest

_CONFIGURATION = Path(__file__).parent / "configuration"


def needed(program: str) -> str:
    """The program's path. Without it the test is skipped, and fails where CI=true promises that it is there."""
    if path := shutil.which(program):
        return path
    reason = f"{program} is not installed; apt-get install --no-install-recommends {program}"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def configured(folder: Path, name: str, **values: object) -> Path:
    """A copy of configuration/`name` in `folder`, its $words replaced."""
    path = folder / name
    path.write_text(Template((_CONFIGURATION / name).read_text()).substitute(values))
    return path


def until(condition: Callable[[], bool], what: str, seconds: float = 60) -> None:
    """Waits for `condition`; fails, saying `what` did not happen."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"{what}: not within {seconds:g} seconds"
        time.sleep(0.05)


@contextmanager
def running(folder: Path, *command: str, port: int) -> Iterator[None]:
    """`command`, from when it listens on `port` until the block ends."""
    log = folder / f"{Path(command[0]).name}.log"
    with log.open("ab") as output, subprocess.Popen(command, stdout=output, stderr=output, cwd=folder) as process:
        try:
            until(lambda: process.poll() is not None or _listens(port), f"{command[0]} listens")
            assert process.poll() is None, log.read_text()[-2000:]
            yield
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def _listens(port: int) -> bool:
    with socket.socket() as attempt:
        return attempt.connect_ex(("127.0.0.1", port)) == 0
