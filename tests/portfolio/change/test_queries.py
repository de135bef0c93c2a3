"""What the desk is told: reports, questions, freshness, history."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from samdrift.accounts.models import Organisation
from samdrift.portfolio.actions import import_documents
from samdrift.portfolio.actions.confirming import OWNER, confirm_document
from samdrift.portfolio.actions.refusals import NothingInForce
from samdrift.portfolio.actions.reporting import start_report_for_new
from samdrift.portfolio.actions.reporting_sending import withdraw_report
from samdrift.portfolio.actions.withdrawing import withdraw_document
from samdrift.portfolio.days import beginning_of
from samdrift.portfolio.document.changes import Kind
from samdrift.portfolio.models import System
from samdrift.portfolio.queries import confirmations
from samdrift.portfolio.queries.freshness import Freshness, freshness, standings
from samdrift.portfolio.queries.history import Phase, content_in_force, history
from samdrift.portfolio.queries.reports import closed, report_view, reports_on, to_answer, to_decide, to_edit
from samdrift.vocabulary import Audience, Text
from tests.portfolio.change.cast import (
    BEGUN,
    MINUTE,
    NOW,
    Cast,
    accepted,
    answered,
    changed,
    dependency,
    drafted,
    submitted,
)
from tests.portfolio.documents import both, document

DECEMBER = date(2026, 12, 1)


def test_each_sees_what_waits_for_them(who: Cast) -> None:
    draft = drafted(who.anna, changed("mitid", note=both("x")), slug="mitid")
    sent = submitted(who.asta, changed("nemlog-in", dependencies=[dependency("cpr")]), now=NOW + MINUTE)
    assert [line.id for line in to_edit(who.anna)] == [sent.pk, draft.pk]
    assert [(line.id, line.waiting, line.disputed, line.name) for line in to_decide()] == [
        (sent.pk, 1, 0, Text("NEMLOG-IN", "NEMLOG-IN"))
    ]
    (question,) = to_answer(who.bo)
    assert (question.report, question.consumer, question.provider, question.about) == (
        sent.pk,
        "nemlog-in",
        "cpr",
        dependency("cpr"),
    )
    assert not question.nobody_to_ask
    assert (to_edit(who.bo), to_answer(who.anna), to_answer(who.signe)) == ((), (), ())
    answered(sent, who.bo, confirmed=False, comment="No.")
    assert (to_answer(who.bo), to_decide()[0].waiting, to_decide()[0].disputed) == ((), 0, 1)


def test_what_is_done_is_still_there_for_who_wrote_it(who: Cast) -> None:
    report = drafted(who.anna, changed("nemlog-in", note=both("x")))
    withdraw_report(report=report, version=report.version, actor=who.anna, now=NOW)
    assert to_edit(who.anna) == ()
    assert [(line.id, line.open) for line in closed(who.anna)] == [(report.pk, False)]
    assert [line.id for line in reports_on("nemlog-in")] == [report.pk]


def test_a_report_is_told_with_its_changes_and_questions(who: Cast) -> None:
    report = submitted(who.anna, changed("nemlog-in", dependencies=[dependency("cpr")]), on=DECEMBER)
    view = report_view(report.pk)
    assert view is not None
    assert [(str(each.place), each.kind) for each in view.changes] == [("dependencies[cpr]", Kind.ADDED)]
    assert [each.provider for each in view.hearings] == ["cpr"]
    assert (view.writers, view.outdated, view.conflicts, view.line.effective_on) == (("Anna",), False, (), DECEMBER)
    assert report_view(0) is None


def test_the_first_report_of_a_system_goes_by_the_name_typed_so_far(who: Cast) -> None:
    owner = Organisation.objects.get(slug="register")
    report = start_report_for_new(slug="cvr", owner=owner, actor=who.signe, now=NOW)
    view = report_view(report.pk)
    assert view is not None and view.base is None and view.line.name == Text("cvr", "cvr")


def test_lists_cost_the_same_for_one_and_for_many(who: Cast, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for slug in ("nemlog-in", "mitid", "nemlog-in"):
        submitted(who.anna, changed(slug, dependencies=[dependency("cpr")]), slug=slug)
    with django_assert_num_queries(2):
        assert len(to_decide()) == 3
    with django_assert_num_queries(3):
        assert len(to_answer(who.bo)) == 3
    with django_assert_num_queries(2):
        assert len(standings(NOW)) == 3


def test_history_says_who_when_and_why(who: Cast) -> None:
    accepted(submitted(who.anna, changed("nemlog-in", note=both("x")), on=DECEMBER), who.signe)
    coming, first = history("nemlog-in", NOW)
    assert (coming.phase, coming.start, coming.end) == (Phase.SCHEDULED, datetime(2026, 11, 30, 23, tzinfo=UTC), None)
    assert (coming.author, coming.accepted_by, coming.reason, coming.effective_on) == (
        "Anna",
        "Signe",
        "It is so.",
        DECEMBER,
    )
    assert (first.phase, first.start, first.end, first.reason, first.report) == (
        Phase.IN_FORCE,
        BEGUN,
        coming.start,
        "",
        None,
    )
    assert [each.phase for each in history("nemlog-in", beginning_of(DECEMBER))] == [Phase.IN_FORCE, Phase.PAST]


def test_the_document_of_a_past_day_is_told_as_its_reader_may_read_it(who: Cast) -> None:
    sites = [{"id": "s", "name": both("Here")}]
    accepted(submitted(who.anna, changed("nemlog-in", sites=sites)), who.signe)
    for audience, expected in ((Audience.INTERNAL, sites), (Audience.PARTNERS, None), (Audience.PUBLIC, None)):
        assert (content_in_force("nemlog-in", NOW, audience) or {}).get("sites") == expected
    before = content_in_force("nemlog-in", NOW - MINUTE, Audience.INTERNAL)
    assert before is not None and "sites" not in before
    assert content_in_force("nemlog-in", BEGUN - MINUTE, Audience.INTERNAL) is None


@pytest.mark.parametrize(
    ("confirmed_at", "expires"),
    [
        (datetime(2025, 11, 23, 12, tzinfo=UTC), date(2026, 11, 23)),
        (datetime(2024, 2, 29, 12, tzinfo=UTC), date(2025, 2, 28)),
        (datetime(2025, 12, 31, 23, 30, tzinfo=UTC), date(2027, 1, 1)),
    ],
)
def test_a_confirmation_holds_for_twelve_months_of_the_calendar(
    who: Cast, confirmed_at: datetime, expires: date
) -> None:
    system = System.objects.get(slug="cpr")
    system.revisions.all().delete()
    import_documents(documents=[document("cpr", owner="register")], actor=None, now=datetime(2024, 1, 1, tzinfo=UTC))
    confirm_document(system=system, actor=who.bo, function=Text("Driftschef", "Head of operations"), now=confirmed_at)
    confirmed = confirmations(confirmed_at)["cpr"]
    assert (confirmed.expires, confirmed.function) == (expires, Text("Driftschef", "Head of operations"))
    day = timedelta(days=1)
    steps = [expires - 31 * day, expires - 30 * day, expires - day, expires]
    assert [freshness(confirmed, on) for on in steps] == [
        Freshness.FRESH,
        Freshness.SOON,
        Freshness.SOON,
        Freshness.EXPIRED,
    ]


def test_a_confirmation_counts_from_when_the_revision_that_was_looked_at_is_in_force(who: Cast) -> None:
    confirm_document(system=System.objects.get(slug="nemlog-in"), actor=who.asta, function=OWNER, now=BEGUN)
    accepted(submitted(who.anna, changed("nemlog-in", note=both("x")), on=DECEMBER), who.signe)
    begins = beginning_of(DECEMBER)
    assert [confirmations(at)["nemlog-in"].at for at in (NOW, begins - MINUTE, begins)] == [BEGUN, BEGUN, NOW]
    confirm_document(
        system=System.objects.get(slug="nemlog-in"), actor=who.asta, function=OWNER, now=begins - 2 * MINUTE
    )
    assert [confirmations(at)["nemlog-in"].at for at in (begins - MINUTE, begins)] == [begins - 2 * MINUTE, NOW]
    (line,) = standings(begins, ["nemlog-in"])
    assert line.confirmed == confirmations(begins)["nemlog-in"]


def test_what_is_confirmed_goes_on_being_so_when_documents_are_imported(who: Cast) -> None:
    confirm_document(system=System.objects.get(slug="cpr"), actor=who.bo, function=OWNER, now=BEGUN)
    assert confirmations(BEGUN - MINUTE) == {}
    imported = document("cpr", owner="register", operator=both("Operator"))
    import_documents(documents=[imported], actor=None, now=NOW)
    assert confirmations(NOW)["cpr"].at == BEGUN


def test_the_most_urgent_document_stands_first_and_retired_ones_are_left_alone(who: Cast) -> None:
    closed_system = document("nemid", life_cycle={"status": "retired", "retired_on": "2023-10-31"})
    import_documents(documents=[closed_system], actor=None, now=BEGUN)
    by_slug = {system.slug: system for system in System.objects.all()}
    confirm_document(system=by_slug["cpr"], actor=who.bo, function=OWNER, now=BEGUN)
    confirm_document(system=by_slug["mitid"], actor=who.anna, function=OWNER, now=NOW)
    on = datetime(2027, 9, 2, tzinfo=UTC)
    assert [(each.slug, each.freshness) for each in standings(on)] == [
        ("cpr", Freshness.EXPIRED),
        ("nemlog-in", Freshness.NEVER),
        ("mitid", Freshness.FRESH),
    ]
    (cpr,) = standings(on, ["cpr"])
    assert (cpr.owner, cpr.completeness, "operator" in cpr.missing) == ("register", cpr.completeness, True)


def test_what_is_not_in_force_cannot_be_confirmed(who: Cast) -> None:
    system = System.objects.get(slug="nemlog-in")
    withdraw_document(system=system, on=None, reason="r", actor=who.signe, now=NOW)
    with pytest.raises(NothingInForce):
        confirm_document(system=system, actor=who.anna, function=OWNER, now=NOW)
