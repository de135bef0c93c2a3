"""Remind the people of an owner that a document is to be confirmed.

One reminder before a confirmation expires, one once it has expired, one where a document was never confirmed; each to
every active system owner of the organisation. Without a mail server they are only shown on the desk.
"""

from __future__ import annotations

import smtplib
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from itertools import islice

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import Min, Q

from samdrift.accounts.models import Person, Role
from samdrift.isolation import Attempt, Step, unguarded
from samdrift.portfolio.actions.reminding_words import body, subject
from samdrift.portfolio.days import today
from samdrift.portfolio.models import Reminder, Revision, System
from samdrift.portfolio.queries.freshness import SOON, Freshness, Standing, standings
from samdrift.vocabulary import Text

RETRY = timedelta(hours=1)
MOST = 20
"""Mails in one round: the next round sends the others."""
_KINDS = {Freshness.SOON: Reminder.Kind.BEFORE, Freshness.EXPIRED: Reminder.Kind.AFTER}
_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
_Key = tuple[int, str, date, int]
"""The system, the kind, the day and the recipient: each reminder there is once."""


@dataclass(frozen=True, slots=True)
class Due:
    """What one person is to be reminded of today."""

    system: int
    name: Text
    kind: Reminder.Kind
    due: date
    recipient: Person


def remind(now: datetime, attempt: Attempt = unguarded) -> int:
    """Note every reminder that is due, and send what is not sent yet; return how many went. May run at any time.

    `attempt` is asked for each reminder.
    """
    due: dict[_Key, Due] = {(each.system, each.kind.value, each.due, each.recipient.pk): each for each in _due(now)}
    Reminder.objects.bulk_create(
        [
            Reminder(system_id=each.system, kind=each.kind, due=each.due, recipient=each.recipient, made_at=now)
            for each in due.values()
        ],
        ignore_conflicts=True,
    )
    if not settings.EMAIL_HOST:
        return 0
    sent = 0
    for reminder in _unsent(due, now):
        if not _claim(reminder, now):
            continue
        reached = attempt(Step.REMIND, reminder.system.slug, partial(_send, reminder, due[_key(reminder)], now))
        if reached is None:
            Reminder.objects.filter(pk=reminder.pk).update(fault="It could not be written.")
        elif not reached:
            break
        sent += reminder.sent_at is not None
    return sent


def _due(now: datetime) -> Iterator[Due]:
    people: dict[str, list[Person]] = defaultdict(list)
    for person in Person.objects.filter(role=Role.SYSTEM_OWNER, is_active=True).select_related("organisation"):
        if person.organisation:
            people[person.organisation.slug].append(person)
    keys = dict(System.objects.values_list("slug", "pk"))
    first = dict(Revision.objects.values_list("system__slug").annotate(Min("during__startswith")).order_by())
    for standing in standings(now):
        if found := _kind(standing, today(first[standing.slug]), today(now)):
            for person in people[standing.owner]:
                yield Due(keys[standing.slug], standing.name, *found, person)


def _kind(standing: Standing, first: date, on: date) -> tuple[Reminder.Kind, date] | None:
    if standing.expires is None:
        return (Reminder.Kind.NEVER, first) if on >= first + SOON else None
    kind = _KINDS.get(standing.freshness)
    return (kind, standing.expires) if kind else None


def _unsent(due: Collection[_Key], now: datetime) -> list[Reminder]:
    """Those to be tried now, the oldest first. What is not due any more is forgotten, and made anew if it is again."""
    unsent = Reminder.objects.filter(Q(tried_at__isnull=True) | ~Q(fault=""), sent_at__isnull=True)
    waiting = list(unsent.select_related("system").order_by("made_at", "pk"))
    unsent.filter(pk__in=[each.pk for each in waiting if _key(each) not in due]).delete()
    ripe = (each for each in waiting if each.tried_at is None or each.tried_at <= now - RETRY)
    return list(islice((each for each in ripe if _key(each) in due), MOST))


def _key(reminder: Reminder) -> _Key:
    return reminder.system_id, reminder.kind, reminder.due, reminder.recipient_id


def _claim(reminder: Reminder, now: datetime) -> bool:
    """True for one of several that would send it at the same time."""
    mine = Reminder.objects.filter(pk=reminder.pk, sent_at__isnull=True, tried_at=reminder.tried_at)
    return bool(mine.update(tried_at=now, fault=""))


def _send(reminder: Reminder, about: Due, now: datetime) -> bool:
    """False where the server cannot be reached, so that trying others is in vain. What happened is on the row."""
    mail = EmailMessage(
        subject=subject(about.kind, about.name),
        body=body(about.kind, about.name, about.due, f"{settings.BASE_URL}/desk/dokumentation/"),
        to=[about.recipient.email],
        headers={"Auto-Submitted": "auto-generated"},
        connection=get_connection(_BACKEND),
    )
    try:
        mail.send()
    except OSError as fault:
        reminder.fault = str(fault) or type(fault).__name__
        Reminder.objects.filter(pk=reminder.pk).update(fault=reminder.fault)
        return isinstance(fault, (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError))
    reminder.sent_at = now
    Reminder.objects.filter(pk=reminder.pk).update(sent_at=now)
    return True
