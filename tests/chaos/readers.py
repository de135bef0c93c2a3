"""Readers at full load, on connections that they keep, who note every answer that is not whole and right."""

from __future__ import annotations

import gzip
import http.client
import json
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from xml.etree import ElementTree

READERS = 6
MOST = 400_000
"""Answers to one reader at the most."""


def _page(body: bytes) -> None:
    text = body.decode()
    assert text.startswith("<!DOCTYPE html>") or text.startswith("<!doctype html>"), text[:100]
    assert text.rstrip().endswith("</html>") and "<h1" in text


def _status(body: bytes) -> None:
    assert len(json.loads(body)["systems"]) == 12


def _xml(body: bytes) -> None:
    ElementTree.fromstring(body)  # noqa: S314 (our own)


READ: dict[str, Callable[[bytes], None]] = {
    "/": _page,
    "/en/": _page,
    "/systemer/mitid/": _page,
    "/api/v1/status.json": _status,
    "/badge/mitid.svg": _xml,
    "/feed.atom": _xml,
}


class Readers:
    """`answers` counts by status; `wrong` says what was not as it must be."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._end = threading.Event()
        self._lock = threading.Lock()
        self.answers: Counter[int] = Counter()
        self.wrong: list[str] = []

    def read(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)
        seen: dict[str, str] = {}
        try:
            for number in range(MOST):
                if self._end.is_set():
                    return
                # Every other round asks whether what it holds is still so.
                held = seen if number // len(READ) % 2 else {}
                self._ask(connection, list(READ)[number % len(READ)], seen, held)
        except Exception as error:
            self._note(f"{type(error).__name__}: {error}")
        finally:
            connection.close()

    def stop(self) -> None:
        self._end.set()

    def _ask(
        self, connection: http.client.HTTPConnection, path: str, seen: dict[str, str], held: dict[str, str]
    ) -> None:
        headers = {"Accept-Encoding": "gzip"} | ({"If-None-Match": held[path]} if path in held else {})
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        with self._lock:
            self.answers[answer.status] += 1
        if answer.status == 200:
            READ[path](gzip.decompress(body) if answer.headers["Content-Encoding"] == "gzip" else body)
            seen[path] = answer.headers["ETag"]
        elif answer.status != 304 or path not in held or body:
            self._note(f"{path}: {answer.status} {body[:200]!r}")

    def _note(self, wrong: str) -> None:
        with self._lock:
            self.wrong.append(wrong)


@contextmanager
def reading(port: int) -> Iterator[Readers]:
    """Readers at full load during the block; afterwards none of them may have got anything wrong."""
    readers = Readers(port)
    threads = [threading.Thread(target=readers.read, name=f"reader-{number}") for number in range(READERS)]
    for thread in threads:
        thread.start()
    try:
        yield readers
    finally:
        readers.stop()
        for thread in threads:
            thread.join()
    assert readers.wrong == []
    assert readers.answers[200] > READERS * len(READ) and readers.answers[304] > 0, readers.answers
