"""Documents beside beliefs: from rows to what was spared and what was alone."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries, Settings

from samdrift.impact import Account, Transfer
from samdrift.portfolio.actions import import_documents
from samdrift.portfolio.document import SystemDocument
from samdrift.status.comparing import SLACK, Comparison, NeedName, compared
from samdrift.vocabulary import Criticality
from tests.portfolio.documents import both, document
from tests.publishing.believing import believed

NOW = datetime.fromisoformat("2024-11-23T12:00:00+00:00")
DAY = timedelta(days=1)
FIRST = NOW - DAY
"""When histories begin; documents are in force since a hundred days before NOW."""
SOON = 3_600_000_000 - SLACK // timedelta(microseconds=1)
"""Of an hour, what is left when monitoring has had time to see it at both ends."""

pytestmark = pytest.mark.django_db


def needing(on: str, *, criticality: str = "critical", told_to: str = "public", **more: Any) -> dict[str, Any]:
    return {
        "id": "n",
        "on": on,
        "criticality": criticality,
        "why": both("To log in"),
        "pattern": "real_time",
        "evidence": {"basis": "assumed"},
        "told_to": told_to,
        **more,
    }


def portal(*dependencies: dict[str, Any], **fields: Any) -> SystemDocument:
    return document("portal", services=("self-service",), dependencies=list(dependencies), **fields)


def take_in(*documents: SystemDocument, at: datetime = NOW - 100 * DAY) -> None:
    import_documents(documents=documents, actor=None, now=at)


def only(found: Comparison) -> tuple[NeedName, Account]:
    (held,) = found.needs
    return held.name, held.unplanned


def test_a_need_that_nobody_felt() -> None:
    take_in(portal(needing("mitid/login")), document("mitid"))
    believed("portal/self-service", "ooo", start=FIRST)
    believed("mitid/login", "omo", start=FIRST)
    assert only(compared(["portal"], NOW)) == (NeedName("portal/self-service", "n"), Account(1, 1, spared=SOON))


def test_what_was_to_be_felt_goes_by_the_tables_of_the_installation(settings: Settings) -> None:
    settings.TRANSFER = Transfer.of({"critical": [0, 0, 0, 0], "high": [0, 0, 0, 0], "low": [0, 0, 0, 0]})
    take_in(portal(needing("mitid/login")), document("mitid"))
    believed("portal/self-service", "ooo", start=FIRST)
    believed("mitid/login", "omo", start=FIRST)
    assert only(compared(["portal"], NOW))[1] == Account()


def test_it_costs_four_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    take_in(portal(needing("mitid/login")), document("mitid"), document("cpr"))
    believed("mitid/login", "omo", start=FIRST)
    with django_assert_num_queries(4):
        compared(["portal", "mitid", "cpr"], NOW)


def test_each_revision_counts_for_its_own_time() -> None:
    """Low until the second hour of trouble, critical from then on."""
    take_in(portal(needing("mitid/login", criticality="low")), document("mitid"))
    take_in(portal(needing("mitid/login", criticality="critical")), at=FIRST + timedelta(hours=2))
    believed("portal/self-service", "oooo", start=FIRST)
    believed("mitid/login", "oddo", start=FIRST)
    found = compared(["portal"], NOW)
    assert only(found)[1] == Account(1, 1, spared=3_600_000_000)
    assert found.needs[0].need.criticality is Criticality.CRITICAL
    assert not found.needs[0].ended


def test_a_need_that_was_given_up_is_told_as_ended() -> None:
    take_in(portal(needing("mitid/login")), document("mitid"))
    take_in(portal(), at=NOW - timedelta(hours=1))
    believed("portal/self-service", "o", start=FIRST)
    believed("mitid/login", "omo", start=FIRST)
    (held,) = compared(["portal"], NOW).needs
    assert held.ended and held.unplanned.spared == SOON


@pytest.mark.parametrize(("told_to", "known"), [("partners", True), ("internal", False)])
def test_what_is_internal_is_left_out(told_to: str, known: bool) -> None:
    take_in(portal(needing("mitid/login", told_to=told_to)), document("mitid"))
    believed("mitid/login", "omo", start=FIRST)
    assert bool(compared(["portal"], NOW).needs) is known


def test_what_was_retired_is_nobodys_trouble() -> None:
    take_in(portal(needing("mitid/login")), document("mitid"))
    gone = document("mitid", life_cycle={"status": "retired", "retired_on": "2024-11-22"})
    take_in(gone, at=FIRST)
    believed("portal/self-service", "omo", start=FIRST)
    found = compared(["portal"], NOW)
    assert found.needs[0].ended
    assert found.alone["portal/self-service"].alone == 3_600_000_000, "not unsure: it needs nothing any more"


def test_what_stood_in_for_what_was_retired_is_needed_alone_from_then_on() -> None:
    either = [needing(f"{slug}/login", id=slug, group="g") for slug in ("sms", "mail")]
    take_in(
        portal(*either, groups=[{"id": "g", "name": both("Messages"), "required": 1}]),
        document("sms"),
        document("mail"),
    )
    gone = document("sms", life_cycle={"status": "retired", "retired_on": "2024-11-22"})
    take_in(gone, at=FIRST + timedelta(hours=2))
    believed("portal/self-service", "ooooo", start=FIRST)
    believed("sms/login", "oo", start=FIRST)
    believed("mail/login", "omomo", start=FIRST)
    (held,) = compared(["portal"], NOW).needs
    assert held.need.providers == ("mail/login",) and not held.ended
    assert held.unplanned == Account(1, 1, spared=SOON), "not while Sms held"
    (sms,) = compared(["portal"], NOW, on="sms").needs
    assert sms.need.providers == ("sms/login", "mail/login") and sms.ended


def test_a_copy_that_ran_out_long_ago_is_known_to_have_run_out() -> None:
    take_in(portal(needing("mitid/login", tolerance="P2D", pattern="copy")), document("mitid"))
    before = NOW - 92 * DAY - timedelta(hours=2)
    believed("portal/self-service", "o", start=before)
    believed("mitid/login", "md", start=before, each=200 * DAY)
    account = only(compared(["portal"], NOW))[1]
    assert account.times == 1 and account.spared == 90 * DAY // timedelta(microseconds=1)


def test_trouble_of_its_own() -> None:
    take_in(portal(needing("mitid/login")), document("mitid"), document("alone"))
    believed("portal/self-service", "omodo", start=FIRST)
    believed("mitid/login", "omooo", start=FIRST)
    believed("alone/login", "oPmo", start=FIRST)
    found = compared(["portal", "alone"], NOW)
    assert (found.alone["portal/self-service"].times, found.alone["portal/self-service"].alone) == (1, 3_600_000_000)
    assert found.alone["alone/login"].alone == 3_600_000_000


def test_from_the_other_side_only_what_is_needed_of_it() -> None:
    take_in(portal(needing("mitid/login"), needing("cpr", id="c")), document("mitid"), document("cpr"))
    believed("portal/self-service", "ooo", start=FIRST)
    for service in ("mitid/login", "cpr/login"):
        believed(service, "omo", start=FIRST)
    found = compared(["portal"], NOW, on="mitid")
    assert [held.name.id for held in found.needs] == ["n"]
    assert found.alone == {}
