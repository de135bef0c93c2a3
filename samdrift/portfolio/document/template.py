"""The template, version 1: what every system document says, in this order."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, ModelWrapValidatorHandler, ValidationError, model_validator

from samdrift.portfolio.document import rules
from samdrift.portfolio.document.evidence import Basis
from samdrift.portfolio.document.fields import FieldPath, Internal, Name, Partners, Prose, Section
from samdrift.portfolio.document.relations import Dependency, Exchange, Group
from samdrift.portfolio.document.sections import (
    Contact,
    Identity,
    Interface,
    LifeCycle,
    LifeCycleStatus,
    Owner,
    Preparedness,
    Service,
    Site,
    Source,
    Supplier,
)
from samdrift.vocabulary import Audience

__all__ = ["Basis", "LifeCycleStatus", "SystemDocument", "ToldTo"]


class ToldTo(Section):
    """Another audience for a field than the template's."""

    field: FieldPath
    """As services.recovery_time: the field of every service."""
    audience: Audience


def _nothing_for_empty(value: object) -> object:
    """A group without a plan says what no group says; there is one way to write it."""
    return None if value in ({}, Preparedness()) else value


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
    suppliers: Annotated[tuple[Supplier, ...], Field(max_length=50), Partners] = ()
    sites: Annotated[tuple[Site, ...], Field(max_length=50), Internal] = ()
    contacts: Annotated[tuple[Contact, ...], Field(max_length=50)] = ()
    services: Annotated[tuple[Service, ...], Field(max_length=100)] = ()
    """What people and programs do with the system; at least one, unless the system is external."""
    interfaces: Annotated[tuple[Interface, ...], Field(max_length=100)] = ()
    """Where people meet the system."""
    groups: Annotated[tuple[Group, ...], Field(max_length=50)] = ()
    """Dependencies that can stand in for each other."""
    dependencies: Annotated[tuple[Dependency, ...], Field(max_length=300)] = ()
    """What this system needs. What needs this system stands in the documents of the others."""
    exchanges: Annotated[tuple[Exchange, ...], Field(max_length=500)] = ()
    """Which data goes over the dependencies."""
    preparedness: Annotated[Preparedness | None, BeforeValidator(_nothing_for_empty), Partners] = None
    sources: Annotated[tuple[Source, ...], Field(max_length=200)] = ()
    """Where the statements come from that no section above holds the source of."""
    not_applicable: Annotated[tuple[FieldPath, ...], Field(max_length=100)] = ()
    """Questions of the template that have no answer for this system, as interfaces or preparedness.crisis."""
    audiences: Annotated[tuple[ToldTo, ...], Field(max_length=100), Internal] = ()
    """Where the document tells a field to others than the template does."""

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
            raise rules.joined(faults, rules.broken(given, cls)) from None
        if broken := rules.broken(document.content(), cls):
            raise rules.joined(None, broken)
        return document
