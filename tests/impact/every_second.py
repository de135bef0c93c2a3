"""Expected and observed, compared by walking every second: slow and plain, to hold `disagreements` against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from samdrift.impact import DEFAULT, Dependency
from samdrift.impact.disagreements import Declared
from samdrift.vocabulary import Level, Period, State, StatePeriod
from tests.availability.histories import at
from tests.impact import oracle

Histories = Mapping[str, Sequence[StatePeriod]]


class Walk:
    """The same questions, answered for one second after another."""

    def __init__(self, declared: list[Declared[int]], world: Histories, slack: int) -> None:
        self.declared, self.world, self.slack = declared, world, slack

    def state(self, name: str, second: int) -> State:
        for each in self.world[name]:
            if each.period.start <= at(second) and (each.period.end is None or at(second) < each.period.end):
                return each.state if each.state.observed else State()
        return State()

    def unmet(
        self, need: Dependency, level: Level, second: int, *, at_worst: bool = False, sudden: bool = False
    ) -> bool:
        states = {name: self.state(name, second) for name in need.resting_on}
        levels = {
            name: (Level.MAJOR_OUTAGE if at_worst else Level.OPERATIONAL)
            if not state.observed
            else (Level.OPERATIONAL if sudden and state.planned else state.level)
            for name, state in states.items()
        }
        return DEFAULT.felt(need.criticality, oracle.severity(need, levels)) >= level

    def lasted(self, need: Dependency, level: Level, second: int, wait: int, *, at_worst: bool = False) -> bool:
        return all(self.unmet(need, level, t, at_worst=at_worst) for t in range(second - wait, second + 1))

    def in_force(self, second: int) -> list[Declared[int]]:
        return [
            each
            for each in self.declared
            if each.during.start <= at(second) and (each.during.end is None or at(second) < each.during.end)
        ]

    def expected(self, key: int, second: int) -> Level:
        found = [
            level
            for each in self.in_force(second)
            for level in Level
            if each.key == key
            and level
            and self.lasted(each.need, level, second, int(each.need.tolerance.total_seconds()) + self.slack)
        ]
        return max(found, default=Level.OPERATIONAL)

    def sudden(self, key: int, second: int) -> bool:
        return any(
            self.unmet(each.need, Level.DEGRADED, second, sudden=True)
            for each in self.in_force(second)
            if each.key == key
        )

    def excused(self, second: int, *, at_worst: bool) -> bool:
        return any(
            self.lasted(each.need, Level.DEGRADED, t, int(each.need.tolerance.total_seconds()), at_worst=at_worst)
            for t in range(second - self.slack, second + self.slack + 1)
            for each in self.in_force(t)
        )

    def account(self, key: int, seconds: range, *, sudden: bool) -> tuple[int, int, int]:
        spared = milder = felt = 0
        for second in seconds:
            level, seen = self.expected(key, second), self.state("a", second)
            if level and seen.observed and self.sudden(key, second) == sudden:
                spared += not seen.level
                milder += not seen.planned and 0 < seen.level < level
                felt += not seen.planned and seen.level >= level
        return spared * 1_000_000, milder * 1_000_000, felt * 1_000_000

    def alone(self, since: Period, seconds: range) -> tuple[int, int]:
        alone = unsure = 0
        for second in seconds:
            seen = self.state("a", second)
            asked_about = since.start <= at(second) and since.end is not None and at(second) < since.end
            if asked_about and seen.observed and seen.level and not seen.planned:
                sure = not self.excused(second, at_worst=True)
                alone += sure
                unsure += not sure and not self.excused(second, at_worst=False)
        return alone * 1_000_000, unsure * 1_000_000
