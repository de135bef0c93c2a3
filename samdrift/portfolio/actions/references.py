"""References from one document to another hold, in what is in force and in what will be."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from samdrift.portfolio.document import Fault, Faults
from samdrift.portfolio.models import Revision

Contents = Mapping[str, Mapping[str, Any]]
"""Slug to document, of everything in force at one moment."""


def refuse_dangling(changed: Collection[str], *, since: datetime) -> None:
    """Raise Faults where a document names a system, or a service of it, that no document describes.

    Only faults that the systems in `changed` have part in, as the one that names or the one that is named. Looks at
    `since` and at every later moment when a revision comes into force or ends, in this transaction.
    """
    timeline = _Timeline.read(since)
    _refuse(fault for moment in timeline.moments(since) for fault in _faults(timeline.at(moment), changed))


def refuse_dangling_proposal(slug: str, content: Mapping[str, Any], *, since: datetime) -> None:
    """As `refuse_dangling`, as if `content` were the document of `slug` from `since` on."""
    timeline = _Timeline.read(since)
    contents = ({**timeline.at(moment), slug: content} for moment in timeline.moments(since))
    _refuse(fault for each in contents for fault in _faults(each, {slug}))


@dataclass(frozen=True, slots=True)
class _Timeline:
    revisions: tuple[tuple[str, Any, dict[str, Any]], ...]
    """Slug, range and content of every revision that has not ended."""

    @classmethod
    def read(cls, since: datetime) -> _Timeline:
        lasting = Revision.objects.filter(during__endswith__gt=since) | Revision.objects.filter(during__upper_inf=True)
        return cls(tuple(lasting.order_by("system__slug").values_list("system__slug", "during", "content")))

    def moments(self, since: datetime) -> list[datetime]:
        bounds = {bound for _, during, _ in self.revisions for bound in (during.lower, during.upper)}
        return [since, *sorted(bound for bound in bounds if bound and bound > since)]

    def at(self, moment: datetime) -> dict[str, dict[str, Any]]:
        return {slug: content for slug, during, content in self.revisions if moment in during}


def _refuse(faults: Iterator[Fault]) -> None:
    if found := list(dict.fromkeys(faults)):
        raise Faults(found)


def _faults(contents: Contents, changed: Collection[str]) -> Iterator[Fault]:
    services = {slug: {entry["id"] for entry in content.get("services", ())} for slug, content in contents.items()}
    for slug, content in contents.items():
        for named, fault in _dangling(slug, content, services):
            if slug in changed or named in changed:
                yield fault


def _dangling(slug: str, content: Mapping[str, Any], services: Mapping[str, set[str]]) -> Iterator[tuple[str, Fault]]:
    successor = content["life_cycle"].get("successor")
    if successor and successor not in services:
        expected = "a system in the portfolio or in this import"
        yield successor, Fault(slug, None, "life_cycle.successor", repr(successor), expected)
    for place, entry in enumerate(content.get("dependencies", ())):
        system, _, service = entry["on"].partition("/")
        field = f"dependencies[{place}].on"
        if system not in services:
            yield system, Fault(slug, None, field, repr(entry["on"]), "a system in the portfolio or in this import")
        elif service and service not in services[system]:
            known = ", ".join(sorted(services[system])) or "none"
            yield system, Fault(slug, None, field, repr(entry["on"]), f"one of the services of {system}: {known}")
