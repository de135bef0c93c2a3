"""The sections of the template that describe the system itself."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from samdrift.portfolio.document.evidence import Evidence
from samdrift.portfolio.document.fields import (
    Address,
    Day,
    Duration,
    Internal,
    Line,
    Name,
    Partners,
    Percent,
    Prose,
    Reference,
    Section,
    Slug,
)
from samdrift.vocabulary import Audience, Criticality


class Scope(StrEnum):
    SHARED = "shared"
    EXTERNAL = "external"


class LifeCycleStatus(StrEnum):
    PLANNED = "planned"
    IN_OPERATION = "in_operation"
    RETIRED = "retired"


class Identity(Section):
    slug: Slug
    """Name in addresses and signals; never changes."""
    name: Name
    purpose: Name
    """One line: what people use the system for."""
    scope: Scope = Scope.SHARED
    """shared: one of the systems run jointly; external: outside them, described as far as others depend on it."""


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


class Supplier(Section):
    id: Slug
    """The same in every document, so that it shows how much rests on one supplier."""
    name: Name
    delivers: Name | None = None


class Site(Section):
    """A place where the system runs."""

    id: Slug
    """The same in every document, so that it shows how much rests on one place."""
    name: Name


class Contact(Section):
    """A function that can be reached, never a person."""

    id: Slug
    function: Name
    reach_for: Name
    """What it is to be contacted about."""
    hours: Name | None = None
    phone: Annotated[Line | None, Partners] = None
    email: Annotated[Line | None, Partners] = None


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
    instead_needs: Annotated[tuple[Reference, ...] | None, Field(max_length=20)] = None
    """What must work for that to be true: systems or services, this system's own too. An empty list: nothing."""
    criticality: Criticality | None = None
    """How much of the system stops with it; left out where all services weigh alike."""
    protocol: Line | None = None
    """How programs reach it: OIOSAML 3, REST."""
    hours: Name | None = None
    """When it is promised to work."""
    target: Percent | None = None
    """Availability promised, in percent of its hours: 99.9."""
    recovery_time: Annotated[Duration | None, Partners] = None
    """Recovery time objective: how soon it is to work again after a disaster."""
    recovery_point: Annotated[Duration | None, Partners] = None
    """Recovery point objective: how much of the latest data may be lost."""


class Interface(Section):
    id: Slug
    name: Name
    address: Address | None = None
    """An https address; left out for an app or a device."""
    audience: Name
    """Who it is for."""


class Plan(Section):
    """A plan that exists. Where it lies and what it says is not for a shared portal."""

    dated: Day
    last_tested: Annotated[Day | None, Internal] = None


class Preparedness(Section):
    crisis: Plan | None = None
    """Crisis management plan."""
    contingency: Plan | None = None
    """Contingency plan: how people work without the system."""
    recovery: Plan | None = None
    """Recovery plan."""


class Source(Section):
    statement: Prose
    """What is stated of the system."""
    evidence: Evidence
    told_to: Audience = Audience.PUBLIC
