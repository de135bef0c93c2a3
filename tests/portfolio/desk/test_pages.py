"""The change process as people meet it: page by page, without JavaScript."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from samdrift.portfolio.document import SystemDocument, yaml
from samdrift.portfolio.models import ChangeReport, Confirmation, Hearing, Revision
from tests.portfolio.change.cast import Cast, changed, dependency, drafted, last, submitted
from tests.portfolio.desk.browsing import Browser, at, begin, messages_of, words_of
from tests.portfolio.documents import both

ADDED: dict[str, Any] = {
    "on": "cpr",
    "criticality": "high",
    "why__da": "Slår personer op",
    "why__en": "Looks people up",
    "pattern": "real_time",
    "evidence__basis": "assumed",
}
LIST = "afsnit/afhaengigheder/"


def with_dependency(who: Cast) -> ChangeReport:
    browser = Browser(who.anna)
    report = begin(browser)
    answer = browser.send(at(report, f"{LIST}ny/"), **ADDED)
    assert answer.status_code == 302, words_of(answer)
    report.refresh_from_db()
    return report


def test_a_dependency_is_added_heard_and_accepted(who: Cast) -> None:
    report = with_dependency(who)
    owner, other, secretariat = Browser(who.anna), Browser(who.bo), Browser(who.signe)
    assert "Tilføjer en høj afhængighed af CPR" in owner.read(at(report))
    sent = owner.send(at(report), at(report, "indsend/"), reason="Vi slår op i CPR.", then="submit")
    assert sent.status_code == 302
    hearing = Hearing.objects.get(report=report)
    assert "NEMLOG-IN har brug for CPR (høj)" in other.read("/desk/dokumentation/")
    assert other.send(f"/desk/hoeringer/{hearing.pk}/", answer="yes").status_code == 302
    assert f"/desk/indmeldinger/{report.pk}/" in secretariat.read("/desk/dokumentation/")
    decided = secretariat.send(at(report), at(report, "afgoer/"), decision="accept")
    assert decided.status_code == 302, words_of(decided)
    assert last("nemlog-in").content["dependencies"][0]["id"] == "cpr"
    assert "Godkendt." in words_of(owner.client.get(at(report))).replace(" .", ".")


def test_the_same_in_english(who: Cast) -> None:
    report = with_dependency(who)
    assert "Adds a high dependency on CPR" in Browser(who.anna, "en").read(at(report))


def test_a_faulty_page_is_saved_and_says_so(who: Cast) -> None:
    browser = Browser(who.anna)
    report = begin(browser)
    answer = browser.send(at(report, "afsnit/livscyklus/"), life_cycle__status="retired")
    assert answer.status_code == 302
    assert answer.headers["Location"] == at(report, "afsnit/livscyklus/")
    page = browser.read(at(report, "afsnit/livscyklus/"))
    assert "Gemt. Én ting mangler eller er forkert." in page
    assert "Skriv den sidste dag, fordi systemet er lukket." in page
    report.refresh_from_db()
    assert report.content["life_cycle"] == {"status": "retired"}
    assert "Skriv den sidste dag" in browser.read(at(report))


def test_a_faulty_report_is_not_sent_and_keeps_its_reason(who: Cast) -> None:
    browser = Browser(who.anna)
    report = drafted(who.anna, changed("nemlog-in", services=[]), reason="")
    answer = browser.send(at(report), at(report, "indsend/"), reason="Fordi.", then="submit")
    assert answer.status_code == 409
    assert "Dokumentet kan ikke sættes i kraft" in words_of(answer)
    report.refresh_from_db()
    assert (report.state, report.reason) == ("draft", "Fordi.")


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


def test_a_report_is_returned_with_a_word_and_sent_again(who: Cast) -> None:
    report = submitted(who.anna, changed("nemlog-in", operator=both("Drift")))
    owner, secretariat = Browser(who.anna), Browser(who.signe)
    silent = secretariat.send(at(report), at(report, "afgoer/"), decision="return")
    assert silent.status_code == 409
    assert secretariat.send(at(report), at(report, "afgoer/"), decision="return", comment="Hvem?").status_code == 302
    assert "Sekretariatet skriver: Hvem?" in words_of(owner.client.get("/desk/dokumentation/"))
    assert owner.send(at(report), at(report, "indsend/"), then="submit").status_code == 302


def test_the_other_end_says_no_and_is_overruled_with_a_word(who: Cast) -> None:
    report = submitted(who.anna, changed("nemlog-in", dependencies=[dependency("cpr")]))
    hearing = Hearing.objects.get(report=report)
    other, secretariat = Browser(who.bo), Browser(who.signe)
    assert other.send(f"/desk/hoeringer/{hearing.pk}/", answer="no").status_code == 409
    assert other.send(f"/desk/hoeringer/{hearing.pk}/", answer="no", comment="Kun om natten.").status_code == 302
    assert "Kun om natten." in secretariat.read(at(report))
    refused = secretariat.send(at(report), at(report, "afgoer/"), decision="accept")
    assert refused.status_code == 409
    overruled = {"decision": "accept", "overrule": "on", "comment": "Aftalt på mødet."}
    assert secretariat.send(at(report), at(report, "afgoer/"), **overruled).status_code == 302
    report.refresh_from_db()
    assert report.state == "accepted"


def collide(who: Cast) -> ChangeReport:
    """Two change the operator; the first is accepted, and the other's report is returned."""
    first = submitted(who.anna, changed("nemlog-in", operator=both("Første")))
    second = submitted(who.asta, changed("nemlog-in", operator=both("Anden")))
    secretariat = Browser(who.signe)
    assert secretariat.send(at(first), at(first, "afgoer/"), decision="accept").status_code == 302
    page = secretariat.read(at(second))
    assert "Første" in page
    assert "Anden" in page
    assert secretariat.send(at(second), at(second, "afgoer/"), decision="accept").status_code == 409
    secretariat.send(at(second), at(second, "afgoer/"), decision="return", comment="Vælg.")
    return second


