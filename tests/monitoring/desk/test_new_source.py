from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from samdrift.accounts import tokens
from samdrift.accounts.models import AuditEntry, Organisation, Role
from samdrift.monitoring.models import Source
from tests.accounts.cast import client_of
from tests.monitoring.desk.scene import Scene, trail

PATH = "/desk/ny-kilde/"


@pytest.fixture
def browser(scene: Scene) -> Client:
    return client_of(scene.cast.people[Role.SECRETARIAT])


def typed(scene: Scene, **changed: str) -> dict[str, str]:
    pushed = {"slug": "ny", "connector": "events", "organisation": str(scene.cast.ours.pk), "settings": "{}"}
    return {
        **pushed,
        "interval": "60",
        "confirm": "0",
        "life": "every_signal",
        "beside": "",
        "poll_every": "",
        **changed,
    }


def test_a_pushed_source_is_created_and_its_token_shown_once(scene: Scene, browser: Client) -> None:
    page = browser.post(PATH, typed(scene)).content.decode()
    shown = re.search(r"<code>(sd_[\w-]+)</code>", page)
    assert shown
    assert tokens.matches(shown[1], Source.objects.get(slug="ny").token_hash)
    assert trail() == [("monitoring.create_source", "source ny")]


def test_a_polled_source_is_created_with_its_settings(scene: Scene, browser: Client) -> None:
    settings = '{"address": "https://prometheus.example.dk"}'
    fields = typed(scene, connector="prometheus", poll_every="15", settings=settings, life="every_signal")
    answer = browser.post(PATH, fields)
    assert (answer.status_code, answer.headers.get("Location")) == (302, "/desk/kilder/ny/"), answer.content.decode()
    made = Source.objects.get(slug="ny")
    assert made.poll_every is not None
    assert (made.poll_every.total_seconds(), made.token_hash) == (15, "")
    assert made.settings == {"address": "https://prometheus.example.dk"}


@pytest.mark.parametrize(
    ("connector", "life"), [("alertmanager", "watchdog"), ("events", "every_signal"), ("prometheus", "every_signal")]
)
def test_where_no_proof_of_life_is_chosen_it_is_the_usual_one(
    scene: Scene, browser: Client, connector: str, life: str
) -> None:
    polled = {"poll_every": "15", "settings": '{"address": "https://prometheus.example.dk"}'}
    fields = typed(scene, connector=connector, life="", **(polled if connector == "prometheus" else {}))
    assert browser.post(PATH, fields).status_code in (200, 302)
    assert Source.objects.get(slug="ny").life == life


@pytest.mark.parametrize(
    ("changed", "seconds"),
    [
        ({"connector": "alertmanager", "life": "watchdog", "repeats": ""}, 4 * 3600),
        ({"connector": "alertmanager", "life": "none", "repeats": "600"}, 600),
        ({"life": "none", "repeats": ""}, None),
        ({"life": "every_signal", "repeats": "600"}, None),
    ],
)
def test_how_often_a_fault_is_repeated(
    scene: Scene, browser: Client, changed: dict[str, str], seconds: int | None
) -> None:
    browser.post(PATH, typed(scene, **changed))
    made = Source.objects.get(slug="ny")
    assert made.repeats == (timedelta(seconds=seconds) if seconds else None)
    page = browser.get("/desk/kilder/ny/").text
    assert f"{seconds} sekunder" in page if seconds else "gentages" not in page


def test_a_fault_may_last_until_the_source_says_that_it_is_over(scene: Scene, browser: Client) -> None:
    Source.objects.filter(slug="alertmanager").update(repeats=timedelta(hours=4))
    path = "/desk/kilder/alertmanager/indstillinger/"
    assert 'value="14400"' in browser.get(path).text
    kept = {"interval": "60", "confirm": "0", "life": "watchdog", "beside": ""}
    assert browser.post(path, {**kept, "repeats": ""}).status_code == 302
    assert Source.objects.get(slug="alertmanager").repeats is None


def test_alertmanager_cannot_be_changed_into_what_would_silence_it_for_good(scene: Scene, browser: Client) -> None:
    path = "/desk/kilder/alertmanager/indstillinger/"
    answer = browser.post(path, {"interval": "60", "confirm": "0", "life": "every_signal", "beside": ""})
    assert answer.status_code == 400
    assert "Vælg en vagthundsalarm" in answer.content.decode()
    Source.objects.filter(slug="alertmanager").update(life="every_signal")
    assert '<option value="watchdog" selected>' in browser.get(path).content.decode()


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        ({"slug": "events"}, "slug", "Der er allerede en kilde med det navn."),
        ({"slug": "Ny Kilde"}, "slug", "Brug kun a til z"),
        ({"slug": ""}, "slug", "påkrævet"),
        ({"connector": "nagios"}, "connector", "nagios"),
        ({"organisation": "0"}, "organisation", ""),
        ({"connector": "prometheus"}, "poll_every", "Skriv, hvor ofte vi spørger den."),
        ({"connector": "oneview", "poll_every": "5"}, "settings", "address"),
        ({"settings": '{"unheard-of": 1}'}, "settings", "unheard-of er ikke en indstilling for denne type kilde."),
        ({"connector": "alertmanager"}, "life", "Alertmanager melder kun om fejl"),
        ({"life": "watchdog"}, "life", "Denne type sender ingen vagthundsalarm."),
        ({"settings": "[1]"}, "settings", ""),
        ({"settings": "{"}, "settings", ""),
        ({"life": "beside"}, "beside", "Vælg den kilde, der viser det."),
    ],
)
def test_what_is_wrong_is_explained_and_nothing_is_made(
    scene: Scene, browser: Client, changed: dict[str, str], field: str, said: str
) -> None:
    before = (Source.objects.count(), AuditEntry.objects.count())
    answer = browser.post(PATH, typed(scene, **changed))
    page = answer.content.decode()
    assert answer.status_code == 400
    assert f'href="#id_{field}"' in page
    assert said in page
    assert 'value="60"' in page
    assert (Source.objects.count(), AuditEntry.objects.count()) == before


def test_organisations_stand_in_danish_order(scene: Scene, browser: Client) -> None:
    for slug, name in (("aa", "Aalborg Kommune"), ("oe", "Ørsted"), ("ae", "Ældre Sagen"), ("z", "zoo")):
        Organisation.objects.create(slug=slug, name_da=name, name_en=name)
    options = re.findall(r"<option[^>]*>([^<]+)</option>", browser.get(PATH).content.decode())
    assert [each for each in options if each in ("Aalborg Kommune", "Ørsted", "Ældre Sagen", "zoo")] == [
        "zoo",
        "Ældre Sagen",
        "Ørsted",
        "Aalborg Kommune",
    ]
