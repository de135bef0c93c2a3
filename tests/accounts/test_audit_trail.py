from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

import samdrift
from samdrift.accounts import audit
from samdrift.accounts.models import AuditEntry, Role
from samdrift.accounts.queries import PAGE, audit_trail
from samdrift.accounts.words import ACTIONS, VALUES
from samdrift.monitoring.models import Source
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
    found = audit_trail(number=1, actor="ANNA ADMIN", subject="source oneview")
    assert [line.actor for line in found.lines] == [admin.name]


def test_details_are_told_in_words_and_what_is_null_is_left_out(cast: Cast) -> None:
    after = {"beside": None, "confirm": 0.05, "interval": 2592000.0, "navn": "æ", "paused": True, "x": [1]}
    audit.record(actor=None, now=NOW, action="test.do", subject="thing", before=None, after=after)
    with translation.override("da"):
        told = audit_trail(number=1, subject="thing").lines[0].detail
    assert sorted(told) == [
        ("efter, en ny tilstand skal vare (sekunder)", "0,05"),
        ("efter, må være tavs (sekunder)", "2592000"),
        ("efter, navn", "æ"),
        ("efter, på pause", "ja"),
        ("efter, x", "[1]"),
    ]


@pytest.mark.parametrize(
    ("detail", "words"),
    [
        ({"life": "every_signal"}, "hvert signal gentager sig"),
        ({"before": "reader", "after": {"role": "system_owner"}}, "Systemejer"),
        ({"before": "reader"}, "Læser"),
        ({"name": "reader"}, "reader"),
        ({"life": "of another edition"}, "of another edition"),
    ],
)
def test_codes_are_told_in_words(cast: Cast, detail: dict[str, Any], words: str) -> None:
    audit.record(actor=None, now=NOW, action="test.do", subject="thing", **detail)
    with translation.override("da"):
        assert words in [value for _, value in audit_trail(number=1, subject="thing").lines[0].detail]


def test_every_proof_of_life_has_its_words() -> None:
    assert VALUES["life"].keys() == {each.value for each in Source.Life}


def actions_in_the_code() -> set[str]:
    """Every code that is given to the audit trail, wherever in the product."""
    package = Path(samdrift.__file__).parent
    parts = "|".join(path.parent.name for path in package.glob("*/apps.py"))
    code = re.compile(rf'"((?:{parts})\.[a-z]+(?:_[a-z]+)+)"')
    sources = [path.read_text() for path in package.rglob("*.py") if path.name not in ("words.py", "settings.py")]
    return {found for text in sources for found in code.findall(text)}


def test_every_action_has_its_words_and_no_other() -> None:
    assert actions_in_the_code() == set(ACTIONS)


@pytest.mark.parametrize(("language", "words"), [("da", "Ændrede kilden"), ("en", "Changed the source")])
def test_the_page_says_what_was_done_in_the_readers_language(cast: Cast, language: str, words: str) -> None:
    audit.record(actor=None, now=NOW, action="monitoring.change_source", subject="source oneview")
    page = client_of(cast.people[Role.SECRETARIAT], language=language).get("/desk/revision/").content.decode()
    assert words in page
    assert ("kilde oneview" in page) is (language == "da")
    assert "monitoring.change_source" not in page


def test_the_page_filters_and_keeps_the_filter_when_paging(cast: Cast) -> None:
    for number in range(PAGE + 1):
        audit.record(actor=None, now=NOW, action="test.do", subject=f"source {number} & co")
    browser = client_of(cast.people[Role.SECRETARIAT])
    page = browser.get("/desk/revision/", {"subject": "& co"}).content.decode()
    assert "actor=&amp;subject=%26+co&amp;page=2" in page
    older = browser.get("/desk/revision/", {"subject": "& co", "page": "2"}).content.decode()
    assert older.count(">test.do<") == 1


@pytest.mark.parametrize("number", ["0", "-1", "x", "99999999999999999999"])
def test_a_page_that_cannot_be_is_answered_clearly(cast: Cast, number: str) -> None:
    assert client_of(cast.people[Role.SECRETARIAT]).get("/desk/revision/", {"page": number}).status_code == 400
