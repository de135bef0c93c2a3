"""Two write the same report at a time: neither overwrites the other unseen, and nobody loses what they typed."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from samdrift.portfolio.actions.reporting_sending import submit_report
from samdrift.portfolio.document import SystemDocument, yaml
from samdrift.portfolio.models import ChangeReport
from tests.portfolio.change.cast import Cast, accepted, changed, dependency, drafted, submitted
from tests.portfolio.desk.browsing import LIST, Browser, at, begin, text_of, with_dependency, words_of
from tests.portfolio.documents import both, document


def test_the_second_to_save_a_page_sees_both(who: Cast) -> None:
    first, second = Browser(who.anna), Browser(who.asta)
    report = begin(first)
    page = at(report, "afsnit/ejer/")
    theirs, mine = first.open(page), second.open(page)
    assert first.post(theirs, page, operator__da="Første", operator__en="First").status_code == 302
    answer = second.post(mine, page, operator__da="Anden", operator__en="Second")
    assert answer.status_code == 409
    words = words_of(answer)
    assert "En anden har gemt imens" in words
    assert "Første / First" in words
    assert "Anden / Second" in words
    report.refresh_from_db()
    assert report.content["operator"] == {"da": "Første", "en": "First"}
    kept = {**mine, "seen": _hidden(answer, "seen")}
    assert second.post(kept, page, operator__da="Anden", operator__en="Second").status_code == 302
    report.refresh_from_db()
    assert report.content["operator"] == {"da": "Anden", "en": "Second"}


def test_two_who_save_different_pages_do_not_meet(who: Cast) -> None:
    first, second = Browser(who.anna), Browser(who.asta)
    report = begin(first)
    owner, contacts = at(report, "afsnit/ejer/"), at(report, "afsnit/kontakter/ny/")
    theirs, mine = first.open(owner), second.open(contacts)
    assert first.post(theirs, owner, operator__da="Drift", operator__en="Ops").status_code == 302
    said = {"function__da": "Vagt", "function__en": "Duty", "reach_for__da": "Nedbrud", "reach_for__en": "Outages"}
    assert second.post(mine, contacts, **said).status_code == 302
    report.refresh_from_db()
    assert report.content["operator"]["da"] == "Drift"
    assert report.content["contacts"][0]["id"] == "vagt"


def test_an_entry_that_somebody_removed_meanwhile_is_not_lost(who: Cast) -> None:
    report = with_dependency(who)
    first, second = Browser(who.anna), Browser(who.asta)
    entry = at(report, f"{LIST}0/")
    mine = second.open(entry)
    first.send(at(report, LIST), at(report, f"{LIST}0/ret-listen/"), change="remove")
    answer = second.post(mine, entry, criticality="low")
    assert answer.status_code == 409
    assert "Den anden har fjernet dette." in words_of(answer)
    again = second.post(mine, at(report, f"{LIST}ny/"), criticality="low")
    assert again.status_code == 302
    report.refresh_from_db()
    assert [each["criticality"] for each in report.content["dependencies"]] == ["low"]


def test_a_list_that_was_changed_meanwhile_is_not_changed_unseen(who: Cast) -> None:
    report = with_dependency(who)
    answer = Browser(who.anna).client.post(
        at(report, f"{LIST}0/ret-listen/"), {"change": "remove", "seen": "something else"}, follow=True
    )
    assert "En anden har ændret listen imens, så" in words_of(answer)
    report.refresh_from_db()
    assert len(report.content["dependencies"]) == 1


def test_who_is_told_a_field_is_not_opened_again_unseen(who: Cast) -> None:
    first, second = Browser(who.anna), Browser(who.asta)
    report = begin(first)
    page = at(report, "afsnit/ejer/maalgrupper/")
    theirs, mine = first.open(page), second.open(page)
    first.post(theirs, page, operator="internal")
    answer = second.post(mine, page)
    assert answer.status_code == 409
    assert "En anden har gemt imens" in words_of(answer)
    report.refresh_from_db()
    assert report.content["audiences"] == [{"field": "operator", "audience": "internal"}]
    again = {**mine, "seen": _hidden(answer, "seen")}
    assert second.post(again, page).status_code == 302, "both are seen now"
    report.refresh_from_db()
    assert "audiences" not in report.content


def test_what_is_chosen_about_an_earlier_draft_is_not_taken(who: Cast) -> None:
    report, browser = _colliding(who), Browser(who.asta)
    page = at(report, "opdater/")
    mine = {**browser.open(page), **_all(browser.read(page), "theirs")}
    Browser(who.anna).send(at(report, "afsnit/ejer/"), operator__da="Tredje", operator__en="Third")
    answer = browser.post(mine, page)
    assert answer.status_code == 409
    assert "Vælg igen" in words_of(answer)
    assert "Tredje" in words_of(answer)
    report.refresh_from_db()
    assert report.content["operator"] == {"da": "Tredje", "en": "Third"}


def test_what_is_chosen_about_an_earlier_revision_is_not_taken(who: Cast) -> None:
    report, browser = _colliding(who), Browser(who.asta)
    page = at(report, "opdater/")
    mine = {**browser.open(page), **_all(browser.read(page), "mine")}
    accepted(submitted(who.anna, changed("nemlog-in", operator=both("Tredje"))), who.signe, now=timezone.now())
    answer = browser.post(mine, page)
    assert answer.status_code == 409
    assert "Tredje" in words_of(answer), "what the choice is between now"
    report.refresh_from_db()
    assert report.content["operator"] == both("Anden")


@pytest.mark.parametrize("version", ["", "x", "9" * 5000])
def test_a_version_that_is_none_is_refused(who: Cast, version: str) -> None:
    report, browser = _colliding(who), Browser(who.asta)
    page = at(report, "opdater/")
    chosen = {**browser.open(page), **_all(browser.read(page), "theirs"), "version": version}
    assert browser.post(chosen, page).status_code == 400
    assert browser.client.post(at(report, "traek-tilbage/"), {"version": version}).status_code == 404
    report.refresh_from_db()
    assert (report.state, report.content["operator"]) == ("draft", both("Anden"))


WHOLE = yaml.write(SystemDocument.model_validate(document("nemlog-in", note=both("Det jeg skrev")).content()))
TYPED = {
    "fields": ("afsnit/ejer/", {"operator__da": "Det jeg skrev"}),
    "a new entry": ("afsnit/kontakter/ny/", {"function__da": "Det jeg skrev"}),
    "an entry": ("afsnit/tjenester/0/", {"purpose__da": "Det jeg skrev"}),
    "a file": ("fil/", {"text": WHOLE}),
}


@pytest.mark.parametrize("name", TYPED)
def test_what_was_typed_is_given_back_where_the_report_was_sent_meanwhile(who: Cast, name: str) -> None:
    rest, typed = TYPED[name]
    report, browser = drafted(who.asta, changed("nemlog-in", note=both("x"))), Browser(who.anna)
    mine = browser.open(at(report, rest))
    sent = _send(report, who)
    answer = browser.post(mine, at(report, rest), **typed)
    assert answer.status_code == 409
    assert "Det blev ikke gemt" in words_of(answer)
    assert "Det jeg skrev" in words_of(answer)
    report.refresh_from_db()
    assert (report.state, report.version) == ("submitted", sent.version)


def test_the_choice_of_who_is_told_is_given_back_too(who: Cast) -> None:
    report, browser = drafted(who.asta, changed("nemlog-in", note=both("x"))), Browser(who.anna)
    page = at(report, "afsnit/ejer/maalgrupper/")
    mine = browser.open(page)
    _send(report, who)
    answer = browser.post(mine, page, operator="internal")
    assert answer.status_code == 409
    assert "kun internt" in words_of(answer)


def test_a_reason_is_given_back_where_the_report_was_sent_meanwhile(who: Cast) -> None:
    report, browser = drafted(who.asta, changed("nemlog-in", note=both("x"))), Browser(who.anna)
    mine = browser.open(at(report), at(report, "indsend/"))
    _send(report, who)
    answer = browser.post(mine, at(report, "indsend/"), reason="En længere forklaring", then="submit")
    assert answer.status_code == 409
    assert "En længere forklaring" in words_of(answer)


def test_a_word_to_the_author_is_given_back_where_another_decided_meanwhile(who: Cast) -> None:
    report = submitted(who.asta, changed("nemlog-in", note=both("x")))
    browser = Browser(who.signe)
    mine = browser.open(at(report), at(report, "afgoer/"))
    accepted(report, who.sara)
    answer = browser.post(mine, at(report, "afgoer/"), decision="return", comment="Skriv hvorfor.")
    assert answer.status_code == 409
    assert "Skriv hvorfor." in words_of(answer)
    assert "Godkendt" in words_of(answer)


def test_an_answer_is_given_back_where_the_report_was_decided_meanwhile(who: Cast) -> None:
    report = submitted(who.asta, changed("nemlog-in", dependencies=[dependency("cpr")]))
    page = f"/desk/hoeringer/{report.hearings.get().pk}/"
    browser = Browser(who.bo)
    mine = browser.open(page)
    accepted(report, who.signe, overrule=True, comment="Det haster.")
    answer = browser.post(mine, page, answer="no", comment="Kun om natten.")
    assert answer.status_code == 409
    assert "Kun om natten." in words_of(answer)
    assert at(report) not in text_of(answer), "the other end may not read the report"


@pytest.mark.parametrize("rest", ["afsnit/ejer/", "afsnit/tjenester/0/", "fil/", "opdater/"])
def test_a_page_of_a_report_that_was_sent_leads_to_the_report(who: Cast, rest: str) -> None:
    report = submitted(who.asta, changed("nemlog-in", note=both("x")))
    answer = Browser(who.anna).client.get(at(report, rest), follow=True)
    assert answer.redirect_chain == [(at(report), 302)]
    assert "Det kan ikke lade sig gøre nu." in words_of(answer)


def _send(report: ChangeReport, who: Cast) -> ChangeReport:
    return submit_report(report=report, version=report.version, actor=who.asta, now=timezone.now())


def _colliding(who: Cast) -> ChangeReport:
    """Anna's operator is in force; Asta's draft, begun before, names another."""
    mine = drafted(who.asta, changed("nemlog-in", operator=both("Anden")))
    accepted(submitted(who.anna, changed("nemlog-in", operator=both("Første"))), who.signe)
    return mine


def _all(page: str, side: str) -> dict[str, str]:
    """That side chosen everywhere."""
    return {name: side for name in page.split('"') if name.startswith("keep:")}


def _hidden(answer: Any, name: str) -> str:
    page = answer.content.decode()
    return str(page.split(f'name="{name}" value="')[1].split('"')[0])
