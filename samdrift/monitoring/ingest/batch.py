"""Group commit: the messages that arrive while one transaction runs become the next one.

Each message is answered only after the transaction that holds it has committed. One thread writes, so that a
thousand senders cost the database one connection.
"""

from __future__ import annotations

import asyncio
import logging
import queue
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from functools import reduce
from http import HTTPStatus

from django.db import close_old_connections
from pydantic import ValidationError

from samdrift.accounts.tokens import matches
from samdrift.lost_connection import is_lost, may_pass
from samdrift.monitoring import connector_registry
from samdrift.monitoring.doubt import QUIET, Doubt
from samdrift.monitoring.ingest import problem
from samdrift.monitoring.ingest.problem import Answer
from samdrift.monitoring.models import Source
from samdrift.monitoring.observation import Reading, Refused
from samdrift.monitoring.placing import Moved
from samdrift.monitoring.queries.unmapped import unmapped_signals
from samdrift.monitoring.record import Delivery, Misplaced, Refusal, record
from samdrift.vocabulary import Sentence, sentence

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


class Part(Enum):
    """How much of a message was read; only of a whole one there is a body."""

    WHOLE = "whole"
    BEGUN = "begun"
    TOO_LARGE = "too large"
    BROKEN_OFF = "broken off"


@dataclass(frozen=True, slots=True)
class Message:
    source: str
    token: str
    headers: dict[str, str]
    body: bytes
    received: datetime
    part: Part = Part.WHOLE


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
        """The answer to `message`, once what it says is durable; to one that has begun: whether to read on."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._write_forever, name="ingest", daemon=True)
            self._thread.start()
        loop = asyncio.get_running_loop()
        waiting = _Waiting(message, loop, loop.create_future())
        with self.room(len(message.body)) as there_is:
            if not there_is:
                return problem.UNAVAILABLE
            try:
                self._queue.put_nowait(waiting)
                return await asyncio.wait_for(waiting.answer, PATIENCE)
            except (queue.Full, TimeoutError):
                return problem.UNAVAILABLE

    @contextmanager
    def room(self, size: int) -> Iterator[bool]:
        """Whether `size` bytes more may be held; they are until the block ends."""
        if self._held + size > HELD:
            yield False
            return
        self._held += size
        try:
            yield True
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


@dataclass(frozen=True, slots=True)
class _Read:
    """What a message says, or why it was not taken; nothing where its sender is not known."""

    arrived: Delivery | Refusal | None
    answer: Answer = problem.UNAUTHORIZED


def answers(messages: Sequence[Message]) -> list[Answer]:
    """Write the messages in one transaction and answer each, in their order. Raises nothing."""
    try:
        sources = {source.slug: source for source in Source.objects.filter(slug__in={m.source for m in messages})}
        read = [_read(sources.get(message.source), message) for message in messages]
        misplaced = iter(record([each.arrived for each in read if each.arrived is not None]))
        placed = [next(misplaced) if each.arrived is not None else () for each in read]
        unmapped = unmapped_signals(_keys(read))
    except Exception as error:
        if is_lost(error):
            # Asking the database once more for each message would keep all senders waiting.
            logger.warning("%d messages were not stored: %s", len(messages), str(error).partition("\n")[0])
            return [problem.UNAVAILABLE] * len(messages)
        # The thread's last line of defence: should it end, no sender would be answered any more.
        if len(messages) > 1:
            # One message that cannot be stored must not take the others with it.
            return [answer for message in messages for answer in answers([message])]
        logger.exception("a message to %s was not stored", messages[0].source)
        if may_pass(error):
            return [problem.UNAVAILABLE]
        _note_failure(messages[0])
        return [problem.FAILED]
    return [_answer(each, unmapped, moved) for each, moved in zip(read, placed, strict=True)]


def _note_failure(message: Message) -> None:
    try:
        for source in Source.objects.filter(slug=message.source):
            if matches(message.token, source.token_hash):
                why = problem.FAILED.said
                record([Refusal(source.pk, why, message.received, Doubt(QUIET))])
    except Exception:
        # What failed may fail again; the thread must go on, and the log has the reason.
        logger.exception("the failure of a message to %s was not noted", message.source)


def _read(source: Source | None, message: Message) -> _Read:
    if not matches(message.token, source.token_hash if source else "") or source is None:
        return _Read(None, problem.UNAUTHORIZED)
    connector = connector_registry.PUSH.get(source.connector)
    if connector is None:
        return _Read(None, problem.PAUSED if source.paused else problem.NOT_FOUND)
    if source.paused:
        return _Read(Refusal(source.pk, problem.PAUSED.said, message.received, Doubt(QUIET)), problem.PAUSED)
    if message.part is Part.BEGUN:
        return _Read(None, problem.GO_ON)
    found = _understood(connector, source, message)
    if isinstance(found, Answer):
        doubt = connector.doubt(message.body, message.headers)
        return _Read(Refusal(source.pk, found.said, message.received, doubt), found)
    return _Read(Delivery(source.pk, found, message.received))


def _understood(connector: connector_registry.Push, source: Source, message: Message) -> Reading | Answer:
    if message.part is Part.TOO_LARGE:
        return problem.TOO_LARGE
    if message.part is Part.BROKEN_OFF:
        return problem.refused(problem.broken_off())
    if message.headers.get("content-encoding", "identity").strip().lower() not in ("", "identity"):
        return problem.ENCODED
    try:
        settings = connector.Settings.model_validate(source.settings)
        return connector.read(message.body, message.headers, settings, message.received)
    except ValidationError:
        logger.exception("the settings of %s are not valid", source.slug)
        return problem.SETTINGS
    except Refused as error:
        return problem.refused(error)


def _keys(read: Sequence[_Read]) -> set[tuple[int, str]]:
    return {
        (each.arrived.source_id, observation.key)
        for each in read
        if isinstance(each.arrived, Delivery)
        for observation in each.arrived.reading.observations
    }


def _answer(read: _Read, unmapped: set[tuple[int, str]], misplaced: Sequence[Misplaced]) -> Answer:
    if not isinstance(read.arrived, Delivery):
        return read.answer
    return _accepted(read.arrived, unmapped & _keys([read]), misplaced)


_TOLD = {Moved.KNOWN: "already_known", Moved.TAKEN_BACK: "not_taken", Moved.LATE: "placed_in_past"}


def _accepted(delivery: Delivery, unmapped: set[tuple[int, str]], misplaced: Sequence[Misplaced]) -> Answer:
    reading = delivery.reading
    body: dict[str, object] = {"accepted": len(reading.observations), "received_at": _iso(delivery.received)}
    if reading.ignored:
        body["ignored_fields"] = list(reading.ignored)
    if counting_for_nothing := sorted(key for _, key in unmapped):
        body["unmapped"] = counting_for_nothing
    for name in ("already_known", "not_taken", "placed_in_past", "placed_now"):
        if those := [each for each in misplaced if _TOLD.get(each.why, "placed_now") == name]:
            reasons = map(Sentence, dict.fromkeys(each.why.value for each in those))
            body[name] = {"signals": [each.key for each in those], "reason": reduce(_both, reasons)}
    return Answer(HTTPStatus.ACCEPTED, body)


def _both(one: Sentence, other: Sentence) -> Sentence:
    return sentence("%(one)s; %(other)s", one=one, other=other)


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
