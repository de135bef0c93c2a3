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
        successor = content["life_cycle"].get("successor")
        if successor and successor not in services:
            yield successor, Fault(slug, None, "life_cycle.successor", repr(successor), known)
        for place, entry in enumerate(content.get("dependencies", ())):
            system, _, service = entry["on"].partition("/")
            field = f"dependencies[{place}].on"
            if system not in services:
                yield system, Fault(slug, None, field, repr(entry["on"]), known)
            elif service and service not in services[system]:
                those = ", ".join(sorted(services[system])) or "none"
                yield system, Fault(slug, None, field, repr(entry["on"]), f"one of the services of {system}: {those}")
