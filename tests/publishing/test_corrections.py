"""A correction made on the desk is published by itself, with its reason, and history as if the message had not come."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from samdrift.monitoring.actions.corrections import Reason, end_signal, take_back
from samdrift.monitoring.models import Signal, Transition
from samdrift.monitoring.observation import Observation
from samdrift.vocabulary import Level, SignalName
from tests import cast
from tests.publishing.installation import Installation

WHY = Reason("Uret gik forkert.")
PAGE, DOCUMENT = "/systemer/cvr/", "/api/v1/systems/cvr.json"
DAYS = 86_400

pytestmark = pytest.mark.django_db


def measured(small: Installation) -> object:
    """All but how much nobody watched, which is less with each second."""
    document = small.json(DOCUMENT)
    worked = [(each["window"], each["worked"]) for each in document["uptime"]]
    return worked, [document[name] for name in ("history", "state", "services")]


def test_history_uptime_and_feeds_are_as_before_a_message_of_1970(small: Installation) -> None:
    small.all_is_well()
    before = measured(small)
    wrong = Observation("cvr", datetime(1970, 1, 1, tzinfo=UTC), Level.MAJOR_OUTAGE, maps_to=SignalName("cvr"))
    cast.hear(small.source, wrong, received=100)
    small.turn(101)
    assert measured(small) != before
    line = Transition.objects.get(signal__key="cvr")
    assert take_back(actor=None, line=line, reason=WHY, now=cast.at(110))
    published = small.turn(110)
    assert published is not None
    assert published.changed == ("cvr",)
    assert measured(small) == before
    assert small.json(DOCUMENT)["corrections"] == [
        {
            "kind": "message_taken_back",
            "made_at": "2024-11-23T12:01:50Z",
            "reason": {"da": WHY.da, "en": None},
        }
    ]
    assert "Uret gik forkert." in small.plain(PAGE).decode()
    feed = small.plain("/systemer/cvr/feed.atom").decode()
    assert "1970" not in feed
    assert "Nedbrud" not in feed


def test_an_ended_signal_is_told_and_after_three_months_no_more(small: Installation) -> None:
    small.all_is_well()
    small.said("cvr", 50, Level.MAJOR_OUTAGE)
    small.turn(51)
    assert end_signal(actor=None, signal=Signal.objects.get(key="cvr"), reason=WHY, now=cast.at(100))
    assert small.turn(100)
    document = small.json(DOCUMENT)
    assert (document["state"]["level"], document["state"]["observed"]) == ("operational", True), "by its services"
    assert [each["kind"] for each in document["corrections"]] == ["signal_ended"]
    for hour in range(3):
        small.turn(91 * DAYS + hour * 3600)
    assert small.json(DOCUMENT)["corrections"] == []


def test_of_an_ended_signal_the_last_word_is_what_it_said(small: Installation) -> None:
    small.said("cvr", 50, Level.MAJOR_OUTAGE)
    small.turn(51)
    assert end_signal(actor=None, signal=Signal.objects.get(key="cvr"), reason=WHY, now=cast.at(100))
    assert small.turn(100)
    document = small.json(DOCUMENT)
    assert (document["state"]["level"], document["state"]["observed"]) == ("major_outage", False)
    assert "havde nedbrud, da vi sidst tjekkede" in small.plain(PAGE).decode()


def test_a_correction_is_of_the_systems_that_the_signal_counted_for(small: Installation) -> None:
    small.all_is_well()
    small.said("cvr", 50, Level.MAJOR_OUTAGE)
    line = Transition.objects.get(signal__key="cvr")
    take_back(actor=None, line=line, reason=WHY, now=cast.at(100))
    small.turn(100)
    others = [slug for slug in small.slugs if slug != "cvr"]
    assert others
    assert not [slug for slug in others if small.json(f"/api/v1/systems/{slug}.json")["corrections"]]
