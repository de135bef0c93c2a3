"""Liveness: what proves that a source is alive, until when, and until when what a signal said is believed.

The one rule, as SQL, for falling silent, the desk and the public pages. Each source names its proof (Source.Life):

- *every signal*: the source is alive for its interval after any message, and a signal for its own interval;
- *watchdog*: for its interval after the watchdog. Other messages prove nothing: Alertmanager goes on sending when the
  Prometheus behind it has stopped;
- *beside*: for the interval of the polled source beside it after that one last answered in whole. While that one is
  paused it proves nothing; while its polls fail its last answer counts until its interval has passed;
- *none*: never.

A paused source is not alive. What works is believed while its source is alive; a fault is believed so long too, and
in any case for the signal's own interval, for it proves itself. Where the source says how often it repeats a fault
(Source.repeats), one that is not repeated is over or forgotten, however alive the source is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, DateTimeField, DurationField, ExpressionWrapper, F, Q, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Greatest, Least

from samdrift.monitoring.models import Source

_PATIENCE = 0.25
"""By how much of its time a repetition may be late: Alertmanager sends with the next `group_interval` after it."""


@dataclass(frozen=True, slots=True)
class Liveness:
    """When a source was last proved alive, and until when that holds; None: nothing proves it, or it is paused."""

    proved_at: datetime | None
    alive_until: datetime | None


def liveness(sources: Iterable[Source]) -> dict[int, Liveness]:
    """By source id. One query."""
    rows = Source.objects.filter(pk__in=[source.pk for source in sources]).order_by()
    found = rows.values_list("pk", proved_at(""), alive_until(""))
    return {pk: Liveness(proved, until) for pk, proved, until in found}


def proved_at(source: str) -> Case:
    """When the source at the end of the lookup `source` was last proved alive; null if nothing proves it."""
    return Case(
        When(_lives(source, Source.Life.EVERY_SIGNAL), then=F(f"{source}heard_at")),
        When(_lives(source, Source.Life.WATCHDOG), then=F(f"{source}proved_at")),
        When(
            _lives(source, Source.Life.BESIDE) & Q(**{f"{source}beside__paused": False}),
            then=F(f"{source}beside__heard_at"),
        ),
        output_field=DateTimeField(),
    )


def alive_until(source: str) -> Case:
    """Until when the source at the end of the lookup `source` counts as alive; null for never."""
    interval = Case(
        When(_lives(source, Source.Life.BESIDE), then=F(f"{source}beside__interval")),
        default=F(f"{source}interval"),
    )
    return Case(When(Q(**{f"{source}paused": False}), then=_later(proved_at(source), interval)))


def believed_until() -> Case:
    """Until when what a signal says is believed; after that it is silent."""
    own = _later(F("heard_at"), Coalesce("interval", "source__interval"))
    return Case(
        When(source__paused=True, then=F("heard_at")),
        When(_lives("source__", Source.Life.EVERY_SIGNAL), then=own),
        When(level__gt=0, then=Greatest(own, _fault_until())),
        default=Coalesce(_proof_until(), F("level_at")),
    )


def vouched_at(signal: str) -> Case:
    """The last moment that the signal at the end of the lookup `signal` speaks of: its own word, or, while it is
    believed, the proof that its source is alive and so would have said otherwise."""
    return Case(
        When(
            Q(**{f"{signal}silent": False}) & ~_lives(f"{signal}source__", Source.Life.EVERY_SIGNAL),
            then=Greatest(f"{signal}heard_at", proved_at(f"{signal}source__")),
        ),
        default=F(f"{signal}heard_at"),
    )


def _proof_until() -> Coalesce:
    # A watchdog that is taken back has no proof left; it held until the message that took it back.
    taken_back = _lives("source__", Source.Life.WATCHDOG) & Q(source__heard_at__gt=F("heard_at"))
    return Coalesce(alive_until("source__"), Case(When(taken_back, then=F("source__heard_at"))))


def _fault_until() -> Case:
    late = ExpressionWrapper(F("source__repeats") * Value(_PATIENCE), output_field=DurationField())
    repeated = _later(_later(_later(F("heard_at"), F("source__repeats")), late), F("source__interval"))
    return Case(
        When(_lives("source__", Source.Life.NONE), then=repeated),
        default=Least(Coalesce(_proof_until(), F("heard_at")), repeated),
    )


def _lives(source: str, life: Source.Life) -> Q:
    return Q(**{f"{source}life": life.value})


def _later(moment: Combinable, duration: Combinable) -> ExpressionWrapper[Combinable]:
    return ExpressionWrapper(moment + duration, output_field=DateTimeField())
