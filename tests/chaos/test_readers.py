"""Readers at full load while the worker, the database, or both are killed."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.chaos import history
from tests.chaos.product import Apart
from tests.chaos.readers import reading
from tests.running import HTTP

pytestmark = pytest.mark.chaos

SIGNAL = "mitid/login"
STALE = {"/": "Ikke opdateret siden ", "/en/": "Not updated since "}
MOMENT = {"/": r"\d+\.\s[a-z]+\skl\.\s\d\d\.\d\d", "/en/": r"\d+\s[A-Z][a-z]+\sat\s\d\d:\d\d"}


@pytest.fixture(autouse=True)
def mended(product: Apart) -> Iterator[None]:
    """Each test begins and ends with a signal that is fine."""
    accepted(product, "operational", "begin")
    shows(product, "operational")
    yield


def said(level: str, text: str) -> dict[str, str]:
    return {"signal": SIGNAL, "state": level, "at": datetime.now(UTC).isoformat(), "text": text}


def accepted(product: Apart, level: str, text: str) -> None:
    answer = product.push(said(level, text))
    assert answer.status_code == 202, answer.text


def service(product: Apart) -> dict[str, Any]:
    system = product.system("mitid")
    return next(each for each in system["services"] if each["id"] == "login")


def shows(product: Apart, level: str) -> None:
    product.wait_for(lambda: (service(product)["level"], service(product)["observed"]) == (level, True))


def headline(product: Apart, path: str) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", HTTP.get(product.base_url + path).text, re.DOTALL)
    assert found
    return html.unescape(found[1]).strip()


def says_since_when(product: Apart) -> bool:
    health = product.json("/healthz")
    if health["status"] != "warn":
        return False
    assert health["stale_since"]
    assert product.json("/api/v1/status.json")["stale_since"] == health["stale_since"]
    for path, words in STALE.items():
        assert re.fullmatch(re.escape(words) + MOMENT[path] + r"\.?", headline(product, path))
    return True


def is_up_to_date(product: Apart) -> bool:
    if not product.is_fresh():
        return False
    assert product.json("/api/v1/status.json")["stale_since"] is None
    assert not any(headline(product, path).startswith(words) for path, words in STALE.items())
    return True


def test_the_worker_is_killed(product: Apart) -> None:
    with reading(product.port) as readers:
        product.kill_worker()
        accepted(product, "major_outage", "while the worker is dead")
        product.wait_for(lambda: says_since_when(product))
        assert service(product)["level"] == "operational"
        product.start_worker()
        product.wait_for(lambda: is_up_to_date(product))
        shows(product, "major_outage")
        accepted(product, "degraded", "after the worker came back")
        shows(product, "degraded")
        assert not readers.wrong
    words = history.words(product)
    assert words["while the worker is dead"] == words["after the worker came back"] == 1


def test_the_database_is_killed_under_a_living_worker(product: Apart) -> None:
    with reading(product.port):
        accepted(product, "degraded", "before the database died")
        product.kill_database()
        answer = product.push(said("major_outage", "while the database is dead"))
        assert answer.status_code == 503
        assert int(answer.headers["Retry-After"]) > 0
        product.wait_for(lambda: says_since_when(product))
        product.start_database()
        product.wait_for(lambda: is_up_to_date(product))
        shows(product, "degraded")
        accepted(product, "major_outage", "after the database came back")
        shows(product, "major_outage")
    words = history.words(product)
    assert words["before the database died"] == words["after the database came back"] == 1
    assert words["while the database is dead"] == 0


def test_both_are_killed(product: Apart) -> None:
    with reading(product.port):
        accepted(product, "major_outage", "before both died")
        product.kill_worker()
        product.kill_database()
        answer = product.push(said("degraded", "while both are dead"))
        assert answer.status_code == 503
        product.start_database()
        accepted(product, "partial_outage", "before the worker came back")
        product.start_worker()
        shows(product, "partial_outage")
        product.wait_for(lambda: is_up_to_date(product))
    words = history.words(product)
    assert words["before both died"] == words["before the worker came back"] == 1
    assert words["while both are dead"] == 0
    told = [period["level"] for period in product.json("/api/v1/systems/mitid.json")["history"]]
    assert told[:2] == ["partial_outage", "major_outage"]
    assert history.overlaps(product) == 0
