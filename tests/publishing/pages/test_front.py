from __future__ import annotations

import re
from dataclasses import replace

import pytest

from samdrift.publishing.pages import Pages, front
from samdrift.snapshot.generation import STALE_WORDS_DA, STALE_WORDS_EN
from samdrift.snapshot.model import Snapshot, SystemStatus
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
    assert "Alle 12 systemer virker Sådan har det været siden 3. november kl. 14.10." in text
    assert "Sidst hørt fra overvågningen kl. 10.58." in text
    assert "Nedbrud" not in text


def test_trouble_says_what_people_cannot_do_and_what_they_can() -> None:
    danish, english = front_text(world.mitid_down()), front_text(world.mitid_down(), "en")
    assert "MitID har nedbrud. De andre elleve systemer virker. Siden kl. 10.42." in danish
    assert "Du kan ikke logge ind med MitID. Haster det, så ring" in danish
    assert "Du kan ikke oprette et nyt MitID." not in danish
    assert "You cannot log in with MitID. If it is urgent" in english


def test_each_kind_of_trouble_has_its_own_words() -> None:
    text = front_text(world.mixed())
    assert "Digital Post har delvist nedbrud." in text
    assert "Vælg NemKonto: kan være langsomt eller fejle indimellem." in text
    assert "Det virker ikke for alle. Hvor det svigter: Du kan ikke læse din digitale post." in text
    assert "Planlagt: lukket" in text
    assert "Ikke observeret siden 22. november kl. 10.42. Det sidste, vi hørte: virker." in text


def test_the_worst_comes_first() -> None:
    headings = re.findall(r'id="trouble-\d"><a [^>]*>([^<]+)', PAGES.front(world.mixed(), "da", stale=False))
    assert headings == ["Digital Post", "NemKonto", "NemHandel", "CPR"]


def test_it_does_not_say_that_all_works_where_one_is_not_observed() -> None:
    cpr = next(each for each in world.portfolio() if each.slug == "cpr")
    text = front_text(world.with_systems(world.calm(), replace(cpr, state=world.UNKNOWN)))
    assert "Vi ved ikke, om CPR virker. De andre elleve systemer virker." in text
    assert "Alle 12 systemer" not in text


def test_a_system_never_heard_has_no_last_word() -> None:
    new = replace(world.mitid(), state=world.UNKNOWN, history=(), days=(), watched_by=1)
    assert "Det sidste, vi hørte" not in front_text(world.with_systems(world.calm(), new))
    unwatched = replace(new, watched_by=0)
    assert "Der er ikke tilsluttet overvågning." in front_text(world.with_systems(world.calm(), unwatched))


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

    def counted(system: SystemStatus, language: Language, *, stale: bool) -> front.Row:
        rendered.append(system.slug)
        return row(system, language, stale=stale)

    monkeypatch.setattr(front, "row", counted)
    pages, calm = Pages("https://drift.example.dk"), world.calm()
    first = pages.front(calm, "da", stale=False)
    assert len(rendered) == 12
    assert pages.front(calm, "da", stale=False) == first
    assert len(rendered) == 12
    down = world.with_systems(calm, world.changed(world.mitid(), world.DOWN, world.BROKEN_AT))
    assert "Nedbrud" in pages.front(down, "da", stale=False)
    assert rendered[12:] == ["mitid"]
