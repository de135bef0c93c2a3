"""The pages on what is fragile, and on what is promised and possible."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from samdrift.accounts.models import Role
from samdrift.availability.promised import Effort
from samdrift.publishing.partners import promises
from samdrift.status.models import Belief
from samdrift.vocabulary import Level
from tests import cast
from tests.portfolio.desk.browsing import Browser, text_of, words_of
from tests.portfolio.documents import both
from tests.publishing.exploring import CHANGED, dependency, person, take_in
from tests.publishing.whatif.conftest import named, service

FRAGILE, PROMISED = "/desk/saarbarheder/", "/desk/lovet-og-muligt/"


def test_what_hits_most_comes_first_with_its_score_explained(reader: Browser) -> None:
    words = words_of(reader.client.get(FRAGILE))
    assert "MitID 3 får nedbrud og 1 får delvist nedbrud Login alene: 30 30 3 × 9 + 1 × 3" in words
    assert words.index("MitID 3 får") < words.index("Mægleren 1 får delvist nedbrud")
    assert "Et system, der får nedbrud, tæller 9." in words


def test_a_weak_point_leads_to_its_scenario(reader: Browser) -> None:
    assert 'href="/desk/hvad-nu-hvis/?fejl=mitid"' in text_of(reader.client.get(FRAGILE))


def test_redundancy_that_is_none_is_told(reader: Browser) -> None:
    words = words_of(reader.client.get(FRAGILE))
    assert "Portalen kan bruge både Sms og Mail, men ingen af dem, hvis dette fejler: MitID: Login." in words


def test_suppliers_are_for_partners_and_sites_for_nobody_here(reader: Browser) -> None:
    for browser in (reader, Browser(person(Role.ADMINISTRATOR, "owner"))):
        words = words_of(browser.client.get(FRAGILE))
        assert "Leverandøren Mægleren 1 andet system bliver ramt: Portalen." in words
        assert "Kælderen" not in words


def test_what_must_work_for_each(reader: Browser) -> None:
    words = words_of(reader.client.get(FRAGILE))
    assert "Portalen MitID: Login · Mægleren: Login" in words or "Portalen Mægleren: Login · MitID: Login" in words
    assert "Disse har ikke brug for, at andet virker: CPR, MitID." in words


@pytest.mark.parametrize(
    ("language", "words"),
    [("da", "Postkontoret CPR (kan undværes i 1 døgn)"), ("en", "Postkontoret CPR (can be done without for 1 day)")],
)
def test_how_long_it_may_be_missing(language: str, words: str) -> None:
    take_in(named("office", "Postkontoret", dependencies=[dependency("cpr", tolerance="P1D")]), at=CHANGED)
    assert words in words_of(Browser(person(), language).client.get(FRAGILE))


def test_an_unknown_system_is_said(reader: Browser) -> None:
    answer = reader.client.get(f"{FRAGILE}?system=findes-ikke")
    assert answer.status_code == 400
    assert "Det system findes ikke." in words_of(answer)


def rows(browser: Browser) -> dict[str, str]:
    html = text_of(browser.client.get(PROMISED)).partition("<tbody")[2]
    found = [re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", row)) for row in html.split("<tr")[1:]]
    return {re.sub(r"^[^>]*> ", "", row).strip(): row for row in found}


def row(browser: Browser, start: str) -> str:
    return next(each for each in rows(browser) if each.startswith(start))


def test_what_is_promised_beside_what_is_possible(reader: Browser) -> None:
    told = row(reader, "Portalen : Post")
    assert "Der er lovet mere, end der er muligt. 99,9 % Højst 99,85 %" in told
    assert "2 af de 2, den har kritisk brug for, har lovet noget." in told
    assert "Målt for kort tid" in told


def test_what_is_taken_for_granted_is_said(reader: Browser) -> None:
    words = words_of(reader.client.get(PROMISED))
    assert "leverandør eller et driftssted til fælles, regner vi dem for at være nede samtidig i 10 %" in words


@pytest.mark.parametrize(
    ("target", "verdict"),
    [
        ("99.9", "Der er lovet mere, end der er muligt."),
        ("99", "Vi kan ikke sige, om der er lovet mere, end der er muligt."),
        ("98", ""),
    ],
)
def test_what_is_only_estimated_says_so_and_judges_only_what_is_significant(
    target: str, verdict: str, reader: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Either of two lines is enough, each up 90 % of the time: 99 % is possible, were there time to reckon it out."""
    monkeypatch.setattr(promises, "EFFORT", Effort(steps=0, samples=20_000))
    lines = ("line-a", "line-b")
    take_in(*(named(slug, slug, services=[service("use", "Brug", target="90")]) for slug in lines), at=CHANGED)
    office = named(
        "office",
        "Postkontoret",
        services=[service("post", "Post", target=target)],
        groups=[{"id": "lines", "name": both("Linjer"), "required": 1}],
        dependencies=[dependency(slug, group="lines") for slug in lines],
    )
    take_in(office, at=CHANGED)
    told = row(reader, "Postkontoret")
    assert told.startswith(f"Postkontoret : Post {verdict} {target.replace('.', ',')} %".replace("  ", " "))
    between = r"Cirka 9[89],\d\d % .*Anslået ved stikprøver: næsten sikkert mellem 98,\d\d % og 99,\d\d %\."
    assert re.search(between, told)
    english = row(Browser(person(Role.ADMINISTRATOR, "owner"), "en"), "Postkontoret")
    assert re.search(r"About 9[89]\.\d\d% .*almost certainly between 98\.\d\d% and 99\.\d\d%\.", english)


