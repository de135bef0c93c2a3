"""End a child process when its parent is gone, however the parent went."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable

_PATIENCE = 10.0
"""Seconds to end in good order. Nobody is left to end us otherwise."""


def end_with_parent() -> None:
    """Send ourselves SIGTERM once standard input, a pipe that the parent holds, is closed."""
    _end_after(_input_closed)


def end_with_main_process() -> None:
    """The same for a process that multiprocessing started: Granian's own workers, which would keep the port."""
    if main := multiprocessing.parent_process():
        _end_after(main.join)


def _end_after(gone: Callable[[], None]) -> None:
    threading.Thread(target=_wait_and_end, args=[gone], name="parent", daemon=True).start()


def _wait_and_end(gone: Callable[[], None]) -> None:
    gone()
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(_PATIENCE)
    os.kill(os.getpid(), signal.SIGKILL)


def _input_closed() -> None:
    while os.read(sys.stdin.fileno(), 1):
        pass
