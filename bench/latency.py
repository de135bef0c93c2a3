"""From an accepted push to the moment a reader sees it in status.json."""

from __future__ import annotations

import gzip
import http.client
import json
import time
from datetime import UTC, datetime

import psycopg

from bench.product import Product, running
from bench.table import Row, milliseconds, quantile

PUSHES = 100


def rows() -> list[Row]:
    return [_measure(systems) for systems in (12, 1000)]


def _measure(systems: int) -> Row:
    with running(systems) as product:
        commit = _commit(product)
        push, read = product.connect(), product.connect()
        _push(push, product, product.slugs[0], "operational")
        _await(read, product.slugs[0], "operational")
        times = []
        for number in range(PUSHES):
            slug = product.slugs[number % len(product.slugs)]
            state = "major_outage" if (number // len(product.slugs)) % 2 == 0 else "operational"
            _push(push, product, slug, state)
            accepted = time.monotonic()
            _await(read, slug, state)
            times.append(time.monotonic() - accepted)
        median, worst = quantile(times, 0.5), quantile(times, 0.99)
    return Row(
        f"accepted push to status.json, {systems} systems, {PUSHES} times",
        f"median {milliseconds(median)}, p99 {milliseconds(worst)}",
        f"one committed insert {milliseconds(commit)}; confirm time 20 ms",
        f"{median / commit:.0f} commits",
    )


def _push(connection: http.client.HTTPConnection, product: Product, signal: str, state: str) -> None:
    body = json.dumps({"signal": signal, "state": state, "at": datetime.now(UTC).isoformat()})
    headers = {"Authorization": f"Bearer {product.token}", "Content-Type": "application/json"}
    connection.request("POST", "/ingest/bench", body, headers)
    answer = connection.getresponse()
    content = answer.read()
    if answer.status != http.HTTPStatus.ACCEPTED:
        raise RuntimeError(content.decode())


def _await(connection: http.client.HTTPConnection, slug: str, level: str) -> None:
    etag = ""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        connection.request("GET", "/api/v1/status.json", headers={"Accept-Encoding": "gzip", "If-None-Match": etag})
        answer = connection.getresponse()
        body = answer.read()
        if answer.status == http.HTTPStatus.OK:
            etag = answer.headers["ETag"]
            if answer.headers.get("Content-Encoding") == "gzip":
                body = gzip.decompress(body)
            found = {system["slug"]: system for system in json.loads(body)["systems"]}[slug]
            if found["level"] == level and found["observed"]:
                return
        time.sleep(0.002)
    raise RuntimeError(f"{slug} did not become {level} within 20 seconds")


def _commit(product: Product) -> float:
    times = []
    with psycopg.connect(product.database_url, autocommit=True) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS bench_yardstick (id bigserial PRIMARY KEY, text text)")
        for _ in range(PUSHES):
            start = time.monotonic()
            connection.execute("INSERT INTO bench_yardstick (text) VALUES ('one')")
            times.append(time.monotonic() - start)
    return quantile(times, 0.5)
