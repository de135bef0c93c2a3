"""A page that can be stopped and started, and a sink that keeps what is posted to it."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.monitors.program import free_port


class Page:
    """Answers 200 while it is started; stopped, nobody listens at its port."""

    def __init__(self) -> None:
        self.port = free_port()
        self._server: ThreadingHTTPServer | None = None

    def start(self) -> None:
        self._server = serving(self.port, _Page)

    def stop(self) -> None:
        if self._server:
            self._server.shutdown()
            self._server.server_close()
        self._server = None


@dataclass(frozen=True)
class Posted:
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Sink:
    """An address to post to."""

    posted: list[Posted] = field(default_factory=list)

    def __post_init__(self) -> None:
        handler = type("Handler", (_Sink,), {"posted": self.posted})
        self._server = serving(0, handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/ingest/alertmanager"

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def serving(port: int, handler: type[BaseHTTPRequestHandler]) -> ThreadingHTTPServer:
    server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    return server


class _Quiet(BaseHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass

    def answer(self, status: int) -> None:
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()


class _Page(_Quiet):
    def do_GET(self) -> None:
        self.answer(200)


class _Sink(_Quiet):
    posted: list[Posted]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.posted.append(Posted(self.path, {name.lower(): value for name, value in self.headers.items()}, body))
        self.answer(202)
