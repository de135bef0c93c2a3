"""Sending messages to the door: straight to the ASGI application, on a loop of its own."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, MutableMapping
from dataclasses import dataclass, field
from typing import Any

from samdrift.monitoring.ingest.asgi import Ingest
from tests.cast import TOKEN, at

EVENT = {"signal": "mitid/login", "state": "major_outage"}
BEARER = (b"authorization", f"Bearer {TOKEN}".encode())

Header = tuple[bytes, bytes]


@dataclass
class Answer:
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Post:
    """A request; `chunks` are the parts that its body comes in."""

    chunks: tuple[bytes, ...]
    path: str = "/ingest/probe"
    headers: tuple[Header, ...] = (BEARER,)
    method: str = "POST"
    hangs_up: bool = False


def post(body: object, **fields: Any) -> Post:
    return Post((body if isinstance(body, bytes) else json.dumps(body).encode(),), **fields)


async def ask(app: Ingest, request: Post) -> Answer:
    answer, events = Answer(), list(request.chunks)

    async def receive() -> MutableMapping[str, Any]:
        if not events:
            return {"type": "http.disconnect"}
        chunk = events.pop(0)
        return {"type": "http.request", "body": chunk, "more_body": bool(events) or request.hangs_up}

    async def send(event: MutableMapping[str, Any]) -> None:
        if event["type"] == "http.response.start":
            answer.status = event["status"]
            answer.headers = {name.decode(): value.decode() for name, value in event["headers"]}
        else:
            assert answer.headers["content-length"] == str(len(event["body"]))
            answer.body = json.loads(event["body"])

    scope = {"type": "http", "method": request.method, "path": request.path, "headers": list(request.headers)}
    await app(scope, receive, send)
    return answer


_door = Ingest(lambda: at(0))


def send_all(requests: Iterable[Post], door: Ingest = _door) -> list[Answer]:
    """The answers to requests that were all under way at once."""

    async def run() -> list[Answer]:
        async with asyncio.timeout(60):
            return list(await asyncio.gather(*[ask(door, request) for request in requests]))

    return asyncio.run(run())


def send(request: Post, door: Ingest = _door) -> Answer:
    return send_all([request], door)[0]
