"""Objects that go missing on disk, under an edge that follows and before one that starts."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

from samdrift.edge.app import EdgeApp
from samdrift.snapshot.generation import CURRENT, Manifest, manifest_path, object_path
from tests.edge.asking import ask, until, with_edge
from tests.edge.published import File, Published, replace

BEAT = datetime(2026, 11, 23, 9, 58, tzinfo=UTC)
STALE_SINCE = "2026-11-23T09:58:00Z"


class Clock:
    now = BEAT

    def __call__(self) -> datetime:
        return self.now


async def health(app: EdgeApp) -> dict[str, object]:
    fields: dict[str, object] = json.loads((await ask(app, "/healthz")).body)
    return fields


def kept_from_the_newest(published: Published, tmp_path: Path, *, current_gone: bool) -> None:
    """The worker beats on, the newest generation cannot be read; then it can."""
    clock = Clock()

    async def asking(app: EdgeApp) -> None:
        async def told() -> bool:
            return (await health(app))["stale_since"] == STALE_SINCE

        async def well() -> bool:
            return (await health(app))["status"] == "pass"

        async def troubled() -> bool:
            return "output" in await health(app)

        await until(well)
        shutil.copytree(published.root, tmp_path / "whole")
        if current_gone:
            (published.root / CURRENT).unlink()
        else:
            published.put("/", "<h1>MitID har nedbrud</h1>" * 20, stale="<h1>Ikke opdateret</h1>")
            manifest = published.publish()
            shutil.copytree(published.root, tmp_path / "whole", dirs_exist_ok=True)
            object_path(published.root, manifest.entries["/"].object).unlink()
        await until(troubled)
        assert app.standing_still() is None
        for seconds in (5, 10, 15):
            clock.now = BEAT + timedelta(seconds=seconds)
            published.beat(clock.now)
        clock.now = BEAT + timedelta(seconds=15, milliseconds=1)
        published.beat(clock.now)
        await until(told)
        still = app.standing_still()
        assert still is not None and (still.since, bool(still.why)) == (BEAT, True)
        assert "Ikke opdateret siden" in (await ask(app, "/")).body.decode()
        assert json.loads((await ask(app, "/api/v1/status.json")).body) == {"stale_since": STALE_SINCE}

        shutil.copytree(tmp_path / "whole" / "objects", published.root / "objects", dirs_exist_ok=True)
        replace(published.root / CURRENT, (tmp_path / "whole" / CURRENT).read_bytes())
        await until(well)
        assert app.standing_still() is None
        assert (await health(app))["confirmed_at"] == "2026-11-23T09:58:15Z"

    published.publish(at=BEAT)
    published.beat(BEAT)
    with_edge(published.root, asking, clock=clock, stale_after=timedelta(seconds=15))


def test_a_heartbeat_does_not_vouch_for_what_is_not_the_newest(published: Published, tmp_path: Path) -> None:
    kept_from_the_newest(published, tmp_path, current_gone=False)


def test_nor_when_nothing_says_which_the_newest_is(published: Published, tmp_path: Path) -> None:
    kept_from_the_newest(published, tmp_path, current_gone=True)


def test_an_edge_that_starts_hands_out_what_is_whole_and_says_that_it_is_old(published: Published) -> None:
    clock = Clock()
    manifest = published.publish(at=BEAT)
    front = object_path(published.root, manifest.entries["/systemer/mitid/"].object)
    whole = front.read_bytes()
    front.unlink()

    async def asking(app: EdgeApp) -> None:
        missing = await ask(app, "/systemer/mitid/")
        assert (missing.status, missing.headers["retry-after"]) == (503, "2")
        assert (await ask(app, "/systemer/nobody/")).status == 404
        assert "Ikke opdateret siden" in (await ask(app, "/")).body.decode()
        assert (await health(app))["status"] == "warn"
        replace(front, whole)

        async def well() -> bool:
            return (await health(app))["status"] == "pass"

        await until(well)
        assert (await ask(app, "/systemer/mitid/")).body == published.files["/systemer/mitid/"].body
        assert (await ask(app, "/")).body == published.files["/"].body

    clock.now = BEAT + timedelta(minutes=1)
    published.beat(clock.now)
    with_edge(published.root, asking, clock=clock)


def test_an_edge_that_starts_lacking_pages_follows_on_though_they_stay_away(published: Published) -> None:
    manifest = published.publish(at=BEAT)
    object_path(published.root, manifest.entries["/systemer/mitid/"].object).unlink()

    async def asking(app: EdgeApp) -> None:
        front = published._entry(File(b"<h1>Noget nyt</h1>"))
        later = Manifest(2, manifest.published_at, (), {**manifest.entries, "/": front})
        replace(manifest_path(published.root, 2), later.to_json())
        replace(published.root / CURRENT, b"2")

        async def seen() -> bool:
            return (await ask(app, "/")).body == b"<h1>Noget nyt</h1>"

        await until(seen)

    with_edge(published.root, asking)


def test_an_edge_that_starts_with_nothing_whole_has_nothing_to_hand_out(published: Published) -> None:
    published.publish(at=BEAT)
    shutil.rmtree(published.root / "objects")

    async def asking(app: EdgeApp) -> None:
        answer = await ask(app, "/healthz")
        assert (answer.status, json.loads(answer.body)["status"]) == (503, "fail")
        assert (await ask(app, "/")).status == 503

    with_edge(published.root, asking)
