"""Hearing that the process is asked to stop.

A server tells its application of the shutdown only after the open streams have ended, and event streams do not end
by themselves. So the edge listens for the same signals as the server, and passes them on.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from types import FrameType


def on_leaving(leave: Callable[[], None]) -> None:
    """Calls `leave` at SIGTERM and SIGINT, before whoever listened already. Of no effect outside the main thread."""
    if threading.current_thread() is not threading.main_thread():
        return
    for number in (signal.SIGTERM, signal.SIGINT):
        _chain(number, leave)


def _chain(number: signal.Signals, leave: Callable[[], None]) -> None:
    before = signal.getsignal(number)
    if not callable(before):
        return  # nobody stops gracefully here; the default action is quick

    def both(signum: int, frame: FrameType | None) -> None:
        leave()
        before(signum, frame)

    signal.signal(number, both)
