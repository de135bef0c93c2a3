"""A JSON file that somebody wrote by hand or by program: what is wrong with it, in one line."""

from __future__ import annotations

import json
from collections import Counter
from typing import NoReturn

from samdrift.impact.faults import GraphFault

LARGEST = 256 * 1024 * 1024
"""Bytes. A million dependencies are about 100 MB; this bounds what is read into memory."""
_SHOWN = 60


def read(content: bytes) -> object:
    """Raises GraphFault for anything that is not JSON, and for a key told twice."""
    if len(content) > LARGEST:
        raise GraphFault(f"the file is larger than {LARGEST:,} bytes")
    if content.startswith(b"\xef\xbb\xbf"):
        raise GraphFault("the file starts with a byte order mark; save it as UTF-8 without one")
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        raise GraphFault(f"the file is not UTF-8: byte {error.start}") from None
    try:
        document: object = json.loads(text, object_pairs_hook=_no_key_twice, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise GraphFault(f"the file is not JSON: {error.msg} in line {error.lineno}, column {error.colno}") from None
    except RecursionError:
        raise GraphFault("the file is nested too deeply") from None
    except GraphFault:
        raise
    except ValueError:  # Python reads no integer of more than 4,300 digits
        raise GraphFault("the file holds a number with too many digits") from None
    return document


def _no_key_twice(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        times = Counter(key for key, _ in pairs)
        twice = next(key for key, count in times.items() if count > 1)
        raise GraphFault(f"the file has the key {shown(twice)} twice in one object")
    return found


def _no_number(word: str) -> NoReturn:
    raise GraphFault(f"the file holds {word}, which JSON does not know")


def fields(value: object, where: str, known: tuple[str, ...], *, required: int) -> dict[str, object]:
    """`known` names the keys, the first `required` of which must be there. Raises GraphFault for any other object."""
    prefix = f"{where}: " if where else ""
    if not isinstance(value, dict):
        raise GraphFault(f"{prefix}expected an object, found {shown(value)}")
    for key in value:
        if key not in known:
            raise GraphFault(f"{prefix}unknown key {shown(key)}; known are {', '.join(known)}")
    for key in known[:required]:
        if key not in value:
            raise GraphFault(f"{prefix}{key!r} is missing")
    return value


def shown(value: object) -> str:
    """On one line and never long, whatever it is."""
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, int) and not isinstance(value, bool) and value.bit_length() > 64:
        return "a huge number"
    text = ascii(value) if isinstance(value, str) and not value.isprintable() else json.dumps(value, ensure_ascii=False)
    return cut(text)


def cut(text: str) -> str:
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
