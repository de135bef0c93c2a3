from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from samdrift.accounts.models import Role
from samdrift.monitoring.models import Notice, Signal, Source
from tests.accounts.cast import client_of
from tests.monitoring.desk.scene import Scene


@pytest.fixture
def browser(scene: Scene) -> Client:
    return client_of(scene.cast.people[Role.SECRETARIAT])


def read(browser: Client, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_what_was_wrong_with_what_a_source_sent_is_shown_to_those_who_can_mend_it(
    scene: Scene, browser: Client
) -> None:
    now = timezone.now()
    Source.objects.update(heard_at=now, proved_at=now, life=Source.Life.WATCHDOG)
    Signal.objects.update(level=0)
    assert "<h1>Vi kender ikke til nogen fejl</h1>" in read(browser, "/desk/")
    refused = Notice.objects.create(
        source=scene.pushed, kind="refused", first_at=now, last_at=now, count=3, detail="413: too large <b>"
    )
    Notice.objects.create(source=scene.pushed, kind="ignored", first_at=now, last_at=now, count=1, detail="colour")
    page = read(browser, "/desk/")
    assert "<h1>1 kilde skal ses efter</h1>" in page
    assert "Meldinger, vi ikke kunne tage imod: 3 siden" in page
    assert "413: too large &lt;b&gt;" in page
    assert "Felter, vi ikke bruger" not in page
    own = read(browser, "/desk/kilder/alertmanager/")
    assert "Meldinger, vi ikke kunne tage imod: 3 siden" in own
    assert "Felter, vi ikke bruger: 1 siden" in own
    Notice.objects.filter(pk=refused.pk).update(first_at=now - timedelta(days=2), last_at=now - timedelta(days=2))
    assert "<h1>Vi kender ikke til nogen fejl</h1>" in read(browser, "/desk/")
    Source.objects.filter(pk=scene.pushed.pk).update(doubts=[["quiet", None, now.isoformat()]])
    assert "Vi mangler noget, den har sendt" in read(browser, "/desk/")
    assert "tæller som ikke observeret" in read(browser, "/desk/kilder/alertmanager/")
