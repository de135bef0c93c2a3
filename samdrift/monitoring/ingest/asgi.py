"""POST /ingest/<source>: the door for monitoring systems. Plain ASGI: no session, no template, no middleware."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import replace
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from samdrift.monitoring.ingest import problem
from samdrift.monitoring.ingest.accepted_language import preferred
from samdrift.monitoring.ingest.batch import Batcher, Message, Part
from samdrift.monitoring.ingest.problem import Answer
from samdrift.monitoring.observation import Refused

LARGEST = 8_000_000
"""Bytes in a message at the most."""
UNPROVED = 1_000_000
"""Bytes that anyone may send; of a larger message the token is checked before it is read on."""
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
        try:
            answer = await self._answer(scope, receive)
        except Refused as error:
            answer = problem.refused(error)
        accepted = b",".join(value for name, value in scope["headers"] if name.lower() == b"accept-language")
        await _send(send, answer, preferred(_text(accepted)))

    async def _answer(self, scope: Scope, receive: Receive) -> Answer:
        source = str(scope["path"]).removeprefix("/ingest/").removesuffix("/")
        if not _SLUG.fullmatch(source):
            return problem.NOT_FOUND
        if scope["method"] != "POST":
            return problem.METHOD
        headers = {name.decode("latin-1").lower(): _text(value) for name, value in scope["headers"]}
        scheme, _, token = headers.pop("authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            token = ""
        message = Message(source, token.strip(), headers, b"", self._now())
        body = _Body(receive)
        try:
            return await self._take(message, body)
        except _BrokenOff:
            if not message.token:
                raise problem.broken_off() from None
            return await self._batcher.take(replace(message, part=Part.BROKEN_OFF, received=self._now()))

    async def _take(self, message: Message, body: _Body) -> Answer:
        small = await body.read(UNPROVED, announced=message.headers.get("content-length", "0"))
        if small is None and message.token:
            return await self._read_on(message, body)
        if small is None:
            return problem.TOO_LARGE
        if not message.token:
            return problem.UNAUTHORIZED
        return await self._batcher.take(replace(message, body=small, received=self._now()))

    async def _read_on(self, message: Message, body: _Body) -> Answer:
        """The answer to a message that only one who knows the token may send."""
        known = await self._batcher.take(replace(message, part=Part.BEGUN))
        if known.status == HTTPStatus.UNAUTHORIZED:
            return problem.TOO_LARGE
        if known.status != HTTPStatus.CONTINUE:
            return replace(known, headers=(*known.headers, (b"connection", b"close")))
        with self._batcher.room(LARGEST) as there_is:
            if not there_is:
                return problem.UNAVAILABLE
            whole = await body.read(LARGEST, announced=message.headers.get("content-length", "0"))
            if whole is None:
                return await self._batcher.take(replace(message, part=Part.TOO_LARGE, received=self._now()))
            return await self._batcher.take(replace(message, body=whole, received=self._now()))


class _BrokenOff(Exception):
    """The sender went away before it had sent the whole message."""


class _Body:
    """A body that is read as far as it is wanted."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._chunks: list[bytes] = []
        self._size = 0
        self._more = True

    async def read(self, most: int, *, announced: str) -> bytes | None:
        """All of it, or None as soon as it is known to be larger than `most`. Raises _BrokenOff."""
        if announced.isdecimal() and (len(announced) > 18 or int(announced) > most):
            return None
        while self._more and self._size <= most:
            event = await self._receive()
            if event["type"] == "http.disconnect":
                raise _BrokenOff
            self._chunks.append(event.get("body", b""))
            self._size += len(self._chunks[-1])
            self._more = event.get("more_body", False)
        return b"".join(self._chunks) if self._size <= most else None


def _text(value: bytes) -> str:
    """Senders write UTF-8 where the standard has only ASCII; what is none is read as HTTP once was."""
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")


async def _send(send: Send, answer: Answer, language: str) -> None:
    body = answer.encoded(language)
    headers = [
        (b"content-type", answer.media_type),
        (b"content-language", language.encode()),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
        *answer.headers,
    ]
    await send({"type": "http.response.start", "status": int(answer.status), "headers": headers})
    await send({"type": "http.response.body", "body": body})
