"""POST /ingest/<source>: the door for monitoring systems. Plain ASGI: no session, no template, no middleware."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, MutableMapping
from datetime import UTC, datetime
from typing import Any

from samdrift.monitoring.ingest import problem
from samdrift.monitoring.ingest.batch import Batcher, Message
from samdrift.monitoring.ingest.problem import Answer

LARGEST = 1_000_000
"""Bytes in a message at the most."""
_SLUG = re.compile(r"[-\w]{1,64}", re.ASCII)

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


class Ingest:
    """The ASGI application; `now` is the clock."""

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._batcher = Batcher()
        self._now = now

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await _send(send, await self._answer(scope, receive))

    async def _answer(self, scope: Scope, receive: Receive) -> Answer:
        source = str(scope["path"]).removeprefix("/ingest/").removesuffix("/")
        if not _SLUG.fullmatch(source):
            return problem.NOT_FOUND
        if scope["method"] != "POST":
            return problem.METHOD
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        body = await _body(headers, receive)
        if body is None:
            return problem.TOO_LARGE
        scheme, _, token = headers.pop("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            return problem.UNAUTHORIZED
        return await self._batcher.take(Message(source, token.strip(), headers, body, self._now()))


async def _body(headers: dict[str, str], receive: Receive) -> bytes | None:
    """The whole body, or None as soon as it is known to be too large."""
    length = headers.get("content-length", "0")
    if length.isdecimal() and (len(length) > 18 or int(length) > LARGEST):
        return None
    chunks: list[bytes] = []
    size, more = 0, True
    while more:
        event = await receive()
        if event["type"] == "http.disconnect":
            return b""  # half a message says nothing
        chunk = event.get("body", b"")
        size += len(chunk)
        if size > LARGEST:
            return None
        chunks.append(chunk)
        more = event.get("more_body", False)
    return b"".join(chunks)


async def _send(send: Send, answer: Answer) -> None:
    body = answer.encoded()
    headers = [
        (b"content-type", answer.media_type),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
        *answer.headers,
    ]
    await send({"type": "http.response.start", "status": int(answer.status), "headers": headers})
    await send({"type": "http.response.body", "body": body})
