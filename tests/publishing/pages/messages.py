"""Every msgid that a part's Python and templates use, as Django's own tools read them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.extract import extract
from django.utils.translation import template

KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def used_in(part: Path) -> set[tuple[str | None, str]]:
    """Context and msgid; of a plural, the singular."""
    return {message for source in _sources(part) for message in _messages(source)}


def _sources(part: Path) -> Iterator[str]:
    for path in sorted(part.rglob("*.py")):
        yield path.read_text()
    for path in sorted(part.rglob("*.html")):
        yield template.templatize(path.read_text(), origin=str(path))


def _messages(source: str) -> Iterator[tuple[str | None, str]]:
    # The extractor does not look into f-strings: a message there would go untranslated unseen.
    assert not re.search(r"\{n?p?gettext\(", source), "gettext within an f-string"
    for _, found, _, context in extract("python", BytesIO(source.encode()), keywords=KEYWORDS):
        yield context, found[0] if isinstance(found, tuple) else found
