"""A message is taken back and a signal ended from the signal's page: asked first, and with a reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from samdrift.accounts.models import Role
from samdrift.monitoring.models import Correction, Signal, TakenBack, Transition
from samdrift.monitoring.queries.signal_log import SHOWN
from tests.accounts.cast import NOW, client_of
from tests.monitoring.desk.scene import Scene, line, signal, trail

REASON = {"reason_da": "Uret gik forkert.", "reason_en": "The clock was wrong."}
LONG = "x" * 501


@pytest.fixture
def browser(scene: Scene) -> Client:
    return client_of(scene.cast.people[Role.SECRETARIAT])


def page_of(scene: Scene) -> str:
    return f"/desk/signaler/{scene.ours.pk}/"


def take_back_of(scene: Scene) -> str:
    return f"{page_of(scene)}meldinger/{line(scene.ours).pk}/tag-tilbage/"


def end_of(scene: Scene) -> str:
    return f"{page_of(scene)}afslut/"


ASKED = pytest.mark.parametrize("of", [take_back_of, end_of])


def test_the_signals_page_shows_its_log_with_a_way_to_correct_it(scene: Scene, browser: Client) -> None:
    claimed = NOW + timedelta(days=3)
    Transition.objects.create(
        signal=scene.ours, at=NOW - timedelta(minutes=1), claimed_at=claimed, level=2, text="Slow", received_at=NOW
    )
    Transition.objects.create(signal=scene.ours, at=NOW - timedelta(minutes=2), level=None, received_at=NOW)
    address = take_back_of(scene)
    page = browser.get(page_of(scene)).text
    assert f'href="{address}"' in page
    assert f'href="{end_of(scene)}"' in page
    assert page.count("tag-tilbage/") == 2, "silence is nobody's message"
    assert page.index("mitid/login says") < page.index("Slow") < page.index("Ingen melding")
    assert "26.\xa0november 2024 kl.\xa010.58.00" in page


def test_only_the_latest_of_the_log_is_shown(scene: Scene, browser: Client) -> None:
    Transition.objects.bulk_create(
        Transition(signal=scene.ours, at=NOW - timedelta(minutes=n), level=n % 2, received_at=NOW)
        for n in range(SHOWN + 1)
    )
    assert browser.get(page_of(scene)).text.count("tag-tilbage/") == SHOWN


def test_those_who_may_not_correct_read_the_log(scene: Scene) -> None:
    address = take_back_of(scene)
    page = client_of(scene.cast.people[Role.OPERATIONS]).get(page_of(scene)).text
    assert "mitid/login says" in page
    assert address not in page
    assert end_of(scene) not in page


@ASKED
def test_it_asks_first_and_changes_nothing(scene: Scene, browser: Client, of: Callable[[Scene], str]) -> None:
    answer = browser.get(of(scene))
    assert answer.status_code == 200
    assert "Vises for offentligheden" in answer.text
    assert not Correction.objects.exists()


@ASKED
@pytest.mark.parametrize("typed", [{"reason_da": "  "}, {"reason_da": LONG}, {"reason_da": "Ur", "reason_en": LONG}])
def test_without_a_proper_reason_nothing_is_done_and_what_was_typed_is_kept(
    scene: Scene, browser: Client, of: Callable[[Scene], str], typed: dict[str, str]
) -> None:
    answer = browser.post(of(scene), {"reason_en": "The clock ran wild.", **typed})
    assert answer.status_code == 400
    assert typed.get("reason_en", "The clock ran wild.") in answer.text
    assert not Correction.objects.exists()
    assert not trail()


def test_a_message_is_taken_back_and_kept_on_the_page(scene: Scene, browser: Client) -> None:
    answer = browser.post(take_back_of(scene), REASON, follow=True)
    assert "Meldingen er taget tilbage." in answer.text
    assert "Taget tilbage af Anna secretariat" in answer.text
    assert "Uret gik forkert." in answer.text
    assert TakenBack.objects.get().level == 3
    assert trail() == [("monitoring.take_back_message", "signal oneview:mitid/login")]
    assert Signal.objects.get(pk=scene.ours.pk).level == 0
    TakenBack.objects.update(repeated_at=NOW)
    assert "Kilden har sendt den igen" in browser.get(page_of(scene)).text


def test_a_signal_is_ended(scene: Scene, browser: Client) -> None:
    answer = browser.post(end_of(scene), REASON, follow=True)
    assert "Signalet er afsluttet." in answer.text
    assert "Afsluttet af Anna secretariat" in answer.text
    assert "tag-tilbage/" not in answer.text, "what a person did is no message"
    assert trail() == [("monitoring.end_signal", "signal oneview:mitid/login")]
    assert "Seneste melding: Nedbrud." in answer.text
    assert end_of(scene) not in answer.text, "it is ended"
    assert "melder ingen fejl" in browser.get(end_of(scene), follow=True).text


@pytest.mark.parametrize(("polled", "told"), [(True, "Vi henter selv fra kilden."), (False, "den samme fejl")])
def test_it_is_told_before_how_long_the_end_stands(scene: Scene, browser: Client, polled: bool, told: str) -> None:
    if not polled:
        scene.ours.source = scene.pushed
        scene.ours.save()
    page = browser.get(end_of(scene)).text
    assert told in page
    assert ("Vi henter selv" in page) is polled


@pytest.mark.parametrize("method", ["get", "post"])
def test_what_somebody_else_has_done_already_is_told(scene: Scene, browser: Client, method: str) -> None:
    address = take_back_of(scene)
    Transition.objects.all().delete()
    Signal.objects.filter(pk=scene.ours.pk).update(level=0)
    for asked, told in ((address, "står ikke længere i loggen"), (end_of(scene), "melder ingen fejl")):
        answer = getattr(browser, method)(asked, REASON, follow=True)
        assert told in answer.text
    assert not Correction.objects.exists()


def test_a_message_of_another_signal_is_not_found_under_this_one(scene: Scene, browser: Client) -> None:
    other = line(signal(scene.polled, "other", level=2))
    browser.post(f"{page_of(scene)}meldinger/{other.pk}/tag-tilbage/", REASON)
    assert Transition.objects.filter(pk=other.pk).exists()
