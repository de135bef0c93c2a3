"""References from one document to another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from samdrift.portfolio.document.faults import Fault

Contents = Mapping[str, Mapping[str, Any]]
"""Slug to document, of all that may be referred to."""


def dangling(contents: Contents, *, known: str) -> Iterator[tuple[str, Fault]]:
    """Every reference to a system, or a service of it, that none of `contents` describes, with the slug it refers to.

    `known` says in the fault which systems are described. The fault names the document by its slug.
    """
    services = {slug: {entry["id"] for entry in content.get("services", ())} for slug, content in contents.items()}
    for slug, content in contents.items():
        for field, written in _references(content):
            system, _, service = written.partition("/")
            if system not in services:
                yield system, Fault(slug, None, field, repr(written), known)
            elif service and service not in services[system]:
                those = ", ".join(sorted(services[system])) or "none"
                yield system, Fault(slug, None, field, repr(written), f"one of the services of {system}: {those}")


def _references(content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Field and what it names. Whether a document names its own services rightly is a rule of its own."""
    own = content["identity"]["slug"]
    if successor := content["life_cycle"].get("successor"):
        yield "life_cycle.successor", successor
    for place, entry in enumerate(content.get("services", ())):
        for at, need in enumerate(entry.get("instead_needs", ())):
            if need.partition("/")[0] != own:
                yield f"services[{place}].instead_needs[{at}]", need
    for place, entry in enumerate(content.get("dependencies", ())):
        yield f"dependencies[{place}].on", entry["on"]
