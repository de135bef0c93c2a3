"""/events, with listeners that are asked directly."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from samdrift.edge import events
from samdrift.edge.app import EdgeApp
from samdrift.edge.asgi_types import Message
from tests.edge.asking import ask, scope, until, with_edge
from tests.edge.published import Published


class Listener:
    """Takes what it is sent at once, unless `ready` is cleared; leaves when `leave` is called."""

    def __init__(self, app: EdgeApp) -> None:
        self.start: Message = {}
        self.taken: list[bytes] = []
        self.ended = False
        self.ready = asyncio.Event()
        self.ready.set()
        self._gone = asyncio.Event()
        self._asked = False
        self.task = asyncio.create_task(app(scope("/events"), self._receive, self._send))

    def leave(self) -> None:
        self._gone.set()

    async def _receive(self) -> Message:
        if not self._asked:
            self._asked = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Message) -> None:
        await self.ready.wait()
        if message["type"] == "http.response.start":
            self.start = message
        else:
            self.taken.append(message["body"])
            self.ended = not message["more_body"]

    @property
    def told(self) -> list[dict[str, Any]]:
        lines = b"".join(self.taken).splitlines()
        return [json.loads(line.removeprefix(b"data: ")) for line in lines if line.startswith(b"data: ")]


async def holding(condition: Callable[[], bool]) -> None:
    async def holds() -> bool:
        return condition()

    await until(holds)


def test_a_listener_is_greeted_and_told_of_changes(published: Published) -> None:
    async def asking(app: EdgeApp) -> None:
        listener = Listener(app)
        await holding(lambda: len(listener.told) == 1)
        manifest = published.publish(("mitid",))
        await holding(lambda: len(listener.told) == 2)
        headers = dict(listener.start["headers"])
        assert headers[b"content-type"] == b"text/event-stream; charset=utf-8"
        assert headers[b"cache-control"] == b"no-store"
        assert headers[b"x-accel-buffering"] == b"no"
        assert listener.taken[0].startswith(b"retry: 2000\n\nid: 1\nevent: generation\ndata: {")
        assert (listener.told[0]["generation"], listener.told[0]["changed"]) == (1, [])
        assert listener.told[1] == {
            "generation": 2,
            "published_at": manifest.published_at,
            "stale_since": None,
            "changed": ["mitid"],
        }
        listener.leave()
        await listener.task
        assert b'"listeners": 0' in (await ask(app, "/healthz")).body

    published.publish(("nemkonto",))
    with_edge(published.root, asking)


def test_listening_before_anything_is_published(published: Published) -> None:
    async def asking(app: EdgeApp) -> None:
        listener = Listener(app)
        await holding(lambda: listener.taken == [b"retry: 2000\n\n"])
        published.publish()
        await holding(lambda: [told["generation"] for told in listener.told] == [1])
        listener.leave()
        await listener.task

    with_edge(published.root, asking)


def test_staleness_is_told_when_it_begins_and_ends(published: Published) -> None:
    beat = datetime(2026, 11, 23, 9, 58, tzinfo=UTC)
    now = beat

    async def asking(app: EdgeApp) -> None:
        nonlocal now
        listener = Listener(app)
        await holding(lambda: len(listener.told) == 1)
        now = beat + timedelta(seconds=16)
        await holding(lambda: len(listener.told) == 2)
        published.beat(now)
        await holding(lambda: len(listener.told) == 3)
        assert [told["stale_since"] for told in listener.told] == [None, "2026-11-23T09:58:00Z", None]
        listener.leave()
        await listener.task

    published.publish(at=beat)
    published.beat(beat)
    with_edge(published.root, asking, clock=lambda: now)


def test_a_slow_listener_gets_only_the_newest(published: Published) -> None:
    async def asking(app: EdgeApp) -> None:
        slow, quick = Listener(app), Listener(app)
        await holding(lambda: len(slow.told) == len(quick.told) == 1)
        slow.ready.clear()
        for generation in range(2, 6):
            published.publish()
            await holding(lambda last=generation: quick.told[-1]["generation"] == last)  # type: ignore[misc]
        slow.ready.set()
        await holding(lambda: slow.told[-1]["generation"] == 5)
        # One was on its way when it fell asleep; of those after that it gets the last.
        assert [told["generation"] for told in slow.told] == [1, 2, 5]
        assert [told["generation"] for told in quick.told] == [1, 2, 3, 4, 5]
        for listener in (slow, quick):
            listener.leave()
            await listener.task

    published.publish()
    with_edge(published.root, asking)


def test_two_thousand_listeners_get_the_same_bytes(published: Published) -> None:
    async def asking(app: EdgeApp) -> None:
        listeners = [Listener(app) for _ in range(2000)]
        await holding(lambda: all(listener.told for listener in listeners))
        published.publish()
        await holding(lambda: all(len(listener.taken) == 2 for listener in listeners))
        assert len({id(listener.taken[1]) for listener in listeners}) == 1
        for listener in listeners:
            listener.leave()
        await asyncio.gather(*(listener.task for listener in listeners))

    published.publish()
    with_edge(published.root, asking)


def test_stopping_ends_the_streams(published: Published) -> None:
    async def asking(app: EdgeApp) -> None:
        listener = Listener(app)
        await holding(lambda: bool(listener.told))
        await app.stop()
        await listener.task
        assert listener.ended
        late = Listener(app)
        await late.task
        assert late.ended

    published.publish()
    with_edge(published.root, asking)


def test_one_listener_too_many_is_turned_away() -> None:
    async def asking() -> tuple[int, int]:
        broadcast, started = events.Broadcast(at_most=1), []

        async def send(message: Message) -> None:
            if message["type"] == "http.response.start":
                started.append(message["status"])

        async def receive() -> Message:
            await asyncio.Event().wait()
            raise AssertionError("nothing wakes it")

        first = asyncio.create_task(broadcast.answer(receive, send, head=False))
        await holding(lambda: started == [200])
        await broadcast.answer(receive, send, head=False)
        broadcast.close()
        await first
        return started[0], started[1]

    assert asyncio.run(asking()) == (200, 503)


def test_a_silent_stream_is_kept_alive() -> None:
    async def asking() -> list[bytes]:
        broadcast, taken = events.Broadcast(keep_alive_seconds=0.01), []

        async def send(message: Message) -> None:
            taken.append(message.get("body", b""))
            if taken.count(events.KEEP_ALIVE) == 2:
                broadcast.close()

        async def receive() -> Message:
            await asyncio.Event().wait()
            raise AssertionError("nothing wakes it")

        beating = asyncio.create_task(broadcast.keep_alive())
        await broadcast.answer(receive, send, head=False)
        beating.cancel()
        return taken

    assert asyncio.run(asking())[1:4] == [events.RETRY, events.KEEP_ALIVE, events.KEEP_ALIVE]
