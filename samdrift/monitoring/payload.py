"""The door for what monitoring systems send: JSON taken apart field by field, each refusal saying which and why.

Everything here raises Refused, whatever the bytes, and returns only what PostgreSQL can store: no NUL, no half of a
surrogate pair, no number that is not finite.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import NoReturn

from samdrift.monitoring.moments import NotAMoment, read_moment
from samdrift.monitoring.observation import Refused
from samdrift.vocabulary import Level, Sentence, sentence

KEY_LENGTH = 300
TEXT_LENGTH = 2000
LEVEL_WORDS = ", ".join(level.word for level in Level)
_KEY = sentence("1 to %(number)s characters without control characters", number=KEY_LENGTH)
_LEVEL = sentence("one of %(words)s", words=LEVEL_WORDS)
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_ZERO = re.compile(r"0001-01-01T00:00:00(\.0+)?(Z|\+00:00)", re.ASCII)
_CONTROL = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")


def parse(body: bytes) -> object:
    """The JSON value in `body` (UTF-8, with or without a byte order mark)."""
    try:
        return json.loads(
            body.decode("utf-8-sig"), parse_float=_finite, parse_constant=_no_number, object_pairs_hook=_unambiguous
        )
    except Refused:
        raise
    except UnicodeDecodeError as error:
        raise Refused("body", body[error.start : error.start + 8], "JSON in UTF-8") from None
    except json.JSONDecodeError as error:
        near = error.doc[max(0, error.pos - 20) : error.pos + 20]
        raise Refused("body", near, _bad_json(error)) from None
    except RecursionError:
        raise Refused("body", body[:20], "JSON that is not nested so deeply") from None
    except ValueError as error:
        raise Refused("body", _number(error), "JSON with finite numbers of reasonable length") from None


def _unambiguous(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """RFC 8259 leaves open which of two equal names counts: no sender can mean either."""
    fields = dict(pairs)
    if len(fields) < len(pairs):
        twice = next(name for name, count in Counter(name for name, _ in pairs).items() if count > 1)
        raise Refused(storable(twice)[:80], sentence("given twice in one object"), "each name once")
    return fields


def as_object(value: object, field: str) -> dict[str, object]:
    if not isinstance(value, dict):
        raise Refused(field, value, "an object")
    return value


def as_list(value: object, field: str) -> list[object]:
    if not isinstance(value, list):
        raise Refused(field, value, "a list")
    return value


def key(value: object, field: str) -> str:
    """What a source calls a signal: 1 to 300 characters, none of them a control character."""
    if not isinstance(value, str) or not value.strip() or len(value) > KEY_LENGTH or _CONTROL.search(value):
        raise Refused(field, value, _KEY)
    return value


def text(value: object, field: str) -> str:
    """The source's own words, cut at 2,000 characters; missing is empty."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Refused(field, value, "text")
    return storable(value)[:TEXT_LENGTH]


def level(value: object, field: str) -> Level:
    if not isinstance(value, str):
        raise Refused(field, value, _LEVEL)
    try:
        return Level.from_word(value)
    except ValueError:
        raise Refused(field, value, _LEVEL) from None


def flag(value: object, field: str) -> bool:
    """True or false; missing is false."""
    if value is not None and not isinstance(value, bool):
        raise Refused(field, value, "true or false")
    return bool(value)


def moment(value: object, field: str, *, missing: datetime) -> datetime:
    """A time in RFC 3339, as UTC; `missing` where the field is not there, is empty, zero or Go's zero time."""
    if value is None or value == "" or (isinstance(value, str) and _ZERO.fullmatch(value)):
        return missing
    if not isinstance(value, str):
        if type(value) in (int, float) and value == 0:
            return missing
        raise Refused(field, value, "a time like 2026-11-23T10:58:00Z")
    try:
        return read_moment(value)
    except NotAMoment as error:
        raise Refused(field, value, error.sentence) from None


def storable(words: str) -> str:
    """`words` with U+FFFD for each character that PostgreSQL cannot store."""
    return _UNSTORABLE.sub("\ufffd", words)


def names(fields: Iterable[str]) -> tuple[str, ...]:
    """Names of ignored fields, fit to be said back to the sender: at most 20, each cut at 80 characters."""
    return tuple(storable(name)[:80] for name in sorted(set(fields))[:20])


def _bad_json(error: json.JSONDecodeError) -> Sentence:
    return sentence(
        "JSON; line %(line)s, column %(column)s: %(words)s",
        line=str(error.lineno),
        column=str(error.colno),
        words=error.msg,
    )


class _NotFinite(ValueError):
    """A number that has no place in JSON, as it was written."""


def _number(error: ValueError) -> Sentence:
    """Python itself refuses a whole number of thousands of digits."""
    if isinstance(error, _NotFinite):
        return sentence("the number %(digits)s", digits=str(error))
    return sentence("a number of too many digits")


def _finite(digits: str) -> float:
    if not math.isfinite(number := float(digits)):
        raise _NotFinite(digits[:20])
    return number


def _no_number(word: str) -> NoReturn:
    raise _NotFinite(word)
