from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.utils.safestring import SafeString

from samdrift.publishing.pages import Pages, front
from samdrift.snapshot.generation import STALE_WORDS_DA, STALE_WORDS_EN
from samdrift.snapshot.model import Snapshot, SystemStatus, Uptime
from samdrift.vocabulary import Language, Text
from tests import world

PAGES = Pages("https://drift.example.dk")


def text_of(html: str) -> str:
    """What a reader sees, roughly: no tags, one space between words."""
    main = html[html.index("<main") : html.index("</main>")]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def front_text(snapshot: Snapshot, language: Language = "da", *, stale: bool = False) -> str:
    return text_of(PAGES.front(snapshot, language, stale=stale))


def test_a_calm_page_answers_first_and_says_no_more_than_it_knows() -> None:
    text = front_text(world.calm())
    assert "Alle 12 systemer virker Vi har ikke set fejl siden 3. november kl. 14.10." in text
    assert "Senest tjekket kl. 10.58." in text
    assert "Nedbrud" not in text


def test_trouble_says_what_people_cannot_do_and_what_they_can() -> None:
    danish, english = front_text(world.mitid_down()), front_text(world.mitid_down(), "en")
    assert (
        "MitID har nedbrud Du kan ikke logge ind med MitID. Resten virker. Problemerne begyndte kl. 10.42. Vi ved"
        in danish
    )
    assert "Du kan ikke logge ind med MitID. Haster det, så ring" in danish
    assert "Du kan ikke oprette et nyt MitID." not in danish
    assert "You cannot log in with MitID. If it is urgent" in english


def test_each_kind_of_trouble_has_its_own_words() -> None:
    text = front_text(world.mixed())
    assert "Digital Post har delvist nedbrud. NemKonto virker ikke, som det skal Du kan måske" in text
    assert "Vælg NemKonto kan svare langsomt eller fejle indimellem." in text
    assert "Du kan måske ikke læse din digitale post. Det gælder nogle, ikke alle." in text
    assert "Planlagt: lukket" in text
    assert "Vi har ikke fået nyt om CPR siden 22. november kl. 10.42. Da virkede det." in text


def test_the_worst_comes_first() -> None:
    headings = re.findall(r'id="trouble-\d"><a [^>]*>([^<]+)', PAGES.front(world.mixed(), "da", stale=False))
    assert headings == ["Digital Post", "NemKonto", "NemHandel", "CPR"]


def unknown(count: int) -> Snapshot:
    """The first `count` systems are not observed."""
    silent = [replace(each, state=world.UNKNOWN) for each in world.portfolio()[:count]]
    return world.with_systems(world.calm(), *silent)


def headings(snapshot: Snapshot) -> list[str]:
    html = PAGES.front(snapshot, "da", stale=False)
    return [
        re.sub("<[^>]+>", "", each)
        for each in re.findall(r'<h2 class="h3" id="(?:trouble-\d+|silent)">(.*?)</h2>', html)
    ]


def test_bad_news_does_not_end_by_silence() -> None:
    assert headings(world.silence()) == ["MitID", "Elleve systemer"]
    danish, english = front_text(world.silence()), front_text(world.silence(), "en")
    assert "MitID havde nedbrud, da vi sidst tjekkede kl. 10.47 Seneste melding: Du kan ikke logge ind" in danish
    assert "Vi ved ikke, om elleve andre systemer virker. Denne side opdaterer sig selv." in danish
    assert "Vi ved ikke Vi har ikke fået nyt om dem siden kl. 10.47. Det kan godt være, at de virker." in danish
    assert "NemLog-in, Digital Post, NemKonto, borger.dk," in danish
    assert "Datafordeleren, Serviceplatformen." in danish
    assert "MitID had an outage when we last checked at 10:47 Last known: You cannot log in with MitID." in english
    assert "Eleven systems We do not know We have had no news of them since 10:47. They may well" in english


def test_three_that_we_do_not_know_stand_apart_and_four_together() -> None:
    assert headings(unknown(3)) == ["MitID", "NemLog-in", "Digital Post"]
    assert headings(unknown(4)) == ["Fire systemer"]


def test_silence_never_hides_what_was_seen() -> None:
    cvr, cpr = (each for each in world.portfolio() if each.slug in ("cpr", "cvr"))
    seen = world.with_systems(unknown(5), replace(cpr, state=world.DEGRADED), replace(cvr, state=world.DOWN))
    assert headings(seen) == ["CVR", "CPR", "Fem systemer"]


