"""References from one document to another hold, in what is in force and in what will be."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from samdrift.accounts.models import Person
from samdrift.portfolio.document import Fault, Faults
from samdrift.portfolio.document.audience import seen_by
from samdrift.portfolio.document.references import Contents, dangling
from samdrift.portfolio.gate import SystemGate
from samdrift.portfolio.models import Revision, System
from samdrift.vocabulary import Audience

_HIDDEN = "a service of this system; a field that is not told to you names it"


def refuse_dangling(changed: Collection[str], *, since: datetime) -> None:
    """Raise Faults where a document names a system, or a service of it, that no document describes.

    Only faults that the systems in `changed` have part in, as the one that names or the one that is named. Looks at
    `since` and at every later moment when a revision comes into force or ends, in this transaction.
    """
    timeline = _Timeline.read(since)
    _refuse(fault for moment in timeline.moments(since) for fault in _faults(timeline.at(moment), changed))


def refuse_dangling_proposal(slug: str, content: Mapping[str, Any], *, since: datetime, reader: Person) -> None:
    """As `refuse_dangling`, as if `content` were the document of `slug` from `since` on.

    Where a document of another names what `content` has no more, in a field that is not told to `reader`, the fault
    says so of `slug`, and nothing of whose field it is.
    """
    timeline = _Timeline.read(since)
    contents = ({**timeline.at(moment), slug: content} for moment in timeline.moments(since))
    _refuse(fault for each in contents for fault in _told(slug, each, reader))


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


def _told(slug: str, contents: Contents, reader: Person) -> Iterator[Fault]:
    found = list(_faults(contents, {slug}))
    others = {fault.file for fault in found} - {slug}
    told = list(_faults({**contents, **dict(_seen(others, contents, reader))}, {slug})) if others else found
    yield from told
    named = {(fault.file, fault.value) for fault in told}
    for fault in found:
        if (fault.file, fault.value) not in named:
            yield Fault(slug, None, "services", fault.value, _HIDDEN)


def _seen(slugs: Collection[str], contents: Contents, reader: Person) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for system in System.objects.filter(slug__in=slugs):
        audience = Audience.INTERNAL if SystemGate(reader, system).may_read_internal() else Audience.PARTNERS
        yield system.slug, seen_by(contents[system.slug], audience)


def _refuse(faults: Iterator[Fault]) -> None:
    if found := list(dict.fromkeys(faults)):
        raise Faults(found)


def _faults(contents: Contents, changed: Collection[str]) -> Iterator[Fault]:
    for named, fault in dangling(contents, known="a system in the portfolio or in this import"):
        if fault.file in changed or named in changed:
            yield fault
