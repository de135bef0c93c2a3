"""`dependencies.json`: who needs whom, and how badly. The shapes yield its JSON Schema."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from samdrift.portfolio.derived import Edge, Known, Portfolio, SystemModel
from samdrift.portfolio.formats import words
from samdrift.snapshot.shapes_v1 import Slug, TextShape
from samdrift.vocabulary import Text

CriticalityWord = Annotated[
    Literal["critical", "high", "low"],
    Field(description="critical: the consumer stops at once; high: in part, or within hours; low: not within a day."),
]
PatternWord = Literal["real_time", "copy", "event", "file"]


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SourceShape(_Shape):
    title: str | None
    url: str | None


class DependencyShape(_Shape):
    consumer: Slug = Field(description="The system that needs another one.")
    provider: Slug = Field(description="The system that is needed.")
    id: Slug = Field(description="Names the dependency among those of its consumer; never changes.")
    services: list[Slug] = Field(description="The consumer's services that need it; none: the whole system does.")
    provider_service: Slug | None = Field(description="The service that is needed; null: the whole system.")
    criticality: CriticalityWord
    criticality_assumed: bool = Field(description="The level is a judgement that no source states.")
    pattern: PatternWord
    tolerance: str | None = Field(description="How long before it is felt, by ISO 8601: P1D, PT4H, PT30M.")
    group: Slug | None = Field(description="The consumer's dependencies of one group stand in for each other.")
    required: int | None = Field(description="How many of the group must work; null outside groups.")
    why: TextShape
    assumed: bool = Field(description="No source states that the dependency is there.")
    source: SourceShape | None


class KnownSystemShape(_Shape):
    slug: Slug
    name: TextShape
    owner: TextShape
    scope: Literal["shared", "external"] = Field(description="external: told of because others depend on it.")
    status: Literal["planned", "in_operation", "retired"]


class DependenciesDocument(_Shape):
    """`/api/v1/dependencies.json`: the dependencies that are public, and the systems that they are between."""

    dependencies: list[DependencyShape]
    systems: list[KnownSystemShape]


def write(portfolio: Portfolio) -> bytes:
    return (
        DependenciesDocument(
            dependencies=[_dependency(edge) for edge in portfolio.edges],
            systems=[_system(system) for system in portfolio.systems],
        )
        .model_dump_json()
        .encode()
    )


def schema() -> bytes:
    """The JSON Schema (2020-12) of `dependencies.json`."""
    found = TypeAdapter(DependenciesDocument).json_schema(mode="serialization")
    document = {"$schema": "https://json-schema.org/draft/2020-12/schema", **found}
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _dependency(edge: Edge) -> DependencyShape:
    dependency = edge.dependency
    criticality: Any = dependency.criticality.value
    pattern: Any = dependency.pattern.value
    return DependencyShape(
        consumer=edge.consumer.slug,
        provider=edge.provider.slug,
        id=dependency.id,
        services=list(dependency.needed_by),
        provider_service=dependency.on.service,
        criticality=criticality,
        criticality_assumed=dependency.assumed_criticality,
        pattern=pattern,
        tolerance=words.duration(dependency.tolerance) if dependency.tolerance else None,
        group=dependency.group,
        required=words.required(edge),
        why=_text(dependency.why),
        assumed=dependency.known.assumed,
        source=_source(dependency.known),
    )


def _system(system: SystemModel) -> KnownSystemShape:
    status: Any = system.life_cycle.status.value
    scope: Any = system.scope.value
    return KnownSystemShape(
        slug=system.slug, name=_text(system.name), owner=_text(system.owner), scope=scope, status=status
    )


def _source(known: Known) -> SourceShape | None:
    return SourceShape(title=known.title, url=known.url) if known.title or known.url else None


def _text(text: Text) -> TextShape:
    return TextShape(da=text.da, en=text.en)
