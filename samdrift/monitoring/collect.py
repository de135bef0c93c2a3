"""Poll the sources that are pulled, each in its own thread, when they are due."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime

from django.db import close_old_connections, transaction
from django.db.models import F, Q
from pydantic import ValidationError

from samdrift.monitoring import connector_registry
from samdrift.monitoring.models import Source
from samdrift.monitoring.observation import Refused
from samdrift.monitoring.record import Delivery, record
from samdrift.outgoing import Outgoing, OutgoingError
from samdrift.vocabulary import Sentence, restored, sentence

logger = logging.getLogger(__name__)


class Collector:
    """Claims due sources and polls them. A slow source holds up nobody but itself."""

    def __init__(self, outgoing: Outgoing, clock: Callable[[], datetime], workers: int = 32) -> None:
        self._outgoing = outgoing
        self._clock = clock
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="poll")
        self._running: dict[int, Future[None]] = {}

    def collect(self, now: datetime) -> None:
        """Start polling what is due at `now` and not being polled; answers are recorded as they come."""
        self._running = {pk: future for pk, future in self._running.items() if not future.done()}
        for source in claim_due(now, self._running):
            self._running[source.pk] = self._pool.submit(self._poll, source)

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _poll(self, source: Source) -> None:
        close_old_connections()
        try:
            poll(source, self._outgoing, self._clock)
        except Exception:
            # The thread's last line of defence: without it the error would lie unread in the future.
            logger.exception("polling %s failed", source.slug)
        finally:
            close_old_connections()


def claim_due(now: datetime, running: dict[int, Future[None]]) -> list[Source]:
    """Sources to poll now. Several workers share them: a claimed one is not due again until its next time."""
    due = Source.objects.filter(
        Q(next_poll_at__lte=now) | Q(next_poll_at__isnull=True), poll_every__isnull=False, paused=False
    ).exclude(pk__in=running)
    with transaction.atomic():
        claimed = list(due.select_for_update(skip_locked=True))
        Source.objects.filter(pk__in=[source.pk for source in claimed]).update(next_poll_at=now + F("poll_every"))
    return claimed


def poll(source: Source, outgoing: Outgoing, clock: Callable[[], datetime]) -> None:
    """Ask `source` once and record its answer; a fault is kept on the source for its owner to see."""
    connector = connector_registry.PULL[source.connector]
    try:
        settings = connector.Settings.model_validate(source.settings)
        body = outgoing.request(connector.request(settings)).body
        received = clock()
        reading = connector.read(body, settings, received)
    except OutgoingError as error:
        _keep_fault(source, error.sentence, unreached=True)
        return
    except Refused as error:
        _keep_fault(source, error.sentence)
        return
    except ValidationError as error:
        field = ".".join(str(part) for part in error.errors(include_url=False)[0]["loc"])
        _keep_fault(source, sentence("We do not understand its settings: %(field)s.", field=field))
        return
    _take(source, Delivery(source.pk, reading, received))


def _take(source: Source, delivery: Delivery) -> None:
    """Unless the source was paused while it was asked: then nothing is taken."""
    with transaction.atomic():
        locked = Source.objects.select_for_update(no_key=True).filter(pk=source.pk, paused=False).first()
        if locked is not None:
            record([delivery])
            _log(locked, Source.objects.values_list("fault", flat=True).get(pk=source.pk))


def _log(before: Source, fault: str) -> None:
    """When a fault begins, changes or ends; it is the same for many polls."""
    if fault and fault != before.fault:
        logger.warning("%s: %s", before.slug, restored(fault))
    elif before.fault and not fault:
        logger.warning("%s: its fault has ended", before.slug)


def _keep_fault(source: Source, why: Sentence, *, unreached: bool = False) -> None:
    fault = why.stored()
    changed = Source.objects.filter(pk=source.pk).exclude(fault=fault, unreached=unreached, awake_since__isnull=True)
    for before in changed:
        _log(before, fault)
    changed.update(fault=fault, unreached=unreached, awake_since=None)
