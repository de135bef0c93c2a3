"""Group commit: the messages that arrive while one transaction runs become the next one.

Each message is answered only after the transaction that holds it has committed. One thread writes, so that a
thousand senders cost the database one connection.
"""

from __future__ import annotations

import asyncio
import logging
import queue
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus

from django.db import DatabaseError, close_old_connections

from samdrift.accounts.tokens import matches
from samdrift.monitoring import connector_registry
from samdrift.monitoring.ingest import problem
from samdrift.monitoring.ingest.problem import Answer
from samdrift.monitoring.models import Source
from samdrift.monitoring.observation import Reading, Refused
from samdrift.monitoring.record import Delivery, record

LIMIT = 500
"""Messages in one transaction at the most."""
BACKLOG = 5000
"""Messages waiting at the most; further senders are asked to come again."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Message:
    source: str
    token: str
    headers: dict[str, str]
    body: bytes
    received: datetime


@dataclass(frozen=True, slots=True)
class _Waiting:
    message: Message
    loop: asyncio.AbstractEventLoop
    answer: asyncio.Future[Answer]

    def resolve(self, answer: Answer) -> None:
        self.loop.call_soon_threadsafe(self._set, answer)

    def _set(self, answer: Answer) -> None:
        if not self.answer.done():
            self.answer.set_result(answer)


class Batcher:
    """Takes messages from the event loop, writes them from its own thread."""

    def __init__(self) -> None:
        self._queue: queue.Queue[_Waiting] = queue.Queue(BACKLOG)
        self._thread: threading.Thread | None = None

    async def take(self, message: Message) -> Answer:
        """The answer to `message`, once what it says is durable."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._write_forever, name="ingest", daemon=True)
            self._thread.start()
        loop = asyncio.get_running_loop()
        waiting = _Waiting(message, loop, loop.create_future())
        try:
            self._queue.put_nowait(waiting)
        except queue.Full:
            return problem.UNAVAILABLE
        return await waiting.answer

    def _write_forever(self) -> None:
        while True:
            batch = [self._queue.get()]
            while len(batch) < LIMIT and not self._queue.empty():
                batch.append(self._queue.get_nowait())
            close_old_connections()
            for waiting, answer in zip(batch, answers([waiting.message for waiting in batch]), strict=True):
                waiting.resolve(answer)


def answers(messages: Sequence[Message]) -> list[Answer]:
    """Write the messages in one transaction and answer each, in their order."""
    try:
        sources = {source.slug: source for source in Source.objects.filter(slug__in={m.source for m in messages})}
        read = [_read(sources.get(message.source), message) for message in messages]
        _record([item for item in read if isinstance(item, Delivery)])
    except DatabaseError:
        if len(messages) > 1:
            # One message that the database refuses must not take the others with it.
            return [answer for message in messages for answer in answers([message])]
        logger.exception("a message to %s was not stored", messages[0].source)
        return [problem.UNAVAILABLE]
    return [_accepted(item) if isinstance(item, Delivery) else item for item in read]


def _read(source: Source | None, message: Message) -> Delivery | Answer:
    if source is None or not source.token_hash or not matches(message.token, source.token_hash):
        return problem.UNAUTHORIZED
    if source.paused:
        return problem.PAUSED
    connector = connector_registry.PUSH.get(source.connector)
    if connector is None:
        return problem.NOT_FOUND
    try:
        settings = connector.Settings.model_validate(source.settings)
        return Delivery(
            source.pk, connector.read(message.body, message.headers, settings, message.received), message.received
        )
    except Refused as error:
        return problem.refused(error)


def _record(deliveries: list[Delivery]) -> None:
    if deliveries:
        record(deliveries)


def _accepted(delivery: Delivery) -> Answer:
    reading: Reading = delivery.reading
    body: dict[str, object] = {"accepted": len(reading.observations), "received_at": _iso(delivery.received)}
    if reading.ignored:
        body["ignored_fields"] = list(reading.ignored)
    future = [o.key for o in reading.observations if o.at > delivery.received]
    if future:
        body["placed_now"] = {
            "signals": future,
            "reason": "their time is in the future by our clock; they were placed at received_at",
        }
    return Answer(HTTPStatus.ACCEPTED, body)


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