@pytest.mark.parametrize(("keep", "operator"), [("mine", "Anden"), ("theirs", "Første")])
def test_the_author_chooses_where_two_reports_collide(who: Cast, keep: str, operator: str) -> None:
    report, browser = collide(who), Browser(who.asta)
    assert browser.client.post(at(report, "opdater/")).status_code == 400, "nothing is chosen beforehand"
    choices = [name for name in browser.read(at(report, "opdater/")).split('"') if name.startswith("keep:")]
    assert browser.send(at(report, "opdater/"), **dict.fromkeys(choices, keep)).status_code == 302
    report.refresh_from_db()
    assert report.content["operator"] == both(operator)


def test_a_scheduled_revision_is_told_and_taken_back(who: Cast) -> None:
    later = timezone.now().date() + timedelta(days=10)
    report = submitted(who.anna, changed("nemlog-in", operator=both("Drift")), on=later, now=timezone.now())
    secretariat = Browser(who.signe)
    secretariat.send(at(report), at(report, "afgoer/"), decision="accept")
    revision = Revision.objects.get(change_report=report)
    assert f"/desk/revisioner/{revision.pk}/tag-tilbage/" in secretariat.read("/desk/dokumentation/")
    assert "træder i kraft" in Browser(who.anna).read("/desk/dokumentation/")
    assert secretariat.send(f"/desk/revisioner/{revision.pk}/tag-tilbage/", reason="Alligevel ikke.").status_code == 302
    revision.refresh_from_db()
    assert revision.during.isempty


def test_a_document_that_others_need_is_not_withdrawn(who: Cast) -> None:
    secretariat = Browser(who.signe)
    report = submitted(who.anna, changed("nemlog-in", dependencies=[dependency("cpr")]))
    overruled = {"decision": "accept", "overrule": "on", "comment": "Ja."}
    secretariat.send(at(report), at(report, "afgoer/"), **overruled)
    refused = secretariat.send("/desk/dokumentation/cpr/traek-tilbage/", reason="Lukket.")
    assert refused.status_code == 409
    assert "nemlog-in" in words_of(refused)
    assert secretariat.send("/desk/dokumentation/nemlog-in/traek-tilbage/", reason="Lukket.").status_code == 302
    assert "Systemet har ingen gældende dokumentation." in secretariat.read("/desk/dokumentation/nemlog-in/")


