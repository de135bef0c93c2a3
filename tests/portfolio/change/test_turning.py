"""The pipeline hands systems over and reminds owners by itself, and never waits for a mail server."""

from __future__ import annotations

import socket
from datetime import date, datetime
from pathlib import Path
from threading import Event

import pytest
from pytest_django import Settings

from samdrift.isolation import Isolation
from samdrift.monitoring.collect import Collector
from samdrift.outgoing import Outgoing
from samdrift.pipeline import Aside, Pipeline
from samdrift.portfolio.days import beginning_of
from samdrift.portfolio.models import Reminder, System
from samdrift.publishing.publisher import Publisher
from tests.portfolio.change import cast
from tests.portfolio.change.cast import BEGUN, DAY, MINUTE, NOW, Cast, accepted, changed, submitted
from tests.portfolio.documents import both

DECEMBER = date(2026, 12, 1)


@pytest.fixture
def pipeline(tmp_path: Path) -> Pipeline:
    isolation = Isolation()
    publisher = Publisher(tmp_path, "https://drift.example.dk", isolation)
    made = Pipeline(Collector(Outgoing(()), lambda: NOW), publisher, isolation)
    made.begin()
    return made


def owner() -> str:
    return System.objects.get(slug="nemlog-in").owner.slug


def scheduled(who: Cast, now: datetime) -> None:
    content = changed("nemlog-in", owner={"organisation": "register", "name": both("Register")})
    accepted(submitted(who.anna, content, on=DECEMBER, now=now), who.signe, now=now)


def test_a_system_is_handed_over_by_the_first_turn_of_its_day(who: Cast, pipeline: Pipeline) -> None:
    scheduled(who, NOW)
    pipeline.turn(beginning_of(DECEMBER) - MINUTE)
    assert owner() == "agency"
    pipeline.turn(beginning_of(DECEMBER))
    assert owner() == "register"


def test_also_where_nothing_turned_on_that_day(who: Cast, pipeline: Pipeline) -> None:
    pipeline.turn(NOW)
    scheduled(who, NOW)
    pipeline.turn(beginning_of(DECEMBER) + 9 * DAY)
    assert owner() == "register"


def test_what_waits_holds_up_nothing_and_is_not_begun_twice() -> None:
    aside, begun, go_on = Aside(), Event(), Event()
    ran: list[str] = []

    def wait() -> None:
        ran.append("first")
        begun.set()
        go_on.wait(timeout=30)

    aside.run(wait)
    assert begun.wait(timeout=30)
    aside.run(lambda: ran.append("second"))
    assert ran == ["first"]
    go_on.set()
    aside.wait()
    aside.run(lambda: ran.append("third"))
    aside.wait()
    assert ran == ["first", "third"]


@pytest.mark.django_db(transaction=True)
def test_turns_go_on_while_a_mail_server_says_nothing(
    transactional_db: None, pipeline: Pipeline, settings: Settings
) -> None:
    cast.people()
    cast.portfolio()
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", silent.getsockname()[1], 30
        pipeline.tidy(BEGUN + 30 * DAY)
        greeted, _ = silent.accept()  # the mail is under way, and nobody answers it
        try:
            assert pipeline.turn(BEGUN + 30 * DAY) is not None
            assert not Reminder.objects.exclude(fault="").exists()
        finally:
            greeted.close()
            silent.close()
            pipeline.rest()
    assert Reminder.objects.exclude(fault="").count() == 1
