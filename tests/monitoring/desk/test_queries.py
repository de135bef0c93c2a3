from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from samdrift.monitoring.actions.sources import Rhythm, change_source
from samdrift.monitoring.models import Signal, Source, Transition
from samdrift.monitoring.queries.desk import SHOWN, signal_line, signal_page, source_line, source_lines
from samdrift.monitoring.queries.overview import WAITING_SHOWN, overview
from samdrift.monitoring.words import Standing
from samdrift.vocabulary import LANGUAGES
from tests.accounts.cast import NOW
from tests.monitoring.desk.scene import Scene, mapped, signal

RECENT, LONG_AGO = NOW - timedelta(minutes=5), NOW - timedelta(minutes=5, seconds=1)
LATER = NOW + timedelta(minutes=1)
EVERY_SIGNAL, WATCHDOG, BESIDE, NONE = Source.Life


@pytest.mark.parametrize(
    ("fields", "standing"),
    [
        ({"life": EVERY_SIGNAL, "heard_at": RECENT}, Standing.HEARD),
        ({"life": EVERY_SIGNAL, "heard_at": LONG_AGO}, Standing.OVERDUE),
        ({"life": EVERY_SIGNAL, "heard_at": None}, Standing.NEVER_HEARD),
        ({"life": EVERY_SIGNAL, "heard_at": RECENT, "fault": "broken"}, Standing.FAULT),
        ({"life": EVERY_SIGNAL, "heard_at": RECENT, "fault": "broken", "unreached": True}, Standing.UNREACHED),
        ({"life": EVERY_SIGNAL, "heard_at": RECENT, "fault": "broken", "paused": True}, Standing.PAUSED),
        ({"life": WATCHDOG, "heard_at": RECENT, "proved_at": RECENT}, Standing.HEARD),
        ({"life": WATCHDOG, "heard_at": RECENT, "proved_at": LONG_AGO}, Standing.OVERDUE),
        ({"life": WATCHDOG, "heard_at": RECENT, "proved_at": None}, Standing.OVERDUE),
        ({"life": NONE, "heard_at": RECENT}, Standing.UNPROVEN),
    ],
)
def test_how_a_source_stands(scene: Scene, fields: dict[str, object], standing: Standing) -> None:
    for name, value in fields.items():
        setattr(scene.pushed, name, value)
    scene.pushed.save()
    assert source_line(scene.pushed, now=NOW).standing is standing


def test_the_overview_shows_which_systems_fail_the_worst_first_and_what_is_silent_by_its_source(scene: Scene) -> None:
    mapped(signal(scene.unproven, "bad", level=1), "cvr")
    mapped(signal(scene.unproven, "worse", level=2), "mitid")
    mapped(signal(scene.unproven, "quiet", level=3, silent=True), "virk-dk")
    signal(scene.unproven, "unmapped", level=3)
    seen = overview(now=NOW)
    assert [(system.name.da, [line.key for line in system.signals]) for system in seen.failing] == [
        ("MitID", ["mitid/login", "worse"]),
        ("CVR", ["bad"]),
    ]
    quiet = {source.line.slug: (source.silent, [each.slug for each in source.systems]) for source in seen.quiet}
    assert quiet["events"] == (1, ["virk-dk"])
    assert ([line.key for line in seen.waiting], seen.waiting_count) == (["unmapped", "probe-7"], 2)


def test_what_waits_is_counted_and_only_the_worst_of_it_shown(scene: Scene) -> None:
    for number in range(WAITING_SHOWN + 2):
        signal(scene.unproven, f"w{number:02}", level=1)
    seen = overview(now=NOW)
    assert (len(seen.waiting), seen.waiting_count) == (WAITING_SHOWN, WAITING_SHOWN + 3)
    assert seen.waiting_fails


def test_a_component_is_called_as_its_document_in_force_calls_it(scene: Scene) -> None:
    line = signal_page(scene.polled, number=1, now=LATER).lines[1]
    assert line.mapped_to
    assert [line.mapped_to.in_(language) for language in LANGUAGES] == ["MitID: Login", "MitID: Login"]


@pytest.mark.parametrize("sizes", [(0, 0), (5, 30)])
def test_the_overview_asks_as_much_whatever_fails(
    scene: Scene, sizes: tuple[int, int], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(sizes[0]):
        mapped(signal(scene.polled, f"f{number}", level=2), "cvr")
    for number in range(sizes[1]):
        mapped(signal(scene.pushed, f"s{number}", silent=True), "cpr")
    with django_assert_max_num_queries(14):
        overview(now=LATER)


def test_a_paused_source_fails_nothing_and_what_is_not_seen_for_it_is_told(scene: Scene) -> None:
    rhythm = replace(Rhythm.of(scene.polled), paused=True)
    change_source(actor=None, source=scene.polled, rhythm=rhythm, now=LATER)
    seen = overview(now=LATER)
    assert (seen.failing, seen.waiting) == ((), ())
    (paused,) = [each for each in seen.quiet if each.line.standing is Standing.PAUSED]
    assert (paused.line.slug, paused.silent) == ("oneview", 3)
    assert [each.slug for each in paused.systems] == ["mitid", "virk-dk"]


def test_a_level_began_before_the_times_in_which_the_signal_was_silent(scene: Scene) -> None:
    for minutes, level in ((0, 3), (1, None), (2, 3), (3, None), (4, 2), (5, None), (6, 2), (7, None), (8, 2)):
        Transition.objects.create(signal=scene.ours, at=NOW + timedelta(minutes=minutes), level=level, received_at=NOW)
    expected = {3: NOW, 2: NOW + timedelta(minutes=4)}
    Signal.objects.filter(pk=scene.ours.pk).update(level=2, level_at=NOW + timedelta(minutes=8))
    assert signal_line(Signal.objects.get(pk=scene.ours.pk), now=LATER).since == expected[2]
    Transition.objects.filter(level=2).delete()
    Signal.objects.filter(pk=scene.ours.pk).update(level=3, level_at=NOW + timedelta(minutes=2))
    assert signal_line(Signal.objects.get(pk=scene.ours.pk), now=LATER).since == expected[3]
    Transition.objects.filter(at__gte=NOW + timedelta(minutes=2)).update(planned=True)
    Signal.objects.filter(pk=scene.ours.pk).update(planned=True)
    assert signal_line(Signal.objects.get(pk=scene.ours.pk), now=LATER).since == NOW + timedelta(minutes=2)


def test_sources_that_need_a_person_come_first(scene: Scene) -> None:
    Source.objects.filter(slug="alertmanager").update(heard_at=NOW, proved_at=NOW)
    lines = source_lines(now=NOW)
    assert [line.slug for line in lines] == ["events", "oneview", "alertmanager"]


def test_signals_that_wait_for_mapping_come_first_then_the_worst(scene: Scene) -> None:
    page = signal_page(scene.polled, number=1, now=NOW)
    assert [line.key for line in page.lines] == ["probe-7", "mitid/login", "virk-dk"]
    assert not page.has_next


def test_many_signals_are_paged(scene: Scene) -> None:
    for number in range(SHOWN + 1):
        signal(scene.unproven, f"s{number:03}")
    first, second = signal_page(scene.unproven, number=1, now=NOW), signal_page(scene.unproven, number=2, now=NOW)
    assert (len(first.lines), first.has_next) == (SHOWN, True)
    assert ([line.key for line in second.lines], second.has_next) == ([f"s{SHOWN:03}"], False)
