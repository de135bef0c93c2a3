from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

import samdrift
from samdrift.accounts import tokens
from samdrift.accounts.models import Role
from samdrift.monitoring.models import Signal, Source
from samdrift.monitoring.queries.mapping import mapped_component
from samdrift.publishing import told as told_in
from samdrift.publishing.generation import File, Store
from samdrift.snapshot.generation import Manifest
from tests.accounts.cast import NOW, client_of
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
    assert "<h1>MitID har fejl</h1>" in page
    assert (
        page.index("MitID: Login") < page.index("<h2>Kilder, der skal") < page.index("<h2>Venter på tilknytning</h2>")
    )
    assert "23. november kl. 10.58" in page
    assert "mitid/login says" in page


def test_what_the_public_is_told_is_read_from_what_is_published(
    scene: Scene, browser: Client, settings: Settings, tmp_path: Path
) -> None:
    settings.PUBLISHED = tmp_path
    assert "Der er ikke offentliggjort noget om det." in read(browser, "/desk/")
    told = {"slug": "mitid", "level": "degraded", "planned": False, "observed": True, "since": NOW.isoformat()}
    publish(tmp_path, {"systems": [told]})
    page = read(browser, "/desk/")
    assert re.search(r'Offentligheden læser:</span> <span class="state state-degraded">.*?Forringet drift<', page)
    assert 'href="/systemer/mitid/"' in page


def test_calm_is_said_without_promising_more_than_we_know(scene: Scene, browser: Client) -> None:
    Signal.objects.update(level=0)
    page = read(browser, "/desk/")
    assert "<h1>3 kilder skal ses efter</h1>" in page
    Source.objects.update(heard_at=timezone.now(), proved_at=timezone.now(), life=Source.Life.WATCHDOG)
    assert "<h1>Vi kender ikke til nogen fejl</h1>" in read(browser, "/desk/")


def test_a_fault_that_nobody_is_told_of_is_the_heading(scene: Scene, browser: Client) -> None:
    Signal.objects.filter(pk=scene.ours.pk).update(level=0)
    Signal.objects.filter(pk=scene.free.pk).update(level=3)
    assert "<h1>Et signal, der ikke er tilknyttet, melder fejl</h1>" in read(browser, "/desk/")


def test_a_source_whose_silence_proves_nothing_says_so(scene: Scene, browser: Client) -> None:
    assert "Det beviser ikke noget, at den tier" in read(browser, "/desk/kilder/events/")
    assert "Det beviser ikke noget, at den tier" not in read(browser, "/desk/kilder/oneview/")


def test_what_is_silent_is_told_by_its_source_with_what_the_public_is_told(
    scene: Scene, browser: Client, settings: Settings, tmp_path: Path
) -> None:
    settings.PUBLISHED = tmp_path
    told = {"slug": "virk-dk", "level": "operational", "planned": False, "observed": False, "since": NOW.isoformat()}
    publish(tmp_path, {"systems": [told]})
    Signal.objects.filter(pk=scene.theirs.pk).update(silent=True)
    page = read(browser, "/desk/")
    assert "1 signal er tavst." in page
    assert re.search(r'href="/systemer/virk-dk/">[^<]+</a> <span class="state state-unknown">.*?Vi ved ikke<', page)


@pytest.mark.parametrize(
    ("unreached", "heading"),
    [(True, "Det seneste svar kunne ikke hentes"), (False, "Vi forstod ikke den seneste melding")],
)
def test_a_fault_is_called_what_it_is(scene: Scene, browser: Client, unreached: bool, heading: str) -> None:
    Source.objects.filter(slug="oneview").update(fault="http://10.0.0.1: not allowed", unreached=unreached)
    page = read(browser, "/desk/kilder/oneview/")
    assert heading in page
    assert "http://10.0.0.1: not allowed" in page


def test_a_silent_signal_shows_its_last_word_and_not_as_working(scene: Scene, browser: Client) -> None:
    Signal.objects.filter(pk=scene.theirs.pk).update(silent=True)
    page = read(browser, f"/desk/signaler/{scene.theirs.pk}/")
    assert ">Ikke observeret<" in page
    assert "Seneste melding: Virker." in page
    assert "state-working" not in page


def test_times_are_written_as_danes_write_them(scene: Scene, browser: Client) -> None:
    Source.objects.update(interval=timedelta(days=30))
    page = read(browser, "/desk/kilder/oneview/")
    assert '<td role="cell">0,02 sekunder</td>' in page
    assert '<td role="cell">2592000 sekunder</td>' in page
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
        if path == "/desk/":
            assert "&lt;script&gt;alert" in page
            continue
        assert "&lt;b&gt;key&lt;/b&gt;" in page


def test_mapping_is_confirmed_and_done(scene: Scene, browser: Client) -> None:
    fields = {"component": str(component("mitid/login").pk)}
    answer = browser.post(f"/desk/signaler/{scene.free.pk}/tilknyt/", fields, follow=True)
    assert answer.redirect_chain == [("/desk/kilder/oneview/", 302)]
    assert "probe-7 tæller nu for MitID: Login." in answer.content.decode()
    assert mapped_component(scene.free) == component("mitid/login")


def test_the_choice_is_grouped_by_system_and_offers_none_that_is_retired(scene: Scene, browser: Client) -> None:
    page = read(browser, f"/desk/signaler/{scene.free.pk}/")
    groups = re.findall(r'<optgroup label="([^"]+)">(.*?)</optgroup>', page)
    assert len(groups) == 12 + 8  # those outside can be watched too
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


def publish(root: Path, status: dict[str, object]) -> None:
    store = Store(root)
    entry = store.put(File(json.dumps(status).encode(), "application/json", "no-cache"))
    store.swap(Manifest(1, NOW.isoformat(), (), {told_in.ADDRESS: entry}))


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


def test_a_reader_is_told_what_fails_and_nothing_of_the_sources(scene: Scene) -> None:
    Source.objects.update(fault="http://10.0.0.1: not allowed", unreached=True)
    theirs, ours = (scene.cast.people[role] for role in (Role.READER, Role.OPERATIONS))
    of_sources = ("oneview", "10.0.0.1", "mitid/login says", "probe-7", "Kilder, der skal ses efter", "Venter på")
    assert [word for word in of_sources if word not in read(client_of(ours), "/desk/")] == []
    page = read(client_of(theirs), "/desk/")
    assert "<h1>MitID har fejl</h1>" in page
    assert [word for word in of_sources if word in page] == []