def test_those_that_promise_nothing_come_last_and_folded(reader: Browser) -> None:
    promising, _, others = text_of(reader.client.get(PROMISED)).partition("<details")
    assert ">CPR</a>: " in others
    assert ">MitID</a>: Login" in promising
    assert ">CPR</a>: " not in promising


def test_what_promises_nothing_is_not_said_to_work_always(reader: Browser) -> None:
    told = row(reader, "CPR")
    assert "Ikke angivet" in told
    assert "100" not in told


@pytest.mark.parametrize(("level", "verdict"), [(Level.MAJOR_OUTAGE, True), (Level.OPERATIONAL, False)])
def test_what_was_measured_stands_beside_it(reader: Browser, level: Level, verdict: bool) -> None:
    """Seen for 45 of 90 days, the last of them at `level`."""
    component = cast.component("mitid/login")
    now = timezone.now()
    seen = {"observed": True, "planned": False, "believed_at": now}
    middle, late = now - timedelta(days=45), now - timedelta(days=1)
    Belief.objects.create(component=component, during=(middle, late), level=0, **seen)
    Belief.objects.create(component=component, during=(late, None), level=level, **seen)
    told = row(reader, "MitID : Login")
    assert ("Det har virket mindre end lovet." in told) is verdict
    assert ("97,7" in told) is verdict
    assert "50,00 % ikke målt" in told


@pytest.mark.parametrize(("language", "answer"), [("da", "Det ved vi ikke"), ("en", "We do not know")])
def test_what_nobody_has_promised_is_answered_as_a_sentence(language: str, answer: str) -> None:
    assert answer in row(Browser(person(), language), "Portalen : Vejledning")


@pytest.mark.parametrize(
    ("role", "compares"), [(Role.READER, False), (Role.OPERATIONS, True), (Role.SECRETARIAT, True)]
)
def test_the_menu_leads_to_what_the_reader_may_read(role: Role, compares: bool) -> None:
    browser = Browser(person(role, "menu"))
    menu = browser.read(PROMISED).partition('class="tab-list"')[2].partition("</ul>")[0]
    assert f'href="{PROMISED}" aria-current="true"' in menu
    assert ('href="/desk/afvigelser/"' in menu) is compares
    assert (browser.client.get("/desk/afvigelser/").status_code == 200) is compares
