"""A report is begun and written; nobody's words are lost when two write it."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from samdrift.accounts.models import Organisation
from samdrift.portfolio.actions import reporting, reporting_sending
from samdrift.portfolio.actions.refusals import (
    HasDocument,
    NothingChanged,
    NothingInForce,
    NotNow,
    ReasonMissing,
    Refused,
    Stale,
)
from samdrift.portfolio.document import Faults, SystemDocument, yaml
from samdrift.portfolio.models import ChangeReport, System
from tests.portfolio.change.cast import MINUTE, NOW, Cast, accepted, changed, dependency, drafted, last, submitted
from tests.portfolio.documents import both


def nemlog_in() -> System:
    return System.objects.get(slug="nemlog-in")


def test_a_report_begins_with_the_last_revision(who: Cast) -> None:
    report = reporting.start_report(system=nemlog_in(), actor=who.anna, now=NOW)
    assert (report.base, report.content, report.state) == (last("nemlog-in"), last("nemlog-in").content, "draft")
    assert (report.author, list(report.writers.all()), report.version) == (who.anna, [who.anna], 1)


def test_a_draft_may_be_faulty_and_is_kept_as_typed(who: Cast) -> None:
    typed = {"identity": {"slug": "nemlog-in", "name": {"da": ""}}, "services": [{}, {"id": "Log in!"}]}
    report = drafted(who.anna, typed)
    assert ChangeReport.objects.get(pk=report.pk).content == typed


def test_one_section_is_saved_and_the_others_left_alone(who: Cast) -> None:
    report = reporting.start_report(system=nemlog_in(), actor=who.anna, now=NOW)
    note = both("Draft")
    saved = reporting.save_section(report=report, section="note", value=note, version=1, actor=who.anna, now=NOW)
    assert saved.content == {**last("nemlog-in").content, "note": note}
    emptied = reporting.save_section(report=report, section="note", value=None, version=2, actor=who.anna, now=NOW)
    assert (emptied.content, emptied.version) == (last("nemlog-in").content, 3)
    with pytest.raises(ValueError, match="colour"):
        reporting.save_section(report=report, section="colour", value="red", version=3, actor=who.anna, now=NOW)


def test_saving_what_is_stored_already_changes_nothing(who: Cast) -> None:
    report = drafted(who.anna, changed("nemlog-in"))
    again = reporting.save_content(
        report=report, content=report.content, version=report.version, actor=who.anna, now=NOW + MINUTE
    )
    assert (again.version, again.changed_at) == (report.version, NOW)


def test_who_saves_second_is_shown_what_is_stored_and_nothing_is_overwritten(who: Cast) -> None:
    report = reporting.start_report(system=nemlog_in(), actor=who.anna, now=NOW)
    by_anna, by_asta = (changed("nemlog-in", note=both(name)) for name in ("Anna", "Asta"))
    reporting.save_content(report=report, content=by_anna, version=1, actor=who.anna, now=NOW)
    with pytest.raises(Stale) as refused:
        reporting.save_content(report=report, content=by_asta, version=1, actor=who.asta, now=NOW + MINUTE)
    stored = refused.value.report
    assert (stored.content, stored.version) == (by_anna, 2)
    assert ChangeReport.objects.get(pk=report.pk).content == by_anna
    saved = reporting.save_content(report=report, content=by_asta, version=2, actor=who.asta, now=NOW + MINUTE)
    assert (saved.content, set(saved.writers.all())) == (by_asta, {who.anna, who.asta})


def test_terms_and_submitting_count_as_changes_to_somebody_who_has_read_an_older_version(who: Cast) -> None:
    report = drafted(who.anna, changed("nemlog-in", note=both("New")))
    with pytest.raises(Stale):
        reporting_sending.submit_report(report=report, version=report.version - 1, actor=who.anna, now=NOW)


def test_a_file_is_taken_whole_or_not_at_all(who: Cast) -> None:
    report = reporting.start_report(system=nemlog_in(), actor=who.anna, now=NOW)
    content = changed("nemlog-in", note=both("From a file"))
    text = yaml.write(SystemDocument.model_validate(content))
    done = reporting.upload_document(report=report, text=text, name="n.yaml", version=1, actor=who.anna, now=NOW)
    assert done.content == content
    with pytest.raises(Faults, match=r"n\.yaml:1: colour: 'red'"):
        reporting.upload_document(
            report=report, text=f"colour: red\n{text}", name="n.yaml", version=2, actor=who.anna, now=NOW
        )
    assert ChangeReport.objects.get(pk=report.pk).content == content


@pytest.mark.parametrize("text", ["\0", "\ud800"])
def test_text_that_no_database_holds_is_a_fault(who: Cast, text: str) -> None:
    report = reporting.start_report(system=nemlog_in(), actor=who.anna, now=NOW)
    with pytest.raises(Faults, match="invisible control character"):
        reporting.save_section(report=report, section="note", value={"da": text}, version=1, actor=who.anna, now=NOW)


def test_a_faulty_document_is_not_submitted_and_every_fault_is_named(who: Cast) -> None:
    content = changed("nemlog-in", dependencies=[dependency("nobody"), dependency("cpr", criticality="huge")])
    report = drafted(who.anna, content)
    with pytest.raises(Faults, match=r"nemlog-in: dependencies\[1\]\.criticality: 'huge'"):
        reporting_sending.submit_report(report=report, version=report.version, actor=who.anna, now=NOW)
    report = drafted(who.anna, changed("nemlog-in", dependencies=[dependency("nobody"), dependency("cpr/x", "y")]))
    with pytest.raises(Faults) as refused:
        reporting_sending.submit_report(report=report, version=report.version, actor=who.anna, now=NOW)
    assert [(fault.field, fault.value) for fault in refused.value.faults] == [
        ("dependencies[0].on", "'nobody'"),
        ("dependencies[1].on", "'cpr/x'"),
    ]
    assert ChangeReport.objects.get(pk=report.pk).state == "draft"


def test_another_system_s_document_is_a_fault(who: Cast) -> None:
    report = drafted(who.anna, last("mitid").content)
    with pytest.raises(Faults, match=r"identity\.slug: 'mitid'; expected 'nemlog-in'"):
        reporting_sending.submit_report(report=report, version=report.version, actor=who.anna, now=NOW)


@pytest.mark.parametrize(
    ("reason", "content", "refusal"), [("", {"note": both("x")}, ReasonMissing), ("r", {}, NothingChanged)]
)
def test_a_report_says_why_and_changes_something(
    who: Cast, reason: str, content: dict[str, object], refusal: type[Refused]
) -> None:
    report = drafted(who.anna, changed("nemlog-in", **content), reason=reason)
    with pytest.raises(refusal):
        reporting_sending.submit_report(report=report, version=report.version, actor=who.anna, now=NOW)


def test_what_is_submitted_is_not_edited(who: Cast) -> None:
    report = submitted(who.anna, changed("nemlog-in", note=both("x")))
    with pytest.raises(NotNow):
        reporting.save_content(report=report, content={}, version=report.version, actor=who.anna, now=NOW)
    with pytest.raises(NotNow):
        reporting.save_terms(
            report=report, reason="r", effective_on=date(2027, 1, 1), version=report.version, actor=who.anna, now=NOW
        )


def test_a_withdrawn_report_keeps_its_content(who: Cast) -> None:
    report = submitted(who.anna, content := changed("nemlog-in", note=both("x")))
    reporting_sending.withdraw_report(report=report, version=report.version, actor=who.anna, now=NOW)
    stored = ChangeReport.objects.get(pk=report.pk)
    assert (stored.state, stored.content) == ("withdrawn", content)


def test_the_secretariat_begins_the_first_document_of_a_system(who: Cast) -> None:
    owner = Organisation.objects.get(slug="register")
    with pytest.raises(PermissionDenied):
        reporting.start_report_for_new(slug="cvr", owner=owner, actor=who.bo, now=NOW)
    with pytest.raises(HasDocument):
        reporting.start_report_for_new(slug="cpr", owner=owner, actor=who.signe, now=NOW)
    report = reporting.start_report_for_new(slug="cvr", owner=owner, actor=who.signe, now=NOW)
    content = {**last("cpr").content, "identity": {"slug": "cvr", "name": both("CVR"), "purpose": both("Look up")}}
    report = reporting.save_content(report=report, content=content, version=1, actor=who.bo, now=NOW)
    report = reporting.save_terms(report=report, reason="r", effective_on=None, version=2, actor=who.bo, now=NOW)
    report = reporting_sending.submit_report(report=report, version=3, actor=who.bo, now=NOW)
    revision = accepted(report, who.sara)
    assert (revision.number, revision.during.lower, revision.follows) == (1, NOW, None)
    assert sorted(str(each) for each in revision.system.components.all()) == ["cvr", "cvr/login"]


def test_a_system_without_a_document_has_nothing_to_change(who: Cast) -> None:
    owner = Organisation.objects.get(slug="register")
    report = reporting.start_report_for_new(slug="cvr", owner=owner, actor=who.signe, now=NOW)
    with pytest.raises(NothingInForce):
        reporting.start_report(system=report.system, actor=who.bo, now=NOW)
