"""What others rest on cannot be taken from them, and nobody is told by that what they may not read."""

from __future__ import annotations

from typing import Any

import pytest

from samdrift.accounts.models import Person
from samdrift.portfolio.actions import import_documents
from samdrift.portfolio.document import Faults
from tests.portfolio.change.cast import BEGUN, MINUTE, NOW, Cast, changed, dependency, submitted
from tests.portfolio.desk.browsing import Browser, at, begin, words_of
from tests.portfolio.documents import document


def resting(slug: str, owner: str, told_to: str, **sections: Any) -> None:
    """The system comes to rest on a service of mitid, and before that internally on nemlog-in."""
    needs = [dependency("nemlog-in", told_to="internal"), dependency("mitid/sign", told_to=told_to)]
    mitid = document("mitid", services=("login", "sign"))
    other = document(slug, owner=owner, dependencies=needs, **sections)
    import_documents(documents=[mitid, other], actor=None, now=BEGUN + MINUTE)


def faults_told(by: Person) -> list[str]:
    """When they report that mitid signs no more."""
    without = document("mitid").content()["services"]
    with pytest.raises(Faults) as raised:
        submitted(by, changed("mitid", services=without), slug="mitid", now=NOW)
    return [f"{fault.file} {fault.field} {fault.value}" for fault in raised.value.faults]


@pytest.mark.parametrize(
    ("told_to", "sections", "told"),
    [
        ("public", {}, "cpr dependencies[0].on 'mitid/sign'"),
        ("partners", {}, "cpr dependencies[0].on 'mitid/sign'"),
        ("internal", {}, "mitid services 'mitid/sign'"),
        (
            "public",
            {"audiences": [{"field": "dependencies", "audience": "internal"}]},
            "mitid services 'mitid/sign'",
        ),
    ],
)
def test_whose_need_stands_in_the_way_is_told_to_those_who_may_read_it(
    who: Cast, told_to: str, sections: dict[str, Any], told: str
) -> None:
    resting("cpr", "register", told_to, **sections)
    assert faults_told(who.anna) == [told]
    assert faults_told(who.signe) == ["cpr dependencies[1].on 'mitid/sign'"]


def test_an_owner_is_told_of_another_system_of_theirs(who: Cast) -> None:
    resting("nemid", "agency", "internal")
    assert faults_told(who.anna) == ["nemid dependencies[1].on 'mitid/sign'"]


@pytest.mark.parametrize(
    ("language", "field", "sentence"),
    [
        ("da", "Tjenester", "Et andet system nævner den i et felt, du ikke kan se. Spørg sekretariatet."),
        ("en", "Services", "Another system names it in a field that is not shown to you. Ask the secretariat."),
    ],
)
def test_the_page_says_whom_to_ask_of_a_need_that_it_does_not_show(
    who: Cast, language: str, field: str, sentence: str
) -> None:
    resting("cpr", "register", "internal")
    browser = Browser(who.anna, language)
    report = begin(browser, "mitid")
    report.content = changed("mitid", services=document("mitid").content()["services"])
    report.save()
    refused = browser.send(at(report), at(report, "indsend/"), reason="Lukket.", then="submit")
    assert refused.status_code == 409
    assert f"mitid, {field} ('mitid/sign'): {sentence}" in words_of(refused)
    assert "cpr" not in words_of(refused).lower()
