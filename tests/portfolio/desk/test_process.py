"""The change process as people meet it: page by page, without JavaScript."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from samdrift.portfolio.models import ChangeReport, Confirmation, Hearing, Revision
from tests.portfolio.change.cast import Cast, changed, dependency, drafted, last, submitted
from tests.portfolio.desk.browsing import LIST, Browser, at, messages_of, with_dependency, words_of
from tests.portfolio.documents import both


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


def test_a_faulty_report_is_not_sent_and_keeps_its_reason(who: Cast) -> None:
    browser = Browser(who.anna)
    report = drafted(who.anna, changed("nemlog-in", services=[]), reason="")
    answer = browser.send(at(report), at(report, "indsend/"), reason="Fordi.", then="submit")
    assert answer.status_code == 409
    assert "Dokumentet kan ikke sættes i kraft" in words_of(answer)
    report.refresh_from_db()
    assert (report.state, report.reason) == ("draft", "Fordi.")


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
    assert browser.send(at(report, "opdater/")).status_code == 400, "nothing is chosen beforehand"
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
    assert "Der er ikke noget, der venter på dig" in page
    assert "Registerchefen" in page


def test_a_report_is_withdrawn_and_still_read(who: Cast) -> None:
    report = with_dependency(who)
    browser = Browser(who.anna)
    browser.send(at(report), at(report, "traek-tilbage/"))
    report.refresh_from_db()
    assert report.state == "withdrawn"
    assert "Tilføjer en høj afhængighed af CPR" in browser.read(at(report))
    assert browser.client.get(at(report, LIST)).headers["Location"] == at(report), "there is nothing to edit"


def test_a_report_of_a_withdrawn_document_cannot_be_begun(who: Cast) -> None:
    Browser(who.signe).send("/desk/dokumentation/mitid/traek-tilbage/", reason="Lukket.")
    answer = Browser(who.anna).client.post("/desk/dokumentation/mitid/indmeld/")
    assert messages_of(answer) == ["mitid har ingen gældende dokumentation."]
