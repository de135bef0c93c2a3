"""Write into a table what the pages say now. All but what is expected stays as it is, comments too."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

_WIDTH = 114
_EXPECTS = re.compile(r"^  expects:\n(?:    .*\n)*", re.MULTILINE)
_NEXT = re.compile(r"^(?:#.*\n|\n)*- id: ", re.MULTILINE)


def rewrite(path: Path, said: Mapping[str, Mapping[str, Any]]) -> None:
    """`said` is by the id of the entry."""
    text = path.read_text()
    for id, expects in said.items():
        start = text.index(f"- id: {id}\n")
        following = _NEXT.search(text, start + 1)
        end = following.start() if following else len(text)
        text = text[:start] + _EXPECTS.sub("", text[start:end]) + _written(expects) + text[end:]
    path.write_text(text)


def _written(expects: Mapping[str, Any]) -> str:
    lines = yaml.safe_dump(dict(expects), allow_unicode=True, sort_keys=False, width=_WIDTH).splitlines()
    return "".join(["  expects:\n", *(f"    {line}\n" for line in lines)])


def differences(expected: object, found: object, place: str = "") -> list[str]:
    """Each by its place, as "login-down da h1"."""
    if isinstance(expected, Mapping) and isinstance(found, Mapping):
        keys = dict.fromkeys([*expected, *found])
        return [line for key in keys for line in differences(expected.get(key), found.get(key), f"{place} {key}")]
    if isinstance(expected, list) and isinstance(found, list):
        longest = max(len(expected), len(found))
        pairs = zip(*([*each, *[None] * (longest - len(each))] for each in (expected, found)), strict=True)
        return [
            line
            for number, (one, other) in enumerate(pairs, 1)
            for line in differences(one, other, f"{place} {number}")
        ]
    return [] if expected == found else [f"{place.strip()}:\n  expected {expected!r}\n  but said {found!r}"]
