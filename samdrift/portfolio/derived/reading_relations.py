"""Read dependencies, groups and data exchanges out of a revision's content."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from samdrift.portfolio.derived.relations import DependencyModel, ExchangeModel, FallbackModel, GroupModel, Known
from samdrift.portfolio.document.durations import duration
from samdrift.portfolio.document.evidence import Basis
from samdrift.portfolio.document.relations import Direction, Pattern, PersonalData
from samdrift.vocabulary import Criticality, Level, SignalName, Text

_QUALITY = {"degraded": Level.DEGRADED, "partial_outage": Level.PARTIAL_OUTAGE}


def dependency(entry: Mapping[str, Any]) -> DependencyModel:
    system, _, service = entry["on"].partition("/")
    fallback = entry.get("fallback")
    return DependencyModel(
        id=entry["id"],
        on=SignalName(system, service or None),
        needed_by=tuple(entry.get("needed_by", ())),
        criticality=Criticality(entry["criticality"]),
        assumed_criticality=entry.get("criticality_basis", Basis.ASSUMED) == Basis.ASSUMED,
        why=text(entry["why"]),
        pattern=Pattern(entry["pattern"]),
        tolerance=duration(entry.get("tolerance")),
        fallback=FallbackModel(text(fallback["description"]), _QUALITY[fallback["quality"]]) if fallback else None,
        group=entry.get("group"),
        known=known(entry["evidence"]),
    )


def group(entry: Mapping[str, Any]) -> GroupModel:
    return GroupModel(entry["id"], text(entry["name"]), entry["required"])


def exchange(entry: Mapping[str, Any], patterns: Mapping[str, Pattern]) -> ExchangeModel:
    """`patterns` are those of the dependencies, by id: an exchange follows its dependency unless it says otherwise."""
    return ExchangeModel(
        id=entry["id"],
        data=text(entry["data"]),
        over=entry["over"],
        direction=Direction(entry["direction"]),
        personal_data=PersonalData(entry["personal_data"]),
        pattern=Pattern(entry["pattern"]) if "pattern" in entry else patterns[entry["over"]],
        legal_basis=entry.get("legal_basis"),
        format=entry.get("format"),
        frequency=text_or_none(entry.get("frequency")),
        known=known(entry["evidence"]),
    )


def known(entry: Mapping[str, Any]) -> Known:
    return Known(Basis(entry["basis"]), entry.get("title"), entry.get("url"))


def text(section: Mapping[str, str]) -> Text:
    return Text(section["da"], section["en"])


def text_or_none(section: Mapping[str, str] | None) -> Text | None:
    return text(section) if section else None
