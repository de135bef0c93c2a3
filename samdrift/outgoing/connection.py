"""Connecting to the very address that was checked, and to no other, before the time is up.

A name is resolved once. What it resolved to is checked, and that address, not the name, is connected to: a name server
that answers differently the second time (DNS rebinding) is not asked a second time.
"""

from __future__ import annotations

import ipaddress
import queue
import socket
import ssl
import threading
import time
from collections.abc import Iterable
from typing import Any

import httpcore

from samdrift.outgoing.allowed import Address, Allowed
from samdrift.outgoing.ask import OutgoingError
from samdrift.vocabulary import sentence

SocketOptions = Iterable[Any] | None


class Deadline:
    """One limit for a whole request, however many steps it takes."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    def remaining(self) -> float:
        """Seconds left, more than 0. Raises OutgoingError when there are none."""
        if (left := self._end - time.monotonic()) <= 0:
            raise OutgoingError(
                sentence("The answer was not complete within %(seconds)s seconds.", seconds=f"{self.seconds:g}")
            )
        return left


class GuardedBackend(httpcore.NetworkBackend):
    """Resolves, checks, and connects to what it checked."""

    def __init__(self, allowed: Allowed, deadline: Deadline) -> None:
        self._allowed, self._deadline = allowed, deadline
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: SocketOptions = None,
    ) -> httpcore.NetworkStream:
        addresses = resolve(host, port, self._deadline)
        for address in addresses:
            # All of them: a name with one public and one private address is not to be trusted with either.
            if not self._allowed.permits(host, address, port):
                raise OutgoingError(
                    sentence(
                        "%(host)s is at %(address)s, which is not a public address and not allowed by %(setting)s.",
                        host=host,
                        address=str(address),
                        setting="SAMDRIFT_OUTGOING_ALLOW",
                    )
                )
        for left, address in zip(range(len(addresses), 1, -1), addresses, strict=False):
            try:
                return self._connect(address, port, self._deadline.remaining() / left, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return self._connect(addresses[-1], port, self._deadline.remaining(), socket_options)

    def _connect(self, address: Address, port: int, timeout: float, options: SocketOptions) -> httpcore.NetworkStream:
        stream = self._inner.connect_tcp(str(address), port, timeout=timeout, socket_options=options)
        return TimedStream(stream, self._deadline)


class TimedStream(httpcore.NetworkStream):
    """A stream whose every step ends with the request's deadline, so that a trickle of bytes cannot hold it open."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner, self._deadline = inner, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.remaining())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.remaining())

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        inner = self._inner.start_tls(ssl_context, server_hostname, self._deadline.remaining())
        return TimedStream(inner, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def resolve(host: str, port: int, deadline: Deadline) -> list[Address]:
    """The addresses of `host`, in the resolver's order, at least one. Raises OutgoingError."""
    try:
        return [ipaddress.ip_address(host)]
    except ValueError:
        pass
    # getaddrinfo has no time limit of its own; a resolver that hangs keeps its thread, not the request.
    answers: queue.SimpleQueue[list[Address] | Exception] = queue.SimpleQueue()
    threading.Thread(target=lambda: answers.put(_look_up(host, port)), name="resolve", daemon=True).start()
    try:
        found = answers.get(timeout=deadline.remaining())
    except queue.Empty:
        raise OutgoingError(
            sentence(
                "The name %(host)s was not resolved within %(seconds)s seconds.",
                host=host,
                seconds=f"{deadline.seconds:g}",
            )
        ) from None
    if isinstance(found, Exception):
        raise OutgoingError(
            sentence("The name %(host)s does not resolve (%(words)s).", host=host, words=str(found))
        ) from found
    return found


def _look_up(host: str, port: int) -> list[Address] | Exception:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        return list(dict.fromkeys(ipaddress.ip_address(entry[4][0]) for entry in found))
    except (OSError, ValueError) as error:  # UnicodeError, of a name that is no host name, is a ValueError
        return error
