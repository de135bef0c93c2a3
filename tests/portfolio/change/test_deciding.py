"""Accepting merges what was accepted since; what cannot be merged is refused with both values."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from samdrift.portfolio.actions import import_documents
from samdrift.portfolio.actions.deciding import accept_report, return_report
from samdrift.portfolio.actions.refusals import Conflicting, NotNow, ReasonMissing, Stale, Unheard
from samdrift.portfolio.actions.reporting import save_content
from samdrift.portfolio.actions.reporting_renewal import Keep, renew_report
from samdrift.portfolio.actions.reporting_sending import submit_report
from samdrift.portfolio.document import Faults, SystemDocument
from samdrift.portfolio.models import ChangeReport, Component, Confirmation, Revision, System
from samdrift.portfolio.queries.reports import report_view
from tests.portfolio.change.cast import (
    BEGUN,
    MINUTE,
    NOW,
    Cast,
    accepted,
    changed,
    dependency,
    drafted,
    last,
    submitted,
)
from tests.portfolio.documents import both, document

NOTE, OTHER_NOTE, OPERATOR = both("Note"), both("Another note"), both("Operator")


def test_an_accepted_report_is_in_force_and_the_one_before_it_ends(who: Cast) -> None:
    report = submitted(who.anna, changed("nemlog-in", note=NOTE))
    revision = accepted(report, who.signe, now=NOW + MINUTE, comment="Good.")
    first, second = Revision.objects.filter(system__slug="nemlog-in").order_by("number")
    assert second == revision
    assert (first.during.lower, first.during.upper) == (BEGUN, NOW + MINUTE)
    assert (second.during.lower, second.during.upper, second.follows) == (NOW + MINUTE, None, first)
    assert (second.content["note"], second.accepted_at, second.accepted_by) == (NOTE, NOW + MINUTE, who.signe)
    stored = ChangeReport.objects.get(pk=report.pk)
    assert (stored.state, stored.revision, stored.decided_by, stored.comment) == (
        "accepted",
        second,
        who.signe,
        "Good.",
    )


def test_accepting_confirms_the_document_as_it_was_submitted(who: Cast) -> None:
    report = submitted(who.anna, changed("nemlog-in", note=NOTE))
    revision = accepted(report, who.signe, now=NOW + MINUTE)
    confirmation = Confirmation.objects.get()
    assert (confirmation.revision, confirmation.at, confirmation.by) == (revision, NOW, who.anna)
    assert (confirmation.function_da, confirmation.function_en) == ("systemejeren", "the system owner")


def test_new_services_can_be_reported_on_at_once(who: Cast) -> None:
    services = document("nemlog-in", services=("login", "sign")).content()["services"]
    accepted(submitted(who.anna, changed("nemlog-in", services=services)), who.signe)
    assert Component.objects.filter(system__slug="nemlog-in", service="sign").exists()


def test_nobody_accepts_what_they_wrote(who: Cast) -> None:
    by_signe = submitted(who.signe, changed("nemlog-in", note=NOTE))
    with pytest.raises(PermissionDenied):
        accepted(by_signe, who.signe)
    for owner in (who.anna, who.bo):
        with pytest.raises(PermissionDenied):
            accepted(by_signe, owner)
    assert accepted(by_signe, who.sara).accepted_by == who.sara


def test_nor_what_they_had_a_hand_in(who: Cast) -> None:
    report = drafted(who.anna, changed("nemlog-in", note=NOTE))
    content = changed("nemlog-in", note=OTHER_NOTE)
    report = save_content(report=report, content=content, version=report.version, actor=who.signe, now=NOW)
    report = submit_report(report=report, version=report.version, actor=who.anna, now=NOW)
    with pytest.raises(PermissionDenied):
        accepted(report, who.signe)


def test_what_was_read_is_what_is_accepted(who: Cast) -> None:
    report = submitted(who.anna, changed("nemlog-in", note=NOTE))
    read = report.version
    report = return_report(report=report, comment="Why?", version=read, actor=who.sara, now=NOW)
    content = changed("nemlog-in", note=OTHER_NOTE)
    report = save_content(report=report, content=content, version=read, actor=who.anna, now=NOW)
    report = submit_report(report=report, version=report.version, actor=who.anna, now=NOW)
    with pytest.raises(Stale):
        accepted(report, who.signe, version=read)


def test_a_report_is_decided_once(who: Cast) -> None:
    report = submitted(who.anna, changed("nemlog-in", note=NOTE))
    accepted(report, who.signe)
    with pytest.raises(NotNow):
        accepted(report, who.sara)
    with pytest.raises(NotNow):
        return_report(report=report, comment="No.", version=report.version, actor=who.sara, now=NOW)


def test_a_report_is_returned_with_a_comment_and_can_be_changed_again(who: Cast) -> None:
    report = submitted(who.anna, changed("nemlog-in", note=NOTE))
    with pytest.raises(ReasonMissing):
        return_report(report=report, comment=" ", version=report.version, actor=who.signe, now=NOW)
    report = return_report(report=report, comment="Say more.", version=report.version, actor=who.signe, now=NOW)
    assert (report.state, report.comment, report.revision) == ("returned", "Say more.", None)
    content = changed("nemlog-in", note=OTHER_NOTE)
    assert save_content(report=report, content=content, version=report.version, actor=who.anna, now=NOW).version == 4


def test_two_reports_that_change_different_things_both_stand(who: Cast) -> None:
    by_anna = submitted(who.anna, changed("nemlog-in", note=NOTE))
    by_asta = submitted(who.asta, changed("nemlog-in", operator=OPERATOR))
    accepted(by_anna, who.signe)
    content = accepted(by_asta, who.signe, now=NOW + MINUTE).content
    assert (content["note"], content["operator"]) == (NOTE, OPERATOR)


def test_two_reports_that_change_the_same_differently_are_told_apart_and_nothing_is_lost(who: Cast) -> None:
    by_anna = submitted(who.anna, changed("nemlog-in", note=NOTE, operator=OPERATOR))
    by_asta = submitted(who.asta, changed("nemlog-in", note=OTHER_NOTE, suppliers=[{"id": "s", "name": both("S")}]))
    accepted(by_anna, who.signe)
    with pytest.raises(Conflicting) as refused:
        accepted(by_asta, who.signe)
    assert {str(each.place): (each.theirs, each.mine) for each in refused.value.conflicts}
    stored = ChangeReport.objects.get(pk=by_asta.pk)
    assert (stored.state, stored.content["note"], last("nemlog-in").content["note"]) == ("submitted", OTHER_NOTE, NOTE)
    view = report_view(by_asta.pk)
    assert view is not None and view.outdated and view.conflicts == refused.value.conflicts


@pytest.mark.parametrize(("side", "note"), [(Keep.MINE, OTHER_NOTE), (Keep.THEIRS, NOTE)])
def test_the_author_chooses_and_the_rest_comes_together(who: Cast, side: Keep, note: object) -> None:
    by_anna = submitted(who.anna, changed("nemlog-in", note=NOTE, operator=OPERATOR))
    by_asta = submitted(who.asta, changed("nemlog-in", note=OTHER_NOTE, suppliers=[{"id": "s", "name": both("S")}]))
    accepted(by_anna, who.signe)
    report = return_report(report=by_asta, comment="Choose.", version=by_asta.version, actor=who.signe, now=NOW)
    onto = last("nemlog-in").number
    with pytest.raises(Conflicting) as undecided:
        renew_report(report=report, keep={}, onto=onto, version=report.version, actor=who.asta, now=NOW)
    keep = {str(each.place): side for each in undecided.value.conflicts}
    report = renew_report(report=report, keep=keep, onto=onto, version=report.version, actor=who.asta, now=NOW)
    assert report.base == last("nemlog-in")
    assert (report.content["note"], report.content["operator"]) == (note, OPERATOR)
    assert report.content["suppliers"] == [{"id": "s", "name": both("S")}]
    report = submit_report(report=report, version=report.version, actor=who.asta, now=NOW)
    assert accepted(report, who.signe, now=NOW + MINUTE).content["note"] == note


@pytest.mark.parametrize("side", list(Keep))
def test_choosing_where_one_removed_what_the_other_changed(who: Cast, side: Keep) -> None:
    with_cpr = submitted(who.anna, changed("nemlog-in", dependencies=[dependency("mitid")]))
    accepted(with_cpr, who.signe)
    later = NOW + MINUTE
    by_anna = submitted(who.anna, changed("nemlog-in", dependencies=[]), now=later)
    by_asta = drafted(who.asta, changed("nemlog-in", dependencies=[dependency("mitid", criticality="low")]), now=later)
    accepted(by_anna, who.signe, now=later)
    view = report_view(by_asta.pk)
    assert view is not None and view.conflicts
    keep = {str(each.place): side for each in view.conflicts}
    onto = last("nemlog-in").number
    report = renew_report(report=by_asta, keep=keep, onto=onto, version=by_asta.version, actor=who.asta, now=later)
    kept = [each["criticality"] for each in report.content.get("dependencies", ())]
    assert kept == (["low"] if side is Keep.MINE else [])


def test_what_merges_may_still_break_a_rule_and_is_refused_then(who: Cast) -> None:
    services = document("nemlog-in", services=("login", "sign")).content()["services"]
    accepted(submitted(who.anna, changed("nemlog-in", services=services)), who.signe)
    later = NOW + MINUTE
    by_anna = submitted(who.anna, changed("nemlog-in", services=services[:1]), now=later)
    needs = dependency("mitid", needed_by=["sign"])
    by_asta = submitted(who.asta, changed("nemlog-in", dependencies=[needs]), now=later)
    accepted(by_anna, who.signe, now=later)
    with pytest.raises(Faults, match=r"dependencies\[0\]\.needed_by\[0\]: 'sign'"):
        accepted(by_asta, who.signe, now=later)
    assert "dependencies" not in last("nemlog-in").content


def test_an_import_in_between_is_merged_like_any_other_change(who: Cast) -> None:
    report = submitted(who.anna, changed("nemlog-in", note=NOTE))
    imported = SystemDocument.model_validate(changed("nemlog-in", operator=OPERATOR))
    import_documents(documents=[imported], actor=None, now=NOW + MINUTE)
    content = accepted(report, who.signe, now=NOW + 2 * MINUTE).content
    assert (content["note"], content["operator"]) == (NOTE, OPERATOR)


def test_references_are_looked_at_again_when_it_is_accepted(who: Cast) -> None:
    report = submitted(who.anna, changed("nemlog-in", dependencies=[dependency("mitid/login")]))
    other = changed("mitid", services=document("mitid", services=("sign",)).content()["services"])
    accepted(submitted(who.anna, other, slug="mitid"), who.signe)
    with pytest.raises(Faults, match=r"dependencies\[0\]\.on: 'mitid/login'; expected one of the services of mitid"):
        accepted(report, who.signe, now=NOW + MINUTE)
    assert ChangeReport.objects.get(pk=report.pk).state == "submitted"


def test_a_change_of_owner_moves_the_rights(who: Cast) -> None:
    owner = {"organisation": "newcomer", "name": both("Newcomer")}
    accepted(submitted(who.anna, changed("nemlog-in", owner=owner)), who.signe)
    system = System.objects.get(slug="nemlog-in")
    assert (system.owner.slug, system.owner.name_da) == ("newcomer", "Newcomer")
    with pytest.raises(PermissionDenied):
        drafted(who.anna, {})


def test_a_refused_acceptance_leaves_nothing_behind(who: Cast) -> None:
    owner = {"organisation": "newcomer", "name": both("Newcomer")}
    content = changed("nemlog-in", owner=owner, dependencies=[dependency("cpr")])
    report = submitted(who.anna, content)
    before = list(Revision.objects.values()), list(Component.objects.values())
    with pytest.raises(Unheard):
        accept_report(report=report, comment="", overrule=False, version=report.version, actor=who.signe, now=NOW)
    assert (list(Revision.objects.values()), list(Component.objects.values())) == before
    assert not Confirmation.objects.exists()
    assert accepted(report, who.signe, overrule=True, comment="So.", now=NOW + timedelta(days=3)).number == 2
