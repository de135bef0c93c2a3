from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from samdrift.accounts import audit
from samdrift.accounts.models import AuditEntry, Role
from samdrift.accounts.queries import PAGE, audit_trail
from tests.accounts.cast import NOW, Cast, client_of


def test_the_database_refuses_to_change_an_entry(cast: Cast) -> None:
    with pytest.raises(IntegrityError, match="only grows: UPDATE"), transaction.atomic():
        AuditEntry.objects.update(subject="something else")
    assert not AuditEntry.objects.filter(subject="something else").exists()


def test_the_database_refuses_to_delete_an_entry(cast: Cast) -> None:
    before = AuditEntry.objects.count()
    with pytest.raises(IntegrityError, match="only grows: DELETE"), transaction.atomic():
        AuditEntry.objects.all().delete()
    assert AuditEntry.objects.count() == before > 0


def test_the_trail_is_paged_newest_first(db: None) -> None:
    for number in range(PAGE + 1):
        audit.record(actor=None, now=NOW + timedelta(seconds=number), action="test.do", subject=f"thing {number}")
    first, second = audit_trail(number=1), audit_trail(number=2)
    assert (first.lines[0].subject, len(first.lines), first.newer, first.older) == (f"thing {PAGE}", PAGE, None, 2)
    assert [line.subject for line in second.lines] == ["thing 0"]
    assert (second.newer, second.older) == (1, None)


def test_the_trail_is_filtered_by_actor_and_subject(cast: Cast) -> None:
    admin = cast.people[Role.ADMINISTRATOR]
    audit.record(actor=admin, now=NOW, action="test.do", subject="source oneview")
    audit.record(actor=None, now=NOW, action="test.do", subject="source oneview")
    found = audit_trail(number=1, actor="ANNA ADMIN", subject="oneview")
    assert [(line.actor, line.subject) for line in found.lines] == [(admin.name, "source oneview")]


def test_details_are_shown_as_json(cast: Cast) -> None:
    audit.record(
        actor=None, now=NOW, action="test.do", subject="thing", before=None, after={"paused": True, "navn": "æ"}
    )
    assert audit_trail(number=1, subject="thing").lines[0].detail == (
        ("after", '{"navn": "æ", "paused": true}'),
        ("before", "null"),
    )


def test_the_page_filters_and_keeps_the_filter_when_paging(cast: Cast) -> None:
    for number in range(PAGE + 1):
        audit.record(actor=None, now=NOW, action="test.do", subject=f"source {number} & co")
    browser = client_of(cast.people[Role.SECRETARIAT])
    page = browser.get("/desk/revision/", {"subject": "& co"}).content.decode()
    assert "actor=&amp;subject=%26+co&amp;page=2" in page
    older = browser.get("/desk/revision/", {"subject": "& co", "page": "2"}).content.decode()
    assert older.count("<code>test.do</code>") == 1


@pytest.mark.parametrize("number", ["0", "-1", "x", "99999999999999999999"])
def test_a_page_that_cannot_be_is_answered_clearly(cast: Cast, number: str) -> None:
    assert client_of(cast.people[Role.SECRETARIAT]).get("/desk/revision/", {"page": number}).status_code == 400
