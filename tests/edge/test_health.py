from __future__ import annotations

import json
import shutil

from samdrift.edge.app import EdgeApp
from tests.edge.asking import Answer, ask, with_edge
from tests.edge.published import Published


def health(published: Published) -> Answer:
    async def asking(app: EdgeApp) -> Answer:
        return await ask(app, "/healthz")

    return with_edge(published.root, asking)


def test_all_is_well(published: Published) -> None:
    published.publish()
    published.beat()
    answer = health(published)
    fields = json.loads(answer.body)
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/health+json"
    assert answer.headers["cache-control"] == "no-store"
    assert (fields["status"], fields["generation"], fields["stale_since"]) == ("pass", 1, None)
    assert fields["confirmed_at"].endswith("Z")


def test_nothing_to_hand_out_is_a_failure(published: Published) -> None:
    answer = health(published)
    assert (answer.status, json.loads(answer.body)["status"]) == (503, "fail")


def test_nothing_but_a_broken_generation_is_a_failure_with_its_reason(published: Published) -> None:
    entry = published.publish().entries["/"]
    shutil.rmtree(published.root / "objects")
    answer = health(published)
    assert answer.status == 503
    assert entry.object in json.loads(answer.body)["output"]
