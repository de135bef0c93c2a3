"""A person says what the check behind a signal proves; from then on it counts so."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from samdrift.accounts.models import AuditEntry, Role
from samdrift.monitoring.actions.mapping import cover_signal
from samdrift.monitoring.models import Mapping, Signal
from samdrift.monitoring.queries.checks import end_to_end_checks
from samdrift.portfolio.actions import import_documents
from tests.accounts.cast import NOW, client_of
from tests.monitoring.desk.scene import Scene
from tests.portfolio.documents import both, document

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def browser(scene: Scene) -> Client:
    return client_of(scene.cast.people[Role.SECRETARIAT])


def address(signal: Signal) -> str:
    return f"/desk/signaler/{signal.pk}/kontrol/"


def needing_cpr() -> None:
    need = {"id": "cpr", "on": "cpr", "criticality": "critical", "pattern": "real_time", "why": both("Numre"),
            "evidence": {"basis": "assumed"}, "criticality_basis": "assumed"}  # fmt: skip
    changed = document("mitid", owner="digitaliseringsstyrelsen", dependencies=[need])
    import_documents(documents=[changed], actor=None, now=NOW)


def test_what_it_goes_through_is_chosen_among_what_the_service_needs(scene: Scene, browser: Client) -> None:
    needing_cpr()
    page = browser.get(address(scene.ours)).text
    assert 'value="cpr"' in page
    assert browser.post(address(scene.ours), {"end_to_end": "on", "through": ["cpr"]}).status_code == 302
    (check,) = end_to_end_checks()
    assert (str(check.name), sorted(check.through)) == ("mitid/login", ["cpr"])
    assert "hele vejen" in browser.get(f"/desk/signaler/{scene.ours.pk}/").text
    assert 'value="cpr"' in (again := browser.get(address(scene.ours)).text)
    assert again.count("checked") == 2
    assert browser.post(address(scene.ours), {"through": ["cpr"]}).status_code == 302
    assert list(end_to_end_checks()) == [], "without the tick it goes through nothing"
    assert Mapping.objects.current().get(signal=scene.ours).through == []


def test_another_choice_is_refused_and_kept(scene: Scene, browser: Client) -> None:
    needing_cpr()
    answer = browser.post(address(scene.ours), {"end_to_end": "on", "through": ["cvr"]})
    assert answer.status_code == 400
    assert list(end_to_end_checks()) == []
    assert "checked" in answer.text


def test_a_whole_system_and_an_unmapped_signal_have_no_such_page(scene: Scene, browser: Client) -> None:
    assert browser.get(address(scene.free)).status_code in (403, 404)
    assert browser.post(address(scene.free), {"end_to_end": "on"}).status_code in (403, 404)


def test_it_counts_from_now_and_is_audited_once(scene: Scene) -> None:
    for _ in range(2):
        cover_signal(actor=None, signal=scene.ours, end_to_end=True, through=["cpr"], now=LATER)
    rows = Mapping.objects.filter(signal=scene.ours).order_by("during")
    assert [(row.during.lower, row.during.upper, row.end_to_end) for row in rows] == [
        (None, LATER, False),
        (LATER, None, True),
    ]
    entry = AuditEntry.objects.get(action="monitoring.cover_signal")
    assert entry.detail == {
        "before": {"end_to_end": False, "through": []},
        "after": {"end_to_end": True, "through": ["cpr"]},
    }


def test_a_check_that_is_silent_or_says_otherwise_proves_nothing(scene: Scene) -> None:
    cover_signal(actor=None, signal=scene.ours, end_to_end=True, through=[], now=LATER)
    for silent, level, proves in ((False, 0, True), (True, 0, False), (False, 3, False)):
        Signal.objects.filter(pk=scene.ours.pk).update(silent=silent, level=level)
        (check,) = end_to_end_checks()
        assert (check.heard_at is not None) is proves
