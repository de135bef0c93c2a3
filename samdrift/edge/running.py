"""Starting and stopping: what goes on in the background while the edge answers."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from samdrift.edge.asgi_types import Receive, Send
from samdrift.edge.leaving import on_leaving

log = logging.getLogger(__name__)

RESTART_SECONDS = 1.0

Work = Callable[[], Coroutine[Any, Any, None]]


class Running:
    """Keeps endless work going from `start` to `stop`. Work that fails is logged and begun again."""

    def __init__(self, works: tuple[Work, ...]) -> None:
        self._works = works
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def started(self) -> bool:
        return bool(self._tasks)

    def start(self) -> None:
        for work in self._works:
            self._begin(work)

    async def stop(self) -> None:
        tasks, self._tasks = self._tasks, set()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _begin(self, work: Work) -> None:
        task = asyncio.get_running_loop().create_task(work())
        self._tasks.add(task)
        task.add_done_callback(lambda ended: self._ended(ended, work))

    def _ended(self, task: asyncio.Task[None], work: Work) -> None:
        if task.cancelled() or task not in self._tasks:
            return
        # Without its follower the edge would go on saying that all is well.
        log.critical("Background work failed; it begins again shortly.", exc_info=task.exception())
        asyncio.get_running_loop().call_later(RESTART_SECONDS, self._begin_again, task, work)

    def _begin_again(self, ended: asyncio.Task[None], work: Work) -> None:
        if ended in self._tasks:  # not stopped in the meantime
            self._tasks.discard(ended)
            self._begin(work)


async def lifespan(receive: Receive, send: Send, *, start: Work, stop: Work, leave: Callable[[], None]) -> None:
    """ASGI's lifespan. `leave` is called as soon as the process is asked to stop, `stop` when the server has."""
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            await start()
            on_leaving(leave)
            await send({"type": "lifespan.startup.complete"})
        else:
            await stop()
            await send({"type": "lifespan.shutdown.complete"})
            return
