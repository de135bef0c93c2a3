from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

import pytest

from samdrift.portfolio.derived import Portfolio
from samdrift.publishing.pages import Pages
from samdrift.snapshot.generation import STALE_WORDS_DA
from samdrift.snapshot.model import Snapshot
from samdrift.vocabulary import Language
from tests import world
from tests.portfolio.map.cast import NEEDS, demonstration, system
from tests.publishing.pages.test_front import text_of

PAGES = Pages("https://drift.example.dk")


def page(
    snapshot: Snapshot, language: Language = "da", *, stale: bool = False, portfolio: Portfolio | None = None
) -> str:
    statuses = {status.slug: status for status in snapshot.systems}
    return PAGES.map(portfolio or demonstration(), statuses, language, stale=stale)


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def drawing(html: str) -> str:
    return html.partition("map-layers")[2].partition("</svg>")[0]


def node(html: str, slug: str) -> str:
    return re.search(rf'<a id="layers-{slug}".*?</a>', html).group()  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("snapshot", "language", "answer"),
    [
        (world.calm(), "da", "Alle 12 systemer virker."),
        (world.mitid_down(), "da", "MitID har nedbrud."),
        (world.mitid_down(), "en", "MitID has an outage."),
    ],
)
def test_one_sentence_answers(snapshot: Snapshot, language: Language, answer: str) -> None:
    assert answer in text_of(page(snapshot, language))


def test_a_node_says_how_it_is_and_how_many_it_concerns() -> None:
    html = page(world.mitid_down())
    assert 'aria-label="MitID: nedbrud. Bruges af 3 systemer, har brug for 1."' in node(html, "mitid")
    assert "node-major" in node(html, "mitid")
    assert 'href="/systemer/mitid/"' in node(html, "mitid")
    assert "node-working" in node(html, "cvr")


def test_lines_to_what_does_not_work_stand_out() -> None:
    html = drawing(page(world.mitid_down()))
    marked = re.findall(r'link-trouble" data-from="([^"]+)" data-to="([^"]+)"', html)
    assert sorted(marked) == [("datafordeleren", "mitid"), ("eindkomst", "mitid"), ("nemlog-in", "mitid")]
    assert "link-trouble" not in page(world.calm())


def test_an_external_system_has_no_state_and_leads_to_its_documentation() -> None:
    nsp = node(page(world.calm()), "nsp")
    assert 'aria-label="NSP: ekstern. Bruges af 1 system, har brug for 2."' in nsp
    assert "#shape-" not in nsp and "node-external" in nsp
    assert 'href="/systemer/nsp/dokumentation/"' in nsp


def test_a_system_that_is_not_observed_is_not_said_to_work() -> None:
    quiet = replace(world.mitid(), state=world.UNKNOWN)
    assert "Vi ved ikke" in node(page(world.with_systems(world.calm(), quiet)), "mitid")
    only_cvr = replace(world.calm(), systems=tuple(each for each in world.calm().systems if each.slug == "cvr"))
    assert "MitID: vi ved ikke." in node(page(only_cvr), "mitid")


def test_the_stale_form_shows_no_shape_and_speaks_of_what_was_last_known() -> None:
    html = page(world.mitid_down(), stale=True)
    assert STALE_WORDS_DA in html
    assert "#shape-" not in drawing(html)
    assert "Sidst: nedbrud" in node(html, "mitid")
    assert "Seneste melding: MitID har nedbrud." in text_of(html)


def test_the_table_holds_every_dependency_from_the_top_of_the_map_the_most_critical_first() -> None:
    html = page(world.calm())
    body = html.partition("map-table")[2].partition("<tbody")[2].partition("</tbody>")[0]
    rows = [words(f"<tr{row}") for row in body.split("<tr")[1:]]
    assert len(rows) == len(NEEDS)
    consumers = [row.partition(" Har brug for:")[0] for row in rows]
    names = {system.slug: system.name.da for system in demonstration().systems}
    in_drawing = [names[slug] for slug in re.findall(r'data-id="([^"]+)"', drawing(html))]
    assert list(dict.fromkeys(consumers)) == [name for name in in_drawing if name in consumers]
    assert levels(row for row in rows if row.startswith("borger.dk")) == ["Kritisk", "Høj", "Høj", "Lav"]


def levels(rows: Iterable[str]) -> list[str]:
    return [row.partition("Kritikalitet: ")[2].partition(" ")[0] for row in rows]


def test_what_is_assumed_is_said_to_be() -> None:
    html = page(world.calm())
    assumed = sum(basis == "assumed" for *_, basis in NEEDS)
    assert html.count('<span class="assumed">antaget</span>') == assumed
    assert "Det er antaget for dem alle." in text_of(html)
    assert drawing(html).count("link-assumed") == assumed


def test_the_matrix_says_in_words_what_its_letters_mean() -> None:
    html = page(world.calm()).partition('class="matrix"')[2]
    row = html.partition('<th scope="row">MitID</th>')[2].partition("</tr>")[0]
    assert words(row).split() == ["L", "lav"]
    letters = re.findall(r'<span aria-hidden="true">(\w)</span>', html)
    levels = [level for _, _, level, _, _ in NEEDS]
    assert {letter: letters.count(letter) for letter in "KHL"} == {
        "K": levels.count("critical"),
        "H": levels.count("high"),
        "L": levels.count("low"),
    }


def test_the_filter_says_what_it_hides() -> None:
    text = text_of(page(world.calm()))
    assert "Viser alle 35 afhængigheder." in text
    assert "Viser 27 kritiske og høje. Skjult: 8." in text
    assert "Viser 11 kritiske. Skjult: 24." in text


def test_it_leads_to_documentation_downloads_and_exploring() -> None:
    html = page(world.calm())
    for address in (
        "/udforsk/kort/",
        "/systemer/cpr/dokumentation/",
        "/api/v1/dependencies.json",
        "/api/v1/graph.json",
    ):
        assert f'href="{address}"' in html


def test_it_is_laid_out_once_for_a_portfolio() -> None:
    """The drawing of another state differs in what is said, not in where it stands."""
    one, other = drawing(page(world.calm())), drawing(page(world.mitid_down()))
    assert one != other
    assert re.findall(r' [dxy]="[^"]+"', one) == re.findall(r' [dxy]="[^"]+"', other)


def many(count: int, owners: int) -> Portfolio:
    return Portfolio(
        tuple(
            system(
                f"s{n}",
                [(f"s{n + 1}", "high", "copy", "assumed")] if n + 1 < count else [],
                owner=f"owner{n % owners}",
            )
            for n in range(count)
        )
    )


def test_sixty_one_systems_are_drawn_by_owner_and_each_is_a_link_away() -> None:
    html = page(world.calm(), portfolio=many(61, 5))
    assert drawing(html).count("<a ") == 5
    assert "Der er 61 systemer." in text_of(html)
    assert "13 systemer" in node(html, "owner0")
    assert 'href="#owner-owner0"' in html and 'id="owner-owner0"' in html
    assert 'href="/udforsk/kort/?system=s60"' in html


def test_sixty_systems_are_still_drawn() -> None:
    assert drawing(page(world.calm(), portfolio=many(60, 5))).count("<a ") == 60


def test_too_many_owners_to_draw_are_listed() -> None:
    html = page(world.calm(), portfolio=many(70, 70))
    assert "map-drawing" not in html
    assert 'href="/udforsk/kort/?system=s69"' in html


def test_an_empty_portfolio() -> None:
    assert "Der er ingen afhængigheder at vise." in text_of(page(world.calm(), portfolio=Portfolio(())))
