"""The whole product, started as a newcomer starts it: `samdrift run --demo`, in a home and on a port of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import httpx
import psutil

from samdrift.demo import facts
from samdrift.site import embedded

T = TypeVar("T")

HTTP = httpx.Client(limits=httpx.Limits(max_keepalive_connections=0))
"""For all that is asked: each client of its own reads the machine's certificates, which costs more than the question.
Servers come and go, so no connection is kept."""
_STARTING = 120
_SETTINGS = ("SAMDRIFT_", "DATABASE_URL", "PORT", "DJANGO_SETTINGS_MODULE")
"""What this test run has set for itself; the product must not inherit it."""


class Running:
    """`start` it, ask it at `base_url`, `stop` it. `kill` takes it down as a power cut would; it may start again."""

    def __init__(self, home: Path, *, demo: bool = True, environ: Mapping[str, str] | None = None) -> None:
        self.home = home
        self.port = free_port()
        self.base_url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None
        self._arguments = ["run", "--demo"] if demo else ["run"]
        self._environ = {
            **{name: value for name, value in os.environ.items() if not name.startswith(_SETTINGS)},
            "SAMDRIFT_HOME": str(home),
            "PORT": str(self.port),
            **(environ or {}),
        }

    @property
    def facts(self) -> dict[str, Any]:
        """`demo.json`: people with passwords, sources with addresses and tokens."""
        return facts.read(self.home)

    @property
    def output(self) -> str:
        """What it has written to its terminal, all starts together."""
        return (self.home / "output.txt").read_text()

    def start(self) -> None:
        """Return when the edge says that it is fresh."""
        self.home.mkdir(parents=True, exist_ok=True)
        with (self.home / "output.txt").open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "samdrift.cli", *self._arguments],
                env=self._environ,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        self.wait_for(self.is_fresh, _STARTING)

    def is_fresh(self) -> bool:
        if self.process is not None and self.process.poll() is not None:
            raise AssertionError(f"it ended with {self.process.returncode}:\n{self.output}")
        try:
            health: dict[str, Any] = HTTP.get(f"{self.base_url}/healthz").json()
        except httpx.TransportError:
            return False
        return bool(health["status"] == "pass")

    def stop(self) -> int:
        """SIGTERM; return the exit status."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(60)

    def kill(self) -> None:
        """SIGKILL to it and to all that it started; the database loses its memory too."""
        assert self.process is not None
        doomed = [psutil.Process(self.process.pid), *psutil.Process(self.process.pid).children(recursive=True)]
        if embedded.is_running(self.home):
            doomed.append(psutil.Process(self.database_pid))
        for process in doomed:
            process.kill()
        self.process.wait()

    def close(self) -> None:
        """Leave nothing running, however the test ended."""
        if self.process is not None and self.process.poll() is None:
            self.stop()
        embedded.stop(self.home)

    def child(self, command: str) -> int:
        """The pid of its `worker`, `web` or `demo`."""
        assert self.process is not None
        for child in psutil.Process(self.process.pid).children():
            if command in child.cmdline():
                return int(child.pid)
        raise LookupError(command)

    @property
    def database_pid(self) -> int:
        return int((self.home / "postgres" / "postmaster.pid").read_text().partition("\n")[0])

    def json(self, address: str) -> Any:
        return HTTP.get(self.base_url + address).raise_for_status().json()

    def system(self, slug: str) -> dict[str, Any]:
        """As `status.json` tells of it."""
        systems = self.json("/api/v1/status.json")["systems"]
        return next(system for system in systems if system["slug"] == slug)

    def push(self, message: object, *, source: str = "events", timeout: float = 30) -> httpx.Response:
        known = self.facts["sources"][source]
        headers = {"Authorization": f"Bearer {known['token']}"}
        return HTTP.post(known["url"], json=message, headers=headers, timeout=timeout)

    def wait_for(self, predicate: Callable[[], T], seconds: float = 30) -> T:
        """What `predicate` returns once it is true; AssertionError, with the end of the output, if it never is."""
        deadline = time.monotonic() + seconds
        while not (found := predicate()):
            if time.monotonic() > deadline:
                raise AssertionError(f"not so within {seconds} s: {predicate}\n{self.output[-4000:]}")
            time.sleep(0.05)
        return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