def test_each_kind_of_silence_is_told_by_itself() -> None:
    two = [each for each in unknown(6).systems if each.slug in ("mitid", "nemlog-in")]
    late = [replace(each, since=world.BROKEN_AT) for each in unknown(6).systems if each.slug == "nemkonto"]
    mixed = world.with_systems(unknown(6), replace(two[0], watched_by=0), replace(two[1], history=(), days=()), *late)
    text = front_text(mixed)
    assert "Vi har ikke fået nyt om nogle af dem siden 3. november kl. 14.10 og om andre siden kl. 10.42." in text
    assert "Vi har ikke fået nyt om dem endnu. NemLog-in." in text
    assert "Det bliver ikke tjekket. MitID." in text


def test_no_share_is_given_of_a_moment() -> None:
    def told(brief: bool, ratio: float | None) -> str:
        measured = (Uptime("90d", ratio, 0.5, brief=brief),)
        return front_text(world.with_systems(world.calm(), replace(world.mitid(), uptimes=measured)))

    assert "MitID Virker 99,00 % 50,00 % ikke målt NemLog-in" in told(False, 0.99).replace("Oppetid ", "")
    assert "MitID Virker Målt i mindre end et døgn NemLog-in" in told(True, 0.99)
    assert "MitID Virker Ikke målt NemLog-in" in told(True, None)


def test_it_does_not_say_that_all_works_where_one_is_not_observed() -> None:
    cpr = next(each for each in world.portfolio() if each.slug == "cpr")
    text = front_text(world.with_systems(world.calm(), replace(cpr, state=world.UNKNOWN)))
    assert "Vi ved ikke, om CPR virker Resten virker." in text
    assert "Alle 12 systemer" not in text


def test_a_system_never_heard_has_no_last_word() -> None:
    new = replace(world.mitid(), state=world.UNKNOWN, history=(), days=(), watched_by=1)
    assert "Vi har ikke fået nyt om MitID siden" not in front_text(world.with_systems(world.calm(), new))
    unwatched = replace(new, watched_by=0)
    assert "Det bliver ikke tjekket." in front_text(world.with_systems(world.calm(), unwatched))


def test_retired_systems_are_a_quiet_line_and_not_counted() -> None:
    html = PAGES.front(world.calm(), "da", stale=False)
    table = html[html.index("<table") : html.index("</table>")]
    assert "NemID" not in table
    assert "Lukkede systemer: NemID (lukket 31. oktober 2023)." in text_of(html)


@pytest.mark.parametrize(("language", "token"), [("da", STALE_WORDS_DA), ("en", STALE_WORDS_EN)])
def test_the_stale_form_says_first_since_when_and_nothing_is_green(language: Language, token: str) -> None:
    html = PAGES.front(world.calm(), language, stale=True)
    heading = html[html.index("<h1") : html.index("</h1>")]
    main = html[html.index("</svg>", html.index('class="shapes"')) : html.index("</main>")]
    assert token in heading
    assert "working" not in heading
    assert "state-working" not in main
    assert 'class="table table--borderless systems last-known"' in main
    assert html.count("<title>") == 1
    assert "12" not in html[html.index("<title>") : html.index("</title>")]


def test_names_are_escaped() -> None:
    odd = replace(world.mitid(), name=Text("A<b>&'\"", "A<b>"))
    html = PAGES.front(world.with_systems(world.calm(), replace(odd, state=world.DOWN)), "da", stale=False)
    assert "A<b>" not in html
    assert "A&lt;b&gt;&amp;" in html


def test_a_row_is_rendered_again_only_for_another_object(monkeypatch: pytest.MonkeyPatch) -> None:
    rendered: list[str] = []
    row = front.row

    def counted(system: SystemStatus, language: Language, strip: SafeString, *, stale: bool) -> front.Row:
        rendered.append(system.slug)
        return row(system, language, strip, stale=stale)

    monkeypatch.setattr(front, "row", counted)
    pages, calm = Pages("https://drift.example.dk"), world.calm()
    first = pages.front(calm, "da", stale=False)
    assert len(rendered) == 12
    assert pages.front(calm, "da", stale=False) == first
    assert len(rendered) == 12
    down = world.with_systems(calm, world.changed(world.mitid(), world.DOWN, world.BROKEN_AT))
    assert "Nedbrud" in pages.front(down, "da", stale=False)
    assert rendered[12:] == ["mitid"]
