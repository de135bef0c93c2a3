"""Follows another instance and holds a copy of what it has published, heartbeat and all.

The heartbeat is the origin's, and is written only when its newest generation is here: a mirror that is cut off,
or cannot keep up, becomes stale by itself.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import httpx

from samdrift.edge.copies import HEARTBEAT_ADDRESS, OBJECTS
from samdrift.edge.edition import MANIFEST_ADDRESS, checked_manifest, wanted_objects
from samdrift.edge.mirror_files import Wanted, current, forget, missing, replace_file, switch, write_object
from samdrift.edge.rarer import EVENTS
from samdrift.snapshot.generation import HEARTBEAT, Manifest

log = logging.getLogger(__name__)

POLL_SECONDS = 1.0
"""The worker's own pace: a mirror's heartbeat is never more than this behind the origin's."""
RECONNECT_SECONDS = 2.0
KEPT_GENERATIONS = 3
AT_ONCE = 8
_TIMEOUT = httpx.Timeout(10.0)
_SILENCE = httpx.Timeout(10.0, read=45.0)  # three times the origin's keep-alive


async def follow(origin_url: str, root: Path, *, poll_seconds: float = POLL_SECONDS) -> None:
    """Copies `origin_url`'s generations into `root` until cancelled; the origin may come and go. Never returns."""
    wake = asyncio.Event()
    # Asks for gzip only: the manifest is had in that, and objects are copied as they lie.
    headers = {"accept-encoding": "gzip"}
    async with (
        httpx.AsyncClient(base_url=origin_url, timeout=_TIMEOUT, headers=headers) as client,
        asyncio.TaskGroup() as group,
    ):
        group.create_task(_listen(client, wake))
        group.create_task(_keep_copying(Copying(client, root), wake, poll_seconds))


async def _listen(client: httpx.AsyncClient, wake: asyncio.Event) -> None:
    while True:
        with suppress(httpx.HTTPError):  # the copying says that the origin is away
            async with client.stream("GET", EVENTS, timeout=_SILENCE) as answer:
                async for line in answer.aiter_lines():
                    if line.startswith("data:"):
                        wake.set()
        await asyncio.sleep(RECONNECT_SECONDS)


async def _keep_copying(copying: Copying, wake: asyncio.Event, poll_seconds: float) -> None:
    trouble = ""
    while True:
        wake.clear()
        try:
            await copying.turn()
            trouble = ""
        except* (httpx.HTTPError, OSError, ValueError, KeyError, TypeError, AttributeError) as errors:
            first = errors.exceptions[0]
            if (words := f"{type(first).__name__}: {first}") != trouble:
                log.warning("The origin cannot be copied just now: %s", words)
            trouble = words
        with suppress(TimeoutError):
            await asyncio.wait_for(wake.wait(), poll_seconds)


class Copying:
    """One turn brings `root` up to the origin. A turn that fails leaves `root` as good as it was."""

    def __init__(self, client: httpx.AsyncClient, root: Path) -> None:
        self._client = client
        self._root = root
        self._etag = ""
        self._heartbeat = ""
        self._whole: frozenset[Wanted] = frozenset()
        self._kept: deque[int] = deque(maxlen=KEPT_GENERATIONS)
        if (generation := current(root)) is not None:
            self._kept.append(generation)

    async def turn(self) -> None:
        # The heartbeat is asked for first: it vouches for a manifest that is at least as new.
        heartbeat = (await self._get(HEARTBEAT_ADDRESS)).text
        datetime.fromisoformat(heartbeat)
        answer = await self._client.get(MANIFEST_ADDRESS, headers={"if-none-match": self._etag})
        if answer.status_code != httpx.codes.NOT_MODIFIED:
            answer.raise_for_status()
            await self._take(answer.content)
            self._etag = answer.headers["etag"]
        if heartbeat != self._heartbeat:
            await asyncio.to_thread(replace_file, self._root / HEARTBEAT, heartbeat.encode())
            self._heartbeat = heartbeat

    async def _take(self, raw: bytes) -> None:
        manifest = checked_manifest(raw)
        wanted = frozenset(wanted_objects(manifest))
        await self._fetch(await asyncio.to_thread(missing, self._root, wanted - self._whole))
        await asyncio.to_thread(self._switch, manifest, raw)
        self._whole = wanted

    def _switch(self, manifest: Manifest, raw: bytes) -> None:
        switch(self._root, manifest, raw)
        self._kept.append(manifest.generation)
        forget(self._root, self._kept)

    async def _fetch(self, objects: list[Wanted]) -> None:
        turns = asyncio.Semaphore(AT_ONCE)
        async with asyncio.TaskGroup() as group:
            for digest, encodings in objects:
                group.create_task(self._fetch_one(digest, encodings, turns))

    async def _fetch_one(self, digest: str, encodings: tuple[str, ...], turns: asyncio.Semaphore) -> None:
        async with turns:
            plain = (await self._get(OBJECTS + digest)).content
            packed = {encoding: (await self._get(f"{OBJECTS}{digest}.{encoding}")).content for encoding in encodings}
            await asyncio.to_thread(write_object, self._root, digest, plain, packed)

    async def _get(self, address: str) -> httpx.Response:
        return (await self._client.get(address)).raise_for_status()
