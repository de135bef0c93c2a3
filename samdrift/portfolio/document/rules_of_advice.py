"""Rules of what the advice of a service rests on, within one document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic_core import InitErrorDetails

from samdrift.portfolio.document.given import entries, ids, listed, rule


def broken(document: dict[str, Any], slug: object) -> Iterator[InitErrorDetails]:
    services = ids(document, "services")
    for place, entry in entries(document, "services"):
        around = ("services", place, "instead_needs")
        if entry.get("instead_needs") is not None and entry.get("instead") is None:
            yield rule(around, entry["instead_needs"], "no such field without instead, the advice that it is about")
        for at, need in listed(entry, "instead_needs"):
            if not isinstance(need, str) or need.partition("/")[0] != slug:
                continue
            if need in (slug, f"{slug}/{entry.get('id')}"):
                yield rule((*around, at), need, "what can work while this service does not")
            elif need.partition("/")[2] not in services:
                expected = f"one of the services of {slug}: {', '.join(sorted(services))}"
                yield rule((*around, at), need, expected)
