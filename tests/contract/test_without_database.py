"""Nothing that the public reads touches the database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from samdrift.site import embedded
from tests.running import HTTP, Running

PUBLIC = (
    "/", "/en/", "/systemer/mitid/", "/en/systems/mitid/", "/systemer/nemid/", "/integration/", "/en/integration/",
    "/feed.atom", "/en/feed.atom", "/systemer/mitid/feed.atom", "/badge/mitid.svg",
    "/api/v1/status.json", "/api/v1/systems.json", "/api/v1/systems/mitid.json", "/api/v1/openapi.json",
    "/api/v2/summary.json", "/api/v2/status.json", "/api/v2/components.json", "/api/v2/incidents/unresolved.json",
    "/healthz",
)  # fmt: skip


@pytest.fixture
def with_a_database_beside(tmp_path: Path) -> Iterator[tuple[Running, Path]]:
    """The product on a PostgreSQL that is not its own to start again."""
    database = tmp_path / "database"
    product = Running(tmp_path / "home", environ={"DATABASE_URL": embedded.start(database, durable=False)})
    try:
        product.start()
        yield product, database
    finally:
        product.close()
        embedded.stop(database)


def test_readers_do_not_notice_that_the_database_is_gone(with_a_database_beside: tuple[Running, Path]) -> None:
    product, database = with_a_database_beside
    before = {address: HTTP.get(product.base_url + address).content for address in PUBLIC if address != "/healthz"}
    assert product.push({"signal": "mitid", "state": "operational"}).status_code == 202

    embedded.stop(database)
    refused = product.push({"signal": "mitid", "state": "major_outage"})
    assert refused.status_code == 503
    assert refused.headers["retry-after"]
    for address in PUBLIC:
        assert HTTP.get(product.base_url + address).status_code == 200, address
    assert before.keys() == {address for address in before if before[address]}

    # A while after the last confirmed moment every form of the answer says since when.
    product.wait_for(lambda: product.json("/healthz")["status"] == "warn")
    since = product.json("/healthz")["stale_since"]
    for address in ("/api/v1/status.json", "/api/v1/systems/mitid.json"):
        assert product.json(address)["stale_since"] == since
    assert product.json("/api/v2/status.json")["status"]["description"] == f"Not updated since {since}"
    words = {each["status"] for each in product.json("/api/v2/components.json")["components"]}
    assert "operational" not in words

    embedded.start(database, durable=False)
    product.wait_for(product.is_fresh)
    assert product.push({"signal": "mitid", "state": "major_outage"}).status_code == 202
    product.wait_for(lambda: product.system("mitid")["level"] == "major_outage")
    assert product.json("/api/v1/status.json")["stale_since"] is None
