"""Change one part of a draft and leave the rest as it is, also where somebody else changed the rest meanwhile.

Whoever saves names, by its `fingerprint`, the part that was read. Where another part is stored now, `Changed` holds it.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from hashlib import sha256
from typing import Any

from samdrift.portfolio.document.outline import outline
from samdrift.portfolio.document.rules_of_answers import QUESTIONS
from samdrift.portfolio.document.template import SystemDocument
from samdrift.portfolio.forms.pages import Page
from samdrift.vocabulary import Audience, numbered, slug_of

Content = Mapping[str, Any]
Piece = dict[str, Any]


class Changed(Exception):
    """`stored` is what stands there now; None where it was removed."""

    def __init__(self, stored: Piece | None) -> None:
        self.stored = stored
        super().__init__("the part was changed meanwhile")


def fingerprint(part: object) -> str:
    return sha256(json.dumps(part, sort_keys=True).encode()).hexdigest()[:16]


def piece_of(content: Content, page: Page) -> Piece:
    """The page's fields."""
    return {field: content[field] for field in page.fields if field in content}


def answered_not_applicable(content: Content, page: Page) -> list[str]:
    given = content.get("not_applicable")
    return [path for path in page.questions if isinstance(given, list) and path in given]


def entries_of(content: Content, page: Page) -> list[Any]:
    listed = content.get(page.field)
    return list(listed) if isinstance(listed, list) else []


def put_page(content: Content, page: Page, piece: Piece, not_applicable: Collection[str], *, seen: str) -> Piece:
    """The draft with the page's fields replaced. Raises Changed."""
    stored = piece_of(content, page)
    if fingerprint([stored, answered_not_applicable(content, page)]) != seen:
        raise Changed(stored)
    rest = {field: value for field, value in content.items() if field not in page.fields}
    return answer_not_applicable(rest | piece, page, not_applicable)


def answer_not_applicable(content: Content, page: Page, paths: Collection[str]) -> Piece:
    given = content.get("not_applicable")
    kept = [path for path in given if path not in page.questions] if isinstance(given, list) else []
    wanted = {*kept, *paths}
    known = [path for path in QUESTIONS if path in wanted]
    return in_order({**content, "not_applicable": [*known, *(path for path in kept if path not in QUESTIONS)]})


def put_entry(content: Content, page: Page, place: int, entry: Piece, *, seen: str) -> Piece:
    """The draft with one entry replaced, wherever in the list it stands by now. Raises Changed."""
    listed = entries_of(content, page)
    at = find(listed, place, seen)
    return in_order({**content, page.field: [*listed[:at], entry, *listed[at + 1 :]]})


def add_entry(content: Content, page: Page, entry: Piece) -> Piece:
    return in_order({**content, page.field: [*entries_of(content, page), entry]})


def remove_entry(content: Content, page: Page, place: int, *, seen: str) -> Piece:
    """Raises Changed: what somebody else has changed since is not removed unseen."""
    listed = entries_of(content, page)
    at = find(listed, place, seen)
    return in_order({**content, page.field: [*listed[:at], *listed[at + 1 :]]})


def move_entry(content: Content, page: Page, place: int, *, by: int, seen: str) -> Piece:
    """One step up (-1) or down (1); at the ends it stays. Raises Changed."""
    listed = entries_of(content, page)
    at = find(listed, place, seen)
    entry = listed.pop(at)
    listed.insert(max(at + by, 0), entry)
    return in_order({**content, page.field: listed})


def find(listed: list[Any], place: int, seen: str) -> int:
    """Where the entry that was read stands now: at its place, or where it was moved to."""
    around = sorted(range(len(listed)), key=lambda at: abs(at - place))
    for at in around:
        if fingerprint(listed[at]) == seen:
            return at
    raise Changed(listed[place] if place < len(listed) else None)


def told_in(content: Content, paths: Collection[str]) -> list[Any]:
    """What the draft says of who is told these fields."""
    given = content.get("audiences")
    return [entry for entry in given if entry.get("field") in paths] if isinstance(given, list) else []


def tell(content: Content, told: Mapping[str, Audience | None], *, seen: str) -> Piece:
    """The draft with these fields told to others than the template does; None is as the template. Raises Changed."""
    stored = told_in(content, told)
    if fingerprint(stored) != seen:
        raise Changed({"audiences": stored})
    given = content.get("audiences")
    kept = [entry for entry in given if entry not in stored] if isinstance(given, list) else []
    own = [{"field": path, "audience": audience.value} for path, audience in told.items() if audience]
    return in_order({**content, "audiences": [*kept, *own]})


def with_id(entry: Piece, page: Page, others: Iterable[Any]) -> Piece:
    """The entry with an id made from what it says of itself, where the template wants one and none was typed. As long
    as it says nothing that an id could be made of it has none."""
    if "id" in entry or "id" not in _fields_of(page):
        return entry
    id = proposed_id(entry, {other.get("id") for other in others if isinstance(other, dict)})
    return {"id": id, **entry} if id else entry


def proposed_id(entry: Content, taken: Collection[object]) -> str:
    named = next((entry[field] for field in ("name", "function", "data", "on") if entry.get(field)), "")
    text = (named.get("da") or named.get("en") or "") if isinstance(named, dict) else str(named)
    stem = slug_of(text)[:64].rstrip("-")
    return numbered(stem, taken) if stem else ""


def in_order(content: Content) -> Piece:
    """In the template's order, without what is empty; what the template does not know comes last."""
    known = [field for field in SystemDocument.model_fields if field in content]
    rest = [field for field in content if field not in SystemDocument.model_fields]
    return {field: content[field] for field in (*known, *rest) if content[field] not in ([], {}, None)}


def _fields_of(page: Page) -> Iterable[str]:
    section = outline(SystemDocument)[page.field].section
    return section.model_fields if section else ()
