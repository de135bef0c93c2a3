"""What the owner at the other end reads, word by word."""

from __future__ import annotations

from typing import Any

import pytest

from samdrift.accounts.models import Person
from samdrift.portfolio.actions.deciding import return_report
from samdrift.portfolio.models import ChangeReport, Hearing
from tests.monitors.desk import Forms
from tests.portfolio.change.cast import NOW, Cast, accepted, changed, dependency, submitted
from tests.portfolio.desk.browsing import Browser, at, text_of, words_of
from tests.portfolio.documents import both

CRITICAL, ON_A_SERVICE = dependency("cpr"), dependency("cpr/login", id="login", criticality="high", why=both("Sign in"))


def needed(who: Cast) -> None:
    """By nemlog-in: cpr as a whole, and one service of it."""
    first = submitted(who.anna, changed("nemlog-in", dependencies=[CRITICAL, ON_A_SERVICE]))
    accepted(first, who.signe, overrule=True, comment="To begin with.")


def without(by: Person, **sections: Any) -> ChangeReport:
    """A report that keeps only the second."""
    return submitted(by, changed("nemlog-in", dependencies=[ON_A_SERVICE], **sections))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("da", "NEMLOG-IN siger: NEMLOG-IN har ikke længere brug for CPR (kritisk) til dette: Look people up"),
        ("en", "NEMLOG-IN says: NEMLOG-IN no longer needs CPR (critical) for this: Look people up"),
    ],
)
def test_of_one_of_two_that_goes_away_nothing_more_is_said(who: Cast, language: str, sentence: str) -> None:
    needed(who)
    report = without(who.asta)
    hearing = Hearing.objects.get(report=report)
    for reader, page in ((who.bo, "/desk/dokumentation/"), (who.bo, f"/desk/hoeringer/{hearing.pk}/")):
        assert f">{sentence}<" in Browser(reader, language).read(page)
    assert f">{sentence}<" in Browser(who.signe, language).read(at(report))


def test_what_went_away_by_another_report_meanwhile_is_told_of_until_the_report_is_sent_again(who: Cast) -> None:
    needed(who)
    report = without(who.asta, note=both("Note"))
    accepted(without(who.anna), who.signe, overrule=True, comment="So.")
    return_report(report=report, comment="Look again.", version=report.version, actor=who.signe, now=NOW)
    author = Browser(who.asta)
    author.send(at(report, "opdater/"))
    assert "NEMLOG-IN siger: En afhængighed af CPR falder bort." in author.read(at(report))
    author.send(at(report), at(report, "indsend/"), then="submit")
    assert not Hearing.objects.filter(report=report).exists()


def test_who_decides_is_told_who_is_asked_now_and_decides_again(who: Cast) -> None:
    report = submitted(who.asta, changed("nemlog-in", dependencies=[dependency("mitid")]))
    owner = {"organisation": "register", "name": both("Register")}
    accepted(submitted(who.anna, changed("mitid", owner=owner), slug="mitid"), who.signe)
    secretariat, decide = Browser(who.signe), at(report, "afgoer/")
    overruled = {"decision": "accept", "overrule": "on", "comment": "Aftalt."}
    told = secretariat.send(at(report), decide, **overruled)
    assert told.status_code == 409
    assert "Derfor er den anden parts systemejer nu spurgt: mitid." in words_of(told)
    sentence = "NEMLOG-IN siger: NEMLOG-IN har brug for MITID (kritisk)"
    assert sentence in words_of(told)
    assert sentence in Browser(who.bo).read("/desk/dokumentation/")
    as_shown = Forms(text_of(told)).by_action[decide]
    assert secretariat.post(as_shown, decide, **overruled).status_code == 302
    assert ChangeReport.objects.get(pk=report.pk).state == "accepted"
