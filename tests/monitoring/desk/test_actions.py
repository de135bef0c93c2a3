from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection, transaction
from psycopg import Connection

from samdrift.accounts import tokens
from samdrift.accounts.models import AuditEntry, Role
from samdrift.monitoring.actions.mapping import map_signal, tune_signal, unmap_signal
from samdrift.monitoring.actions.sources import Rhythm, change_source, rotate_token
from samdrift.monitoring.models import Mapping, Resettle, Signal, Source
from samdrift.monitoring.queries.mapping import mapped_component
from tests.accounts.cast import NOW, Cast, gather
from tests.monitoring.desk.scene import Scene, component, set_up, source, trail

LATER = NOW + timedelta(hours=1)


def periods(signal: Signal) -> list[tuple[str, object, object]]:
    rows = Mapping.objects.filter(signal=signal).order_by("during")
    return [(str(row.component), row.during.lower, row.during.upper) for row in rows]


def resettled() -> set[tuple[str, object, object]]:
    return {(str(row.component), row.since, row.due) for row in Resettle.objects.all()}


def detail() -> object:
    return AuditEntry.objects.latest("id").detail


def test_mapping_ends_one_period_and_begins_another(scene: Scene) -> None:
    admin = scene.cast.people[Role.ADMINISTRATOR]
    map_signal(actor=admin, signal=scene.ours, component=component("mitid"), now=LATER)
    assert periods(scene.ours) == [("mitid/login", None, LATER), ("mitid", LATER, None)]
    assert resettled() == {("mitid/login", LATER, LATER), ("mitid", LATER, LATER)}
    assert trail() == [("monitoring.map_signal", "signal oneview:mitid/login")]
    assert detail() == {"before": "mitid/login", "after": "mitid"}


def test_the_first_mapping_counts_from_now(scene: Scene) -> None:
    map_signal(actor=None, signal=scene.free, component=component("cvr"), now=LATER)
    assert periods(scene.free) == [("cvr", LATER, None)]
    assert resettled() == {("cvr", LATER, LATER)}
    assert detail() == {"before": None, "after": "cvr"}


def test_mapping_again_to_the_same_changes_nothing(scene: Scene) -> None:
    before = AuditEntry.objects.count()
    map_signal(actor=None, signal=scene.ours, component=component("mitid/login"), now=LATER)
    assert periods(scene.ours) == [("mitid/login", None, None)]
    assert (AuditEntry.objects.count(), resettled()) == (before, set())


def test_a_mapping_corrected_in_the_same_moment_leaves_no_empty_period(scene: Scene) -> None:
    map_signal(actor=None, signal=scene.free, component=component("cvr"), now=LATER)
    map_signal(actor=None, signal=scene.free, component=component("cpr"), now=LATER)
    assert periods(scene.free) == [("cpr", LATER, None)]


def test_unmapping_ends_the_period(scene: Scene) -> None:
    admin = scene.cast.people[Role.ADMINISTRATOR]
    unmap_signal(actor=admin, signal=scene.ours, now=LATER)
    assert periods(scene.ours) == [("mitid/login", None, LATER)]
    assert mapped_component(scene.ours) is None
    assert resettled() == {("mitid/login", LATER, LATER)}
    assert trail() == [("monitoring.unmap_signal", "signal oneview:mitid/login")]
    unmap_signal(actor=admin, signal=scene.ours, now=LATER)
    assert len(trail()) == 1


def test_tuning_is_audited_in_seconds(scene: Scene) -> None:
    admin = scene.cast.people[Role.ADMINISTRATOR]
    tune_signal(actor=admin, signal=scene.ours, interval=timedelta(minutes=1), confirm=None, now=LATER)
    stored = Signal.objects.get(pk=scene.ours.pk)
    assert (stored.interval, stored.confirm) == (timedelta(minutes=1), None)
    assert trail() == [("monitoring.tune_signal", "signal oneview:mitid/login")]
    nothing = {"interval": None, "confirm": None}
    assert detail() == {"before": nothing, "after": {"interval": 60.0, "confirm": None}}
    assert resettled() == {("mitid/login", LATER, LATER)}


