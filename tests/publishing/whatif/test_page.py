from __future__ import annotations

import re
from datetime import timedelta

import pytest

from samdrift.portfolio.days import today
from tests.portfolio.desk.browsing import Browser, text_of, words_of
from tests.publishing.exploring import BEGUN, CHANGED, NOW, day, dependency, person, take_in
from tests.publishing.whatif.conftest import named

PAGE = "/desk/hvad-nu-hvis/"


def asked(browser: Browser, query: str) -> str:
    answer = browser.client.get(f"{PAGE}?{query}")
    assert answer.status_code == 200, words_of(answer)
    return words_of(answer)


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        (
            "da",
            (
                "Hvad nu hvis MitID har nedbrud?",
                "4 andre systemer bliver ramt: 3 får nedbrud og 1 får delvist nedbrud. 1 system bliver ikke ramt.",
                "Straks. Har brug for Mægleren (kritisk), som har brug for MitID (kritisk), som har nedbrud.",
                "Har brug for mindst 1 af 2 (høj), men Sms og Mail kan ikke bruges. Mail har brug for MitID (kritisk), "
                "som har nedbrud.",
                "1 anden tjeneste bliver ikke ramt.",
            ),
        ),
        (
            "en",
            (
                "What if MitID has an outage?",
                "4 other systems are hit: 3 have outages and 1 has a partial outage. 1 system is not hit.",
                "At once. Needs Mægleren (critical), which needs MitID (critical), which has an outage.",
                "Needs at least 1 of 2 (high), but Sms and Mail cannot be used. Mail needs MitID (critical), "
                "which has an outage.",
            ),
        ),
    ],
)
def test_who_is_hit_how_badly_how_soon_and_by_which_path(language: str, sentences: tuple[str, ...]) -> None:
    words = asked(Browser(person(), language), "fejl=mitid")
    for sentence in sentences:
        assert sentence in words


def test_what_is_felt_later_says_when(reader: Browser) -> None:
    words = asked(reader, "fejl=cpr")
    assert "1 andet system bliver ramt: 1 får delvist nedbrud. 1 af dem bliver først ramt senere." in words
    assert "Kan mærkes efter 1 døgn. Har brug for CPR (høj), som har nedbrud." in words


def test_what_holds_is_told(reader: Browser) -> None:
    words = asked(reader, "fejl=sms")
    assert "Ingen andre systemer bliver ramt." in words
    assert "Portalen (Besked) kan undvære Sms: 1 af 2 er nok." in words


def test_planned_work_is_called_that(reader: Browser) -> None:
    words = asked(reader, "planlagt=broker&fejl=mitid/issue:2")
    assert "Hvad nu hvis MitID: Udstedelse har delvist nedbrud, og der er planlagt arbejde på Mægleren?" in words
    assert "Har brug for Mægleren (kritisk), hvor der er planlagt arbejde." in words


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        (
            "da",
            (
                "Hvad nu hvis der er planlagt arbejde på CPR, og det varer 2 timer og 30 minutter?",
                "Ingen andre systemer bliver ramt. 5 systemer bliver ikke ramt.",
                "Det holder Portalen (Vejledning) kan undvære CPR i 1 døgn.",
            ),
        ),
        (
            "en",
            (
                "What if there is planned work on CPR, and it lasts 2 hours and 30 minutes?",
                "What keeps going Portalen (Vejledning) can do without CPR for 1 day.",
            ),
        ),
    ],
)
def test_of_a_window_only_what_is_felt_within_it_is_told(language: str, sentences: tuple[str, ...]) -> None:
    words = asked(Browser(person(), language), "planlagt=cpr&varighed=2:30")
    for sentence in sentences:
        assert sentence in words
    assert "Kan mærkes efter" not in words and "Noticeable after" not in words


def test_the_length_stays_in_every_address(reader: Browser) -> None:
    html = text_of(reader.client.get(f"{PAGE}?planlagt=cpr&varighed=2:30&mod-fejl=cpr&mod-varighed=48"))
    assert 'value="2:30"' in html and 'value="48"' in html
    assert (
        f'href="{PAGE}?planlagt=cpr&amp;fejl=mitid&amp;varighed=2:30&amp;mod-fejl=cpr&amp;mod-varighed=48:00"' in html
    )
    first = html.partition('class="whatif-add"')[2].partition("</form>")[0]
    assert '<input type="hidden" name="mod-varighed" value="48">' in first
    assert '<input type="hidden" name="varighed" value="2:30">' in first
    answer = reader.client.get(PAGE, {"planlagt": "cpr", "varighed": "2:30", "dato": "", "tilfoej": "mitid: login"})
    assert answer.headers["Location"] == f"{PAGE}?planlagt=cpr&fejl=mitid/login&varighed=2:30"
    answer = reader.client.get(PAGE, {"planlagt": "cpr", "varighed": "", "dato": ""})
    assert 'name="varighed"' in text_of(answer)


