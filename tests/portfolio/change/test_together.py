"""Decisions at the same time, in transactions that really commit."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from samdrift.accounts.models import AuditEntry
from samdrift.portfolio.actions.refusals import Conflicting, NotNow, Refused, Stale
from samdrift.portfolio.actions.reporting import save_content
from samdrift.portfolio.actions.withdrawing import withdraw_document
from samdrift.portfolio.document import Faults
from samdrift.portfolio.models import ChangeReport, Revision, System
from tests.portfolio.change import cast
from tests.portfolio.change.cast import NOW, Cast, accepted, changed, dependency, drafted, last, submitted
from tests.portfolio.documents import both

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def who(transactional_db: None) -> Cast:
    people = cast.people()
    cast.portfolio()
    return people


def together(*steps: Callable[[], object]) -> list[object]:
    """What each gives, or why it was refused; all started at one moment, each in a thread and on its own connection."""
    start = Barrier(len(steps))

    def run(step: Callable[[], object]) -> object:
        try:
            connection.ensure_connection()
            start.wait(timeout=10)
            return step()
        except (Refused, Faults) as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(steps)) as threads:
        return list(threads.map(run, steps))


def chain() -> None:
    """Revisions of nemlog-in follow each other without gap or overlap, and one is open."""
    bounds = [each.during for each in Revision.objects.filter(system__slug="nemlog-in").order_by("number")]
    assert [during.upper for during in bounds] == [*(during.lower for during in bounds[1:]), None]
    assert not any(during.isempty for during in bounds)


@pytest.mark.parametrize("turn", range(3))
def test_two_that_change_different_things_both_stand(who: Cast, turn: int) -> None:
    one = submitted(who.anna, changed("nemlog-in", note=both("Note")))
    other = submitted(who.asta, changed("nemlog-in", operator=both("Operator")))
    done = together(lambda: accepted(one, who.signe), lambda: accepted(other, who.sara))
    assert [type(each) for each in done] == [Revision, Revision]
    assert {"note", "operator"} <= last("nemlog-in").content.keys()
    chain()


@pytest.mark.parametrize("turn", range(3))
def test_of_two_that_change_the_same_one_stands_and_the_other_waits(who: Cast, turn: int) -> None:
    reports = [submitted(by, changed("nemlog-in", note=both(by.name))) for by in (who.anna, who.asta)]
    done = together(*(lambda report=report: accepted(report, who.signe) for report in reports))
    assert sorted(type(each).__name__ for each in done) == [Conflicting.__name__, Revision.__name__]
    assert sorted(ChangeReport.objects.values_list("state", flat=True)) == ["accepted", "submitted"]
    chain()


def test_one_report_is_accepted_once(who: Cast) -> None:
    report = submitted(who.anna, changed("nemlog-in", note=both("Note")))
    done = together(lambda: accepted(report, who.signe), lambda: accepted(report, who.sara))
    assert sorted(type(each).__name__ for each in done) == [NotNow.__name__, Revision.__name__]
    assert AuditEntry.objects.filter(action="portfolio.accept_report").count() == 1


def test_one_of_two_who_save_is_told(who: Cast) -> None:
    report = drafted(who.anna, changed("nemlog-in"))

    def save(name: str) -> object:
        content = changed("nemlog-in", note=both(name))
        return save_content(report=report, content=content, version=report.version, actor=who.anna, now=NOW)

    done = together(lambda: save("one"), lambda: save("other"))
    assert sorted(type(each).__name__ for each in done) == [ChangeReport.__name__, Stale.__name__]


@pytest.mark.parametrize("turn", range(3))
def test_two_changes_that_are_right_alone_and_wrong_together(who: Cast, turn: int) -> None:
    """One begins to depend on what the other ends."""
    report = submitted(who.anna, changed("nemlog-in", dependencies=[dependency("mitid")]))
    mitid = System.objects.get(slug="mitid")
    done = together(
        lambda: accepted(report, who.signe),
        lambda: withdraw_document(system=mitid, on=None, reason="r", actor=who.sara, now=NOW),
    )
    assert sum(isinstance(each, Faults) for each in done) == 1
    needed = "dependencies" in last("nemlog-in").content
    assert needed == Revision.objects.filter(system=mitid, during__upper_inf=True).exists()
