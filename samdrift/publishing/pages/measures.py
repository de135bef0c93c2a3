"""Durations and shares as a document gives them, in words of the active language."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext, ngettext

from samdrift.vocabulary import Language

_DAY, _HOUR, _MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


def duration(length: timedelta) -> str:
    """ "1 døgn", "4 timer", "30 minutter": in the largest unit of which it is a whole number."""
    if length % _DAY == timedelta(0):
        days = length // _DAY
        return ngettext("%(number)d day", "%(number)d days", days) % {"number": days}
    if length % _HOUR == timedelta(0):
        hours = length // _HOUR
        return ngettext("%(number)d hour", "%(number)d hours", hours) % {"number": hours}
    minutes = length // _MINUTE
    return ngettext("%(number)d minute", "%(number)d minutes", minutes) % {"number": minutes}


def roughly(length: timedelta) -> str:
    """ "40 sekunder", "12 minutter", "5 timer": rounded down to a unit that gives two of it at least, if any does."""
    if length < 2 * _MINUTE:
        seconds = max(1, length // timedelta(seconds=1))
        return ngettext("%(number)d second", "%(number)d seconds", seconds) % {"number": seconds}
    unit = next(each for each in (_DAY, _HOUR, _MINUTE) if length >= 2 * each)
    return duration(length - length % unit)


def precisely(length: timedelta) -> str:
    """ "40 sekunder", "14 minutter", "2 timer og 10 minutter": to the minute, from a minute on."""
    if length < _MINUTE:
        return roughly(length)
    hours, minutes = divmod(length // _MINUTE, 60)
    if not hours or not minutes:
        return duration(timedelta(hours=hours, minutes=minutes))
    parts = {"hours": duration(timedelta(hours=hours)), "minutes": duration(timedelta(minutes=minutes))}
    return gettext("%(hours)s and %(minutes)s") % parts


def percent(written: str, language: Language) -> str:
    """ "99,9 %", with the decimals that the document gives."""
    return f"{written.replace('.', ',')} %" if language == "da" else f"{written}%"


def completeness(share: int, language: Language) -> str:
    if share == 100:
        return gettext("The document answers all the questions in the template.")
    return gettext("The document answers %(share)s of the questions in the template.") % {
        "share": percent(str(share), language)
    }
