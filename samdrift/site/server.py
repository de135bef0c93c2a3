"""Granian, as Samdrift runs it."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings

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
        http1_settings=HTTP1Settings(max_buffer_size=65_536),
        respawn_failed_workers=True,
        workers_kill_timeout=3,
        log_access=False,
    )
    server.serve()
    return 0


def serve_mirror(origin: str, root: Path, port: int) -> int:
    """Copy what `origin` publishes into `root`, and hand it out."""
    copying = threading.Thread(target=lambda: asyncio.run(follow(origin, root)), name="mirror", daemon=True)
    copying.start()
    return serve("samdrift.edge.asgi:application", port)
