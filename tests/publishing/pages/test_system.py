from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import timedelta

import pytest

from samdrift.publishing.pages import Pages
from samdrift.snapshot.generation import STALE_WORDS_DA
from samdrift.snapshot.model import Correction, CorrectionKind, SystemStatus, Uptime
from samdrift.vocabulary import Language, Period, StatePeriod
from tests import world
from tests.publishing.pages.test_front import text_of

PAGES = Pages("https://drift.example.dk")


def system_text(system: SystemStatus, language: Language = "da", *, stale: bool = False) -> str:
    return text_of(PAGES.system(system, language, stale=stale))


def broken() -> SystemStatus:
    return world.changed(world.mitid(), world.DOWN, world.BROKEN_AT, service_id="login")


def test_it_says_how_the_system_and_each_service_is() -> None:
    text = system_text(broken())
    assert "MitID har nedbrud. Det begyndte 23. november kl. 10.42." in text
    assert "Du kan ikke logge ind med MitID." in text
    assert "Du kan ikke oprette et nyt MitID." not in text


def test_it_tells_the_history_newest_first() -> None:
    text = system_text(broken())
    newest, oldest = text.index("siden 23. november kl. 10.42"), text.index("20. august kl. 08.00")
    assert newest < text.index("3. november kl. 12.00 til kl. 14.10") < oldest


def test_uptime_stands_beside_what_was_not_measured() -> None:
    text = system_text(broken())
    assert "Seneste 90 dage 99,89 % 0 %" in text
    assert "november 2026 99,60 % 0,04 %" in text


def test_no_share_is_given_of_a_moment() -> None:
    brief = (Uptime("24h", 1.0, 0.99, brief=True), Uptime("30d", 1.0, 0.99, brief=True), Uptime("90d", None, 1, True))
    text = system_text(replace(world.mitid(), uptimes=brief, months=()))
    assert "Seneste 24 timer Målt i mindre end en time 99,00 %" in text
    assert "Seneste 30 dage Målt i mindre end et døgn 99,00 %" in text
    assert "Seneste 90 dage Ikke målt 100 %" in text


def test_a_long_history_is_folded_after_ten() -> None:
    hour = timedelta(hours=1)
    past = tuple(
        StatePeriod(Period(world.NOW - hour * (n + 1), world.NOW - hour * n), world.DOWN if n % 2 else world.WORKING)
        for n in range(12)
    )
    html = PAGES.system(replace(world.mitid(), history=past), "da", stale=False)
    folded = html[html.index('id="older"') :]
    assert folded[: folded.index("</details>")].count("<li>") == 2


def test_less_than_a_minute_is_told_of_trouble_and_of_nothing_else() -> None:
    start, blink = world.NOW - timedelta(hours=1), timedelta(seconds=20)
    moments = [start - timedelta(days=3), start, start + blink, start + 2 * blink, start + 3 * blink]
    states = [world.WORKING, world.DOWN, world.WORKING, world.UNKNOWN]
    past = [StatePeriod(Period(*ends), state) for ends, state in zip(itertools.pairwise(moments), states, strict=True)]
    history = (StatePeriod(Period(moments[-1]), world.WORKING), *reversed(past))
    html = PAGES.system(replace(world.mitid(), history=history), "da", stale=False)
    told = text_of(html).replace("\xa0", " ")
    told = told[told.index("Historik") : told.index("Om systemet")]
    assert "Nedbrud 23. november kl. 09.58, i 20 sekunder" in told
    assert "Vi ved ikke" not in told
    assert told.count("Virker") == 2


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("da", "NemID blev lukket 31. oktober 2023. Afløst af MitID"), ("en", "NemID was closed on 31 October 2023.")],
)
def test_a_retired_system_names_its_successor_and_has_no_state(language: Language, sentence: str) -> None:
    html = PAGES.system(world.nemid(), language, stale=False)
    assert sentence in text_of(html)
    assert 'href="/systemer/mitid/"' in html or 'href="/en/systems/mitid/"' in html
    for gone in ("verdict", 'class="state', "strip", "uptimes"):
        assert gone not in html


def test_a_retired_system_keeps_its_history() -> None:
    text = system_text(replace(world.nemid(), history=world.mitid().history[1:]))
    assert "Historik Nedbrud 3. november 2026 kl. 12.00 til kl. 14.10" in text


def test_the_stale_form_speaks_of_what_was_last_known() -> None:
    html = PAGES.system(world.mitid(), "da", stale=True)
    text = text_of(html)
    assert text.index(STALE_WORDS_DA) < text.index("Bevis, hvem du er")
    assert "Seneste melding: MitID virker." in text
    services = html[html.index('class="table table--borderless services"') : html.index("</table>")]
    assert "state-working" not in services


def test_it_links_to_the_same_page_in_the_other_language() -> None:
    assert 'href="/en/systems/mitid/" lang="en"' in PAGES.system(world.mitid(), "da", stale=False)
    assert 'href="/systemer/mitid/" lang="da"' in PAGES.system(world.mitid(), "en", stale=False)


TAKEN_BACK = Correction(CorrectionKind.MESSAGE_TAKEN_BACK, world.NOW, "Uret gik forkert.", "The clock was wrong.")
ENDED = Correction(CorrectionKind.SIGNAL_ENDED, world.BROKEN_AT, "Alarmen var slået fra.", None)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "da",
            [
                "Rettet 23. november kl. 10.58: en fejlmelding er trukket tilbage. Begrundelse: Uret gik forkert.",
                "Rettet 23. november kl. 10.42: en fejl, som overvågningen blev ved med at melde, er afsluttet. "
                "Begrundelse: Alarmen var slået fra.",
            ],
        ),
        (
            "en",
            [
                "Corrected on 23 November at 10:58: a report was withdrawn. Reason: The clock was wrong.",
                "Corrected on 23 November at 10:42: a fault reported by the monitoring was ended. "
                "Reason, in Danish: Alarmen var slået fra.",
            ],
        ),
    ],
)
def test_history_says_what_was_corrected_in_it_and_why(language: Language, told: list[str]) -> None:
    text = system_text(replace(world.mitid(), corrections=(TAKEN_BACK, ENDED)), language)
    assert [each for each in told if each not in text] == []
    assert "Rettet" not in system_text(world.mitid())


def test_a_reason_that_is_only_in_danish_is_marked_so() -> None:
    html = PAGES.system(replace(world.mitid(), corrections=(ENDED,), history=()), "en", stale=False)
    assert '<span lang="da">Alarmen var slået fra.</span>' in html
