"""A worker that is silent must not look healthy."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime, timedelta

import brotli
import pytest

from samdrift.edge.app import EdgeApp
from samdrift.snapshot.generation import HEARTBEAT
from samdrift.snapshot.not_updated import iso, words_da, words_en
from tests.edge.asking import Answer, ask, until, with_edge
from tests.edge.published import Published, replace

BEAT = datetime(2026, 11, 23, 9, 58, tzinfo=UTC)


class Clock:
    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


async def settled(app: EdgeApp, stale_since: str | None) -> None:
    async def holds() -> bool:
        fields = json.loads((await ask(app, "/healthz")).body)
        return bool(fields["stale_since"] == stale_since)

    await until(holds)


@pytest.mark.parametrize(
    ("machine", "danish", "english"),
    [
        ("2026-11-23T09:58:00Z", "23. november kl. 10.58", "23 November at 10:58"),
        ("2026-07-01T07:05:00Z", "1. juli kl. 09.05", "1 July at 09:05"),
        ("2026-12-31T23:30:00Z", "1. januar kl. 00.30", "1 January at 00:30"),
        ("2026-10-25T00:30:00Z", "25. oktober kl. 02.30 sommertid", "25 October at 02:30 CEST"),
        ("2026-10-25T01:30:00Z", "25. oktober kl. 02.30 normaltid", "25 October at 02:30 CET"),
        ("2026-03-29T01:00:00Z", "29. marts kl. 03.00", "29 March at 03:00"),
    ],
)
def test_the_moment_in_words(machine: str, danish: str, english: str) -> None:
    moment = datetime.fromisoformat(machine)
    words = (words_da(moment).replace("\xa0", " "), words_en(moment).replace("\xa0", " "))
    assert (*words, iso(moment)) == (danish, english, machine)


def test_a_silent_worker_is_told_of_and_its_return_too(published: Published) -> None:
    clock = Clock(BEAT + timedelta(seconds=15))

    async def asking(app: EdgeApp) -> None:
        fresh = await ask(app, "/", accept_encoding="br")
        assert brotli.decompress(fresh.body) == published.files["/"].body

        clock.now = BEAT + timedelta(seconds=15, milliseconds=1)
        await settled(app, "2026-11-23T09:58:00Z")
        old = await ask(app, "/", accept_encoding="br")
        assert "<h1>Ikke opdateret siden 23.\xa0november kl.\xa010.58</h1>" in brotli.decompress(old.body).decode()
        assert gzip.decompress((await ask(app, "/", accept_encoding="gzip")).body) == brotli.decompress(old.body)
        assert (await ask(app, "/", accept_encoding="br")).body is old.body  # packed once
        assert old.headers["cache-control"] == "public, max-age=5"
        assert (await ask(app, "/", accept_encoding="br", if_none_match=fresh.headers["etag"])).status == 200
        assert (await ask(app, "/", accept_encoding="br", if_none_match=old.headers["etag"])).status == 304
        assert "Not updated since 23\xa0November at\xa010:58" in (await ask(app, "/en/")).body.decode()
        status = await ask(app, "/api/v1/status.json")
        assert json.loads(status.body) == {"stale_since": "2026-11-23T09:58:00Z"}
        without = await ask(app, "/systemer/mitid/")
        assert without.body == published.files["/systemer/mitid/"].body

        published.beat(clock.now)
        await settled(app, None)
        assert (await ask(app, "/", accept_encoding="br")).headers["etag"] == fresh.headers["etag"]

    published.publish(at=BEAT)
    published.beat(BEAT)
    with_edge(published.root, asking, clock=clock, stale_after=timedelta(seconds=15))


def state_at(published: Published, now: datetime) -> Answer:
    async def asking(app: EdgeApp) -> Answer:
        return await ask(app, "/healthz")

    return with_edge(published.root, asking, clock=Clock(now))


def test_before_the_first_heartbeat_the_publication_counts(published: Published) -> None:
    published.publish(at=BEAT)
    assert json.loads(state_at(published, BEAT + timedelta(seconds=10)).body)["status"] == "pass"
    late = json.loads(state_at(published, BEAT + timedelta(seconds=20)).body)
    assert (late["status"], late["stale_since"]) == ("warn", iso(BEAT))


def test_a_heartbeat_from_the_future_counts_as_of_now(published: Published) -> None:
    clock = Clock(BEAT)

    async def asking(app: EdgeApp) -> None:
        await settled(app, None)
        clock.now = BEAT + timedelta(seconds=16)
        await settled(app, iso(BEAT))

    published.publish(at=BEAT)
    published.beat(BEAT + timedelta(hours=1))
    with_edge(published.root, asking, clock=clock)


@pytest.mark.parametrize("torn", [b"", b"2026-11-", b"yesterday", b"\xff\xfe"])
def test_a_torn_heartbeat_is_no_heartbeat(published: Published, torn: bytes) -> None:
    clock = Clock(BEAT)

    async def asking(app: EdgeApp) -> None:
        replace(published.root / HEARTBEAT, torn)
        clock.now = BEAT + timedelta(seconds=16)
        await settled(app, iso(BEAT))

    published.publish(at=BEAT)
    published.beat(BEAT)
    with_edge(published.root, asking, clock=clock)
