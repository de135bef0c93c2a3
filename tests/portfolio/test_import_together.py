"""Imports at the same time, in transactions that really commit."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from samdrift.accounts.models import AuditEntry
from samdrift.portfolio.actions import Imported, import_documents
from samdrift.portfolio.document import SystemDocument
from samdrift.portfolio.models import Component, Revision
from tests.portfolio.conftest import NOW
from tests.portfolio.documents import document

pytestmark = pytest.mark.django_db(transaction=True)
SLUGS = [f"s{number}" for number in range(200)]


def together(*imports: list[SystemDocument]) -> list[Imported]:
    """All of them started at one moment, each in a thread and on a connection of its own."""
    start = Barrier(len(imports))

    def import_one(documents: list[SystemDocument]) -> Imported:
        try:
            connection.ensure_connection()
            start.wait(timeout=10)
            return import_documents(documents=documents, actor=None, now=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(imports)) as threads:
        return list(threads.map(import_one, imports))


def portfolio(order: Callable[[list[str]], list[str]], service: str) -> list[SystemDocument]:
    return [document(slug, services=(service,), owner=f"owner-of-{slug}") for slug in order(SLUGS)]


def forwards(slugs: list[str]) -> list[str]:
    return slugs


def backwards(slugs: list[str]) -> list[str]:
    return slugs[::-1]


def test_the_same_portfolio_twice_is_taken_in_once() -> None:
    first, second = together(portfolio(forwards, "login"), portfolio(backwards, "login"))
    assert sorted((len(first.created), len(second.created))) == [0, len(SLUGS)]
    assert sorted((len(first.unchanged), len(second.unchanged))) == [0, len(SLUGS)]
    assert (Revision.objects.count(), Component.objects.count(), AuditEntry.objects.count()) == (200, 400, 200)


@pytest.mark.parametrize("turn", range(5))
def test_different_portfolios_come_one_after_the_other(turn: int) -> None:
    import_documents(documents=portfolio(forwards, "login"), actor=None, now=NOW - timedelta(days=1))
    together(portfolio(forwards, "sign"), portfolio(backwards, "pay"), portfolio(forwards, "sign"))
    last: set[str] = set()
    for slug in SLUGS:
        revisions = list(Revision.objects.filter(system__slug=slug).order_by("number"))
        assert [revision.number for revision in revisions] in ([1, 2, 3], [1, 2, 3, 4])
        bounds = [(revision.during.lower, revision.during.upper) for revision in revisions]
        assert [end for _, end in bounds[:-1]] == [start for start, _ in bounds[1:]]
        assert bounds[-1][1] is None
        last.add(revisions[-1].content["services"][0]["id"])
    assert len(last) == 1, "one of the imports stands whole"
