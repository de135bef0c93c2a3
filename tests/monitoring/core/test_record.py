"""The one way in, on the real database."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DataError, connection, transaction
from django.test.utils import CaptureQueriesContext

from samdrift.monitoring.models import Mapping, Resettle, Signal, Source, Transition
from samdrift.monitoring.observation import Observation, Reading
from samdrift.monitoring.record import Delivery, record
from samdrift.monitoring.silence import fall_silent
from samdrift.vocabulary import Level, SignalName
from tests.cast import at, hear, log, observation, said, source, systems

OK, DEGRADED, DOWN = Level.OPERATIONAL, Level.DEGRADED, Level.MAJOR_OUTAGE

pytestmark = pytest.mark.django_db


@pytest.fixture
def probe() -> Source:
    systems({"mitid": ["login", "sign"], "cvr": ["search"]})
    return source()


def resettled() -> list[tuple[str, float]]:
    rows = Resettle.objects.order_by("id").select_related("component__system")
    return [(str(row.component), (row.since - at(0)).total_seconds()) for row in rows]


@pytest.mark.parametrize(
    ("key", "mapped"),
    [
        ("mitid", "mitid"),
        ("mitid/login", "mitid/login"),
        ("mitid/unknown", None),
        ("unknown/login", None),
        ("MitID", None),
        ("a probe", None),
    ],
)
def test_a_new_signal_maps_itself_by_its_name_or_is_kept_unmapped(probe: Source, key: str, mapped: str | None) -> None:
    said(probe, key, 0, DOWN, text="no answer")
    signal = Signal.objects.get()
    assert (signal.key, signal.text, signal.level, signal.silent) == (key, "no answer", DOWN, False)
    assert log(key) == [(0, DOWN)]
    assert [str(each.component) for each in Mapping.objects.all()] == ([mapped] if mapped else [])
    assert resettled() == ([(mapped, 0)] if mapped else [])


def test_what_the_source_says_it_is_goes_before_what_it_calls_it(probe: Source) -> None:
    said(probe, "alert 7", 0, OK, maps_to=SignalName("mitid", "sign"))
    said(probe, "cvr", 0, OK, maps_to=None)
    assert [str(mapping.component) for mapping in Mapping.objects.all()] == ["mitid/sign"]


def test_a_signal_that_a_person_took_away_does_not_map_itself_again(probe: Source) -> None:
    said(probe, "mitid", 0, OK)
    Mapping.objects.all().delete()
    said(probe, "mitid", 1, DOWN)
    assert not Mapping.objects.exists()


def test_two_sources_call_two_signals_the_same(probe: Source) -> None:
    other = source("other")
    record(
        [
            Delivery(probe.pk, Reading((observation("mitid", 0, OK),)), at(0)),
            Delivery(other.pk, Reading((observation("mitid", 0, DOWN),)), at(0)),
        ]
    )
    assert sorted(Signal.objects.values_list("source__slug", "level")) == [("other", DOWN), ("probe", OK)]
    assert Mapping.objects.count() == 2


def test_the_same_deliveries_again_change_nothing(probe: Source) -> None:
    said(probe, "mitid", 0, DEGRADED)
    said(probe, "x", 0, DEGRADED)
    batch = [
        Delivery(probe.pk, Reading((observation("mitid", 2, DOWN), observation("x", 1, OK)), events=True), at(3)),
        Delivery(probe.pk, Reading((observation("mitid", 1, OK), observation("mitid", 3, OK)), events=True), at(3)),
    ]
    record(batch)
    known = ("level", "level_at", "said_at", "heard_at", "silent", "text")

    def stored() -> tuple[list[object], ...]:
        rows = Signal.objects.values(*known), Transition.objects.values(), Resettle.objects.values()
        return tuple(list(each) for each in rows)

    before = stored()
    record(batch)
    assert stored() == before
    assert log("mitid") == [(0, DEGRADED), (1, OK), (2, DOWN), (3, OK)]


def test_what_is_unchanged_writes_only_that_it_was_heard(probe: Source) -> None:
    said(probe, "mitid", 0, OK)
    lines, queue = Transition.objects.count(), resettled()
    with CaptureQueriesContext(connection) as captured:
        said(probe, "mitid", 9, OK, received=10)
    assert (Transition.objects.count(), resettled()) == (lines, queue)
    assert not [query for query in captured if "NOTIFY" in query["sql"] or "INSERT" in query["sql"]]
    signal = Signal.objects.get()
    assert (signal.level_at, signal.said_at, signal.heard_at) == (at(0), at(9), at(10))


def test_a_change_wakes_the_pipeline(probe: Source) -> None:
    said(probe, "mitid", 0, OK)
    with CaptureQueriesContext(connection) as captured:
        said(probe, "mitid", 1, DOWN)
    assert len([query for query in captured if "NOTIFY" in query["sql"]]) == 1


def test_one_batch_speaks_of_a_signal_many_times(probe: Source) -> None:
    said(probe, "mitid", -1, DEGRADED)
    words = [observation("mitid", second, DOWN if second % 2 else OK, text=f"{second}") for second in (3, 1, 4, 0, 2)]
    hear(probe, *words, received=9)
    assert log("mitid") == [(-1, DEGRADED), (0, OK), (1, DOWN), (2, OK), (3, DOWN), (4, OK)]
    signal = Signal.objects.get()
    assert (signal.level, signal.text) == (OK, "4")


def test_late_words_are_placed_in_a_log_that_was_stored(probe: Source) -> None:
    said(probe, "mitid", 0, DEGRADED)
    hear(probe, observation("mitid", 10, OK), observation("mitid", 20, DOWN), observation("mitid", 30, OK), received=30)
    hear(probe, observation("mitid", 40, OK), received=40)
    late = [(35, DEGRADED), (25, OK), (20, DEGRADED), (5, DOWN), (10, OK)]
    hear(probe, *(observation("mitid", second, level, text="late") for second, level in late), received=41)
    assert log("mitid") == [
        (0, DEGRADED), (5, DOWN), (10, OK), (20, DOWN), (20.000001, DEGRADED), (25, OK), (30, OK), (35, DEGRADED),
        (40, OK),
    ]  # fmt: skip
    assert Signal.objects.get().text == ""
    assert resettled()[-1] == ("mitid", 5)


def test_the_words_of_a_signal_are_those_it_said_last(probe: Source) -> None:
    said(probe, "mitid", 5, OK, text="back")
    hear(probe, observation("mitid", 9, DOWN, text="gone"), observation("mitid", 7, OK, text="late"), received=9)
    assert Signal.objects.get().text == "gone"
    assert list(Transition.objects.order_by("at").values_list("text", flat=True)) == ["back", "gone"]


def test_a_list_of_all_faults_mends_what_it_does_not_name(probe: Source) -> None:
    other = source("other")
    said(other, "theirs", 0, DOWN)
    hear(probe, observation("a", 0, DOWN, text="a is down"), observation("b", 0, DOWN), received=0)
    hear(probe, observation("b", 0, DOWN), observation("c", 5, DOWN), received=5, complete=True)
    assert log("a") == [(0, DOWN), (5, OK)]
    assert Signal.objects.get(key="a").text == "a is down"
    assert log("b") == [(0, DOWN)]
    assert log("c") == [(5, DOWN)]
    assert log("theirs") == [(0, DOWN)]
    hear(probe, received=6, complete=True)
    assert log("c") == [(5, DOWN), (6, OK)]
    assert set(Signal.objects.filter(source=probe).values_list("heard_at", flat=True)) == {at(6)}


def test_a_source_was_heard_when_its_last_message_came(probe: Source) -> None:
    Source.objects.update(fault="no answer")
    hear(probe, received=5, alive=True)
    hear(probe, observation("mitid", 4, OK), received=4)
    probe.refresh_from_db()
    assert (probe.heard_at, probe.proved_at, probe.fault) == (at(5), at(5), "")


def test_a_silent_signal_is_heard_again(probe: Source) -> None:
    said(probe, "mitid", 0, OK)
    fall_silent(at(400))
    assert Signal.objects.get().silent
    said(probe, "mitid", 0, OK, received=500)
    assert log("mitid") == [(0, OK), (300, None), (500, OK)]
    assert not Signal.objects.get().silent
    fall_silent(at(1000))
    said(probe, "mitid", 600, DOWN, received=1001)
    assert log("mitid")[3:] == [(600, DOWN), (800, None), (1001, DOWN)]


def test_after_a_silence_a_word_behind_our_clock_is_not_hidden(probe: Source) -> None:
    said(probe, "mitid", 0, OK)
    fall_silent(at(400))
    said(probe, "mitid", 0, OK, received=500)
    said(probe, "mitid", 499, DOWN, received=501)
    assert (Signal.objects.get().level, log("mitid")[-1]) == (DOWN, (500.000001, DOWN))


def test_all_or_nothing(probe: Source) -> None:
    poison = Observation("mitid", at(0), OK, text="\x00")
    with pytest.raises(DataError, match="NUL"), transaction.atomic():
        hear(probe, observation("cvr", 0, OK), poison, received=0)
    assert not Signal.objects.exists()


def _queries(probe: Source, keys: list[str], second: float, level: Level) -> int:
    with CaptureQueriesContext(connection) as captured:
        hear(probe, *(observation(key, second, level) for key in keys), received=second)
    return len(captured)


@pytest.mark.parametrize("what", ["new", "unchanged", "changed", "late", "heard again"])
def test_a_batch_costs_the_same_number_of_queries_whatever_its_size(probe: Source, what: str) -> None:
    counted = []
    for number, size in enumerate((1, 200)):
        keys = [f"{number}-{n}" for n in range(size)]
        if what != "new":
            hear(probe, *(observation(key, 0, OK) for key in keys), received=0)
            hear(probe, *(observation(key, 100, OK) for key in keys), received=100)
        if what == "heard again":
            fall_silent(at(0) + timedelta(days=1))
        seconds, level = {"late": (50, DOWN), "unchanged": (200, OK)}.get(what, (200, DOWN))
        counted.append(_queries(probe, keys, seconds, level))
    assert counted[0] == counted[1] <= 16


def test_nothing_to_record_asks_nothing() -> None:
    with CaptureQueriesContext(connection) as captured:
        record([])
    assert len(captured) == 0
