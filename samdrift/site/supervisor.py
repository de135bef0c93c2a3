"""The one-process default: start the database, the web server and a worker, and start again what dies."""

from __future__ import annotations

import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from samdrift.site import embedded

logger = logging.getLogger(__name__)

ENDING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
"""The signals that ask us to end."""
_PATIENCE = 10.0
"""Seconds that the children have to end by themselves."""
_BRIEF = 5.0
"""A child that lived shorter than this is started again only after a pause."""


@dataclass(slots=True)
class Child:
    """One process: `samdrift <arguments>`."""

    arguments: Sequence[str]
    environ: Mapping[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0

    @property
    def name(self) -> str:
        return self.arguments[0]

    def start(self) -> None:
        # The pipe on standard input ends the child with us, even if we are killed (orphan.py).
        self.process = subprocess.Popen(
            [sys.executable, "-m", "samdrift.cli", *self.arguments, "--end-with-parent"],
            stdin=subprocess.PIPE,
            env={**os.environ, **self.environ},
        )
        self.started = time.monotonic()

    def died(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def terminate(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def wait(self, seconds: float) -> None:
        """Until it ended; killed if that takes longer than `seconds`."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.0, seconds))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self.process.stdin:
            self.process.stdin.close()


def port_gets_free(port: int) -> bool:
    """Whether `port` is free, or soon is: processes of one that was killed a moment ago may still be ending."""
    deadline = time.monotonic() + _BRIEF
    while not _is_free(port):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def _is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def supervise(children: Sequence[Child], *, embedded_home: Path | None) -> int:
    """Run `children` until SIGTERM or SIGINT, starting again what dies; the embedded database of a home too."""
    end = threading.Event()
    for number in ENDING:
        signal.signal(number, lambda *_: end.set())
    for child in children:
        child.start()
    while not end.wait(0.25):
        if embedded_home is not None and not embedded.is_running(embedded_home):
            logger.warning("the database is gone; starting it again")
            embedded.start_again(embedded_home)
        for child in children:
            if child.died():
                _start_again(child, end)
    _stop(children)
    return 0


def _stop(children: Sequence[Child]) -> None:
    for child in children:
        child.terminate()
    deadline = time.monotonic() + _PATIENCE
    for child in children:
        child.wait(deadline - time.monotonic())


def _start_again(child: Child, end: threading.Event) -> None:
    logger.warning("%s ended; starting it again", child.name)
    child.wait(0)
    if time.monotonic() - child.started < _BRIEF:
        end.wait(1.0)
    if not end.is_set():
        child.start()
