"""Real HTTP servers on loopback, each behaving in one way."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Behave = Callable[[socket.socket, bytes], None]


@contextmanager
def serving(behave: Behave, tls: ssl.SSLContext | None = None) -> Iterator[tuple[int, list[bytes]]]:
    """A server that hands each connection, and the head of its request, to `behave`. Yields its port and the heads."""
    heads: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=_serve, args=(listener, behave, tls, heads), daemon=True)
        thread.start()
        yield listener.getsockname()[1], heads
        listener.shutdown(socket.SHUT_RDWR)
    thread.join()


def _serve(listener: socket.socket, behave: Behave, tls: ssl.SSLContext | None, heads: list[bytes]) -> None:
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        try:
            with tls.wrap_socket(connection, server_side=True) if tls else connection as stream:
                head = b""
                while b"\r\n\r\n" not in head and (piece := stream.recv(65536)):
                    head += piece
                heads.append(head)
                behave(stream, head)
        except OSError:
            continue  # the client hung up, as it should in these tests


def answering(body: bytes = b"{}", status: str = "200 OK", **headers: str) -> Behave:
    """Answers every request alike. `content_encoding="gzip"` becomes the header Content-Encoding."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    message = "\r\n".join(lines).encode() + b"\r\n\r\n" + body

    def behave(stream: socket.socket, head: bytes) -> None:
        stream.sendall(message)

    return behave
