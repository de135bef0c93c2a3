"""The change reports of two years: each says something, and together they lead to the documents of today."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from samdrift.accounts.models import Person, Role
from samdrift.demo.invented.reports import reports
from samdrift.demo.portfolio import BEGINNING, FOLDER
from samdrift.portfolio.actions import import_documents
from samdrift.portfolio.document import SystemDocument, load_folder
from samdrift.portfolio.document.changes import changes
from samdrift.portfolio.models import ChangeReport, Confirmation, Hearing, Revision
from samdrift.portfolio.queries import contents_in_force
from samdrift.portfolio.queries.freshness import Freshness, standings
from samdrift.vocabulary import Audience
from tests.demo.conftest import NOW, start

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("started")]
LATER = NOW + timedelta(days=1)


def document(slug: str) -> SystemDocument:
    return next(each for each in load_folder(FOLDER) if each.slug == slug)


def note_of(slug: str) -> object:
    return contents_in_force(LATER + timedelta(hours=1), Audience.PUBLIC)[slug].get("note")


def test_what_is_in_force_is_what_the_files_say() -> None:
    said = {each.slug: each.content() for each in load_folder(FOLDER)}
    found = Revision.objects.filter(during__upper_inf=True).values_list("system__slug", "content")
    assert dict(found) == said


def test_each_report_changed_what_readers_are_told() -> None:
    for report in ChangeReport.objects.select_related("base", "revision"):
        assert report.base and report.revision and changes(report.base.content, report.revision.content)
        assert report.revision.accepted_at == report.revision.during.lower


def test_every_report_was_carried_through_and_its_other_ends_asked() -> None:
    found = ChangeReport.objects.all()
    assert {report.state for report in found} == {ChangeReport.State.ACCEPTED}
    assert {report.reason for report in found} == {report.reason for report in reports()}
    answers = list(Hearing.objects.values_list("answer", flat=True))
    assert answers.count(Hearing.Answer.PENDING) == 1
    assert answers.count(Hearing.Answer.CONFIRMED) > 5
    assert max(report.decided_at.weekday() for report in found if report.decided_at) <= 4


def test_two_years_ago_is_a_day_to_look_back_at() -> None:
    then = contents_in_force(NOW - BEGINNING + timedelta(days=1), Audience.PUBLIC)
    assert then.keys() == {each.slug for each in load_folder(FOLDER)}
    assert then["digital-post"] != contents_in_force(NOW, Audience.PUBLIC)["digital-post"]
    assert not contents_in_force(NOW - BEGINNING - timedelta(days=1), Audience.PUBLIC)


def test_what_is_confirmed_is_as_without_reports() -> None:
    standing = {each.slug: each.freshness for each in standings(NOW)}
    assert {slug for slug, each in standing.items() if each is Freshness.NEVER} == {"sundhed-dk", "serviceplatformen"}
    assert {slug for slug, each in standing.items() if each is Freshness.EXPIRED} == {"datafordeleren"}
    assert {slug for slug, each in standing.items() if each is Freshness.SOON} == {"cpr"}
    assert Confirmation.objects.count() == len(standing) - 2 + len(reports())


def test_what_the_files_say_anew_is_taken_in_though_a_report_was_invented(started: Path) -> None:
    older = document("nemkonto").model_copy(update={"note": None})
    import_documents(documents=[older], actor=None, now=NOW + timedelta(hours=1))
    start(started, LATER)
    assert note_of("nemkonto")


def test_what_a_person_changed_stays(started: Path) -> None:
    person = Person.objects.get(role=Role.SECRETARIAT)
    changed = document("nemkonto").model_copy(update={"note": None})
    import_documents(documents=[changed], actor=person, now=NOW + timedelta(hours=1))
    start(started, LATER)
    assert not note_of("nemkonto")
