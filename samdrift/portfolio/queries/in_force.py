"""Systems and what they are to each other, as the documents in force at a moment say."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import Count, Q

from samdrift.isolation import Step, unguarded
from samdrift.portfolio.derived import Names, Portfolio, SystemModel, name_in, read_out
from samdrift.portfolio.document import LifeCycleStatus
from samdrift.portfolio.document.audience import seen_by
from samdrift.portfolio.models import Component, Confirmation, Revision
from samdrift.vocabulary import Audience, SignalName, danish_order

Read = Callable[[str, str, Callable[[], SystemModel], Callable[[], SystemModel]], SystemModel | None]

_ORDER = (LifeCycleStatus.IN_OPERATION, LifeCycleStatus.PLANNED, LifeCycleStatus.RETIRED)
_OF_STATE = ("template", "identity", "life_cycle", "owner", "services")


def systems_in_force(at: datetime, audience: Audience, read: Read = unguarded) -> tuple[SystemModel, ...]:
    """Every system whose document is in force at `at`, as told to `audience`: those in operation first, then planned,
    retired ones last; among each by Danish name. One query.

    `read` is asked for each system, with two ways to read it: the second takes only what its state needs.
    """
    revisions = {each.content["identity"]["slug"]: each for each in Revision.objects.filter(during__contains=at)}
    names = {slug: name_in(revision.content) for slug, revision in revisions.items()}
    models = [
        read(
            Step.PORTFOLIO, slug, partial(_model, revision, names, audience), partial(_bare, revision, names, audience)
        )
        for slug, revision in revisions.items()
    ]
    return tuple(sorted((model for model in models if model is not None), key=_rank))


def portfolio_in_force(at: datetime, audience: Audience, read: Read = unguarded) -> Portfolio:
    """All systems and what they are to each other, read as by `systems_in_force`. One query."""
    return Portfolio(systems_in_force(at, audience, read))


def system_in_force(slug: str, at: datetime, audience: Audience) -> SystemModel | None:
    """The system as its document in force at `at` describes it; None where none is. At most two queries."""
    in_force = Revision.objects.filter(during__contains=at)
    revision = in_force.filter(system__slug=slug).first()
    if revision is None:
        return None
    successor = in_force.filter(system__slug=revision.content["life_cycle"].get("successor", "")).first()
    names = {successor.content["identity"]["slug"]: name_in(successor.content)} if successor else {}
    return _model(revision, names, audience)


def contents_in_force(at: datetime, audience: Audience) -> dict[str, dict[str, Any]]:
    """Slug to the document in force at `at`, with what `audience` may read of it. One query."""
    revisions = Revision.objects.filter(during__contains=at).values_list("system__slug", "content")
    return {slug: seen_by(content, audience) for slug, content in revisions.order_by("system__slug")}


def portfolio_version(now: datetime) -> tuple[int, ...]:
    """Another value whenever other documents are in force than before, so that a reader may keep what it read.

    Revisions are counted because they are never deleted. The highest key would miss one: of two imports at the same
    time, the one with the lower keys may become visible last. Those begun and ended are counted because a revision
    comes into force by the clock alone. Confirmations count too: readers are told of them.
    """
    begun, ended = Q(during__startswith__lte=now), Q(during__endswith__lte=now)
    counts = Revision.objects.aggregate(all=Count("pk"), begun=Count("pk", begun), ended=Count("pk", ended))
    return counts["all"], counts["begun"], counts["ended"], Confirmation.objects.count()


def component_ids(names: Iterable[SignalName]) -> dict[SignalName, int]:
    """The components that `names` name; a name that names nothing is left out. One query."""
    wanted = set(names)
    if not wanted:
        return {}
    rows = Component.objects.filter(system__slug__in={name.system for name in wanted})
    found = {
        SignalName(system, service or None): pk
        for pk, system, service in rows.order_by().values_list("pk", "system__slug", "service")
    }
    return {name: found[name] for name in wanted if name in found}


def component_names(ids: Iterable[int]) -> dict[int, SignalName]:
    """What the components are called. One query."""
    rows = Component.objects.filter(pk__in=set(ids)).order_by().values_list("pk", "system__slug", "service")
    return {pk: SignalName(system, service or None) for pk, system, service in rows}


def _model(revision: Revision, names: Names, audience: Audience) -> SystemModel:
    number, start = revision.number, revision.during.lower
    return read_out(revision.content, audience=audience, revision=number, in_force_from=start, names=names)


def _bare(revision: Revision, names: Names, audience: Audience) -> SystemModel:
    number, start = revision.number, revision.during.lower
    content = {name: part for name, part in revision.content.items() if name in _OF_STATE}
    return read_out(content, audience=audience, revision=number, in_force_from=start, names=names)


def _rank(system: SystemModel) -> tuple[int, tuple[str, str], str]:
    return _ORDER.index(system.life_cycle.status), danish_order(system.name.da), system.slug
