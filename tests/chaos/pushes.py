"""Senders that push two hundred messages while everything is killed, and note which were accepted."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain
from urllib.parse import urlsplit

from tests.chaos.product import Apart

LEVELS = ("major_outage", "operational")


@dataclass
class Sender:
    """Pushes `count` messages in order on one connection, until one gets no answer. Each is known by its text."""

    name: str
    signal: str | None
    """The signal of all its messages, whose level changes with each; None: each message has a signal of its own."""
    count: int
    accepted: set[str] = field(default_factory=set)
    unanswered: dict[str, bytes] = field(default_factory=dict)
    """What may or may not have been taken in, oldest first."""
    number: int = 0

    def push(self, product: Apart, one_more: threading.Semaphore) -> None:
        source = product.facts["sources"]["events"]
        address = urlsplit(source["url"])
        connection = http.client.HTTPConnection(address.netloc, timeout=30)
        headers = {"Authorization": f"Bearer {source['token']}", "Content-Type": "application/json"}
        try:
            for text, body in chain(list(self.unanswered.items()), self._new()):
                self.unanswered[text] = body
                connection.request("POST", address.path, body, headers)
                answer = connection.getresponse()
                answer.read()
                if answer.status == 202:
                    del self.unanswered[text]
                    self.accepted.add(text)
                    one_more.release()
        except (OSError, http.client.HTTPException):
            pass  # killed: what it was about to answer stays in `unanswered`
        finally:
            connection.close()

    def _new(self) -> Iterator[tuple[str, bytes]]:
        for _ in range(self.count):
            self.number += 1
            text = f"{self.name} {self.number}"
            message = {
                "signal": self.signal or f"{self.name}-{self.number}",
                "state": LEVELS[self.number % 2],
                "at": datetime.now(UTC).isoformat(),
                "text": text,
            }
            yield text, json.dumps(message).encode()


@contextmanager
def pushing(product: Apart, senders: list[Sender]) -> Iterator[threading.Semaphore]:
    """All senders at once; acquire what is given once for each message accepted."""
    one_more = threading.Semaphore(0)
    threads = [threading.Thread(target=sender.push, args=[product, one_more]) for sender in senders]
    for thread in threads:
        thread.start()
    try:
        yield one_more
    finally:
        for thread in threads:
            thread.join()
