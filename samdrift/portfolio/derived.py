"""What is read out of the revision of a document in force: the model of a system."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from samdrift.portfolio.document import LifeCycleStatus
from samdrift.portfolio.document.template import Basis
from samdrift.vocabulary import Text

Names = Mapping[str, Text]
"""Slug to name, of every system that another may name as its successor."""


@dataclass(frozen=True, slots=True)
class ServiceModel:
    id: str
    name: Text
    purpose: Text
    without: Text
    instead: Text | None


@dataclass(frozen=True, slots=True)
class InterfaceModel:
    id: str
    name: Text
    address: str | None
    audience: Text


@dataclass(frozen=True, slots=True)
class LifeCycle:
    status: LifeCycleStatus
    in_operation_since: date | None
    retired_on: date | None
    successor: str | None
    successor_name: Text | None


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing said of the system, and how it is known. An assumed one is never shown as a fact."""

    text: Text
    basis: Basis
    title: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class SystemModel:
    """One system as its document describes it. `revision` is in force from `in_force_from` (UTC).

    `owner_slug` is the organisation whose people may edit; `owner` names it and those that own the system with it.
    """

    slug: str
    name: Text
    purpose: Text
    note: Text | None
    owner_slug: str
    owner: Text
    operator: Text | None
    suppliers: tuple[Text, ...]
    services: tuple[ServiceModel, ...]
    interfaces: tuple[InterfaceModel, ...]
    life_cycle: LifeCycle
    statements: tuple[Statement, ...]
    revision: int
    in_force_from: datetime

    @property
    def retired(self) -> bool:
        return self.life_cycle.status is LifeCycleStatus.RETIRED


def read_out(content: Mapping[str, Any], *, revision: int, in_force_from: datetime, names: Names) -> SystemModel:
    """The model in a revision's content, which was validated when it was accepted."""
    identity, owner = content["identity"], content["owner"]
    return SystemModel(
        slug=identity["slug"],
        name=_text(identity["name"]),
        purpose=_text(identity["purpose"]),
        note=_text_or_none(content.get("note")),
        owner_slug=owner["organisation"],
        owner=_enumerated([_text(name) for name in (owner["name"], *owner.get("jointly_with", ()))]),
        operator=_text_or_none(content.get("operator")),
        suppliers=tuple(_text(name) for name in content.get("suppliers", ())),
        services=tuple(_service(entry) for entry in content["services"]),
        interfaces=tuple(_interface(entry) for entry in content.get("interfaces", ())),
        life_cycle=_life_cycle(content["life_cycle"], names),
        statements=tuple(_statement(entry) for entry in content.get("sources", ())),
        revision=revision,
        in_force_from=in_force_from,
    )


def name_in(content: Mapping[str, Any]) -> Text:
    return _text(content["identity"]["name"])


def _service(entry: Mapping[str, Any]) -> ServiceModel:
    name, purpose, without = (_text(entry[field]) for field in ("name", "purpose", "without"))
    return ServiceModel(entry["id"], name, purpose, without, _text_or_none(entry.get("instead")))


def _interface(entry: Mapping[str, Any]) -> InterfaceModel:
    return InterfaceModel(entry["id"], _text(entry["name"]), entry.get("address"), _text(entry["audience"]))


def _life_cycle(section: Mapping[str, Any], names: Names) -> LifeCycle:
    successor = section.get("successor")
    return LifeCycle(
        status=LifeCycleStatus(section["status"]),
        in_operation_since=_day(section.get("in_operation_since")),
        retired_on=_day(section.get("retired_on")),
        successor=successor,
        successor_name=names.get(successor) if successor else None,
    )


def _statement(entry: Mapping[str, Any]) -> Statement:
    return Statement(_text(entry["statement"]), Basis(entry["basis"]), entry.get("title"), entry.get("url"))


def _text(section: Mapping[str, str]) -> Text:
    return Text(section["da"], section["en"])


def _text_or_none(section: Mapping[str, str] | None) -> Text | None:
    return _text(section) if section else None


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _enumerated(names: list[Text]) -> Text:
    return Text(_joined([name.da for name in names], " og "), _joined([name.en for name in names], " and "))


def _joined(words: list[str], last: str) -> str:
    return last.join(part for part in (", ".join(words[:-1]), words[-1]) if part)
