"""What the owner at the other end of a dependency is asked, when a document changes.

The other end is asked about what it may read: what is internal to one owner is not told by asking another. That a
dependency goes away is asked only where it does: one that is hidden from now on, or goes on under another id, is still
there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from samdrift.portfolio.document.audience import seen_by
from samdrift.vocabulary import Audience

Content = Mapping[str, Any]
Dependency = Mapping[str, Any]
Question = tuple[str, str]
"""The slug of the system at the other end, and the id of the dependency."""
_SAID = ("on", "criticality", "why")
"""What the other end is told of a dependency that goes away."""


def questions(before: Content, after: Content) -> dict[Question, Dependency | None]:
    """Each question, with the dependency as it is to be; None where it goes away. In the order of the ids."""
    old, new = heard(before), heard(after)
    asked: dict[Question, Dependency | None] = {}
    for id in sorted(old.keys() | new.keys()):
        was, proposed = old.get(id), new.get(id)
        if was == proposed:
            continue
        if was and not _goes_on(was, after):
            asked[_provider(was), id] = None
        if proposed:
            asked[_provider(proposed), id] = proposed
    return asked


def heard(content: Content) -> dict[str, Dependency]:
    """By id, the dependencies of a whole document, or of none (empty), as the other end reads them."""
    seen = seen_by(content, Audience.PARTNERS) if content else {}
    return {entry["id"]: entry for entry in seen.get("dependencies", ())}


def gone(question: Question, before: Content) -> Dependency | None:
    """What goes away, as the other end reads it; None where `before` does not hold it."""
    provider, id = question
    was = heard(before).get(id)
    return was if was and _provider(was) == provider else None


def _goes_on(was: Dependency, after: Content) -> bool:
    entries = after.get("dependencies", ())
    same = ((each["id"], _provider(each)) == (was["id"], _provider(was)) for each in entries)
    return any(same) or any(all(each[name] == was[name] for name in _SAID) for each in entries)


def _provider(dependency: Dependency) -> str:
    return str(dependency["on"]).partition("/")[0]
