from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from django.test import Client

import samdrift
from samdrift.accounts import tokens
from samdrift.accounts.models import Role
from samdrift.monitoring.models import Signal, Source
from samdrift.monitoring.queries.mapping import mapped_component
from tests.accounts.cast import client_of
from tests.monitoring.desk.scene import Scene, component
from tests.publishing.pages.messages import used_in

PARTS = [Path(samdrift.__file__).parent / part for part in ("accounts", "monitoring")]


@pytest.fixture
def browser(scene: Scene) -> Client:
    return client_of(scene.cast.people[Role.SECRETARIAT])


def read(browser: Client, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_what_fails_is_the_heading(scene: Scene, browser: Client) -> None:
    page = read(browser, "/desk/")
    assert "<h1>1 signal melder fejl eller er tavst</h1>" in page
    assert page.index("mitid/login") < page.index("<h2>Kilder</h2>") < page.index("<h2>Venter på tilknytning</h2>")
    assert "23. november kl. 10.58" in page


def test_calm_is_said_without_promising_more_than_we_know(scene: Scene, browser: Client) -> None:
    Signal.objects.update(level=0)
    assert "<h1>Vi hører ikke om nogen fejl</h1>" in read(browser, "/desk/")


def test_a_source_whose_silence_proves_nothing_says_so(scene: Scene, browser: Client) -> None:
    assert "Dens tavshed beviser intet" in read(browser, "/desk/kilder/events/")
    assert "Dens tavshed beviser intet" not in read(browser, "/desk/kilder/oneview/")


def test_a_silent_signal_shows_its_last_word_and_not_as_working(scene: Scene, browser: Client) -> None:
    Signal.objects.filter(pk=scene.theirs.pk).update(silent=True)
    page = read(browser, f"/desk/signaler/{scene.theirs.pk}/")
    assert ">Ikke observeret<" in page
    assert "Sidste melding: Virker." in page
    assert "badge-success" not in page


def test_times_are_written_as_danes_write_them(scene: Scene, browser: Client) -> None:
    Source.objects.update(interval=timedelta(days=30))
    page = read(browser, "/desk/kilder/oneview/")
    assert "<td>0,05 sekunder</td>" in page
    assert "<td>2592000 sekunder</td>" in page
    assert 'value="2592000"' in read(browser, "/desk/kilder/oneview/indstillinger/")


def test_a_source_shows_where_it_sends_and_never_its_hash(scene: Scene, browser: Client) -> None:
    page = read(browser, "/desk/kilder/alertmanager/")
    assert "/ingest/alertmanager</code>" in page
    assert scene.pushed.token_hash not in page
    assert scene.token not in page


def test_the_words_of_a_source_are_escaped(scene: Scene, browser: Client) -> None:
    Signal.objects.filter(pk=scene.ours.pk).update(text="<script>alert(1)</script>", key="<b>key</b>")
    for path in ("/desk/", "/desk/kilder/oneview/", f"/desk/signaler/{scene.ours.pk}/"):
        page = read(browser, path)
        assert "<script>alert" not in page
        assert "&lt;b&gt;key&lt;/b&gt;" in page


def test_mapping_is_confirmed_and_done(scene: Scene, browser: Client) -> None:
    fields = {"component": str(component("mitid/login").pk)}
    answer = browser.post(f"/desk/signaler/{scene.free.pk}/tilknyt/", fields, follow=True)
    assert answer.redirect_chain == [("/desk/kilder/oneview/", 302)]
    assert "probe-7 tæller nu for mitid/login." in answer.content.decode()
    assert mapped_component(scene.free) == component("mitid/login")


def test_the_choice_is_grouped_by_system_and_offers_none_that_is_retired(scene: Scene, browser: Client) -> None:
    page = read(browser, f"/desk/signaler/{scene.free.pk}/")
    groups = re.findall(r'<optgroup label="([^"]+)">(.*?)</optgroup>', page)
    assert len(groups) == 12
    names = [name for name, _ in groups]
    assert "MitID" in names
    assert "NemID" not in names
    assert ">MitID som helhed</option>" in dict(groups)["MitID"]


@pytest.mark.parametrize("typed", [{}, {"component": ""}, {"component": "999999"}, {"component": "x"}])
def test_a_choice_that_is_none_is_an_error_in_the_summary(scene: Scene, browser: Client, typed: dict[str, str]) -> None:
    answer = browser.post(f"/desk/signaler/{scene.free.pk}/tilknyt/", typed)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Der er problemer" in page
    assert 'href="#id_component"' in page
    assert mapped_component(scene.free) is None


@pytest.mark.parametrize("typed", ["0", "-1", "abc", "99999999", "NaN", "1e400", "0.00001"])
def test_a_time_that_cannot_be_is_kept_and_explained(scene: Scene, browser: Client, typed: str) -> None:
    path = f"/desk/signaler/{scene.ours.pk}/tider/"
    answer = browser.post(path, {"interval": typed, "confirm": "2"})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert 'href="#id_interval"' in page
    assert f'value="{typed}"' in page
    assert 'value="2"' in page


def test_settings_are_kept_as_typed_when_they_are_wrong(scene: Scene, browser: Client) -> None:
    path = "/desk/kilder/alertmanager/indstillinger/"
    typed = {"interval": "77", "confirm": "0,2", "life": "beside", "beside": "", "paused": "on"}
    answer = browser.post(path, typed)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert 'value="77"' in page
    assert 'href="#id_beside"' in page
    assert re.search(r'name="paused"[^>]* checked', page)


def test_settings_are_saved(scene: Scene, browser: Client) -> None:
    path = "/desk/kilder/alertmanager/indstillinger/"
    typed = {"interval": "77", "confirm": "0.2", "life": "beside", "beside": str(scene.polled.pk)}
    answer = browser.post(path, typed, follow=True)
    assert "Indstillingerne for alertmanager er gemt." in answer.content.decode()
    stored = Source.objects.get(slug="alertmanager")
    assert (stored.interval.total_seconds(), stored.confirm.total_seconds()) == (77, 0.2)
    assert (stored.life, stored.beside, stored.paused) == ("beside", scene.polled, False)


def test_a_new_token_is_shown_once(scene: Scene, browser: Client) -> None:
    path = "/desk/kilder/alertmanager/noegle/"
    answer = browser.post(path)
    page = answer.content.decode()
    shown = re.search(r"<code>(sd_[\w-]+)</code>", page)
    assert shown
    assert answer.headers["Cache-Control"] == "no-store"
    stored = Source.objects.get(slug="alertmanager").token_hash
    assert tokens.matches(shown[1], stored)
    assert not tokens.matches(scene.token, stored)
    assert shown[1] not in stored
    for again in (path, "/desk/kilder/alertmanager/", "/desk/revision/"):
        assert shown[1] not in read(browser, again)


PAGES = [
    "/desk/",
    "/desk/kilder/",
    "/desk/kilder/oneview/",
    "/desk/kilder/events/",
    "/desk/ny-kilde/",
    "/desk/kilder/oneview/indstillinger/",
    "/desk/kilder/alertmanager/noegle/",
    "/desk/revision/",
    "/desk/signaler/{}/",
    "/konto/password/change/",
    "/konto/logout/",
]


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_pages_come_in_both_languages_and_fit_the_content_security_policy(
    scene: Scene, path: str, language: str
) -> None:
    browser = client_of(scene.cast.people[Role.SECRETARIAT], language=language)
    answer = browser.get(path.format(scene.free.pk))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in page
    assert ("Operations desk" in page) is (language == "en")
    assert page.count("<h1>") == 1
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:|<script(?![^>]*\ssrc=)", page)
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_every_msgid_has_its_danish(part: Path) -> None:
    with (part / "locale/da/LC_MESSAGES/django.po").open("rb") as file:
        catalogue = read_po(file, locale="da", domain="django", abort_invalid=True)
    danish = {(m.context, m.id[0] if isinstance(m.id, tuple) else m.id) for m in catalogue if m.id and all(_texts(m))}
    assert used_in(part) - danish == set()


def _texts(message: Message) -> tuple[object, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)
