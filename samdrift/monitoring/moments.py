"""Times as monitoring systems write them: RFC 3339 section 5.6, and seconds or milliseconds since 1970."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

from samdrift.vocabulary import Sentence, sentence

_FORM = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,12}))?([Zz]|[+-]\d\d:\d\d)?",
    re.ASCII,
)
EXAMPLE = "2026-11-23T10:58:00Z"
FIRST, LAST = datetime(1970, 1, 1, tzinfo=UTC), datetime(2999, 12, 31, tzinfo=UTC)
# Beyond the year 5138 in seconds; before 1973 in milliseconds: no monitoring system means either.
_MILLISECONDS_FROM = 100_000_000_000


class NotAMoment(ValueError):
    """What was expected instead, as the end of a sentence."""

    def __init__(self, expected: Sentence) -> None:
        super().__init__(str(expected))
        self.sentence = expected


def read_moment(text: str) -> datetime:
    """UTC, to the microsecond. Raises NotAMoment: a time without offset is refused, for it could mean any of 38."""
    if not (match := _FORM.fullmatch(text)):
        raise NotAMoment(sentence("a time like %(example)s", example=EXAMPLE))
    year, month, day, hour, minute, second = (int(part) for part in match.groups()[:6])
    fraction, offset = match[7], match[8]
    if offset is None:
        raise NotAMoment(sentence("a time with an offset from UTC, like %(example)s", example=EXAMPLE))
    leap = second == 60  # RFC 3339 allows a leap second, datetime does not: it becomes the second after
    try:
        local = datetime(year, month, day, hour, minute, 59 if leap else second, tzinfo=_zone(offset))
        micros = timedelta(seconds=1) if leap else timedelta(microseconds=int((fraction or "0")[:6].ljust(6, "0")))
        return _within((local + micros).astimezone(UTC))
    except (ValueError, OverflowError) as error:
        if isinstance(error, NotAMoment):
            raise
        raise NotAMoment(sentence("a time that exists, like %(example)s", example=EXAMPLE)) from None


def from_number(number: float) -> datetime:
    """Seconds since 1970, or milliseconds from 100,000,000,000 on. Raises NotAMoment."""
    try:
        seconds = number / 1000 if number >= _MILLISECONDS_FROM else number
        return _within(FIRST + timedelta(seconds=seconds))
    except (OverflowError, ValueError):
        raise NotAMoment(sentence("seconds or milliseconds since 1970")) from None


def _zone(offset: str) -> timezone:
    if offset in "Zz":
        return UTC
    hours, minutes = int(offset[1:3]), int(offset[4:])
    if hours > 23 or minutes > 59:
        raise NotAMoment(sentence("an offset from UTC up to 23:59"))
    return timezone((-1 if offset[0] == "-" else 1) * timedelta(hours=hours, minutes=minutes))


def _within(moment: datetime) -> datetime:
    if not FIRST <= moment <= LAST:
        raise NotAMoment(sentence("a time between 1970 and 2999"))
    return moment
