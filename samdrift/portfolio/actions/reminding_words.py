"""What a reminder says. It goes to people whose language nobody knows, so it says it in both."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import override

from samdrift.portfolio.models import Reminder
from samdrift.vocabulary import Text

_SUBJECTS = {
    Reminder.Kind.BEFORE: Text("Bekræft snart dokumentationen for {name}", "Confirm the documentation of {name} soon"),
    Reminder.Kind.AFTER: Text("Bekræft dokumentationen for {name}", "Confirm the documentation of {name}"),
    Reminder.Kind.NEVER: Text("Bekræft dokumentationen for {name}", "Confirm the documentation of {name}"),
}
_WHAT = {
    Reminder.Kind.BEFORE: Text(
        "Dokumentationen for {name} er bekræftet, men bekræftelsen udløber den {day}.",
        "The documentation of {name} has been confirmed, but the confirmation expires on {day}.",
    ),
    Reminder.Kind.AFTER: Text(
        "Bekræftelsen af dokumentationen for {name} udløb den {day}. Det kan alle se på systemets side.",
        "The confirmation of the documentation of {name} expired on {day}. "
        "Everyone can see that on the page of the system.",
    ),
    Reminder.Kind.NEVER: Text(
        "Dokumentationen for {name} har været offentliggjort siden den {day}, men ingen har bekræftet, at den passer.",
        "The documentation of {name} has been published since {day}, but nobody has confirmed that it is correct.",
    ),
}
_TODO = Text(
    "Læs den igennem. Passer den, så bekræft den. Passer den ikke, så indmeld en ændring. Du kan gøre begge dele her:",
    "Please read it through. If it is correct, confirm it. If it is not, report a change. You can do both here:",
)
_WHY = Text(
    "Du får denne mail, fordi din organisation ejer systemet.",
    "You are receiving this e-mail because your organisation owns the system.",
)


def subject(kind: Reminder.Kind, name: Text) -> str:
    words = _SUBJECTS[kind]
    return f"{words.da.format(name=name.da)} / {words.en.format(name=name.en)}"


def body(kind: Reminder.Kind, name: Text, due: date, address: str) -> str:
    what = _WHAT[kind]
    danish = [what.da.format(name=name.da, day=_day(due, "da", "j. F Y")), _TODO.da, address, _WHY.da]
    english = [what.en.format(name=name.en, day=_day(due, "en", "j F Y")), _TODO.en, address, _WHY.en]
    return "\n\n".join([*danish, "-" * 8, *english]) + "\n"


def _day(day: date, language: str, form: str) -> str:
    with override(language):
        return date_format(day, form)
