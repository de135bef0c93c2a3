"""One instance copying another, both real, on loopback."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import brotli
import httpx
import pytest

from samdrift.edge.edition import load
from samdrift.edge.mirror import Copying, follow
from samdrift.snapshot.generation import CURRENT, HEARTBEAT, manifest_path, object_path
from tests.edge.asking import until
from tests.edge.published import Published
from tests.edge.server import free_port, serving


@asynccontextmanager
async def following(url: str, root: Path) -> AsyncIterator[None]:
    task = asyncio.create_task(follow(url, root, poll_seconds=0.1))
    try:
        yield
        assert not task.done()
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def test_a_mirror_hands_out_what_its_origin_does(published: Published, tmp_path: Path) -> None:
    async def asking(origin: str, mirror: str) -> None:
        async with following(origin, tmp_path / "mirror" / "published"), httpx.AsyncClient() as client:

            async def up_to_date() -> bool:
                answers = [await client.get(f"{edge}/") for edge in (mirror, origin)]
                return all(answer.content == published.files["/"].body for answer in answers)

            for word in ("et", "to", "tre"):
                published.put("/", f"<h1>{word}</h1>" * 50)
                published.publish()
                published.beat()
                await until(up_to_date)
            for path in published.files:
                here, there = await client.get(mirror + path), await client.get(origin + path)
                assert (here.content, here.headers["content-type"]) == (there.content, there.headers["content-type"])

    (tmp_path / "mirror").mkdir()
    published.publish()
    with serving(published.root.parent) as (origin, _), serving(tmp_path / "mirror") as (mirror, _):
        asyncio.run(asking(origin, mirror))


def test_a_mirror_passes_on_the_heartbeat_of_its_origin(published: Published, tmp_path: Path) -> None:
    beat = datetime(2024, 3, 3, 9, 58, tzinfo=UTC)
    root = tmp_path / "mirror"

    async def asking(port: int) -> None:
        async with following(f"http://127.0.0.1:{port}", root):
            await asyncio.sleep(0.2)  # it begins while there is no origin
            with serving(published.root.parent, port):
                await until(lambda: written(root / HEARTBEAT, "2024-03-03T09:58:00Z"))
                published.beat(beat.replace(minute=59))
                await until(lambda: written(root / HEARTBEAT, "2024-03-03T09:59:00Z"))

    published.publish(at=beat)
    published.beat(beat)
    asyncio.run(asking(free_port()))


async def written(path: Path, text: str) -> bool:
    return path.exists() and path.read_text() == text


class Origin:
    """An origin of which anything can be made to answer wrongly."""

    def __init__(self, published: Published) -> None:
        self.published = published
        self.wrong: dict[str, bytes] = {}
        self.asked: list[str] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        self.asked.append(path)
        if path in self.wrong:
            return httpx.Response(200, content=self.wrong[path])
        root = self.published.root
        if path == "/mirror/heartbeat":
            return httpx.Response(200, content=(root / HEARTBEAT).read_bytes())
        if path == "/mirror/manifest.json":
            raw = manifest_path(root, self.published.generation).read_bytes()
            return httpx.Response(200, content=raw, headers={"etag": f'"{hashlib.sha256(raw).hexdigest()}"'})
        digest, _, encoding = path.removeprefix("/mirror/objects/").partition(".")
        return httpx.Response(200, content=object_path(root, digest, encoding).read_bytes())


async def turn(origin: Origin, root: Path) -> None:
    async with httpx.AsyncClient(base_url="http://origin.example", transport=httpx.MockTransport(origin)) as client:
        await Copying(client, root).turn()


@pytest.mark.parametrize("ending", ["", ".br", ".gz"])
@pytest.mark.parametrize("sent", [b"", b"something else", brotli.compress(b"else"), gzip.compress(b"else", mtime=0)])
def test_wrong_bytes_are_not_taken_and_no_heartbeat_vouches_for_them(
    published: Published, tmp_path: Path, ending: str, sent: bytes
) -> None:
    root, origin = tmp_path / "mirror", Origin(published)
    published.publish()
    published.beat(datetime(2024, 3, 3, 9, 58, tzinfo=UTC))
    asyncio.run(turn(origin, root))
    before = (root / HEARTBEAT).read_bytes()

    published.put("/", "<h1>Noget nyt</h1>" * 50)
    front = published.publish().entries["/"]
    published.beat()
    origin.wrong[f"/mirror/objects/{front.object}{ending}"] = sent
    with pytest.raises(ExceptionGroup) as caught:
        asyncio.run(turn(origin, root))
    assert caught.group_contains(ValueError, match=front.object)
    assert load(root, None).generation == 1
    assert (root / HEARTBEAT).read_bytes() == before

    origin.wrong.clear()
    asyncio.run(turn(origin, root))
    assert load(root, None).generation == 2
    assert (root / HEARTBEAT).read_bytes() != before


def test_only_what_is_new_is_fetched_and_what_is_torn_is_mended(published: Published, tmp_path: Path) -> None:
    root, origin = tmp_path / "mirror", Origin(published)
    published.publish()
    published.beat()
    asyncio.run(turn(origin, root))

    torn = load(root, None).pages["/en/"].entry.object
    object_path(root, torn).write_bytes(b"<h1>Fro")
    published.put("/systemer/mitid/", "<h1>MitID har nedbrud</h1>" * 20)
    new = published.publish().entries["/systemer/mitid/"].object
    origin.asked.clear()
    asyncio.run(turn(origin, root))
    fetched = {path.removeprefix("/mirror/objects/") for path in origin.asked if "objects" in path}
    assert fetched == {digest + ending for digest in (torn, new) for ending in ("", ".br", ".gz")}
    assert load(root, None).generation == 2


def test_what_nothing_names_any_longer_is_removed(published: Published, tmp_path: Path) -> None:
    root, origin = tmp_path / "mirror", Origin(published)
    published.beat()

    async def ten_generations() -> None:
        transport = httpx.MockTransport(origin)
        async with httpx.AsyncClient(base_url="http://origin.example", transport=transport) as client:
            copying = Copying(client, root)
            for number in range(10):
                published.put("/", f"<h1>{number}</h1>" * 50)
                published.publish()
                await copying.turn()

    asyncio.run(ten_generations())
    assert sorted(path.name for path in (root / "generations").iterdir()) == ["10.json", "8.json", "9.json"]
    fronts = [path for path in (root / "objects").rglob("*") if path.is_file() and path.read_bytes()[:4] == b"<h1>"]
    bodies = {path.read_bytes() for path in fronts}
    assert {f"<h1>{number}</h1>".encode() * 50 for number in (7, 8, 9)} <= bodies
    assert b"<h1>6</h1>" * 50 not in bodies
    assert (root / CURRENT).read_text() == "10\n"
    assert load(root, None).generation == 10
