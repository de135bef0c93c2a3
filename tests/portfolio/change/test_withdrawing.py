"""Taking back what is to come, and ending documents: nothing lost, nothing half in force."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from samdrift.accounts.models import Organisation
from samdrift.portfolio.actions import import_documents
from samdrift.portfolio.actions.refusals import ComesBefore, InForce, NothingInForce, ReasonMissing, Withdrawn
from samdrift.portfolio.actions.reporting import save_content, save_terms, start_report, start_report_for_new
from samdrift.portfolio.actions.reporting_sending import submit_report
from samdrift.portfolio.actions.withdrawing import take_back_scheduled, take_back_withdrawal, withdraw_document
from samdrift.portfolio.days import beginning_of
from samdrift.portfolio.document import Faults
from samdrift.portfolio.gate import ReportGate
from samdrift.portfolio.models import ChangeReport, Confirmation, Revision, System
from samdrift.portfolio.queries import confirmations
from samdrift.portfolio.queries.history import Phase, ending, history, scheduled
from tests.portfolio.change.cast import (
    BEGUN,
    DAY,
    MINUTE,
    NOW,
    Cast,
    accepted,
    changed,
    dependency,
    drafted,
    in_force,
    last,
    submitted,
)
from tests.portfolio.documents import both, document

NOTE, OPERATOR = both("Note"), both("Operator")
DECEMBER, CHRISTMAS = date(2026, 12, 1), date(2026, 12, 24)
TICK = timedelta(microseconds=1)


def at(day: date) -> int | None:
    """The number of the revision of nemlog-in in force when the day begins."""
    revision = in_force("nemlog-in", beginning_of(day))
    return revision.number if revision else None


def nemlog_in() -> System:
    return System.objects.get(slug="nemlog-in")


def take_back(revision: Revision, who: Cast, reason: str = "A mistake.") -> None:
    take_back_scheduled(revision=revision, reason=reason, actor=who.signe, now=NOW + MINUTE)


def withdraw(who: Cast, on: date | None = None, slug: str = "nemlog-in") -> None:
    system = System.objects.get(slug=slug)
    withdraw_document(system=system, on=on, reason="Closed.", actor=who.signe, now=NOW + MINUTE)


def scheduled_on(who: Cast, day: date, **sections: object) -> Revision:
    return accepted(submitted(who.anna, changed("nemlog-in", **sections), on=day), who.signe)


def test_what_is_taken_back_never_comes_into_force(who: Cast) -> None:
    revision = scheduled_on(who, DECEMBER, note=NOTE)
    assert [line.number for line in scheduled(NOW)] == [2]
    assert set(confirmations(beginning_of(DECEMBER))) == {"nemlog-in"}
    take_back(revision, who)
    assert (at(DECEMBER), last("nemlog-in").number, last("nemlog-in").during.lower) == (1, 1, BEGUN)
    assert scheduled(NOW) == ()
    assert confirmations(beginning_of(DECEMBER)) == {}, "it took its confirmation along"
    assert Confirmation.objects.exists()
    assert [(line.number, line.phase) for line in history("nemlog-in", NOW)] == [
        (2, Phase.TAKEN_BACK),
        (1, Phase.IN_FORCE),
    ]


def test_the_last_one_is_taken_back_first(who: Cast) -> None:
    second, third = scheduled_on(who, DECEMBER, note=NOTE), scheduled_on(who, CHRISTMAS, operator=OPERATOR)
    with pytest.raises(ComesBefore, match="Revision 3"):
        take_back(second, who)
    take_back(third, who)
    assert (at(DECEMBER), at(CHRISTMAS)) == (2, 2)
    take_back(second, who)
    assert (at(DECEMBER), at(CHRISTMAS)) == (1, 1)


def test_one_that_was_replaced_from_the_same_moment_on_comes_back(who: Cast) -> None:
    scheduled_on(who, DECEMBER, note=NOTE)
    third = scheduled_on(who, DECEMBER, operator=OPERATOR)
    take_back(third, who)
    assert (at(DECEMBER), last("nemlog-in").content["note"]) == (2, NOTE)
    assert in_force("nemlog-in", beginning_of(DECEMBER) - TICK) == Revision.objects.get(system=nemlog_in(), number=1)


def test_the_first_document_of_a_system_can_be_taken_back(who: Cast) -> None:
    owner = Organisation.objects.get(slug="register")
    report = start_report_for_new(slug="cvr", owner=owner, actor=who.signe, now=NOW)
    content = document("cvr", owner="register").content()
    save_content(report=report, content=content, version=1, actor=who.bo, now=NOW)
    report = ChangeReport.objects.get(pk=report.pk)
    report = _terms_and_submit(report, who, DECEMBER)
    take_back(accepted(report, who.sara), who)
    assert in_force("cvr", beginning_of(CHRISTMAS)) is None


def test_what_was_in_force_is_not_taken_back(who: Cast) -> None:
    revision = scheduled_on(who, DECEMBER, note=NOTE)
    for moment in (beginning_of(DECEMBER), beginning_of(CHRISTMAS)):
        with pytest.raises(InForce):
            take_back_scheduled(revision=revision, reason="r", actor=who.signe, now=moment)
    with pytest.raises(InForce):
        take_back(Revision.objects.get(system=nemlog_in(), number=1), who)


def test_what_others_rest_on_is_not_taken_back(who: Cast) -> None:
    new = changed("mitid", services=document("mitid", services=("login", "new")).content()["services"])
    revision = accepted(submitted(who.anna, new, slug="mitid", on=DECEMBER), who.signe)
    scheduled_on(who, CHRISTMAS, dependencies=[dependency("mitid/new")])
    with pytest.raises(Faults, match=r"nemlog-in: dependencies\[0\]\.on: 'mitid/new'"):
        take_back(revision, who)
    assert last("mitid") == revision


def test_a_withdrawn_document_ends_and_history_keeps_it(who: Cast) -> None:
    withdraw(who)
    assert in_force("nemlog-in", NOW + MINUTE) is None
    assert in_force("nemlog-in", NOW + MINUTE - TICK) is not None
    assert [line.phase for line in history("nemlog-in", NOW + MINUTE)] == [Phase.PAST]
    with pytest.raises(NothingInForce):
        withdraw(who)
    with pytest.raises(NothingInForce):
        start_report(system=nemlog_in(), actor=who.anna, now=NOW + MINUTE)


@pytest.mark.parametrize("on", [None, DECEMBER])
def test_open_reports_are_closed_and_nothing_of_them_is_lost(who: Cast, on: date | None) -> None:
    content = changed("nemlog-in", note=NOTE)
    draft, sent = drafted(who.anna, content), submitted(who.asta, content)
    done = submitted(who.anna, changed("nemlog-in", operator=OPERATOR))
    accepted(done, who.signe)
    elsewhere = drafted(who.anna, changed("mitid", note=NOTE), slug="mitid")
    withdraw(who, on)
    for report, state in ((draft, "withdrawn"), (sent, "withdrawn"), (done, "accepted"), (elsewhere, "draft")):
        report.refresh_from_db()
        assert report.state == state
    assert (draft.content, sent.content) == (content, content)
    assert ReportGate(who.anna, draft).may_read() and ReportGate(who.asta, sent).may_read()


def test_a_document_that_others_depend_on_is_not_withdrawn(who: Cast) -> None:
    scheduled_on(who, DECEMBER, dependencies=[dependency("mitid")])
    with pytest.raises(Faults, match=r"nemlog-in: dependencies\[0\]\.on: 'mitid'"):
        withdraw(who, slug="mitid")
    with pytest.raises(Faults, match="nemlog-in"):
        withdraw(who, CHRISTMAS, slug="mitid")
    assert last("mitid")


def test_a_document_with_a_change_to_come_is_not_withdrawn_before_it(who: Cast) -> None:
    scheduled_on(who, DECEMBER, note=NOTE)
    for day in (None, DECEMBER):
        with pytest.raises(ComesBefore):
            withdraw(who, day)
    withdraw(who, CHRISTMAS)
    assert (at(DECEMBER), at(CHRISTMAS)) == (2, None)


def test_a_withdrawal_to_come_can_be_taken_back_and_until_then_nothing_else_begins(who: Cast) -> None:
    withdraw(who, DECEMBER)
    assert [line.slug for line in ending(NOW + MINUTE)] == ["nemlog-in"]
    with pytest.raises(Withdrawn):
        start_report(system=nemlog_in(), actor=who.anna, now=NOW + MINUTE)
    with pytest.raises(Faults, match="withdrawn from 2026-12-01"):
        import_documents(documents=[document("nemlog-in", note=NOTE)], actor=None, now=NOW + 2 * MINUTE)
    take_back_withdrawal(system=nemlog_in(), reason="r", actor=who.signe, now=NOW + 2 * MINUTE)
    assert (at(CHRISTMAS), ending(NOW + MINUTE)) == (1, ())
    with pytest.raises(InForce):
        take_back_withdrawal(system=nemlog_in(), reason="r", actor=who.signe, now=NOW + 2 * MINUTE)


def test_a_withdrawn_system_can_be_described_again_from_that_day_on(who: Cast) -> None:
    content = changed("nemlog-in", note=NOTE)
    withdraw(who, DECEMBER)
    owner = Organisation.objects.get(slug="agency")
    report = start_report_for_new(slug="nemlog-in", owner=owner, actor=who.signe, now=NOW + MINUTE)
    report = save_content(report=report, content=content, version=1, actor=who.anna, now=NOW + MINUTE)
    too_soon = _terms_and_submit(report, who, date(2026, 11, 30))
    with pytest.raises(Withdrawn):
        accepted(too_soon, who.sara, now=NOW + DAY)
    assert accepted(too_soon, who.sara, now=beginning_of(DECEMBER)).number == 2
    assert (at(DECEMBER - DAY), at(DECEMBER)) == (1, 2)


def test_the_secretariat_says_why_and_nobody_else_does_it(who: Cast) -> None:
    revision = scheduled_on(who, DECEMBER, note=NOTE)
    with pytest.raises(ReasonMissing):
        take_back(revision, who, reason=" ")
    for person in (who.anna, who.bo):
        with pytest.raises(PermissionDenied):
            take_back_scheduled(revision=revision, reason="r", actor=person, now=NOW)
        with pytest.raises(PermissionDenied):
            withdraw_document(system=nemlog_in(), on=None, reason="r", actor=person, now=NOW)
        with pytest.raises(PermissionDenied):
            take_back_withdrawal(system=nemlog_in(), reason="r", actor=person, now=NOW)


def _terms_and_submit(report: ChangeReport, who: Cast, on: date) -> ChangeReport:
    report = save_terms(report=report, reason="r", effective_on=on, version=report.version, actor=who.signe, now=NOW)
    return submit_report(report=report, version=report.version, actor=who.signe, now=NOW)
