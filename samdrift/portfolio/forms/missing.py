"""What a document does not answer, in words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from samdrift.portfolio.document.labels import label
from samdrift.vocabulary import Language

_OF_ENTRY = re.compile(r"(?P<section>\w+)\[(?P<entry>[^\]]*)\]\.(?P<field>\w+)")


def missing_in_words(paths: Iterable[str], language: Language) -> list[str]:
    """`services[login].target` as "Tjenester, login: Servicemål"; in the given order."""
    return [_words(path, language) for path in paths]


def _words(path: str, language: Language) -> str:
    if match := _OF_ENTRY.fullmatch(path):
        section, entry, field = match["section"], match["entry"], match["field"]
        return f"{label(section, language)}, {entry}: {label(f'{section}.{field}', language)}"
    return label(path, language)