def test_each_label_belongs_to_the_field_beside_it(reader: Browser) -> None:
    html = text_of(reader.client.get(f"{PAGE}?fejl=mitid&varighed=2:30&dato={day(1)}"))
    assert [html.count(f'id="id_{name}"') for name in ("tilfoej", "hvordan", "varighed", "dato")] == [1, 1, 1, 1]


def test_the_map_of_an_earlier_day_is_asked(reader: Browser) -> None:
    words = asked(reader, f"fejl=mitid&dato={day(15)}")
    assert "2 andre systemer bliver ramt: 2 får nedbrud." in words
    assert "Portalen" not in words


def test_what_was_planned_then_is_asked_from_the_day_it_is_in_operation(reader: Browser) -> None:
    needs = [dependency("cpr")]
    take_in(named("new", "Det nye", life_cycle={"status": "planned"}, dependencies=needs), at=BEGUN)
    take_in(named("new", "Det nye", dependencies=needs), at=CHANGED)
    answer = reader.client.get(f"{PAGE}?fejl=new&dato={day(15)}")
    assert '"new" er ikke på kortet den dag.' in words_of(answer)
    before, after = (asked(reader, f"fejl=cpr&dato={day(ago)}") for ago in (15, 1))
    assert "Det nye" not in before
    assert "Det nye" in after


def test_what_is_typed_is_added_and_the_address_carries_it(reader: Browser) -> None:
    answer = reader.client.get(PAGE, {"fejl": "cpr", "tilfoej": "mitid: login", "hvordan": "2", "dato": ""})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{PAGE}?fejl=cpr&fejl=mitid/login:2")
    answer = reader.client.get(PAGE, {"tilfoej": "Mægler", "hvordan": "planlagt"})
    assert answer.status_code == 400, "the system and its service hold that text"
    assert f'href="{PAGE}?planlagt=broker"' in text_of(answer)
    assert f'href="{PAGE}?planlagt=broker/login"' in text_of(answer)


def test_each_system_on_the_map_is_a_link_that_lets_it_fail_or_no_longer(reader: Browser) -> None:
    html = text_of(reader.client.get(f"{PAGE}?fejl=mitid&mod-fejl=cpr"))
    first, second = (part.partition("</svg>")[0] for part in html.split("map-layers")[1:])
    address = {part[0]: part[1] for part in re.findall(r'id="layers-(\w+)" class="[^"]*" href="([^"]*)"', first)}
    assert address["mitid"] == f"{PAGE}?mod-fejl=cpr"
    assert address["cpr"] == f"{PAGE}?fejl=mitid&amp;fejl=cpr&amp;mod-fejl=cpr"
    assert f'href="{PAGE}?fejl=mitid&amp;mod-fejl="' in second
    assert 'aria-label="MitID: nedbrud, valgt. Fjern fra scenariet."' in first
    assert 'data-from="portal" data-to="broker"' in first


def test_the_answer_comes_first_and_the_form_is_folded(reader: Browser) -> None:
    html = text_of(reader.client.get(f"{PAGE}?fejl=mitid"))
    assert (
        html.index("whatif-answer") < html.index('<details class="details whatif-change">') < html.index("whatif-add")
    )
    assert html.index("whatif-add") < html.index("</details>") < html.index('class="whatif-list')
    two = text_of(reader.client.get(f"{PAGE}?fejl=mitid&mod-fejl=cpr"))
    assert two.index('id="beside"') < two.index('<details class="details whatif-change">') < two.index("whatif-add")


@pytest.mark.parametrize("query", ["fejl=mitid&mod-fejl=mitid", "fejl=mitid&mod-fejl=", "mod-fejl=mitid"])
def test_where_a_case_is_still_to_be_chosen_the_form_is_open_and_first(reader: Browser, query: str) -> None:
    html = text_of(reader.client.get(f"{PAGE}?{query}"))
    assert html.index('<details class="details whatif-change" open>') < html.index('id="beside"')


