"""The door behind the real server."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import httpx
import pytest
from django.db import connection

from samdrift.monitoring.models import Notice, Signal, Transition
from tests.cast import TOKEN, source
from tests.edge.server import OPTIONS, free_port
from tests.monitoring.ingest.sending import EVENT

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def door() -> Iterator[httpx.Client]:
    source()
    port = free_port()
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    command = [sys.executable, "-m", "granian", *OPTIONS, "--log-level", "error", "--port", str(port)]
    process = subprocess.Popen([*command, "samdrift.site.asgi:application"], env=os.environ | {"DATABASE_URL": url})
    headers = {"Authorization": f"Bearer {TOKEN}"}
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", headers=headers, timeout=30) as client:
            _wait(client, process)
            yield client
    finally:
        process.terminate()
        process.wait(20)


def _wait(client: httpx.Client, process: subprocess.Popen[bytes]) -> None:
    while process.poll() is None:
        try:
            client.get("/healthz")
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"the server ended with {process.returncode}")


def _parts(size: int) -> Iterator[bytes]:
    for _ in range(size // 100_000):
        yield b" " * 100_000


def test_what_senders_do_is_answered(door: httpx.Client) -> None:
    assert door.post("/ingest/probe", json=EVENT).status_code == 202
    assert door.post("/ingest/probe", json=EVENT, headers={"Authorization": "Bearer sd_wrong"}).status_code == 401
    assert door.get("/ingest/probe").status_code == 405
    assert door.head("/ingest/probe").status_code == 405
    assert door.post("/ingest/probe", content=b"\xff").status_code == 422
    assert door.post("/ingest/probe", content=b" " * 8_000_001).status_code == 413
    assert door.post("/ingest/probe", content=_parts(8_200_000)).status_code == 413
    assert door.post("/ingest/pr%00be", json=EVENT).status_code == 404
    assert door.post("/ingest/prøve", json=EVENT).status_code == 404
    assert door.post("/ingest/probe", json=EVENT).status_code == 202
    assert Signal.objects.count() == 1


def test_a_sender_who_hangs_up_half_way_takes_nobody_along(door: httpx.Client) -> None:
    host, port = door.base_url.host, door.base_url.port
    assert port
    head = f"POST /ingest/probe HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {TOKEN}\r\nContent-Length: 900\r\n\r\n"
    for _ in range(5):
        with socket.create_connection((host, port)) as half:
            half.sendall(head.encode() + b'{"signal": "half", "state": "degraded"}')
    assert door.post("/ingest/probe", json=EVENT).status_code == 202
    assert list(Signal.objects.values_list("key", flat=True)) == ["mitid/login"]
    for _ in range(200):
        if Notice.objects.filter(kind=Notice.Kind.REFUSED, count=5).exists():
            return
        time.sleep(0.05)
    raise AssertionError("a message that was broken off is noted")


def test_two_hundred_senders_at_once(door: httpx.Client) -> None:
    def push(number: int) -> int:
        return door.post("/ingest/probe", json={"signal": f"probe-{number}", "state": "degraded"}).status_code

    with ThreadPoolExecutor(50) as pool:
        assert set(pool.map(push, range(200))) == {202}
    assert Transition.objects.count() == 200
