"""The snapshot: everything the public may read, at one moment. Pages, JSON, feeds and badges are made from it alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum, auto

from samdrift.vocabulary import Criticality, Level, State, StatePeriod, Text


@dataclass(frozen=True, slots=True)
class Cause:
    """One link on the way to what failed: a system that is needed, how badly, and the trouble it has or may have."""

    slug: str
    name: Text
    criticality: Criticality
    level: Level


@dataclass(frozen=True, slots=True)
class Rise:
    """From `since` on it was at least at `level`, without a break; a time when nobody watched is none."""

    level: Level
    since: datetime


@dataclass(frozen=True, slots=True)
class Expected:
    """What a system's or a service's needs make of it. It never says how it is: that is what `state` says.

    `because` leads from what it needs itself to the one that failed, which has been as bad as it is since `since`, and
    in trouble since `in_trouble_since`. `begins` is when it will be felt, where a copy lasts for a while; None is now.
    `planned`: that one is being worked on. `of_own_whole`: the one that failed is the very system that a service is of,
    reported as a whole. `unwatched` could have stood in on the way, if anyone knew whether they work; `worked_on`, if
    nobody worked on them: it takes the fault and that work together. `without` is what people cannot do for as long as
    that one is down; None where it is not, or where no service says so.
    """

    level: Level
    because: tuple[Cause, ...]
    since: datetime
    in_trouble_since: datetime
    begins: datetime | None
    planned: bool
    of_own_whole: bool = False
    unwatched: tuple[Text, ...] = ()
    without: Text | None = None
    worked_on: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class ServiceStatus:
    """One service of a system, as it is now.

    `purpose` says what people do with it ("Log ind hos det offentlige"); `without` what they cannot do when it
    is down ("Du kan ikke logge ind med MitID."); `instead`, where there is one and it is true now, what to do
    meanwhile. That rests on `instead_needs`, systems (`mitid`) and services (`mitid/login`); None: nobody said on what.
    `rises`: of one in trouble how it came to be so bad, from the mildest level on. `worked_on_since`:
    where announced work goes on, when that began, whatever it did since. `heard_since`: since when this state was heard
    without a break, so that it never goes back, as `since` does when a silence ends.
    """

    id: str
    name: Text
    purpose: Text
    without: Text
    instead: Text | None
    state: State
    since: datetime
    rises: tuple[Rise, ...] = ()
    expected: Expected | None = None
    instead_needs: tuple[str, ...] | None = None
    worked_on_since: datetime | None = None
    heard_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Whole:
    """What is reported of a system as a whole, its services aside; the last three as those of a service."""

    state: State
    since: datetime
    rises: tuple[Rise, ...] = ()
    worked_on_since: datetime | None = None
    heard_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Interface:
    """A user interface: `address` is an https address or None (an app); `audience` in words."""

    name: Text
    address: str | None
    audience: Text


@dataclass(frozen=True, slots=True)
class Lengths:
    """Seconds of trouble by its level."""

    degraded: float = 0.0
    partial: float = 0.0
    major: float = 0.0

    @property
    def total(self) -> float:
        return self.degraded + self.partial + self.major

    @property
    def worst(self) -> Level:
        return next((level for level in reversed(Level) if level and self.of(level)), Level.OPERATIONAL)

    def of(self, level: Level) -> float:
        return (0.0, self.degraded, self.partial, self.major)[level]

    def at_least(self, level: Level) -> float:
        return sum(self.of(each) for each in Level if each >= level)


NO_TROUBLE = Lengths()


@dataclass(frozen=True, slots=True)
class Day:
    """One Copenhagen calendar day of the 90-day strip, in seconds: of trouble that was not announced, of trouble that
    was, and of time that nobody watched. `observed` is false where nobody watched at any moment."""

    date: date
    observed: bool
    trouble: Lengths
    announced: Lengths
    unobserved_seconds: float

    @property
    def worst(self) -> Level | None:
        """The worst of the trouble that was not announced; where there was none of that, the worst observed. None where
        nothing was."""
        if not self.observed:
            return None
        return (self.announced if self.planned else self.trouble).worst

    @property
    def planned(self) -> bool:
        """There was announced trouble and no other: planned work hides no trouble of the same day."""
        return not self.trouble.total and self.announced.total > 0


@dataclass(frozen=True, slots=True)
class Uptime:
    """`window` is "24h", "30d", "90d" or a Copenhagen month "2026-11".

    `ratio` (0 to 1) is the worked share of the observed time, None when nothing was observed; `unobserved` (0 to 1)
    the share of the window that was not observed. `brief`: so little was observed (less than an hour of "24h", less
    than a day of the others) that the ratio says nothing to a reader.
    """

    window: str
    ratio: float | None
    unobserved: float
    brief: bool


@dataclass(frozen=True, slots=True)
class Succession:
    """A retired system keeps its page. `successor` is a slug, `successor_name` its name."""

    retired_on: date
    successor: str | None
    successor_name: Text | None


class CorrectionKind(StrEnum):
    """What a person set right: a message from monitoring, or a signal that went on reporting a fault."""

    MESSAGE_TAKEN_BACK = auto()
    SIGNAL_ENDED = auto()


@dataclass(frozen=True, slots=True)
class Correction:
    """Why the history is not what was published at the time. `reason_en` is None where only the Danish one is given."""

    kind: CorrectionKind
    made_at: datetime
    reason_da: str
    reason_en: str | None


@dataclass(frozen=True, slots=True)
class SystemStatus:
    """One system: who it is, how it is, how it was.

    `history` is newest first, at most the last 90 days. `days` runs from the oldest to today, 90 of them.
    `corrections` were made in those days, newest first. `rises`, `worked_on_since` and `heard_since` are as
    those of a service. `watched_by` counts the
    signals mapped to it. `whole` is None where it has no services, or where nothing watches it as a whole. For a
    retired system `succession` is set, and it has no `days`, `uptimes` and `months`. `last_heard` is when the last of
    what fell silent was heard, where the state is not observed and anything ever was. `known_from` is when it went into
    operation, else the first we know of it.
    """

    slug: str
    name: Text
    purpose: Text
    owner: Text
    operator: Text | None
    services: tuple[ServiceStatus, ...]
    interfaces: tuple[Interface, ...]
    state: State
    since: datetime
    days: tuple[Day, ...]
    uptimes: tuple[Uptime, ...]
    months: tuple[Uptime, ...]
    history: tuple[StatePeriod, ...]
    watched_by: int
    known_from: datetime
    last_heard: datetime | None = None
    corrections: tuple[Correction, ...] = ()
    rises: tuple[Rise, ...] = ()
    succession: Succession | None = None
    expected: Expected | None = None
    whole: Whole | None = None
    worked_on_since: datetime | None = None
    heard_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What generation `generation` says, as published at `published_at`.

    `last_heard` is when any monitoring system was last heard, cut to the minute; None before the first word.
    `systems` in the order of the page: those in operation first, retired ones last.
    """

    generation: int
    published_at: datetime
    last_heard: datetime | None
    systems: tuple[SystemStatus, ...]
