"""Owners are reminded once before a confirmation expires and once after, by a real mail server."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier

import pytest
from django.db import connection
from pytest_django import Settings

from samdrift.accounts.models import Person
from samdrift.isolation import Isolation, Step
from samdrift.portfolio.actions.confirming import OWNER, confirm_document
from samdrift.portfolio.actions.reminding import MOST, remind
from samdrift.portfolio.models import Reminder, System
from samdrift.portfolio.queries.freshness import undelivered
from tests.accounts.cast import client_of
from tests.portfolio.change import cast, mailbox
from tests.portfolio.change.cast import BEGUN, DAY, Cast
from tests.portfolio.change.mailbox import Mailbox

EXPIRES = date(2027, 9, 1)
HOUR = timedelta(hours=1)
BOTH = ["anna@example.dk", "asta@example.dk"]


def on(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


@pytest.fixture
def port(settings: Settings) -> int:
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", mailbox.free_port()
    settings.DEFAULT_FROM_EMAIL = "drift@example.dk"
    return int(settings.EMAIL_PORT)


@pytest.fixture
def mails(port: int) -> Iterator[Mailbox]:
    with mailbox.serving(port) as box:
        yield box


@pytest.fixture
def confirmed(who: Cast) -> Cast:
    """Every document was confirmed when it came into force; only that of mitid goes on being confirmed."""
    for system in System.objects.all():
        confirm_document(system=system, actor=who.anna, function=OWNER, now=BEGUN)
    System.objects.filter(slug="mitid").update(owner=who.signe.organisation)
    return who


def rows(kind: str) -> list[tuple[str, str, date]]:
    found = Reminder.objects.filter(kind=kind, system__slug="nemlog-in").order_by("recipient__email")
    return [(each.system.slug, each.recipient.email, each.due) for each in found]


def test_one_reminder_before_and_one_after_to_each_owner(confirmed: Cast, mails: Mailbox) -> None:
    assert remind(on(EXPIRES - 31 * DAY)) == 0
    assert remind(on(EXPIRES - 30 * DAY)) == 3
    assert mails.recipients == [*BOTH, "bo@example.dk"]
    assert rows("before") == [("nemlog-in", address, EXPIRES) for address in BOTH]
    for day in (EXPIRES - 29 * DAY, EXPIRES - DAY):
        assert remind(on(day)) == 0
    assert remind(on(EXPIRES)) == 3
    assert rows("after") == [("nemlog-in", address, EXPIRES) for address in BOTH]
    assert remind(on(EXPIRES + 100 * DAY)) == 0


def test_the_mail_says_what_to_do_in_both_languages(confirmed: Cast, mails: Mailbox) -> None:
    remind(on(EXPIRES - 30 * DAY))
    mail = next(mail for mail in mails.mails if mail["To"] == "bo@example.dk")
    assert (
        str(mail["Subject"]).strip() == "Bekræft snart dokumentationen for CPR / Confirm the documentation of CPR soon"
    )
    assert (mail["From"], mail["Auto-Submitted"], mail.get_content_type()) == (
        "drift@example.dk",
        "auto-generated",
        "text/plain",
    )
    text = mail.get_content()
    assert "men bekræftelsen udløber den 1. september 2027." in text
    assert "but the confirmation expires on 1 September 2027." in text
    assert text.count("/desk/dokumentation/") == 2


def test_a_new_confirmation_begins_anew(confirmed: Cast, mails: Mailbox) -> None:
    again = on(EXPIRES - 40 * DAY)
    confirm_document(system=System.objects.get(slug="cpr"), actor=confirmed.bo, function=OWNER, now=again)
    remind(on(EXPIRES))
    assert mails.recipients == BOTH
    remind(on(date(2028, 6, 23)))
    assert Reminder.objects.get(recipient=confirmed.bo).due == date(2028, 7, 23)


def test_a_document_that_was_never_confirmed_is_asked_about_once_after_a_month(who: Cast, mails: Mailbox) -> None:
    assert remind(BEGUN + 29 * DAY) == 0
    assert remind(BEGUN + 30 * DAY) == 5, "nemlog-in and mitid to two each, cpr to one"
    assert remind(BEGUN + 300 * DAY) == 0
    assert {(each.kind, each.due) for each in Reminder.objects.all()} == {("never", date(2026, 9, 1))}


def test_who_has_left_or_is_no_owner_is_not_reminded(confirmed: Cast, mails: Mailbox) -> None:
    Person.objects.filter(pk=confirmed.asta.pk).update(is_active=False)
    Person.objects.filter(pk=confirmed.bo.pk).update(role="operations")
    remind(on(EXPIRES))
    assert mails.recipients == ["anna@example.dk"]


def test_a_server_that_cannot_be_reached_is_tried_again_after_an_hour_at_most(confirmed: Cast, port: int) -> None:
    noon = on(EXPIRES)
    assert remind(noon) == 0
    faults = list(Reminder.objects.exclude(fault="").values_list("fault", flat=True))
    assert len(faults) == 1, "the others are not tried against a server that is not there"
    assert "refused" in faults[0].lower()
    (told,) = undelivered()
    assert (told.recipient in {*BOTH, "bo@example.dk"}, told.tried_at, told.fault) == (True, noon, faults[0])
    with mailbox.serving(port) as box:
        assert remind(noon + HOUR / 2) == 2, "those not tried yet"
        assert remind(noon + HOUR) == 1
        assert box.recipients == [*BOTH, "bo@example.dk"]
        assert remind(noon + 2 * HOUR) == 0
    assert undelivered() == ()


def test_a_recipient_that_is_refused_holds_up_nobody(confirmed: Cast, mails: Mailbox) -> None:
    mails.refused = {"anna@example.dk"}
    assert remind(on(EXPIRES)) == 2
    assert mails.recipients == ["asta@example.dk", "bo@example.dk"]
    assert "nobody here by that name" in Reminder.objects.get(recipient=confirmed.anna).fault


def test_a_mail_that_cannot_be_written_holds_up_nobody(confirmed: Cast, mails: Mailbox) -> None:
    Person.objects.filter(pk=confirmed.anna.pk).update(email="anna\n@example.dk")
    isolation = Isolation()
    assert remind(on(EXPIRES), isolation.attempt) == 2
    assert mails.recipients == ["asta@example.dk", "bo@example.dk"]
    assert Reminder.objects.get(recipient=confirmed.anna).fault
    assert [(fault.what, fault.system) for fault in isolation.standing.values()] == [(Step.REMIND, "nemlog-in")]
    Person.objects.filter(pk=confirmed.anna.pk).update(email="anna@example.dk")
    assert remind(on(EXPIRES) + HOUR, isolation.attempt) == 1
    assert isolation.standing == {}


def test_what_is_not_due_any_more_is_not_sent_late(confirmed: Cast, port: int) -> None:
    remind(on(EXPIRES))
    for system in System.objects.all():
        confirm_document(system=system, actor=confirmed.anna, function=OWNER, now=on(EXPIRES) + HOUR)
    with mailbox.serving(port) as box:
        assert remind(on(EXPIRES) + 3 * HOUR) == 0
        assert box.mails == []


def test_what_is_not_due_any_more_makes_room_for_what_is(confirmed: Cast, mails: Mailbox, settings: Settings) -> None:
    server, settings.EMAIL_HOST = settings.EMAIL_HOST, ""
    for number in range(MOST):
        Person.objects.create(
            email=f"o{number}@example.dk", name="O", role="system_owner", organisation=confirmed.bo.organisation
        )
    remind(on(EXPIRES - 30 * DAY))
    assert Reminder.objects.count() == 2 + MOST + 1
    confirm_document(
        system=System.objects.get(slug="cpr"), actor=confirmed.bo, function=OWNER, now=on(EXPIRES - 29 * DAY)
    )
    settings.EMAIL_HOST = server
    assert remind(on(EXPIRES - 28 * DAY)) == 2
    assert mails.recipients == BOTH
    assert set(Reminder.objects.values_list("system__slug", flat=True)) == {"nemlog-in"}


def test_what_failed_and_is_not_due_any_more_is_undelivered_no_longer(confirmed: Cast, port: int) -> None:
    remind(on(EXPIRES))
    assert len(undelivered()) == 1
    for system in System.objects.all():
        confirm_document(system=system, actor=confirmed.anna, function=OWNER, now=on(EXPIRES) + HOUR / 4)
    assert remind(on(EXPIRES) + HOUR / 2) == 0
    assert undelivered() == ()


def test_one_that_was_cut_short_is_not_sent_again(confirmed: Cast, mails: Mailbox) -> None:
    remind(on(EXPIRES))
    Reminder.objects.update(sent_at=None)
    assert remind(on(EXPIRES) + 5 * HOUR) == 0
    assert len(mails.mails) == 3


def test_without_a_mail_server_they_are_noted_for_the_desk(confirmed: Cast, settings: Settings) -> None:
    settings.EMAIL_HOST = ""
    assert remind(on(EXPIRES)) == 0
    assert rows("after") == [("nemlog-in", address, EXPIRES) for address in BOTH]


def test_a_round_has_an_end(confirmed: Cast, mails: Mailbox) -> None:
    for number in range(MOST + 5):
        Person.objects.create(
            email=f"o{number}@example.dk", name="O", role="system_owner", organisation=confirmed.bo.organisation
        )
    assert remind(on(EXPIRES)) == MOST
    assert remind(on(EXPIRES) + HOUR) == 3 + 5


@pytest.mark.django_db(transaction=True)
def test_two_that_remind_at_the_same_time_send_each_mail_once(transactional_db: None, mails: Mailbox) -> None:
    cast.people()
    cast.portfolio()
    start = Barrier(3)

    def round_(_: int) -> int:
        try:
            connection.ensure_connection()
            start.wait(timeout=10)
            return remind(BEGUN + 30 * DAY)
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as threads:
        sent = sum(threads.map(round_, range(3)))
    assert sent == len(mails.mails) == 5


def test_the_secretariat_reads_on_the_desk_what_could_not_be_sent(confirmed: Cast, port: int) -> None:
    assert "undelivered" not in desk_of(confirmed.signe)
    remind(on(EXPIRES))
    (failed,) = undelivered()
    told = desk_of(confirmed.signe)
    assert "1 påmindelse kunne ikke sendes" in told
    assert failed.recipient in told and f'href="/desk/dokumentation/{failed.slug}/"' in told and failed.fault in told
    assert "undelivered" not in desk_of(confirmed.anna)


def desk_of(person: Person) -> str:
    return client_of(person).get("/desk/").content.decode()
