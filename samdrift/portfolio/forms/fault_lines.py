"""Faults of a whole draft, each with where it stands in words, and the page where it can be mended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from samdrift.portfolio.document.labels import label
from samdrift.portfolio.document.outline import outline
from samdrift.portfolio.document.template import SystemDocument
from samdrift.portfolio.forms.draft import entries_of
from samdrift.portfolio.forms.faults import DraftFault, Place
from samdrift.portfolio.forms.lines import entry_name
from samdrift.portfolio.forms.offered import Offered
from samdrift.portfolio.forms.pages import PAGES, Page


@dataclass(frozen=True, slots=True)
class FaultLine:
    """`page` is None for what no page of the form holds; `entry` is its place in the page's list."""

    page: str | None
    entry: int | None
    where: str
    words: str


def fault_lines(faults: Iterable[DraftFault], offered: Offered) -> list[FaultLine]:
    return [_line(fault, offered) for fault in faults]


def _line(fault: DraftFault, offered: Offered) -> FaultLine:
    place = fault.place
    page = next((page for page in PAGES if place and page.holds(_question(place))), None)
    if page is None:
        return FaultLine(None, None, ".".join(map(str, place)), fault.words)
    entry = place[1] if page.is_list and len(place) > 1 and isinstance(place[1], int) else None
    return FaultLine(page.name, entry, ": ".join(_where(place, page, entry, offered)), fault.words)


def _question(place: Place) -> str:
    """The top-level field that is meant; an answer of "not applicable" belongs where its question stands."""
    return str(place[1] if place[0] == "not_applicable" and len(place) > 1 else place[0])


def _where(place: Place, page: Page, entry: int | None, offered: Offered) -> list[str]:
    words = [label(page.field, offered.language)]
    if entry is not None:
        words.append(entry_name(page, entries_of(offered.content, page)[entry], offered))
    steps = [step for step in place if isinstance(step, str) and step not in ("da", "en")]
    path = ".".join(steps)
    if path in outline(SystemDocument) and path != page.field:
        words.append(label(path, offered.language))
    return words
