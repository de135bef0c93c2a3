"""Each step of a change leaves one entry in the audit trail, in words; what is refused leaves none."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.utils.translation import override

from samdrift.accounts import words
from samdrift.accounts.models import AuditEntry, Organisation
from samdrift.portfolio.actions.confirming import OWNER, confirm_document
from samdrift.portfolio.actions.deciding import return_report
from samdrift.portfolio.actions.handing_over import hand_over
from samdrift.portfolio.actions.refusals import Refused
from samdrift.portfolio.actions.reporting import save_content
from samdrift.portfolio.actions.reporting_renewal import renew_report
from samdrift.portfolio.actions.reporting_sending import submit_report, withdraw_report
from samdrift.portfolio.actions.withdrawing import take_back_scheduled, take_back_withdrawal, withdraw_document
from samdrift.portfolio.days import beginning_of
from samdrift.portfolio.models import System
from tests.portfolio.change.cast import MINUTE, NOW, Cast, accepted, answered, changed, dependency, drafted, submitted
from tests.portfolio.documents import both

DECEMBER = date(2026, 12, 1)


def trail() -> list[tuple[str, str, str, dict[str, Any]]]:
    entries = AuditEntry.objects.exclude(action="portfolio.import_document").order_by("pk")
    return [(each.actor_name, each.action.removeprefix("portfolio."), each.subject, each.detail) for each in entries]


def told(detail: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in detail.items() if value is not None}


def test_the_whole_way_of_a_report(who: Cast) -> None:
    report = submitted(who.anna, changed("nemlog-in", dependencies=[dependency("cpr")]), on=DECEMBER)
    answered(report, who.bo, confirmed=False, comment="Why?")
    returned = return_report(report=report, comment="Explain.", version=report.version, actor=who.signe, now=NOW)
    content = changed("nemlog-in", dependencies=[dependency("cpr", criticality="high")])
    again = save_content(report=report, content=content, version=returned.version, actor=who.asta, now=NOW)
    again = submit_report(report=report, version=again.version, actor=who.asta, now=NOW)
    answered(again, who.bo)
    accepted(again, who.signe, comment="Fine.")
    pk, subject = report.pk, "system nemlog-in"
    sent = {"report": pk, "reason": "It is so.", "effective_on": "2026-12-01", "asked": "cpr"}
    heard = {"report": pk, "provider": "cpr", "dependency": "cpr"}
    assert [(*entry[:3], told(entry[3])) for entry in trail()] == [
        ("Anna", "start_report", subject, {"report": pk, "revision": 1}),
        ("Anna", "edit_report", subject, {"report": pk, "version": 2}),
        ("Anna", "edit_report", subject, {"report": pk, "version": 3}),
        ("Anna", "submit_report", subject, {**sent, "version": 3}),
        ("Bo", "dispute_dependency", subject, {**heard, "comment": "Why?"}),
        ("Signe", "return_report", subject, {"report": pk, "comment": "Explain."}),
        ("Asta", "edit_report", subject, {"report": pk, "version": 4}),
        ("Asta", "submit_report", subject, {**sent, "version": 4}),
        ("Bo", "confirm_dependency", subject, heard),
        (
            "Signe",
            "accept_report",
            subject,
            {"report": pk, "revision": 2, "in_force_from": "2026-11-30T23:00:00+00:00", "comment": "Fine."},
        ),
    ]


def everything_else(who: Cast) -> None:
    """Every other action, once."""
    system = System.objects.get(slug="nemlog-in")
    owner = {"organisation": "register", "name": both("Register")}
    report = submitted(who.anna, changed("nemlog-in", owner=owner, dependencies=[dependency("cpr")]), on=DECEMBER)
    draft = drafted(who.asta, changed("nemlog-in", note=both("x")))
    revision = accepted(report, who.signe, overrule=True, comment="Urgent.")
    onto = revision.number
    renewed = renew_report(report=draft, keep={}, onto=onto, version=draft.version, actor=who.asta, now=NOW)
    withdraw_report(report=draft, version=renewed.version, actor=who.asta, now=NOW)
    hand_over(after=None, now=beginning_of(DECEMBER))
    system.owner = Organisation.objects.get(slug="agency")
    system.save()
    take_back_scheduled(revision=revision, reason="r", actor=who.signe, now=NOW + MINUTE)
    confirm_document(system=system, actor=who.anna, function=OWNER, now=NOW + MINUTE)
    drafted(who.anna, {})
    withdraw_document(system=system, on=DECEMBER, reason="r", actor=who.signe, now=NOW + MINUTE)
    take_back_withdrawal(system=system, reason="r", actor=who.signe, now=NOW + 2 * MINUTE)


def test_each_of_the_others_leaves_one_entry(who: Cast) -> None:
    everything_else(who)
    done = [action for _, action, _, _ in trail() if action not in {"start_report", "edit_report", "submit_report"}]
    assert done == [
        "accept_report",
        "renew_report",
        "withdraw_report",
        "hand_over",
        "take_back_revision",
        "confirm_document",
        "withdraw_document",
        "take_back_withdrawal",
    ]
    details = {action: told(detail) for _, action, _, detail in trail()}
    assert details["accept_report"]["overruled"] == "cpr cpr"
    assert details["hand_over"] == {"before": "agency", "after": "register"}
    assert details["withdraw_document"]["closed"] == str(trail()[-3][3]["report"])


def test_the_trail_has_words_for_all_of_it(who: Cast) -> None:
    everything_else(who)
    with override("da"):
        for entry in AuditEntry.objects.all():
            assert str(words.ACTIONS[entry.action]) != entry.action
            assert set(told(entry.detail)) <= words.DETAILS.keys()


def test_what_is_refused_leaves_no_entry_and_says_why_in_the_reader_s_language(who: Cast) -> None:
    report = submitted(who.anna, changed("nemlog-in", dependencies=[dependency("cpr")]))
    before = trail()
    with pytest.raises(Refused) as refused:
        accepted(report, who.signe)
    assert trail() == before
    with override("da"):
        assert refused.value.sentence == (
            "Den anden parts systemejer har ikke bekræftet: cpr. Vent, eller skriv, hvorfor du "
            "godkender uden bekræftelsen."
        )
    with override("en"):
        assert str(refused.value).startswith("The owner of the other system has not confirmed: cpr.")
