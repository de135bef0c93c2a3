"""Acceptance looks again at who is asked about what: nothing comes into force that an other end was never asked."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils.translation import override

from samdrift.accounts.models import AuditEntry
from samdrift.portfolio.actions.refusals import AskedAnew, Conflicting, Stale, Unheard
from samdrift.portfolio.models import ChangeReport, Hearing, Revision
from samdrift.portfolio.queries.reports import report_view, to_answer
from tests.portfolio.change.cast import MINUTE, NOW, Cast, accepted, answered, changed, dependency, last, submitted
from tests.portfolio.documents import both

HIGH, CRITICAL = dependency("cpr", criticality="high"), dependency("cpr")
ALSO_AT_NIGHT = both("Look people up, also at night")
ON_MITID = dependency("mitid")


def needed(who: Cast, *dependencies: dict[str, Any]) -> None:
    """By nemlog-in, with the word of the other end."""
    heard_and_accepted(who, submitted(who.anna, changed("nemlog-in", dependencies=list(dependencies))))


def heard_and_accepted(who: Cast, report: ChangeReport) -> Revision:
    answered(report, who.bo)
    return accepted(report, who.signe)


def handed_over(who: Cast, slug: str, *, by: str, to: str) -> None:
    owner = {"organisation": to, "name": both(to.title())}
    author = who.anna if by == "agency" else who.bo
    accepted(submitted(author, changed(slug, owner=owner), slug=slug), who.signe)


def asked(report: ChangeReport) -> list[tuple[str, Any, str]]:
    return [(each.provider.slug, each.asked_about, each.answer) for each in report.hearings.all()]


def waits(report: ChangeReport) -> ChangeReport:
    """The report as it is stored now."""
    found = ChangeReport.objects.get(pk=report.pk)
    assert (found.state, found.revision) == ("submitted", None)
    return found


def together(who: Cast) -> ChangeReport:
    """Asta makes the need critical while Anna says that it is there at night, too; Anna's report is accepted."""
    needed(who, HIGH)
    by_asta = submitted(who.asta, changed("nemlog-in", dependencies=[CRITICAL]))
    answered(by_asta, who.bo)
    by_anna = submitted(who.anna, changed("nemlog-in", dependencies=[{**HIGH, "why": ALSO_AT_NIGHT}]))
    heard_and_accepted(who, by_anna)
    return by_asta


def test_what_two_reports_say_only_together_is_asked_before_it_is_in_force(who: Cast) -> None:
    report = together(who)
    with pytest.raises(AskedAnew, match="cpr"):
        accepted(report, who.signe)
    both_of_it = {**CRITICAL, "why": ALSO_AT_NIGHT}
    assert last("nemlog-in").content["dependencies"] == [{**HIGH, "why": ALSO_AT_NIGHT}]
    report = waits(report)
    assert asked(report) == [("cpr", both_of_it, "pending")]
    assert [line.about for line in to_answer(who.bo)] == [both_of_it]
    with pytest.raises(Unheard):
        accepted(report, who.signe)
    assert heard_and_accepted(who, report).content["dependencies"] == [both_of_it]


def test_the_report_says_then_what_is_asked(who: Cast) -> None:
    report = together(who)
    with pytest.raises(AskedAnew):
        accepted(report, who.signe, now=NOW + MINUTE)
    view = report_view(report.pk)
    assert view is not None and not view.outdated and view.base == last("nemlog-in").content
    assert [str(each.place) for each in view.changes] == ["dependencies[cpr].criticality"]
    assert view.writers == ("Asta",), "who would have accepted it has not written in it"


def test_who_read_it_before_reads_it_again(who: Cast) -> None:
    report = together(who)
    with pytest.raises(AskedAnew):
        accepted(report, who.signe)
    with pytest.raises(Stale):
        accepted(report, who.sara, overrule=True, comment="It is urgent.")
    with pytest.raises(Stale):
        answered(report, who.bo)


