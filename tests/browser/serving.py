"""A small web server on loopback for finished pages, with the site's own headers and its `/events`."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from samdrift.edge.headers import SECURITY_HEADERS
from samdrift.publishing import assets

HTML = "text/html; charset=utf-8"


class Served:
    """`put` a page, then `announce` it to those who listen."""

    def __init__(self) -> None:
        self.files: dict[str, tuple[bytes, str]] = dict(assets.collect())
        self.address = ""
        self.answers_events = True
        self._listeners: list[queue.SimpleQueue[bytes]] = []

    def put(self, path: str, html: str) -> None:
        self.files[path] = (html.encode(), HTML)

    def announce(self) -> None:
        self._tell(b'event: generation\ndata: {"generation": 2}\n\n')

    def hang_up(self) -> None:
        """Ends every stream; a new one is refused until `answers_events` is true again."""
        self.answers_events = False
        self._tell(b"")

    def listen(self) -> Iterator[bytes]:
        mine: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._listeners.append(mine)
        yield b"retry: 100\nevent: generation\ndata: {}\n\n"
        while chunk := mine.get():
            yield chunk

    def _tell(self, chunk: bytes) -> None:
        for listener in self._listeners:
            listener.put(chunk)


@contextmanager
def serving() -> Iterator[Served]:
    served = Served()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(served))
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), name="pages", daemon=True)
    thread.start()
    served.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield served
    finally:
        served.hang_up()
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(served: Served) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/events" and served.answers_events:
                self._head(200, "text/event-stream")
                self._stream()
            elif found := served.files.get(self.path):
                self._head(200, found[1])
                self.wfile.write(found[0])
            else:
                self._head(404, HTML)

        def _stream(self) -> None:
            try:
                for chunk in served.listen():
                    self.wfile.write(chunk)
                    self.wfile.flush()
            except OSError:
                return  # the browser closed the page, which is how streams end

        def _head(self, status: int, media_type: str) -> None:
            self.send_response(status)
            for name, value in SECURITY_HEADERS.items():
                self.send_header(name, value)
            self.send_header("Content-Type", media_type)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    return Handler