def test_a_withdrawal_still_to_come_is_taken_back(who: Cast) -> None:
    later, secretariat = timezone.now().date() + timedelta(days=10), Browser(who.signe)
    ended = secretariat.send("/desk/dokumentation/cpr/traek-tilbage/", reason="Lukket.", on=later.isoformat())
    assert ended.status_code == 302
    assert "/desk/dokumentation/cpr/behold/" in secretariat.read("/desk/dokumentation/")
    assert secretariat.send("/desk/dokumentation/cpr/behold/", reason="Alligevel ikke.").status_code == 302
    assert last("cpr").during.upper is None


def test_a_new_system_is_described_from_nothing(who: Cast) -> None:
    secretariat = Browser(who.signe)
    page = "/desk/nyt-system/"
    owner = str(who.bo.organisation_id)
    assert secretariat.send(page, slug="NY", owner=owner).status_code == 400
    assert secretariat.send(page, slug="cpr", owner=owner).status_code == 400
    answer = secretariat.send(page, slug="ny", owner=owner)
    report = ChangeReport.objects.latest("pk")
    assert answer.headers["Location"] == at(report)
    assert "mangler eller er forkerte" in Browser(who.bo).read(at(report))


def test_the_one_thing_due_comes_first_and_is_confirmed(who: Cast) -> None:
    browser = Browser(who.bo)
    page = browser.read("/desk/dokumentation/")
    assert "Én ting venter på dig" in page
    assert "Aldrig bekræftet." in page
    assert browser.send("/desk/dokumentation/cpr/bekraeft/", da="Registerchefen", en="The head").status_code == 302
    assert Confirmation.objects.get(system__slug="cpr").function_da == "Registerchefen"
    page = browser.read("/desk/dokumentation/")
    assert "Intet venter på dig" in page
    assert "Registerchefen" in page


def test_a_report_is_withdrawn_and_still_read(who: Cast) -> None:
    report = with_dependency(who)
    browser = Browser(who.anna)
    browser.send(at(report), at(report, "traek-tilbage/"))
    report.refresh_from_db()
    assert report.state == "withdrawn"
    assert "Tilføjer en høj afhængighed af CPR" in browser.read(at(report))
    assert browser.client.get(at(report, LIST)).status_code == 403


def test_a_list_that_was_changed_meanwhile_is_not_changed_unseen(who: Cast) -> None:
    report = with_dependency(who)
    answer = Browser(who.anna).client.post(
        at(report, f"{LIST}0/ret-listen/"), {"change": "remove", "seen": "something else"}, follow=True
    )
    assert "En anden har ændret listen imens." in words_of(answer)
    report.refresh_from_db()
    assert len(report.content["dependencies"]) == 1


@pytest.mark.parametrize("rest", ["afsnit/findes-ikke/", f"{LIST}7/", "afsnit/ejer/ny/", "afsnit/ejer/0/"])
def test_what_is_not_there_is_not_found(who: Cast, rest: str) -> None:
    browser = Browser(who.anna)
    assert browser.client.get(at(begin(browser), rest)).status_code == 404


def test_a_report_of_a_withdrawn_document_cannot_be_begun(who: Cast) -> None:
    Browser(who.signe).send("/desk/dokumentation/mitid/traek-tilbage/", reason="Lukket.")
    answer = Browser(who.anna).client.post("/desk/dokumentation/mitid/indmeld/")
    assert messages_of(answer) == ["mitid har ingen gældende dokumentation."]


def _hidden(answer: Any, name: str) -> str:
    page = answer.content.decode()
    return str(page.split(f'name="{name}" value="')[1].split('"')[0])
