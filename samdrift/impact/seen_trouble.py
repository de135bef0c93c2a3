"""When each system was seen in trouble, and when that left a need unmet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum, auto

from samdrift.impact.dependency import Dependency
from samdrift.impact.stretches import ALWAYS, NEVER, Stretches, at_least, both, either, of_periods, without
from samdrift.impact.transfer import Transfer
from samdrift.vocabulary import Level, State, StatePeriod


class Reading(Enum):
    """What is taken for trouble: what was seen and not announced; what was seen; that, and all that was not observed,
    which may have been down."""

    SUDDEN = auto()
    SEEN = auto()
    AT_WORST = auto()

    def holds(self, state: State, level: Level) -> bool:
        return state.observed and state.level >= level and not (self is Reading.SUDDEN and state.planned)


class Trouble:
    """Asked about the same systems many times; keeps what it found."""

    def __init__(self, histories: Mapping[str, Sequence[StatePeriod]]) -> None:
        self._histories = histories
        self._found: dict[tuple[str, Level, Reading], Stretches] = {}

    def at(self, name: str, level: Level, reading: Reading) -> Stretches:
        """When it was at `level` or worse."""
        key = name, level, reading
        if key not in self._found:
            history = self._histories.get(name, ())
            held = of_periods(each.period for each in history if reading.holds(each.state, level))
            self._found[key] = either(held, self._unobserved(name)) if reading is Reading.AT_WORST else held
        return self._found[key]

    def working(self, name: str) -> Stretches:
        """When it was seen to work."""
        return without(without(ALWAYS, self._unobserved(name)), self.at(name, Level.DEGRADED, Reading.SEEN))

    def unmet(self, need: Dependency, level: Level, reading: Reading, transfer: Transfer) -> Stretches:
        """When what `need` rests on was so bad that, its tolerance apart, the consumer feels `level` or worse."""
        bad = next((each for each in Level if transfer.felt(need.criticality, each) >= level), None)
        if bad is None:
            return NEVER
        down = at_least(need.tips_at, [self.at(name, bad, reading) for name in need.providers])
        if need.fallback is None or need.fallback.quality >= bad:
            return down
        behind = need.fallback.provider
        return both(down, self.at(behind, bad, reading)) if behind is not None else NEVER

    def _unobserved(self, name: str) -> Stretches:
        return without(ALWAYS, of_periods(each.period for each in self._histories.get(name, ()) if each.state.observed))
