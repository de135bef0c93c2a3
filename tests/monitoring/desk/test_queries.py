from __future__ import annotations

from datetime import timedelta

import pytest

from samdrift.monitoring.models import Source
from samdrift.monitoring.queries.desk import SHOWN, overview, signal_page, source_line
from samdrift.monitoring.words import Standing
from tests.accounts.cast import NOW
from tests.monitoring.desk.scene import Scene, signal

RECENT, LONG_AGO = NOW - timedelta(minutes=5), NOW - timedelta(minutes=5, seconds=1)
EVERY_SIGNAL, WATCHDOG, BESIDE, NONE = Source.Life


@pytest.mark.parametrize(
    ("fields", "standing"),
    [
        ({"life": EVERY_SIGNAL, "heard_at": RECENT}, Standing.HEARD),
        ({"life": EVERY_SIGNAL, "heard_at": LONG_AGO}, Standing.OVERDUE),
        ({"life": EVERY_SIGNAL, "heard_at": None}, Standing.NEVER_HEARD),
        ({"life": EVERY_SIGNAL, "heard_at": RECENT, "fault": "broken"}, Standing.FAULT),
        ({"life": EVERY_SIGNAL, "heard_at": RECENT, "fault": "broken", "paused": True}, Standing.PAUSED),
        ({"life": WATCHDOG, "heard_at": RECENT, "proved_at": RECENT}, Standing.HEARD),
        ({"life": WATCHDOG, "heard_at": RECENT, "proved_at": LONG_AGO}, Standing.OVERDUE),
        ({"life": WATCHDOG, "heard_at": RECENT, "proved_at": None}, Standing.OVERDUE),
        ({"life": NONE, "heard_at": RECENT}, Standing.UNPROVEN),
        ({"life": BESIDE, "heard_at": LONG_AGO, "beside": Source(life=EVERY_SIGNAL, heard_at=RECENT)}, Standing.HEARD),
        ({"life": BESIDE, "heard_at": RECENT, "beside": Source(life=EVERY_SIGNAL)}, Standing.OVERDUE),
    ],
)
def test_how_a_source_stands(scene: Scene, fields: dict[str, object], standing: Standing) -> None:
    for name, value in fields.items():
        setattr(scene.pushed, name, value)
    assert source_line(scene.pushed, now=NOW).standing is standing


def test_the_overview_shows_what_fails_or_is_silent_the_worst_source_first(scene: Scene) -> None:
    signal(scene.unproven, "quiet", silent=True)
    signal(scene.unproven, "worse", level=2)
    seen = overview(now=NOW)
    assert [(source.slug, [line.key for line in source.signals]) for source in seen.failing] == [
        ("oneview", ["mitid/login"]),
        ("events", ["worse", "quiet"]),
    ]
    assert (seen.failing_count, seen.unmapped_count) == (3, 3)
    assert [line.mapped_to for source in seen.failing for line in source.signals] == ["mitid/login", None, None]


def test_a_paused_source_fails_nothing(scene: Scene) -> None:
    Source.objects.update(paused=True)
    assert overview(now=NOW).failing == ()


def test_sources_that_need_a_person_come_first(scene: Scene) -> None:
    Source.objects.filter(slug="alertmanager").update(heard_at=NOW, proved_at=NOW)
    lines = overview(now=NOW).sources
    assert [line.slug for line in lines] == ["events", "oneview", "alertmanager"]


def test_signals_that_wait_for_mapping_come_first_then_the_worst(scene: Scene) -> None:
    page = signal_page(scene.polled, number=1)
    assert [line.key for line in page.lines] == ["probe-7", "mitid/login", "virk-dk"]
    assert not page.has_next


def test_many_signals_are_paged(scene: Scene) -> None:
    for number in range(SHOWN + 1):
        signal(scene.unproven, f"s{number:03}")
    first, second = signal_page(scene.unproven, number=1), signal_page(scene.unproven, number=2)
    assert (len(first.lines), first.has_next) == (SHOWN, True)
    assert ([line.key for line in second.lines], second.has_next) == ([f"s{SHOWN:03}"], False)
