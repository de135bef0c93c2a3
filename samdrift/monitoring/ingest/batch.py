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

from django.db import InterfaceError, OperationalError, close_old_connections
from pydantic import ValidationError

from samdrift.accounts.tokens import matches
from samdrift.monitoring import connector_registry
from samdrift.monitoring.ingest import problem
from samdrift.monitoring.ingest.problem import Answer
from samdrift.monitoring.models import Source
from samdrift.monitoring.observation import Reading, Refused
from samdrift.monitoring.queries.unmapped import unmapped_signals
from samdrift.monitoring.record import Delivery, record

LIMIT = 500
"""Messages in one transaction at the most."""
FULL = 4_000_000
"""Bytes after which a transaction takes no further message."""
BACKLOG = 5000
"""Messages waiting at the most; further senders are asked to come again."""
HELD = 64_000_000
"""Bytes of messages waiting at the most: anyone may send, and only the writer asks for the token."""

PATIENCE = 20.0
"""Seconds that a sender waits. Should its message be stored after all, sending it again changes nothing."""

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
        self._held = 0

    async def take(self, message: Message) -> Answer:
        """The answer to `message`, once what it says is durable."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._write_forever, name="ingest", daemon=True)
            self._thread.start()
        loop = asyncio.get_running_loop()
        waiting = _Waiting(message, loop, loop.create_future())
        size = len(message.body)
        if self._held + size > HELD:
            return problem.UNAVAILABLE
        self._held += size
        try:
            self._queue.put_nowait(waiting)
            return await asyncio.wait_for(waiting.answer, PATIENCE)
        except (queue.Full, TimeoutError):
            return problem.UNAVAILABLE
        finally:
            self._held -= size

    def _write_forever(self) -> None:
        while True:
            batch = [self._queue.get()]
            size = len(batch[0].message.body)
            while len(batch) < LIMIT and size < FULL and not self._queue.empty():
                batch.append(self._queue.get_nowait())
                size += len(batch[-1].message.body)
            for waiting, answer in zip(batch, answers([waiting.message for waiting in batch]), strict=True):
                waiting.resolve(answer)
            close_old_connections()


def answers(messages: Sequence[Message]) -> list[Answer]:
    """Write the messages in one transaction and answer each, in their order. Raises nothing."""
    try:
        sources = {source.slug: source for source in Source.objects.filter(slug__in={m.source for m in messages})}
        read = [_read(sources.get(message.source), message) for message in messages]
        deliveries = [item for item in read if isinstance(item, Delivery)]
        record(deliveries)
        unmapped = unmapped_signals(_keys(deliveries))
    except (OperationalError, InterfaceError) as error:
        # The database is away: asking it once more for each message would keep all senders waiting.
        logger.warning("%d messages were not stored: %s", len(messages), str(error).partition("\n")[0])
        return [problem.UNAVAILABLE] * len(messages)
    except Exception:
        # The thread's last line of defence: should it end, no sender would be answered any more.
        if len(messages) > 1:
            # One message that cannot be stored must not take the others with it.
            return [answer for message in messages for answer in answers([message])]
        logger.exception("a message to %s was not stored", messages[0].source)
        return [problem.FAILED]
    return [_accepted(item, unmapped) if isinstance(item, Delivery) else item for item in read]


def _read(source: Source | None, message: Message) -> Delivery | Answer:
    if not matches(message.token, source.token_hash if source else "") or source is None:
        return problem.UNAUTHORIZED
    if source.paused:
        return problem.PAUSED
    connector = connector_registry.PUSH.get(source.connector)
    if connector is None:
        return problem.NOT_FOUND
    try:
        settings = connector.Settings.model_validate(source.settings)
        reading = connector.read(message.body, message.headers, settings, message.received)
    except ValidationError:
        logger.exception("the settings of %s are not valid", source.slug)
        return problem.SETTINGS
    except Refused as error:
        return problem.refused(error)
    return Delivery(source.pk, reading, message.received)


def _keys(deliveries: Sequence[Delivery]) -> set[tuple[int, str]]:
    return {(each.source_id, observation.key) for each in deliveries for observation in each.reading.observations}


def _accepted(delivery: Delivery, unmapped: set[tuple[int, str]]) -> Answer:
    reading: Reading = delivery.reading
    body: dict[str, object] = {"accepted": len(reading.observations), "received_at": _iso(delivery.received)}
    if reading.ignored:
        body["ignored_fields"] = list(reading.ignored)
    if counting_for_nothing := sorted(key for source, key in unmapped & _keys([delivery])):
        body["unmapped"] = counting_for_nothing
    future = [o.key for o in reading.observations if o.at > delivery.received]
    if future:
        body["placed_now"] = {
            "signals": future,
            "reason": "their time is in the future by our clock; they were placed at received_at",
        }
    return Answer(HTTPStatus.ACCEPTED, body)


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
