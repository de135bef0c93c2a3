"""Systems as their documents described them, revision by revision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from samdrift.portfolio.derived import SystemModel, read_out
from samdrift.portfolio.models import Revision
from samdrift.vocabulary import Audience, Period


@dataclass(frozen=True, slots=True)
class Described:
    """`during` is when the revision was in force; without an end while it is."""

    during: Period
    system: SystemModel


def described_over(window: Period, slugs: Iterable[str], audience: Audience) -> dict[str, tuple[Described, ...]]:
    """By slug, oldest first, every revision that was in force at some moment of `window`. One query."""
    in_force = Revision.objects.filter(
        system__slug__in=list(slugs), during__overlap=DateTimeTZRange(window.start, window.end)
    )
    found: dict[str, list[Described]] = defaultdict(list)
    for revision in in_force.order_by("during"):
        start, end = revision.during.lower, revision.during.upper
        model = read_out(revision.content, audience=audience, revision=revision.number, in_force_from=start, names={})
        found[model.slug].append(Described(Period(start, end), model))
    return {slug: tuple(each) for slug, each in found.items()}
