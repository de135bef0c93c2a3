"""The ASGI application: one look in a dictionary, two sends."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from samdrift.edge.answers import respond
from samdrift.edge.asgi_types import Receive, Scope, Send
from samdrift.edge.conditions import unchanged
from samdrift.edge.events import Broadcast
from samdrift.edge.forms import Page
from samdrift.edge.negotiation import asked, pick
from samdrift.edge.rarer import Rarer
from samdrift.edge.refusals import NOT_ACCEPTABLE, refuse
from samdrift.edge.running import Running, lifespan
from samdrift.edge.serving import Serving
from samdrift.edge.watch import Watch
from samdrift.snapshot.standing_still import StandingStill

STALE_AFTER = timedelta(seconds=15)


def _now() -> datetime:
    return datetime.now(UTC)


class EdgeApp:
    """Hands out the current generation under `root`. Starts by itself where the server speaks no lifespan.

    An application that wraps this one forwards its lifespan, or calls `start` and `stop` itself.
    """

    def __init__(
        self, root: Path, *, stale_after: timedelta = STALE_AFTER, clock: Callable[[], datetime] = _now
    ) -> None:
        self._broadcast = Broadcast()
        self._watch = Watch(root, stale_after=stale_after, clock=clock, tell=self._tell)
        self._looked = asyncio.Event()
        self._running = Running((self._follow, self._broadcast.keep_alive))
        self._rarer = Rarer(self._watch, self._broadcast)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._not_http(scope, receive, send)
            return
        serving = self._watch.serving
        if serving is None:
            await self.start()
            serving = self._watch.serving
        page = serving.page(scope["path"]) if serving is not None else None
        if page is not None and serving is not None and scope["method"] in ("GET", "HEAD"):
            await _hand_out(page, serving, scope, send)
        else:
            await self._rarer.answer(scope, receive, send)

    async def start(self) -> None:
        """Begins to follow the published directory, and returns after the first look at it. May be called again."""
        if not self._running.started:
            self._broadcast.open()
            self._running.start()
        await self._looked.wait()

    async def stop(self) -> None:
        self._broadcast.close()
        await self._running.stop()

    def standing_still(self) -> StandingStill | None:
        return self._watch.standing_still()

    async def _not_http(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await lifespan(receive, send, start=self.start, stop=self.stop, leave=self._broadcast.close)
        else:
            await send({"type": "websocket.close", "code": 1000})

    async def _follow(self) -> None:
        await self._watch.follow(self._looked)

    def _tell(self, serving: Serving, changed: tuple[str, ...]) -> None:
        self._broadcast.announce(serving.event(changed), serving.event())


async def _hand_out(page: Page, serving: Serving, scope: Scope, send: Send) -> None:
    accepted, held = asked(scope)
    form = pick(page, accepted)
    if form is None:
        await refuse(NOT_ACCEPTABLE, scope, send)
    elif held and unchanged(held, form.etag):
        await respond(send, 304, form.unchanged + serving.mark)
    else:
        await respond(send, 200, form.headers + serving.mark, form.body if scope["method"] == "GET" else b"")


def create_app(root: Path, *, stale_after: timedelta = STALE_AFTER, clock: Callable[[], datetime] = _now) -> EdgeApp:
    return EdgeApp(root, stale_after=stale_after, clock=clock)
