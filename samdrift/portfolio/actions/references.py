"""References from one document to another hold, in what is in force and in what will be."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from samdrift.portfolio.document import Fault, Faults
from samdrift.portfolio.models import Revision


def refuse_dangling(changed: Collection[str]) -> None:
    """Raise Faults where a document names a system, or a service of it, that no document describes any more.

    Only faults that the systems in `changed` have part in, as the one that names or the one that is named. Reads what
    the last revision of every document says, in this transaction.
    """
    contents = {content["identity"]["slug"]: content for content in _last_contents()}
    services = {slug: {entry["id"] for entry in content.get("services", ())} for slug, content in contents.items()}
    faults = [
        fault
        for slug, content in contents.items()
        for named, fault in _dangling(slug, content, services)
        if slug in changed or named in changed
    ]
    if faults:
        raise Faults(faults)


def _last_contents() -> Iterator[dict[str, Any]]:
    rows = Revision.objects.filter(during__upper_inf=True).order_by("system__slug")
    yield from rows.values_list("content", flat=True)


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
