"""Follows the published directory and says what is to be served."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from samdrift.edge.edition import BrokenGenerationError, Edition, load
from samdrift.edge.heartbeat import Heartbeat
from samdrift.edge.serving import Serving
from samdrift.edge.signature import Signature, signature
from samdrift.snapshot.generation import CURRENT
from samdrift.snapshot.standing_still import StandingStill

log = logging.getLogger(__name__)

POLL_SECONDS = 0.01
RETRY_SECONDS = 1.0
"""How soon a broken generation is tried again: a file system over the network may show the files in another order."""


class Watch:
    """`serving` is what to hand out, None until a first generation is read; `trouble` why the newest is not it."""

    def __init__(
        self,
        root: Path,
        *,
        stale_after: timedelta,
        clock: Callable[[], datetime],
        tell: Callable[[Serving, tuple[str, ...]], None],
    ) -> None:
        self._root = root
        self._stale_after = stale_after
        self._clock = clock
        self._tell = tell
        self._heartbeat = Heartbeat(root)
        self._seen: Signature | None = None
        self._retry_at: float | None = None
        self.serving: Serving | None = None
        self.trouble: str | None = None

    async def follow(self, looked: asyncio.Event) -> None:
        """Never returns. Sets `looked` after the first look."""
        while True:
            await self.look()
            looked.set()
            await asyncio.sleep(POLL_SECONDS)

    async def look(self) -> None:
        before = self.serving
        edition = await self._newest(before.edition if before else None)
        if edition is None:
            return
        now = self._clock()
        self._heartbeat.look(now)
        confirmed_at = self._confirmed_at(edition, before, now)
        stale_since = confirmed_at if now - confirmed_at > self._stale_after else None
        after = Serving(edition, confirmed_at, stale_since)
        if before is None or not before.says_the_same(after):
            self.serving = after
            self._report(before, after)

    def standing_still(self) -> StandingStill | None:
        """None also in the first seconds of trouble, while the pages do not yet say that they are not updated."""
        since = self.serving.stale_since if self.serving is not None else None
        if self.trouble is None or (since is None and self.serving is not None):
            return None
        return StandingStill(since, self.trouble)

    def _confirmed_at(self, edition: Edition, before: Serving | None, now: datetime) -> datetime:
        if self.trouble is not None and before is not None:
            # The heartbeat vouches for the newest generation, which is not what is handed out.
            return before.confirmed_at
        # Before the first heartbeat the publication itself is the last moment known to be right.
        heard = self._heartbeat.last if self.trouble is None else None
        return heard or min(edition.published_at, now)

    def _report(self, before: Serving | None, after: Serving) -> None:
        if before is None or before.edition is not after.edition:
            self._tell(after, after.edition.manifest.changed)
        elif before.stale_since != after.stale_since:
            log.warning("Stale since: %s", after.stale_since)
            self._tell(after, ())

    async def _newest(self, held: Edition | None) -> Edition | None:
        found = signature(self._root / CURRENT)
        if found == self._seen and not self._is_time_to_retry():
            return held
        self._seen = found
        if found is None:
            self._stumble("`current` is gone")
            return held
        try:
            # In a thread: reading, unpacking and hashing must not hold up those who are being answered.
            edition = await asyncio.to_thread(self._load, held)
        except BrokenGenerationError as error:
            self._stumble(str(error))
            return held
        if edition.lacking is None:
            self._retry_at = self.trouble = None
        else:
            self._stumble(edition.lacking)
        if held is None:
            # Most of it stays for long; looking through it for garbage would make readers wait at every generation.
            gc.collect()
            gc.freeze()
        return edition

    def _load(self, held: Edition | None) -> Edition:
        try:
            return load(self._root, held)
        except BrokenGenerationError:
            if held is not None and held.lacking is None:
                raise
            # With nothing better to hand out, the pages that are whole are worth more than none.
            return load(self._root, held, partly=True)

    def _is_time_to_retry(self) -> bool:
        return self._retry_at is not None and asyncio.get_running_loop().time() >= self._retry_at

    def _stumble(self, trouble: str) -> None:
        if trouble != self.trouble:
            log.error("The newest generation cannot be read whole, what was there before stays: %s", trouble)
        self.trouble = trouble
        self._retry_at = asyncio.get_running_loop().time() + RETRY_SECONDS
