"""The owner at the other end of a changed dependency is asked, and only that owner answers."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from samdrift.portfolio.actions.deciding import return_report
from samdrift.portfolio.actions.hearing import answer_hearing
from samdrift.portfolio.actions.refusals import NotNow, ReasonMissing, Stale, Unheard
from samdrift.portfolio.actions.reporting import save_content
from samdrift.portfolio.actions.reporting_sending import submit_report
from samdrift.portfolio.models import ChangeReport, Revision
from tests.portfolio.change.cast import NOW, Cast, accepted, answered, changed, dependency, submitted
from tests.portfolio.documents import both

CRITICAL, HIGH = dependency("cpr"), dependency("cpr", criticality="high")
ON_A_SERVICE, ON_MITID = dependency("cpr/login"), dependency("mitid", id="cpr")
HIDDEN, HIDDEN_MITID = (dependency(on, id="cpr", told_to="internal") for on in ("cpr", "mitid"))
OTHER, RENAMED = dependency("cpr/login", id="other", why=both("Log people in")), dependency("cpr", id="again")


def asked(report: ChangeReport) -> list[tuple[str, str, Any]]:
    return [(each.provider.slug, each.dependency, each.asked_about) for each in report.hearings.all()]


@pytest.mark.parametrize(
    ("before", "after", "questions"),
    [
        pytest.param([], [CRITICAL], [("cpr", "cpr", CRITICAL)], id="added"),
        pytest.param([CRITICAL], [HIGH], [("cpr", "cpr", HIGH)], id="changed"),
        pytest.param([CRITICAL], [ON_A_SERVICE], [("cpr", "cpr", ON_A_SERVICE)], id="on a service now"),
        pytest.param([CRITICAL], [], [("cpr", "cpr", None)], id="removed"),
        pytest.param([CRITICAL], [ON_MITID], [("cpr", "cpr", None)], id="on an own system now"),
        pytest.param([], [dependency("mitid")], [], id="on an own system"),
        pytest.param([CRITICAL], [CRITICAL], [], id="the same"),
        pytest.param([], [HIDDEN], [], id="for own people only"),
        pytest.param([CRITICAL], [HIDDEN], [], id="for own people only now"),
        pytest.param([CRITICAL], [HIDDEN_MITID], [("cpr", "cpr", None)], id="on another system, for own people only"),
        pytest.param([CRITICAL, OTHER], [OTHER], [("cpr", "cpr", None)], id="one of two removed"),
        pytest.param([CRITICAL], [RENAMED], [("cpr", "again", RENAMED)], id="under another id"),
        pytest.param([CRITICAL, OTHER], [HIDDEN, OTHER], [], id="one of two for own people only now"),
    ],
)
def test_who_is_asked_about_what(who: Cast, before: list[Any], after: list[Any], questions: list[Any]) -> None:
    if before:
        first = submitted(who.anna, changed("nemlog-in", dependencies=before))
        accepted(first, who.signe, overrule=True, comment="To begin with.")
    report = submitted(who.anna, changed("nemlog-in", dependencies=after, note=both("x")))
    assert asked(report) == questions


def test_a_confirmed_dependency_is_accepted_and_a_disputed_one_only_with_a_word(who: Cast) -> None:
    report = submitted(who.anna, changed("nemlog-in", dependencies=[CRITICAL]))
    with pytest.raises(Unheard, match="cpr"):
        accepted(report, who.signe)
    with pytest.raises(ReasonMissing):
        answered(report, who.bo, confirmed=False)
    answered(report, who.bo, confirmed=False, comment="We agreed on high.")
    with pytest.raises(Unheard):
        accepted(report, who.signe, comment="Go on.")
    with pytest.raises(ReasonMissing):
        accepted(report, who.signe, overrule=True)
    assert Revision.objects.filter(system__slug="nemlog-in").count() == 1
    answered(report, who.bo)
    assert accepted(report, who.signe).content["dependencies"] == [CRITICAL]


def test_nobody_answers_for_another(who: Cast) -> None:
    report = submitted(who.anna, changed("nemlog-in", dependencies=[CRITICAL]))
    for other in (who.anna, who.signe):
        with pytest.raises(PermissionDenied):
            answered(report, other)


def test_an_answer_stands_while_the_question_does(who: Cast) -> None:
    report = submitted(who.anna, changed("nemlog-in", dependencies=[CRITICAL]))
    answered(report, who.bo)
    report = back_and_forth(who, report, dependencies=[CRITICAL], note=both("Something else"))
    assert [each.answer for each in report.hearings.all()] == ["confirmed"]
    report = back_and_forth(who, report, dependencies=[HIGH])
    (hearing,) = report.hearings.all()
    assert (hearing.answer, hearing.asked_about, hearing.answered_by) == ("pending", HIGH, None)
    report = back_and_forth(who, report, note=both("Without"), dependencies=[])
    assert not report.hearings.exists()


def test_an_answer_to_another_version_than_was_read_counts_for_nothing(who: Cast) -> None:
    report = submitted(who.anna, changed("nemlog-in", dependencies=[CRITICAL]))
    (hearing,) = report.hearings.all()
    read = report.version
    report = back_and_forth(who, report, dependencies=[HIGH])
    with pytest.raises(Stale):
        answer_hearing(hearing=hearing, confirmed=True, comment="", version=read, actor=who.bo, now=NOW)


def test_after_the_decision_nobody_is_asked_any_more(who: Cast) -> None:
    report = submitted(who.anna, changed("nemlog-in", dependencies=[CRITICAL]))
    accepted(report, who.signe, overrule=True, comment="It is urgent.")
    with pytest.raises(NotNow):
        answered(report, who.bo)


def back_and_forth(who: Cast, report: ChangeReport, **sections: Any) -> ChangeReport:
    """Returned, changed and submitted again."""
    report = return_report(report=report, comment="Look again.", version=report.version, actor=who.signe, now=NOW)
    content = changed("nemlog-in", **sections)
    report = save_content(report=report, content=content, version=report.version, actor=who.anna, now=NOW)
    return submit_report(report=report, version=report.version, actor=who.anna, now=NOW)