def test_an_owner_whose_system_changed_hands_is_asked(who: Cast) -> None:
    report = submitted(who.asta, changed("nemlog-in", dependencies=[ON_MITID]))
    assert asked(report) == [], "one's own"
    handed_over(who, "mitid", by="agency", to="register")
    with pytest.raises(AskedAnew, match="mitid"):
        accepted(report, who.signe)
    report = waits(report)
    assert asked(report) == [("mitid", ON_MITID, "pending")]
    assert heard_and_accepted(who, report).content["dependencies"] == [ON_MITID]


def test_nobody_answers_for_the_owner_that_follows(who: Cast) -> None:
    report = submitted(who.asta, changed("nemlog-in", dependencies=[CRITICAL]))
    answered(report, who.bo)
    handed_over(who, "cpr", by="register", to="office")
    with pytest.raises(AskedAnew):
        accepted(report, who.signe)
    (hearing,) = waits(report).hearings.all()
    assert (hearing.answer, hearing.answered_by, hearing.answered_at) == ("pending", None, None)


def test_a_question_that_waits_is_the_next_owner_s(who: Cast) -> None:
    report = submitted(who.asta, changed("nemlog-in", dependencies=[CRITICAL]))
    handed_over(who, "cpr", by="register", to="office")
    with pytest.raises(Unheard):
        accepted(report, who.signe)
    assert waits(report).version == report.version


def test_only_what_was_read_is_overruled(who: Cast) -> None:
    report = together(who)
    overruled: dict[str, Any] = {"overrule": True, "comment": "It is urgent."}
    with pytest.raises(AskedAnew):
        accepted(report, who.signe, **overruled)
    assert accepted(waits(report), who.signe, **overruled).content["dependencies"][0]["criticality"] == "critical"


def test_what_another_report_was_heard_about_is_not_asked_again(who: Cast) -> None:
    with_a_note = submitted(who.asta, changed("nemlog-in", note=both("Note")))
    same = submitted(who.asta, changed("nemlog-in", dependencies=[CRITICAL], operator=both("Operator")))
    answered(same, who.bo)
    needed(who, CRITICAL)
    for report in (with_a_note, same):
        accepted(report, who.signe)
    assert last("nemlog-in").content["dependencies"] == [CRITICAL]
    assert not AuditEntry.objects.filter(action="portfolio.ask_anew").exists()


def test_nobody_is_asked_where_two_reports_collide(who: Cast) -> None:
    needed(who, HIGH)
    by_asta = submitted(who.asta, changed("nemlog-in", dependencies=[CRITICAL], note=both("Note")))
    at_night = [{**HIGH, "why": ALSO_AT_NIGHT}]
    heard_and_accepted(who, submitted(who.anna, changed("nemlog-in", dependencies=at_night, note=both("Other"))))
    with pytest.raises(Conflicting):
        accepted(by_asta, who.signe)
    assert waits(by_asta).version == by_asta.version
    assert Hearing.objects.get(report=by_asta).asked_about == CRITICAL


def test_it_stands_in_the_trail_and_is_told_in_the_reader_s_language(who: Cast) -> None:
    report = together(who)
    with pytest.raises(AskedAnew) as anew:
        accepted(report, who.signe)
    entry = AuditEntry.objects.latest("pk")
    assert (entry.actor_name, entry.action, entry.subject) == ("Signe", "portfolio.ask_anew", "system nemlog-in")
    assert entry.detail == {"report": report.pk, "version": report.version + 1, "revision": 3, "asked": "cpr"}
    with override("da"):
        assert anew.value.sentence == (
            "Ikke godkendt endnu: Et dokument eller en ejer er ændret, siden indmeldingen blev sendt. Derfor er den "
            "anden parts systemejer nu spurgt: cpr. Vent, eller skriv, hvorfor du godkender uden svaret."
        )
    with override("en"):
        assert anew.value.sentence == (
            "Not accepted yet: a document or an owner has changed since the report was sent. The owner of the other "
            "system has therefore been asked now: cpr. Wait, or write why you accept without the answer."
        )
