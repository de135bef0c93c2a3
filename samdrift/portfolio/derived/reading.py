"""Read the model of a system out of a revision's content."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from samdrift.portfolio.derived.reading_relations import dependency, exchange, group, known, text, text_or_none
from samdrift.portfolio.derived.system import (
    ContactModel,
    InterfaceModel,
    LifeCycle,
    Named,
    PlanModel,
    ServiceModel,
    Statement,
    SystemModel,
)
from samdrift.portfolio.document.audience import seen_by
from samdrift.portfolio.document.completeness import completeness
from samdrift.portfolio.document.durations import duration
from samdrift.portfolio.document.sections import LifeCycleStatus, Scope
from samdrift.vocabulary import Audience, Criticality, Text

Names = Mapping[str, Text]
"""Slug to name, of every system that another may name as its successor."""


def read_out(
    content: Mapping[str, Any], *, audience: Audience, revision: int, in_force_from: datetime, names: Names
) -> SystemModel:
    """The model in a revision's content, which was validated when it was accepted, as told to `audience`."""
    seen = seen_by(content, audience)
    identity, owner = seen["identity"], seen["owner"]
    dependencies = tuple(dependency(entry) for entry in seen.get("dependencies", ()))
    patterns = {each.id: each.pattern for each in dependencies}
    return SystemModel(
        slug=identity["slug"],
        name=text(identity["name"]),
        purpose=text(identity["purpose"]),
        scope=Scope(identity.get("scope", Scope.SHARED)),
        note=text_or_none(seen.get("note")),
        owner_slug=owner["organisation"],
        owner=_enumerated([text(name) for name in (owner["name"], *owner.get("jointly_with", ()))]),
        operator=text_or_none(seen.get("operator")),
        suppliers=tuple(_named(entry) for entry in seen.get("suppliers", ())),
        sites=tuple(_named(entry) for entry in seen.get("sites", ())),
        contacts=tuple(_contact(entry) for entry in seen.get("contacts", ())),
        services=tuple(_service(entry) for entry in seen.get("services", ())),
        interfaces=tuple(_interface(entry) for entry in seen.get("interfaces", ())),
        groups=tuple(group(entry) for entry in seen.get("groups", ())),
        dependencies=dependencies,
        exchanges=tuple(exchange(entry, patterns) for entry in seen.get("exchanges", ())),
        preparedness=tuple(_plan(kind, entry) for kind, entry in seen.get("preparedness", {}).items()),
        life_cycle=_life_cycle(seen["life_cycle"], names),
        statements=tuple(_statement(entry) for entry in seen.get("sources", ())),
        not_applicable=tuple(seen.get("not_applicable", ())),
        completeness=completeness(content).percent,
        audience=audience,
        revision=revision,
        in_force_from=in_force_from,
    )


def name_in(content: Mapping[str, Any]) -> Text:
    return text(content["identity"]["name"])


def _service(entry: Mapping[str, Any]) -> ServiceModel:
    return ServiceModel(
        id=entry["id"],
        name=text(entry["name"]),
        purpose=text(entry["purpose"]),
        without=text(entry["without"]),
        instead=text_or_none(entry.get("instead")),
        instead_needs=tuple(entry["instead_needs"]) if "instead_needs" in entry else None,
        criticality=Criticality(entry["criticality"]) if "criticality" in entry else None,
        protocol=entry.get("protocol"),
        hours=text_or_none(entry.get("hours")),
        target=entry.get("target"),
        recovery_time=duration(entry.get("recovery_time")),
        recovery_point=duration(entry.get("recovery_point")),
    )


def _interface(entry: Mapping[str, Any]) -> InterfaceModel:
    return InterfaceModel(entry["id"], text(entry["name"]), entry.get("address"), text(entry["audience"]))


def _named(entry: Mapping[str, Any]) -> Named:
    return Named(entry["id"], text(entry["name"]), text_or_none(entry.get("delivers")))


def _contact(entry: Mapping[str, Any]) -> ContactModel:
    return ContactModel(
        id=entry["id"],
        function=text(entry["function"]),
        reach_for=text(entry["reach_for"]),
        hours=text_or_none(entry.get("hours")),
        phone=entry.get("phone"),
        email=entry.get("email"),
    )


def _plan(kind: str, entry: Mapping[str, Any]) -> PlanModel:
    return PlanModel(kind, date.fromisoformat(entry["dated"]), _day(entry.get("last_tested")))


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
    return Statement(text(entry["statement"]), known(entry["evidence"]))


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _enumerated(names: list[Text]) -> Text:
    return Text(_joined([name.da for name in names], " og "), _joined([name.en for name in names], " and "))


def _joined(words: list[str], last: str) -> str:
    return last.join(part for part in (", ".join(words[:-1]), words[-1]) if part)
