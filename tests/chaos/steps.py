"""The worker's steps, found by watching it work, and each made to raise while an outage is pushed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from tests.chaos.product import Apart
from tests.publishing.raising import BEHIND, CARRY, LATE, NOT_UPDATED, UNKNOWN

SIGNAL, SYSTEM = "cpr/opslag", "cpr"
AROUND = ("site.", "demo.", "cli", "monitoring.collect", "monitoring.connectors", "outgoing")
"""What runs the worker, and what asks other monitoring systems: the demonstration's is not there."""
STATES = UNKNOWN | LATE | NOT_UPDATED | {"snapshot.json_v1.instant"}
"""Without these nobody knows the state, or it cannot be written."""


def public_steps(product: Apart) -> list[str]:
    """The public functions that turn a pushed change into files."""
    names = product.called_by(lambda: _change_twice(product), begin=product.wait_until_idle)
    return [name for name in names if _is_public(name) and not name.startswith(_PASSED_BY)]


_PASSED_BY = tuple(f"samdrift.{name}" for name in CARRY + BEHIND + AROUND)


def _is_public(name: str) -> bool:
    return not any(part.startswith(("_", "<")) for part in name.replace(":", ".").split("."))


def push(product: Apart, level: str, signal: str = SIGNAL) -> None:
    answer = product.push({"signal": signal, "state": level, "at": datetime.now(UTC).isoformat()})
    assert answer.status_code == 202, answer.text


def is_public(product: Apart, level: str) -> bool:
    system = product.system(SYSTEM)
    return bool(system["observed"]) and level in {each["level"] for each in system["services"]}


def all_is_well(product: Apart) -> None:
    """Every service of every system was heard to work."""
    systems = product.json("/api/v1/status.json")["systems"]
    keys = [f"{each['slug']}/{service['id']}" for each in systems for service in each["services"]]
    for key in keys:
        push(product, "operational", key)
    product.wait_for(lambda: all(each["observed"] for each in product.json("/api/v1/status.json")["systems"]))


def _change_twice(product: Apart) -> None:
    for level in ("major_outage", "operational"):
        push(product, level)
        product.wait_for(lambda level=level: is_public(product, level))  # type: ignore[misc]
    time.sleep(1)  # what is done after the states


@contextmanager
def raising(product: Apart, *names: str) -> Iterator[None]:
    product.make_raise(*names)
    try:
        yield
    finally:
        product.make_raise()


def short(step: str) -> str:
    """As the sets of tests/publishing/raising.py name it."""
    return step.removeprefix("samdrift.").replace(":", ".")


def another_level(product: Apart) -> str:
    """One that is not public now."""
    return next(level for level in ("major_outage", "partial_outage") if not is_public(product, level))
