"""The log of each signal, from what went wrong and from when nobody watched. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from random import Random

from samdrift.availability.calendar import day
from samdrift.demo.invented.troubles import Services, Stretch, Troubles, days_between
from samdrift.monitoring.placing import Line
from samdrift.vocabulary import Level, SignalName

_GAPS = (2, 4)
"""For each system, at least and at most."""


def logs(services: Services, troubles: Troubles, beginning: datetime, now: datetime) -> Mapping[SignalName, list[Line]]:
    """One for each service. Each begins with a word at `beginning` and ends with silence at `now`."""
    found: dict[SignalName, list[Line]] = {}
    for slug, own in services.items():
        names = [SignalName(slug, service) for service in own]
        gaps = _gaps(slug, [each for name in names for each in troubles.get(name, ())], beginning, now)
        for name in names:
            found[name] = list(_log([*troubles.get(name, ()), *gaps], beginning, now))
    return found


def _gaps(slug: str, troubles: Sequence[Stretch], beginning: datetime, now: datetime) -> list[Stretch]:
    """When nobody watched the system: away from trouble, of which silence says nothing."""
    draw = Random(f"{slug} unwatched")  # noqa: S311 (nothing is secret)
    last, length = days_between(beginning, now)
    found: list[Stretch] = []
    for _ in range(draw.randint(*_GAPS)):
        on = last - timedelta(days=draw.randint(1, length))
        start = day(on).start + timedelta(seconds=draw.randrange(24 * 3600))
        gap = Stretch(start, start + timedelta(minutes=draw.randint(40, 420)), None)
        if not any(gap.near(each) for each in (*troubles, *found)):
            found.append(gap)
    return found


def _log(stretches: Sequence[Stretch], beginning: datetime, now: datetime) -> Iterator[Line]:
    moments = {beginning, *(moment for each in stretches for moment in (each.start, each.end))}
    last: Line | None = None
    for moment in sorted(moments):
        line = _line(moment, [each for each in stretches if each.start <= moment < each.end])
        if last is None or not line.same_state(last):
            yield line
            last = line
    yield Line(now, None)


def _line(moment: datetime, there: Sequence[Stretch]) -> Line:
    levels = [each.level for each in there if each.level is not None]
    if len(levels) < len(there):
        return Line(moment, None)
    return Line(moment, max(levels, default=Level.OPERATIONAL), bool(there) and all(each.planned for each in there))
