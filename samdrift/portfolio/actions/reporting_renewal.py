"""Bring a report up to date with what was accepted since it was begun."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import transaction

from samdrift.accounts import audit
from samdrift.accounts.models import Person
from samdrift.portfolio.actions.effect import last_of
from samdrift.portfolio.actions.refusals import Conflicting, NothingInForce, Stale
from samdrift.portfolio.actions.reporting_lock import hold, subject_of
from samdrift.portfolio.document.merge import Conflict, Conflicts, merge
from samdrift.portfolio.document.places import Place, keyed
from samdrift.portfolio.gate import ReportGate
from samdrift.portfolio.models import ChangeReport


class Keep(StrEnum):
    MINE = "mine"
    """What the report says."""
    THEIRS = "theirs"
    """What was accepted in the meantime."""


@transaction.atomic
def renew_report(
    *, report: ChangeReport, keep: Mapping[str, Keep], onto: int, version: int, actor: Person, now: datetime
) -> ChangeReport:
    """The report as one begun on the last revision. `keep` says which side stands at a conflict's place (`str(place)`).

    `onto` is the number of that revision, and `version` that of the report, as whoever chose saw them: raises Stale
    where either is another by now. Raises Conflicting with the conflicts that `keep` does not decide. Nothing is
    changed then.
    """
    held = hold(report, actor=actor, version=version, states=ChangeReport.EDITABLE, allowed=ReportGate.may_edit)
    last = last_of(held.system)
    if last is None:
        raise NothingInForce(held.system.slug)
    if last.number != onto:
        raise Stale(held)
    if held.base is None or last == held.base:
        return held
    held.content = merged(held.base.content, last.content, held.content, keep)
    held.base, held.version, held.changed_at = last, held.version + 1, now
    held.save(update_fields=["base", "content", "version", "changed_at"])
    held.writers.add(actor)
    audit.record(
        actor=actor,
        now=now,
        action="portfolio.renew_report",
        subject=subject_of(held),
        report=held.pk,
        version=held.version,
        revision=last.number,
    )
    return held


def merged(
    base: Mapping[str, Any], theirs: Mapping[str, Any], mine: Mapping[str, Any], keep: Mapping[str, Keep]
) -> Any:
    """Raises Conflicting with what `keep` leaves undecided."""
    found = merge(base, theirs, mine)
    if not isinstance(found, Conflicts):
        return found.content
    if undecided := [each for each in found.conflicts if str(each.place) not in keep]:
        raise Conflicting(undecided)
    began, own = _content(base), _content(mine)
    for conflict in found.conflicts:
        # To keep mine is to have changed alone: as if theirs had been there from the beginning.
        _put(began if keep[str(conflict.place)] is Keep.MINE else own, conflict)
    decided = merge(began, theirs, own)
    if isinstance(decided, Conflicts):
        raise Conflicting(decided.conflicts)
    return decided.content


def _content(side: Mapping[str, Any]) -> dict[str, Any]:
    return copy.deepcopy(dict(side))


def _put(content: dict[str, Any], conflict: Conflict) -> None:
    place: Place = conflict.place
    if place.entry is None:
        _set(content, place.field.split("."), conflict.theirs)
        return
    *around, name = place.section.split(".")
    group = _within(content, around)
    entries = keyed(group.get(name, []))
    below = place.field.removeprefix(place.section).removeprefix(".")
    if below:
        _set(entries.setdefault(place.entry, {}), below.split("."), conflict.theirs)
    elif conflict.theirs is None:
        entries.pop(place.entry, None)
    else:
        entries[place.entry] = conflict.theirs
    group[name] = list(entries.values())


def _set(group: dict[str, Any], path: list[str], value: Any) -> None:
    *around, name = path
    target = _within(group, around)
    if value is None:
        target.pop(name, None)
    else:
        target[name] = value


def _within(group: dict[str, Any], path: list[str]) -> dict[str, Any]:
    for step in path:
        group = group.setdefault(step, {})
    return group
