"""What a document says of other systems: whom it needs, how badly, and which data goes there and back."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from samdrift.portfolio.document.evidence import Basis, Evidence
from samdrift.portfolio.document.fields import Duration, Line, Name, Partners, Prose, Reference, Section, Slug
from samdrift.vocabulary import Audience, Criticality


class Pattern(StrEnum):
    """How one system asks another."""

    REAL_TIME = "real_time"
    COPY = "copy"
    EVENT = "event"
    FILE = "file"


class Direction(StrEnum):
    """Seen from the system that the document describes."""

    IN = "in"
    OUT = "out"
    BOTH = "both"


class PersonalData(StrEnum):
    """The strictest category in the data set: GDPR articles 9 and 10, and section 11 of the Danish act."""

    NONE = "none"
    ORDINARY = "ordinary"
    CPR_NUMBER = "cpr_number"
    CRIMINAL = "criminal"
    SENSITIVE = "sensitive"


class Quality(StrEnum):
    """How well a system works on its fallback, at best."""

    DEGRADED = "degraded"
    PARTIAL_OUTAGE = "partial_outage"


class Group(Section):
    """Dependencies that stand in for each other: `required` of them must work."""

    id: Slug
    name: Name
    required: Annotated[int, Field(ge=1, le=50)]


class Fallback(Section):
    """What is done without the other system: a cache, a manual procedure."""

    description: Prose
    quality: Quality
    """How well it works then, at best."""


class Dependency(Section):
    """This system needs another one."""

    id: Slug
    """Names the dependency in this document; never changes."""
    on: Reference
    """The system, or the service of it, that is needed: mitid or mitid/login."""
    needed_by: Annotated[tuple[Slug, ...], Field(max_length=100)] = ()
    """Ids of the services that need it; left out, the whole system does."""
    criticality: Criticality
    """critical: stops at once; high: stops in part or within hours; low: does without for more than a day."""
    criticality_basis: Basis = Basis.ASSUMED
    why: Prose
    """What it is needed for."""
    pattern: Pattern
    tolerance: Duration | None = None
    """How long the other may be down before it is felt: P1D for a daily copy."""
    fallback: Annotated[Fallback | None, Partners] = None
    group: Slug | None = None
    """Id of the group of which only some must work."""
    evidence: Evidence
    told_to: Audience = Audience.PUBLIC


class Exchange(Section):
    """A data set that goes between this system and one that it depends on."""

    id: Slug
    data: Name
    """The data set, or what kind of information."""
    over: Slug
    """Id of the dependency that carries it."""
    direction: Direction
    personal_data: PersonalData
    pattern: Pattern | None = None
    """Left out, the pattern of the dependency."""
    legal_basis: Line | None = None
    format: Line | None = None
    frequency: Name | None = None
    evidence: Evidence
    told_to: Audience = Audience.PUBLIC
