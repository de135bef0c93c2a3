"""A draft is written page by page, without JavaScript; nothing that was typed is lost."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from samdrift.portfolio.document import SystemDocument, yaml
from tests.portfolio.change.cast import Cast, changed, dependency, drafted, last
from tests.portfolio.desk.browsing import LIST, Browser, at, begin, words_of
from tests.portfolio.documents import both


def test_a_faulty_page_is_saved_and_says_so(who: Cast) -> None:
    browser = Browser(who.anna)
    report = begin(browser)
    answer = browser.send(at(report, "afsnit/livscyklus/"), life_cycle__status="retired")
    assert answer.status_code == 302
    assert answer.headers["Location"] == at(report, "afsnit/livscyklus/")
    page = browser.read(at(report, "afsnit/livscyklus/"))
    assert "Gemt. Én ting mangler eller er forkert." in page
    assert "Skriv den sidste dag, fordi systemet er udfaset." in page
    report.refresh_from_db()
    assert report.content["life_cycle"] == {"status": "retired"}
    assert "Skriv den sidste dag" in browser.read(at(report))


def test_what_is_emptied_goes_away(who: Cast) -> None:
    browser = Browser(who.anna)
    source = {"statement": both("Det er sådan."), "evidence": {"basis": "documented", "title": "En lov"}}
    report = drafted(who.anna, changed("nemlog-in", sources=[source]))
    emptied = {"evidence__title": "", "evidence__basis": "assumed"}
    assert browser.send(at(report, "afsnit/kilder/0/"), **emptied).status_code == 302
    report.refresh_from_db()
    assert report.content["sources"] == [{**source, "evidence": {"basis": "assumed"}}]


def test_an_entry_gets_its_id_when_it_has_a_name(who: Cast) -> None:
    browser = Browser(who.anna)
    report = begin(browser)
    nameless = browser.send(at(report, "afsnit/tjenester/ny/"), purpose__da="Log ind")
    page = at(report, "afsnit/tjenester/1/")
    assert nameless.headers["Location"] == page
    assert "uden navn" in browser.read(page)
    browser.send(page, name__da="Log ind nu", name__en="Log in now")
    report.refresh_from_db()
    assert report.content["services"][1]["id"] == "log-ind-nu"


def test_entries_are_moved_and_removed(who: Cast) -> None:
    browser = Browser(who.anna)
    report = drafted(who.anna, changed("nemlog-in", dependencies=[dependency("cpr"), dependency("mitid")]))
    browser.send(at(report, LIST), at(report, f"{LIST}1/ret-listen/"), change="up")
    report.refresh_from_db()
    assert [each["id"] for each in report.content["dependencies"]] == ["mitid", "cpr"]
    browser.send(at(report, LIST), at(report, f"{LIST}1/ret-listen/"), change="remove")
    report.refresh_from_db()
    assert [each["id"] for each in report.content["dependencies"]] == ["mitid"]


def test_not_applicable_is_an_answer(who: Cast) -> None:
    browser = Browser(who.anna)
    report = begin(browser)
    browser.client.post(at(report, "afsnit/steder/"), {"not-applicable": "on"})
    browser.send(at(report, "afsnit/beredskab/"), **{"not-applicable-preparedness-crisis": "on"})
    report.refresh_from_db()
    assert report.content["not_applicable"] == ["sites", "preparedness.crisis"]
    browser.client.post(at(report, "afsnit/steder/"), {})
    report.refresh_from_db()
    assert report.content["not_applicable"] == ["preparedness.crisis"]


def test_who_is_told_a_field_is_chosen(who: Cast) -> None:
    browser = Browser(who.anna)
    report = begin(browser)
    browser.send(at(report, "afsnit/ejer/maalgrupper/"), operator="internal")
    report.refresh_from_db()
    assert report.content["audiences"] == [{"field": "operator", "audience": "internal"}]
    assert "Vises kun internt." in browser.read(at(report, "afsnit/ejer/"))


def test_a_file_takes_the_place_of_the_draft(who: Cast) -> None:
    browser = Browser(who.anna)
    report = begin(browser)
    content = changed("nemlog-in", operator=both("Drift"))
    text = yaml.write(SystemDocument.model_validate(content))
    file = SimpleUploadedFile("nemlog-in.yaml", text.encode())
    assert browser.send(at(report, "fil/"), file=file).status_code == 302
    report.refresh_from_db()
    assert report.content == content
    pasted = json.dumps({**content, "operator": both("Andre")})
    assert browser.send(at(report, "fil/"), text=pasted).status_code == 302
    report.refresh_from_db()
    assert report.content["operator"] == both("Andre")


def test_every_fault_of_a_file_is_told_with_its_line_and_nothing_is_taken(who: Cast) -> None:
    browser = Browser(who.anna)
    report = begin(browser)
    text = yaml.write(SystemDocument.model_validate(changed("nemlog-in")))
    faulty = text.replace("status: in_operation", "status: halvt") + "operatør: nogen\n"
    answer = browser.send(at(report, "fil/"), text=faulty)
    words = words_of(answer)
    assert answer.status_code == 400
    assert "Dokumentet har 2 fejl. Intet er ændret." in words
    assert f"Linje {faulty[: faulty.index('status: halvt')].count(chr(10)) + 1} life_cycle.status" in words
    assert "operatør: nogen" in words, "what was pasted is still there"
    report.refresh_from_db()
    assert report.content == last("nemlog-in").content


@pytest.mark.parametrize("sent", [{}, {"file": SimpleUploadedFile("x.yaml", b"\xff\xfe\x00")}, {"text": " "}])
def test_no_document_is_no_document(who: Cast, sent: dict[str, Any]) -> None:
    browser = Browser(who.anna)
    report = begin(browser)
    assert browser.send(at(report, "fil/"), **sent).status_code == 400


@pytest.mark.parametrize("rest", ["afsnit/findes-ikke/", f"{LIST}7/", "afsnit/ejer/ny/", "afsnit/ejer/0/"])
def test_what_is_not_there_is_not_found(who: Cast, rest: str) -> None:
    browser = Browser(who.anna)
    assert browser.client.get(at(begin(browser), rest)).status_code == 404
