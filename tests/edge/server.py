"""A real server around the edge, on a free port of loopback."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.running import HTTP

OPTIONS = [
    "--interface",
    "asgi",
    "--http",
    "1",
    "--runtime-mode",
    "st",
    "--loop",
    "asyncio",
    "--no-ws",
    "--backpressure",
    "16384",
]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(home: Path, port: int | None = None) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The edge on `home`/published: its address and its process."""
    port = port or free_port()
    command = [sys.executable, "-m", "granian", *OPTIONS, "--log-level", "error", "--port", str(port)]
    environment = os.environ | {"SAMDRIFT_HOME": str(home)}
    process = subprocess.Popen([*command, "samdrift.edge.asgi:application"], env=environment)
    try:
        url = f"http://127.0.0.1:{port}"
        _wait(url, process)
        yield url, process
    finally:
        process.terminate()
        process.wait(20)


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    while process.poll() is None:
        try:
            HTTP.get(f"{url}/healthz")
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"the server ended with {process.returncode}")
