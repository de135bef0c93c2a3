"""Print what the fonts have: a character that none of them has is shown as U+FFFD, for Typst would refuse the whole."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import TypeVar, cast

import typst

T = TypeVar("T")

MISSING = "�"
_AT_MOST = 12
"""Times that Typst is asked what it lacks, one character at a time, before all that is unusual is replaced."""
_LACKING = re.compile(r"(?:the text|codepoint) `\"(.*?)\"`", re.DOTALL)
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_USUAL = 0x0250
"""Latin letters end here; the font has them all."""
_INVISIBLE = {"Cc", "Cs", "Cn"}

_known: set[str] = set()
"""Characters that no font has, as found since the process began."""


def printed(content: T, compile_: Callable[[T], bytes]) -> bytes:
    """What `compile_` makes of `content`, JSON values of which some text may be replaced. Raises TypstError."""
    for _ in range(_AT_MOST):
        try:
            return compile_(_replaced(content, _is_lacking))
        except typst.TypstError as error:
            lacking = _lacking(str(error))
            if not lacking - _known:
                break
            _known.update(lacking)
    return compile_(_replaced(content, _is_unusual))


def _lacking(message: str) -> set[str]:
    found = {character for quoted in _LACKING.findall(message) for character in _unescaped(quoted)}
    return {character for character in found if ord(character) >= _USUAL or _is_invisible(character)}


def _unescaped(quoted: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), quoted)


def _replaced(content: T, lacks: Callable[[str], bool]) -> T:
    replaced: object = content
    if isinstance(content, str):
        replaced = "".join(MISSING if lacks(character) else character for character in content)
    elif isinstance(content, dict):
        replaced = {name: _replaced(each, lacks) for name, each in content.items()}
    elif isinstance(content, (list, tuple)):
        replaced = [_replaced(each, lacks) for each in content]
    return cast(T, replaced)


def _is_lacking(character: str) -> bool:
    return character in _known or _is_invisible(character)


def _is_unusual(character: str) -> bool:
    return _is_invisible(character) or (ord(character) >= _USUAL and not 0x2010 <= ord(character) <= 0x2044)


def _is_invisible(character: str) -> bool:
    return character != "\n" and unicodedata.category(character) in _INVISIBLE
