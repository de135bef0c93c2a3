"""`/events`: server-sent events. One message for all listeners; a slow one gets only the newest."""

from __future__ import annotations

import asyncio

from samdrift.edge.answers import TOO_MANY, respond, say
from samdrift.edge.asgi_types import Receive, Send
from samdrift.edge.forms import OPEN_TO_ALL, SECURITY, Headers

KEEP_ALIVE = b": samdrift\n\n"
KEEP_ALIVE_SECONDS = 15.0
LISTENERS_AT_MOST = 10_000
"""Beyond these a listener is turned away: streams must not take the connections that readers need."""
RETRY = b"retry: 2000\n\n"
HEADERS: Headers = (
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    *OPEN_TO_ALL,
    *SECURITY,
)


class Broadcast:
    """Listeners wait for one bell and then read the same bytes: nothing is queued or copied for any of them."""

    def __init__(self, *, keep_alive_seconds: float = KEEP_ALIVE_SECONDS, at_most: int = LISTENERS_AT_MOST) -> None:
        self._at_most = at_most
        self._keep_alive_seconds = keep_alive_seconds
        self._message = b""
        self._greeting = b""
        self._number = 0
        self._bell = asyncio.Event()
        self._closed = False
        self.listeners = 0

    def announce(self, message: bytes, greeting: bytes) -> None:
        """`greeting` is what those get who come later."""
        self._message, self._greeting = message, greeting
        self._number += 1
        self._ring()

    def open(self) -> None:
        self._closed = False

    def close(self) -> None:
        """Ends every stream: a server waits for its open streams before it stops."""
        self._closed = True
        self._ring()

    async def keep_alive(self) -> None:
        """Never returns."""
        while True:
            await asyncio.sleep(self._keep_alive_seconds)
            self._ring()

    def _ring(self) -> None:
        bell, self._bell = self._bell, asyncio.Event()
        bell.set()

    async def answer(self, receive: Receive, send: Send, *, head: bool) -> None:
        if head:
            await respond(send, 200, HEADERS)
            return
        if self.listeners >= self._at_most:
            await say(send, 503, TOO_MANY, head=False, headers=((b"retry-after", b"60"), *OPEN_TO_ALL))
            return
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        streaming = asyncio.create_task(self._stream(send))
        leaving = asyncio.create_task(_left(receive))
        self.listeners += 1
        try:
            await asyncio.wait({streaming, leaving}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self.listeners -= 1
            streaming.cancel()
            leaving.cancel()
            # A stream that fails does so because its reader is gone, which is how streams end.
            await asyncio.gather(streaming, leaving, return_exceptions=True)

    async def _stream(self, send: Send) -> None:
        # The bell is taken before sending: what is announced while a slow reader takes its bytes is not missed.
        bell, heard = self._bell, self._number
        await send(_part(RETRY + self._greeting))
        while not self._closed:
            await bell.wait()
            bell = self._bell
            chunk = KEEP_ALIVE if heard == self._number else self._message
            heard = self._number
            await send(_part(chunk))
        await send({"type": "http.response.body", "body": b"", "more_body": False})


def _part(chunk: bytes) -> dict[str, object]:
    return {"type": "http.response.body", "body": chunk, "more_body": True}


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
