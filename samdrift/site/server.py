"""Granian, as Samdrift runs it."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

from granian import Granian
from granian.constants import HTTPModes, Interfaces, Loops, RuntimeModes

from samdrift.edge.mirror import follow


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
    server.serve()
    return 0


def serve_mirror(origin: str, root: Path, port: int) -> int:
    """Copy what `origin` publishes into `root`, and hand it out."""
    copying = threading.Thread(target=lambda: asyncio.run(follow(origin, root)), name="mirror", daemon=True)
    copying.start()
    return serve("samdrift.edge.asgi:application", port)
