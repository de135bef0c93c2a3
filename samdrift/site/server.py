"""Granian, as Samdrift runs it."""

from __future__ import annotations

import asyncio
import threading
from importlib import import_module
from pathlib import Path
from typing import Any

from granian import Granian
from granian.constants import HTTPModes, Interfaces, Loops, RuntimeModes

from samdrift.edge.mirror import follow
from samdrift.site.orphan import end_with_main_process


def serve(target: str, port: int) -> int:
    """Serve the ASGI application `target` on loopback until SIGTERM or SIGINT. A proxy in front speaks TLS."""
    server = Granian(
        target,
        address="127.0.0.1",
        port=port,
        interface=Interfaces.ASGI,
        http=HTTPModes.http1,
        workers=1,
        runtime_mode=RuntimeModes.st,
        loop=Loops.asyncio,
        websockets=False,
        backlog=4096,
        # Each open /events stream counts: at the default of 1,024 they would stop the whole server.
        backpressure=16_384,
        respawn_failed_workers=True,
        workers_kill_timeout=5,
        log_access=False,
    )
    server.serve(target_loader=_load)
    return 0


def _load(target: str) -> Any:
    """Called in Granian's worker process."""
    end_with_main_process()
    module, _, name = target.partition(":")
    return getattr(import_module(module), name)


def serve_mirror(origin: str, root: Path, port: int) -> int:
    """Copy what `origin` publishes into `root`, and hand it out."""
    copying = threading.Thread(target=lambda: asyncio.run(follow(origin, root)), name="mirror", daemon=True)
    copying.start()
    return serve("samdrift.edge.asgi:application", port)
