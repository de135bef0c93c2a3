"""The demonstration as it is after its first turn: seeded once, settled, and rolled back when its tests are done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from samdrift.demo.seed import Simulator, seed
from samdrift.pipeline import settle_all
from samdrift.status.actions import weigh_anew

NOW = datetime(2026, 11, 23, 9, 58, tzinfo=UTC)


def start(home: Path, now: datetime = NOW, *, history: bool = True) -> None:
    """As `samdrift run --demo` starts, and a first turn of the worker that hears nothing."""
    seed(home, base_url="http://127.0.0.1:8000", simulator=Simulator(8999, "key"), now=now, history=history)
    weigh_anew(after=None, now=now)
    settle_all(now)


@pytest.fixture(scope="module")
def started(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """Its home. Each test is a transaction within this one, so that what it changes is undone."""
    home = tmp_path_factory.mktemp("home")
    with django_db_blocker.unblock(), transaction.atomic():
        start(home)
        yield home
        transaction.set_rollback(True)
