"""The entries of a list, each in a line: what it is called, what tells it from the others, what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from samdrift.portfolio.document.given import group
from samdrift.portfolio.document.labels import word
from samdrift.portfolio.document.relations import Pattern
from samdrift.portfolio.forms.draft import entries_of, fingerprint
from samdrift.portfolio.forms.faults import DraftFault
from samdrift.portfolio.forms.offered import Offered, in_reader_language
from samdrift.portfolio.forms.pages import Page
from samdrift.vocabulary import Criticality


@dataclass(frozen=True, slots=True)
class EntryLine:
    place: int
    name: str
    about: str
    seen: str
    faults: int
    is_first: bool
    is_last: bool


def entry_lines(page: Page, offered: Offered, faults: Sequence[DraftFault]) -> list[EntryLine]:
    listed = entries_of(offered.content, page)
    return [
        EntryLine(
            place=place,
            name=entry_name(page, entry, offered),
            about=_about(page, group(entry), offered),
            seen=fingerprint(entry),
            faults=sum(fault.place[:2] == (page.field, place) for fault in faults),
            is_first=place == 0,
            is_last=place == len(listed) - 1,
        )
        for place, entry in enumerate(listed)
    ]


def entry_name(page: Page, entry: object, offered: Offered) -> str:
    """As a reader would call it; its id, or words that say so, while it has no name yet."""
    given = group(entry)
    if page.field == "dependencies" and given.get("on"):
        return offered.reference(given["on"])
    texts = (
        in_reader_language(given.get(field), offered.language) for field in ("name", "function", "data", "statement")
    )
    return next((text for text in texts if text), str(given.get("id") or _("without a name")))


def _about(page: Page, entry: dict[str, Any], offered: Offered) -> str:
    match page.field:
        case "dependencies":
            return _joined(
                [
                    _choice(Criticality, entry.get("criticality"), offered),
                    _choice(Pattern, entry.get("pattern"), offered),
                ]
            )
        case "exchanges":
            carriers = dict(offered.options("exchanges.over") or ())
            return str(carriers.get(str(entry.get("over")), ""))
        case "services":
            return in_reader_language(entry.get("purpose"), offered.language)
        case "contacts":
            return in_reader_language(entry.get("reach_for"), offered.language)
        case "interfaces":
            return str(entry.get("address", ""))
    return ""


def _choice(kind: type[Criticality] | type[Pattern], value: object, offered: Offered) -> str:
    return next((word(each, offered.language) for each in kind if each.value == value), "")


def _joined(words: Iterable[str]) -> str:
    return ", ".join(each for each in words if each)
