"""Kill -9 of everything during two hundred pushes, twenty times: every 202 is in the history once.

Pages that the kernel has been given survive the death of a process, so this proves the order of commit and answer and
the recovery of all three parts, not the disk. That PostgreSQL flushes before it answers is its default, checked here.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import httpx
import psycopg
import pytest

from samdrift.site import embedded
from tests.chaos import history
from tests.chaos.product import Apart
from tests.chaos.pushes import LEVELS, Sender, pushing

pytestmark = pytest.mark.chaos

TIMES = 20
EACH = 50


@pytest.fixture
def product(tmp_path: Path) -> Iterator[Apart]:
    made = Apart(tmp_path / "home")
    made.home.mkdir()
    try:
        made.prepare()
        yield made
    finally:
        made.close()


def test_every_202_is_in_the_history_once(product: Apart) -> None:
    chance = random.Random(20181130)
    known = [Sender(name, name, EACH) for name in ("mitid/login", "cpr/opslag")]
    scattered = [Sender(name, None, EACH) for name in ("scattered/one", "scattered/two")]
    senders = known + scattered
    given_up: set[str] = set()
    for _ in range(TIMES):
        product.begin()
        product.wait_for(lambda: answers(product))
        for sender in scattered:
            given_up |= sender.unanswered.keys()
            sender.unanswered.clear()
        with pushing(product, senders) as one_more:
            for _ in range(chance.randrange(5, len(senders) * EACH - 20)):
                assert one_more.acquire(timeout=60)
            product.kill()
    assert any(sender.unanswered for sender in senders), "it was never killed in the middle of pushes"

    product.start()
    for sender in known:
        sender.count = 0
        sender.push(product, one_more)
        assert not sender.unanswered
    product.wait_for(lambda: history.unsettled(product) == 0)

    accepted = set().union(*(sender.accepted for sender in senders))
    given_up = given_up.union(*(sender.unanswered.keys() for sender in scattered))
    found = history.words(product)
    assert {text: found[text] for text in accepted if found[text] != 1} == {}
    assert {text: count for text, count in found.items() if count != 1} == {}
    assert found.keys() - accepted <= given_up
    assert history.overlaps(product) == 0
    for sender in known:
        product.wait_for(lambda sender=sender: level(product, sender.signal) == LEVELS[sender.number % 2])  # type: ignore[misc]
    with psycopg.connect(embedded.start(product.home)) as connection:
        durable = [connection.execute(f"SHOW {name}").fetchone() for name in ("fsync", "synchronous_commit")]
    assert durable == [("on",), ("on",)]


def answers(product: Apart) -> bool:
    """Whether the door for messages is open; the pages may still be to come."""
    try:
        return product.push([], source="events").status_code == 202
    except httpx.TransportError:
        return False


def level(product: Apart, signal: str) -> str:
    system, _, service = signal.partition("/")
    return next(str(each["level"]) for each in product.system(system)["services"] if each["id"] == service)
