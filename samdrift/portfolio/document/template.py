"""The template, version 1: what every system document says, in this order."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import Field, ModelWrapValidatorHandler, ValidationError, model_validator

from samdrift.portfolio.document import rules
from samdrift.portfolio.document.fields import Address, Day, Line, Name, Prose, Section, Slug


class LifeCycleStatus(StrEnum):
    PLANNED = "planned"
    IN_OPERATION = "in_operation"
    RETIRED = "retired"


class Basis(StrEnum):
    """How we know: a public source states it, or we take it to be so."""

    DOCUMENTED = "documented"
    ASSUMED = "assumed"


class Identity(Section):
    slug: Slug
    """Name in addresses and signals; never changes."""
    name: Name
    purpose: Name
    """One line: what people use the system for."""


class LifeCycle(Section):
    status: LifeCycleStatus
    in_operation_since: Day | None = None
    retired_on: Day | None = None
    """The last day; present exactly when the status is retired."""
    successor: Slug | None = None
    """Slug of the system that takes over."""


class Owner(Section):
    organisation: Slug
    """Slug of the authority that answers for the system; its people may edit the document."""
    name: Name
    jointly_with: Annotated[tuple[Name, ...], Field(max_length=20)] = ()
    """Others that own the system together with it."""


class Service(Section):
    id: Slug
    """Name in signals, after the system's slug and a slash; never changes."""
    name: Name
    purpose: Name
    """What people do with it, as an invitation: "Log ind hos det offentlige"."""
    without: Prose
    """What people cannot do when it is down, as a sentence: "Du kan ikke logge ind med MitID."."""
    instead: Prose | None = None
    """What to do meanwhile, or what still works."""


class Interface(Section):
    id: Slug
    name: Name
    address: Address | None = None
    """An https address; left out for an app or a device."""
    audience: Name
    """Who it is for."""


class Source(Section):
    statement: Prose
    """What is stated of the system."""
    basis: Basis
    title: Line | None = None
    """The source by name: a law and its paragraph, a report."""
    url: Address | None = None


class SystemDocument(Section):
    """Everything that is said of one system. Reports every broken rule at once, also beside faults in fields."""

    template: Literal["1"]
    note: Prose | None = None
    """A reservation that readers must see."""
    identity: Identity
    life_cycle: LifeCycle
    owner: Owner
    operator: Name | None = None
    """Who runs the system day by day."""
    suppliers: Annotated[tuple[Name, ...], Field(max_length=50)] = ()
    # At least one is a rule: Pydantic's min_length would count only entries without faults.
    services: Annotated[tuple[Service, ...], Field(max_length=100, json_schema_extra={"minItems": 1})]
    interfaces: Annotated[tuple[Interface, ...], Field(max_length=100)] = ()
    sources: Annotated[tuple[Source, ...], Field(max_length=200)] = ()

    @property
    def slug(self) -> str:
        return self.identity.slug

    def content(self) -> dict[str, Any]:
        """The document as JSON holds it, without what is left out. Equal documents have equal content."""
        return self.model_dump(mode="json", exclude_defaults=True)

    @model_validator(mode="wrap")
    @classmethod
    def _rules(cls, given: Any, validate: ModelWrapValidatorHandler[Self]) -> Self:
        try:
            document = validate(given)
        except ValidationError as faults:
            raise rules.joined(faults, rules.broken(given)) from None
        if broken := rules.broken(document.content()):
            raise rules.joined(None, broken)
        return document