@pytest.mark.parametrize(("query", "status"), [("", 200), ("fejl=ukendt", 400), ("fejl=mitid&tilfoej=xyz", 400)])
def test_where_nothing_is_answered_the_form_comes_first(reader: Browser, query: str, status: int) -> None:
    answer = reader.client.get(f"{PAGE}?{query}")
    assert (answer.status_code, "<details" in text_of(answer)) == (status, False)
    assert 'class="whatif-add"' in text_of(answer)


def test_the_title_of_two_cases_names_both(reader: Browser) -> None:
    title = text_of(reader.client.get(f"{PAGE}?fejl=mitid&mod-planlagt=cpr")).partition("<title>")[2].partition("<")[0]
    both = "Hvad nu hvis MitID har nedbrud? Hvad nu hvis der er planlagt arbejde på CPR?"
    assert title.startswith(f"To scenarier side om side: {both}")


def test_two_cases_side_by_side(reader: Browser) -> None:
    html = text_of(reader.client.get(f"{PAGE}?fejl=mitid&mod-fejl=broker:1&mod-dato={day(1)}"))
    rows = [re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", row)).strip() for row in html.split("<tr")[2:]]
    assert any("Portalen Nedbrud Straks. Forringet drift Straks." in row for row in rows), rows
    assert any("Mægleren Nedbrud Straks. Fejler selv" in row for row in rows), rows
    assert any("Sms Nedbrud Straks. Bliver ikke ramt" in row for row in rows), rows


def test_what_is_planned_does_not_fail(reader: Browser) -> None:
    html = text_of(reader.client.get(f"{PAGE}?fejl=mitid&mod-planlagt=broker"))
    rows = [re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", row)).strip() for row in html.split("<tr")[2:]]
    assert any("Mægleren Nedbrud Straks. Planlagt arbejde" in row for row in rows), rows
    assert not any("Mægleren Nedbrud Straks. Fejler selv" in row for row in rows), rows


def test_a_second_case_without_picks_stays(reader: Browser) -> None:
    assert "Det andet scenarie Intet er valgt endnu." in asked(reader, "fejl=mitid&mod-fejl=")


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        ("fejl=ukendt", 'Systemet eller tjenesten "ukendt" er ikke på kortet den dag.'),
        ("fejl=mitid:9", '"mitid:9" er ikke et system eller en tjeneste'),
        ("fejl=mitid:0", '"mitid:0" er ikke et system eller en tjeneste'),
        ("fejl=mitid/*", '"mitid/*" er ikke et system eller en tjeneste'),
        ("planlagt=mitid:2", '"mitid:2" er ikke et system eller en tjeneste'),
        ("fejl=<script>", '"<script>" er ikke et system'),
        ("fejl=mitid&dato=i-morgen", "Kortet fra dagen: Skriv dagen som år-måned-dag"),
        (f"dato={today(NOW) + timedelta(days=1)}", "Den dag er ikke kommet endnu."),
        ("dato=1999-01-01", "Så gammelt et kort findes ikke."),
        ("tilfoej=findes-ikke", 'Intet system og ingen tjeneste hedder "findes-ikke".'),
        ("tilfoej=cpr&hvordan=7", "Vælg en af mulighederne."),
        (f"fejl=portal&dato={day(15)}", '"portal" er ikke på kortet den dag.'),
        ("planlagt=cpr&varighed=to-timer", "Hvor længe det varer: Skriv timer og minutter, for eksempel 2:30"),
        ("planlagt=cpr&varighed=0:00", "Skriv timer og minutter"),
        ("fejl=mitid&mod-fejl=ukendt", '"ukendt" er ikke på kortet den dag.'),
        ("&".join(f"fejl=a{number}" for number in range(51)), "Højst 50 ad gangen kan fejle her."),
    ],
)
def test_what_cannot_be_understood_is_said_and_kept(reader: Browser, query: str, fault: str) -> None:
    answer = reader.client.get(f"{PAGE}?{query}")
    assert answer.status_code == 400
    assert fault in words_of(answer)
    assert "map-drawing" not in text_of(answer)
    assert "<script>" not in text_of(answer)


def test_the_form_keeps_what_was_typed_and_each_fault_can_be_taken_out(reader: Browser) -> None:
    html = text_of(reader.client.get(f"{PAGE}?fejl=ukendt&fejl=mitid&tilfoej=xyz&hvordan=1"))
    assert 'value="xyz"' in html
    assert '<option value="1" selected>' in html
    assert f'<a href="{PAGE}?fejl=mitid&amp;tilfoej=xyz&amp;hvordan=1">Fjern' in html
    assert '<input type="hidden" name="fejl" value="ukendt">' in html
