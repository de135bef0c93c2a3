"""The simulator's HTTP: `/rest/health` for those who monitor, `/control` for those who play."""

from __future__ import annotations

import hmac
import json
import signal as signals_of_the_system
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from samdrift.demo.oneview.health import Health
from samdrift.demo.oneview.story import Teller
from samdrift.demo.oneview.verbs import Refusal, perform, state

HOST = "127.0.0.1"
BODY_AT_MOST = 100_000
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Simulator:
    """A running simulator."""

    server: ThreadingHTTPServer
    thread: threading.Thread
    health: Health
    teller: Teller

    @property
    def port(self) -> int:
        return int(self.server.server_address[1])

    @property
    def health_url(self) -> str:
        """What a source polls."""
        return f"http://{HOST}:{self.port}/rest/health"

    @property
    def control_url(self) -> str:
        return f"http://{HOST}:{self.port}/control"

    def stop(self) -> None:
        self.teller.stop()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


def serve(port: int, signals: Sequence[str], *, key: str, clock: Callable[[], datetime] = _utc_now) -> Simulator:
    """Start on loopback, on `port` or on a free one (0), with every one of `signals` working. `key` is for reading."""
    health = Health(signals, clock)
    teller = Teller(health)
    handler = type(
        "Handler", (_Handler,), {"health": health, "teller": teller, "key": key, "clock": staticmethod(clock)}
    )
    server = ThreadingHTTPServer((HOST, port), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, name="oneview", daemon=True)
    thread.start()
    return Simulator(server, thread, health, teller)


def main(port: int, signals: Sequence[str], *, key: str) -> int:
    """Serve until SIGTERM or SIGINT."""
    end = threading.Event()
    for number in (signals_of_the_system.SIGTERM, signals_of_the_system.SIGINT):
        signals_of_the_system.signal(number, lambda *_: end.set())
    simulator = serve(port, signals, key=key)
    end.wait()
    simulator.stop()
    return 0


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 30
    health: Health
    teller: Teller
    key: str
    clock: Callable[[], datetime]

    def do_GET(self) -> None:
        path = urlsplit(self.path).path.rstrip("/")
        if path == "/rest/health":
            self._tell_health()
        elif path == "/control" and self._from_here():
            self._answer(200, state(self.health, self.teller))
        elif path != "/control":
            self._answer(404, {"error": "There is /rest/health and /control."})

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "0")
        if not length.isdecimal() or int(length) > BODY_AT_MOST:
            self.close_connection = True
            self._answer(413, {"error": f"At most {BODY_AT_MOST} bytes, with their length told."})
            return
        body = self.rfile.read(int(length))
        if not self._from_here():
            return
        try:
            done = perform(urlsplit(self.path).path, body, self.health, self.teller)
        except Refusal as refusal:
            self._answer(refusal.status, {"error": str(refusal)})
        else:
            self._answer(200, done)

    def _tell_health(self) -> None:
        if self.health.silent:
            self._answer(503, {"error": "silent"})
        elif not hmac.compare_digest(self.headers.get("X-API-Key", "").encode(), self.key.encode()):
            self._answer(401, {"error": "The header X-API-Key is missing or wrong."})
        else:
            members = [item.as_json() for item in self.health.items()]
            self._answer(200, {"generated": self.clock().isoformat(), "members": members})

    def _from_here(self) -> bool:
        """A page in a browser, wherever it is from, must not be able to play with the simulator of this machine."""
        host = urlsplit(f"//{self.headers.get('Host', '')}").hostname
        origin = self.headers.get("Origin")
        if host in LOOPBACK and (origin is None or urlsplit(origin).hostname in LOOPBACK):
            return True
        self._answer(403, {"error": "Only from this machine."})
        return False

    def _answer(self, status: int, value: object) -> None:
        body = json.dumps(value, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """The simulator is polled every second; its log would say nothing else."""
