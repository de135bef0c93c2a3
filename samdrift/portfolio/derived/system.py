"""The model of one system."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from samdrift.portfolio.derived.relations import DependencyModel, ExchangeModel, GroupModel, Known
from samdrift.portfolio.document.sections import LifeCycleStatus, Scope
from samdrift.vocabulary import Audience, Criticality, Text


@dataclass(frozen=True, slots=True)
class ServiceModel:
    """`instead_needs` are the systems and services (`mitid/login`) that `instead` rests on; None: that is not said.

    `criticality` is how much of the system stops with it; None: all its services weigh alike. `target` is in percent,
    written as in the document ("99.9").
    """

    id: str
    name: Text
    purpose: Text
    without: Text
    instead: Text | None
    instead_needs: tuple[str, ...] | None
    criticality: Criticality | None
    protocol: str | None
    hours: Text | None
    target: str | None
    recovery_time: timedelta | None
    recovery_point: timedelta | None


@dataclass(frozen=True, slots=True)
class InterfaceModel:
    id: str
    name: Text
    address: str | None
    audience: Text


@dataclass(frozen=True, slots=True)
class Named:
    """A supplier, with what it delivers, or a site. The id is the same in every document."""

    id: str
    name: Text
    delivers: Text | None = None


@dataclass(frozen=True, slots=True)
class ContactModel:
    id: str
    function: Text
    reach_for: Text
    hours: Text | None
    phone: str | None
    email: str | None


@dataclass(frozen=True, slots=True)
class PlanModel:
    """`kind` is crisis, contingency or recovery."""

    kind: str
    dated: date
    last_tested: date | None


@dataclass(frozen=True, slots=True)
class LifeCycle:
    status: LifeCycleStatus
    in_operation_since: date | None
    retired_on: date | None
    successor: str | None
    successor_name: Text | None


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing said of the system, and how it is known."""

    text: Text
    known: Known


@dataclass(frozen=True, slots=True)
class SystemModel:
    """One system as its document describes it to readers of `audience`. `revision` is in force from `in_force_from`
    (UTC).

    `owner_slug` is the organisation whose people may edit; `owner` names it and those that own the system with it.
    `completeness` is in percent, of the whole document. `not_applicable` are fields, as `preparedness.crisis`.
    """

    slug: str
    name: Text
    purpose: Text
    scope: Scope
    note: Text | None
    owner_slug: str
    owner: Text
    operator: Text | None
    suppliers: tuple[Named, ...]
    sites: tuple[Named, ...]
    contacts: tuple[ContactModel, ...]
    services: tuple[ServiceModel, ...]
    interfaces: tuple[InterfaceModel, ...]
    groups: tuple[GroupModel, ...]
    dependencies: tuple[DependencyModel, ...]
    exchanges: tuple[ExchangeModel, ...]
    preparedness: tuple[PlanModel, ...]
    life_cycle: LifeCycle
    statements: tuple[Statement, ...]
    not_applicable: tuple[str, ...]
    completeness: int
    audience: Audience
    revision: int
    in_force_from: datetime

    @property
    def in_operation(self) -> bool:
        return self.life_cycle.status is LifeCycleStatus.IN_OPERATION

    @property
    def retired(self) -> bool:
        return self.life_cycle.status is LifeCycleStatus.RETIRED

    @property
    def external(self) -> bool:
        return self.scope is Scope.EXTERNAL
