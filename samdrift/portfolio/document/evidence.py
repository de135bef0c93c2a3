"""How we know what is stated."""

from __future__ import annotations

from enum import StrEnum

from samdrift.portfolio.document.fields import Address, Line, Section


class Basis(StrEnum):
    """A public source states it, or we take it to be so. What is assumed is never shown as a fact."""

    DOCUMENTED = "documented"
    ASSUMED = "assumed"


class Evidence(Section):
    """What is documented names a title or a url."""

    basis: Basis
    title: Line | None = None
    """The source by name: a law and its paragraph, a report."""
    url: Address | None = None
