"""Asking an ASGI application directly."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from samdrift.edge.app import EdgeApp
from samdrift.edge.asgi_types import Message

T = TypeVar("T")


@dataclass
class Answer:
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


def scope(path: str, method: str = "GET", **headers: str) -> dict[str, object]:
    listed = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return {"type": "http", "method": method, "path": path, "query_string": b"", "headers": listed}


async def ask(app: EdgeApp, path: str, method: str = "GET", **headers: str) -> Answer:
    answer = Answer()

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            names = [name for name, _ in message["headers"]]
            assert len(names) == len(set(names)), names
            answer.status = message["status"]
            answer.headers = {name.decode(): value.decode() for name, value in message["headers"]}
        else:
            answer.body += message["body"]

    await app(scope(path, method, **headers), receive, send)
    return answer


def with_edge(root: Path, asking: Callable[[EdgeApp], Awaitable[T]], **options: object) -> T:
    """Starts an edge on `root`, does `asking` with it, stops it."""

    async def run() -> T:
        app = EdgeApp(root, **options)  # type: ignore[arg-type]  # the options are EdgeApp's own
        await app.start()
        try:
            return await asking(app)
        finally:
            await app.stop()

    return asyncio.run(run())


async def until(holds: Callable[[], Awaitable[bool]]) -> None:
    """Waits for what must come true; the run's own limit ends a wait in vain."""
    async with asyncio.timeout(20):
        while not await holds():
            await asyncio.sleep(0.01)