def test_a_pushed_source_gets_a_token_that_is_kept_as_a_hash(cast: Cast) -> None:
    made, token = source(cast, "events", Source.Connector.EVENTS, Rhythm())
    assert token
    stored = Source.objects.get(pk=made.pk)
    assert stored.token_hash == tokens.hash_token(token)
    assert (stored.next_poll_at, stored.poll_every) == (None, None)
    entry = AuditEntry.objects.get(action="monitoring.create_source")
    assert (entry.subject, entry.detail["connector"]) == ("source events", "events")
    assert token not in str(entry.detail)
    assert stored.token_hash not in str(entry.detail)


def test_a_polled_source_gets_no_token_and_is_due_at_once(cast: Cast) -> None:
    made, token = source(cast, "oneview", Source.Connector.ONEVIEW, Rhythm(poll_every=timedelta(seconds=10)))
    assert token is None
    assert (made.token_hash, made.next_poll_at) == ("", NOW)


@pytest.mark.parametrize(
    ("connector", "poll_every"),
    [(Source.Connector.PROMETHEUS, None), (Source.Connector.EVENTS, timedelta(seconds=10))],
)
def test_a_source_is_pushed_or_polled(cast: Cast, connector: Source.Connector, poll_every: timedelta | None) -> None:
    with pytest.raises(ValueError, match="either pushed or polled"):
        source(cast, "odd", connector, Rhythm(poll_every=poll_every))


def test_a_proof_that_the_connector_cannot_give_is_refused(scene: Scene) -> None:
    with pytest.raises(ValueError, match="cannot prove"):
        source(scene.cast, "second", Source.Connector.ALERTMANAGER, Rhythm())
    with pytest.raises(ValueError, match="cannot prove"):
        change_source(actor=None, source=scene.pushed, rhythm=Rhythm(), now=LATER)


def test_changing_a_source_names_what_changed(scene: Scene) -> None:
    admin = scene.cast.people[Role.ADMINISTRATOR]
    rhythm = Rhythm(interval=timedelta(minutes=2), poll_every=timedelta(seconds=10), paused=True)
    Signal.objects.update(heard_at=LATER)
    change_source(actor=admin, source=scene.polled, rhythm=rhythm, now=LATER)
    assert Rhythm.of(Source.objects.get(pk=scene.polled.pk)) == rhythm
    assert trail() == [("monitoring.change_source", "source oneview")]
    assert detail() == {"before": {"interval": 300.0, "paused": False}, "after": {"interval": 120.0, "paused": True}}
    assert resettled() == {("mitid/login", LATER, LATER), ("virk-dk", LATER, LATER)}


def test_a_new_token_stops_the_old_one(scene: Scene) -> None:
    admin = scene.cast.people[Role.ADMINISTRATOR]
    token = rotate_token(actor=admin, source=scene.pushed, now=LATER)
    kept = Source.objects.get(pk=scene.pushed.pk).token_hash
    assert tokens.matches(token, kept)
    assert not tokens.matches(scene.token, kept)
    assert trail() == [("monitoring.rotate_token", "source alertmanager")]
    assert detail() == {}


def test_a_polled_source_gets_no_new_token(scene: Scene) -> None:
    with pytest.raises(ValueError, match="has no token"):
        rotate_token(actor=None, source=scene.polled, now=LATER)


@pytest.mark.django_db(transaction=True)
def test_the_pipeline_is_woken_when_the_mapping_is_committed() -> None:
    scene = set_up(gather())
    options = connection.get_connection_params()
    options.pop("pool", None)
    options.pop("cursor_factory", None)
    options.pop("context", None)
    with Connection.connect(**options, autocommit=True) as listener:
        listener.execute("LISTEN samdrift")
        with transaction.atomic():
            map_signal(actor=None, signal=scene.free, component=component("cvr"), now=LATER)
            assert list(listener.notifies(timeout=0.2, stop_after=1)) == []
        assert [notice.channel for notice in listener.notifies(timeout=10, stop_after=1)] == ["samdrift"]
