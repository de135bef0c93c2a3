"""What went wrong and what was worked on, service by service. Pure, and the same each time.

Each system has troubles of its own, drawn from its slug: few, most of them short and mild. A bad one spreads as the
impact engine expects of the documents, with the delays and the luck of real life. One of them people remember.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from samdrift.availability.calendar import day
from samdrift.impact import Graph, spread
from samdrift.vocabulary import COPENHAGEN, Level, SignalName

CALM = timedelta(days=4)
"""So long before now nothing is wrong: the first page that a newcomer sees is a calm one."""
_APART = timedelta(hours=4)
_FAMOUS = "mitid/login"
_MINUTES = {Level.DEGRADED: (8, 180, 25), Level.PARTIAL_OUTAGE: (5, 120, 20), Level.MAJOR_OUTAGE: (4, 75, 12)}
"""How long one lasts: at least, so much more at most, and on average."""
_LEVELS = (Level.DEGRADED,) * 5 + (Level.PARTIAL_OUTAGE,) * 3 + (Level.MAJOR_OUTAGE,)
_SPREADING = (Level.PARTIAL_OUTAGE, Level.MAJOR_OUTAGE)
_SPREADS = timedelta(minutes=15)
"""What is over sooner is over before others feel it."""
_FELT = 0.65
"""The share of those that should have felt it that did."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """So it was from `start` to `end` (UTC). Without a level nobody watched."""

    start: datetime
    end: datetime
    level: Level | None
    planned: bool = False

    def near(self, other: Stretch, distance: timedelta = _APART) -> bool:
        return self.start < other.end + distance and other.start < self.end + distance


Troubles = Mapping[SignalName, list[Stretch]]
Services = Mapping[str, list[str]]
"""By slug, the ids of its services."""


def troubles(services: Services, graph: Graph, beginning: datetime, now: datetime) -> Troubles:
    """All of them lie between `beginning` and `now`, and those of one service need not be apart from each other."""
    found: dict[SignalName, list[Stretch]] = defaultdict(list)
    for name, trouble, luck in _with_the_famous(services, beginning, now):
        found[name].append(trouble)
        for felt_by, level in _felt(name, trouble, services, graph).items():
            draw = Random(f"{felt_by} {name} {luck}")  # noqa: S311 (nothing is secret)
            if name == SignalName.parse(_FAMOUS) or draw.random() < _FELT:
                start = trouble.start + timedelta(minutes=draw.randint(1, 6))
                found[felt_by].append(Stretch(start, trouble.end + timedelta(minutes=draw.randint(0, 5)), level))
    return found


def _with_the_famous(
    services: Services, beginning: datetime, now: datetime
) -> Iterator[tuple[SignalName, Stretch, int]]:
    famous = SignalName.parse(_FAMOUS)
    if famous and famous.service in services.get(famous.system, ()):
        yield famous, _in_june(now), 0
    for slug, own in services.items():
        draw = Random(slug)  # noqa: S311
        taken: list[Stretch] = []
        for number, trouble in enumerate(_own(draw, beginning, now), start=1):
            hit = own if draw.random() < 0.2 else [draw.choice(own)]
            if not any(trouble.near(each) for each in taken):
                taken.append(trouble)
                yield from ((SignalName(slug, service), trouble, number) for service in hit)


def _in_june(now: datetime) -> Stretch:
    today = now.astimezone(COPENHAGEN).date()
    year = today.year if today >= date(today.year, 7, 1) else today.year - 1
    start = day(date(year, 6, 17)).start + timedelta(hours=7, minutes=52)
    return Stretch(start, start + timedelta(hours=2, minutes=49), Level.MAJOR_OUTAGE)


def days_between(beginning: datetime, now: datetime) -> tuple[date, int]:
    """The last day on which anything may be wrong, and how many before it."""
    last = (now - CALM).astimezone(COPENHAGEN).date()
    return last, (last - beginning.astimezone(COPENHAGEN).date()).days - 1


def _own(draw: Random, beginning: datetime, now: datetime) -> Iterator[Stretch]:
    last, length = days_between(beginning, now)
    for _ in range(round(draw.uniform(2, 5) * length / 365)):
        on = last - timedelta(days=draw.randint(1, length))
        level = draw.choice(_LEVELS)
        start = day(on).start + timedelta(minutes=draw.triangular(0, 24 * 60, 10 * 60))
        least, most, usual = _MINUTES[level]
        yield _trouble(start, least + min(most, draw.expovariate(1 / usual)), level)
    back = draw.randint(6, 150)
    while back < length - 7:
        on = last - timedelta(days=back)
        night = day(on - timedelta(days=(on.weekday() + 1) % 7)).start  # Sunday's
        start = night + timedelta(minutes=draw.choice((30, 60, 120)))
        yield _trouble(
            start, draw.choice((45, 60, 90, 120)), draw.choice((Level.PARTIAL_OUTAGE, Level.MAJOR_OUTAGE)), planned=True
        )
        back += draw.randint(100, 200)


def _trouble(start: datetime, minutes: float, level: Level, *, planned: bool = False) -> Stretch:
    begun = start.replace(microsecond=0)
    return Stretch(begun, begun + timedelta(seconds=round(minutes * 60)), level, planned)


def _felt(name: SignalName, trouble: Stretch, services: Services, graph: Graph) -> dict[SignalName, Level]:
    if trouble.planned or trouble.level not in _SPREADING or trouble.end - trouble.start < _SPREADS:
        return {}
    levels = spread(graph, {str(name): trouble.level}).levels(within=trouble.end - trouble.start)
    found = {SignalName.parse(node): level for node, level in sorted(levels.items())}
    return {
        felt_by: level
        for felt_by, level in found.items()
        if felt_by and felt_by.service in services.get(felt_by.system, ()) and felt_by.system != name.system
    }
