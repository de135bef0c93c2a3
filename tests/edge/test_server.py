"""The edge under its real server."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import httpx
import pytest

from samdrift.edge.events import RETRY
from tests.edge.asking import until
from tests.edge.published import Published
from tests.edge.server import serving


def test_reading_over_http(published: Published) -> None:
    published.publish()
    published.beat()
    with serving(published.root.parent) as (url, _), httpx.Client(base_url=url) as client:
        front = client.get("/", headers={"accept-encoding": "br"})
        assert (front.status_code, front.content) == (200, published.files["/"].body)
        assert front.headers["content-encoding"] == "br"
        assert client.get("/", headers={"accept-encoding": "gzip"}).content == front.content
        assert client.get("/", headers={"accept-encoding": "identity"}).content == front.content
        tag = {"if-none-match": front.headers["etag"], "accept-encoding": "br"}
        assert client.get("/", headers=tag).status_code == 304
        head = client.head("/", headers={"accept-encoding": "br"})
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["content-length"] == front.headers["content-length"]
        slash = client.get("/systemer/mitid?vis=alt")
        assert (slash.status_code, slash.headers["location"]) == (308, "/systemer/mitid/?vis=alt")
        assert client.get("/findes%20ikke").status_code == 404
        assert client.post("/", content=b"x" * 100_000).status_code == 405
        assert client.get("/healthz").json()["status"] == "pass"


@asynccontextmanager
async def listening(url: str) -> AsyncIterator[AsyncIterator[str]]:
    async with httpx.AsyncClient(timeout=20) as client, client.stream("GET", f"{url}/events") as answer:
        yield answer.aiter_lines()


async def told(lines: AsyncIterator[str]) -> dict[str, object]:
    async for line in lines:
        if line.startswith("data: "):
            fields: dict[str, object] = json.loads(line.removeprefix("data: "))
            return fields
    raise AssertionError("the stream ended")


def test_events_over_http(published: Published) -> None:
    async def asking(url: str) -> None:
        async with listening(url) as lines:
            assert (await told(lines))["generation"] == 1
            published.publish(("mitid",))
            assert (await told(lines))["changed"] == ["mitid"]

        async def all_left() -> bool:
            async with httpx.AsyncClient() as client:
                return bool((await client.get(f"{url}/healthz")).json()["listeners"] == 0)

        await until(all_left)

    published.publish()
    with serving(published.root.parent) as (url, _):
        asyncio.run(asking(url))


@pytest.mark.parametrize("listeners", [1, 50])
def test_open_streams_do_not_hold_up_a_stop(published: Published, listeners: int) -> None:
    async def asking(url: str, terminate: Callable[[], None]) -> None:
        async with httpx.AsyncClient(timeout=20, limits=httpx.Limits(max_connections=None)) as client:
            opened = asyncio.Semaphore(0)

            async def listen() -> bytes:
                async with client.stream("GET", f"{url}/events") as answer:
                    opened.release()
                    return await answer.aread()

            streams = [asyncio.create_task(listen()) for _ in range(listeners)]
            for _ in streams:
                await opened.acquire()
            terminate()
            assert all(body.startswith(RETRY) for body in await asyncio.gather(*streams))

    published.publish()
    with serving(published.root.parent) as (url, process):
        asyncio.run(asking(url, process.terminate))
        process.wait(20)


def test_two_hundred_generations_under_full_load(published: Published) -> None:
    """Each answer is whole, and its tag is that of its own body."""
    generations = 200

    def put(generation: int) -> None:
        published.put("/", f"<h1>{generation}</h1>" + "<p>Det virker.</p>" * (generation % 7 * 50))

    async def read(client: httpx.AsyncClient, done: asyncio.Event, coding: str, seen: set[str]) -> int:
        count = 0
        while not done.is_set() or str(generations) not in seen:
            answer = await client.get("/", headers={"accept-encoding": coding})
            assert answer.status_code == 200
            digest = hashlib.sha256(answer.content).hexdigest()
            assert answer.headers["etag"].strip('"').partition("-")[0] == digest[:32]
            seen.add(answer.headers["samdrift-generation"])
            assert answer.content.startswith(f"<h1>{answer.headers['samdrift-generation']}</h1>".encode())
            count += 1
        return count

    async def publish_all(done: asyncio.Event) -> None:
        for generation in range(2, generations + 1):
            put(generation)
            await asyncio.to_thread(published.publish)
        done.set()

    async def asking(url: str) -> tuple[int, set[str]]:
        done, seen = asyncio.Event(), set[str]()
        async with httpx.AsyncClient(base_url=url, timeout=20) as client:
            readers = [read(client, done, coding, seen) for coding in ("br", "gzip", "identity", "br")]
            publishing = asyncio.create_task(publish_all(done))
            counts = await asyncio.gather(*readers)
            await publishing
        return sum(counts), seen

    published.files.clear()
    put(1)
    published.publish()
    with serving(published.root.parent) as (url, _):
        count, seen = asyncio.run(asking(url))
    assert count > generations
    assert len(seen) > 5
