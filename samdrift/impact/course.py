"""How one node gets worse as time goes, by trouble that nobody announced, and why.

What is being worked on cannot be relied upon to stand in. So trouble counts for what it does while the planned work
goes on, wherever that is worse than what the planned work would do alone; elsewhere for what it does by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from samdrift.impact.dependency import AT_ONCE
from samdrift.impact.explanation import Levels, Reason
from samdrift.impact.felt import felt
from samdrift.impact.spread import Spread, Step
from samdrift.vocabulary import Level

Why = Callable[[Step], tuple[Reason, ...]]


@dataclass(frozen=True, slots=True)
class Turn:
    """`together`: it takes the planned work as well for it to become so bad."""

    step: Step
    why: Why
    together: bool = False

    @property
    def reasons(self) -> tuple[Reason, ...]:
        return self.why(self.step)


@dataclass(frozen=True, slots=True)
class Course:
    """`turns` in order of time, each worse than the one before."""

    turns: tuple[Turn, ...]

    def at(self, moment: timedelta = AT_ONCE) -> Turn | None:
        """None where it is operational still."""
        return next((turn for turn in reversed(self.turns) if turn.step.after <= moment), None)

    def after(self, moment: timedelta = AT_ONCE) -> tuple[Turn, ...]:
        return tuple(turn for turn in self.turns if turn.step.after > moment)

    @property
    def level(self) -> Level:
        """At once."""
        turn = self.at()
        return turn.step.level if turn else Level.OPERATIONAL


@dataclass(frozen=True)
class Trouble:
    """What fails by itself (`alone`), what is being worked on (`planned`), and `both` at the same time."""

    alone: Spread
    both: Spread
    planned: Spread
    by_work: Levels
    """What the planned work alone makes of each."""

    def of(self, name: str) -> Course:
        return self._course(
            [Turn(step, lambda step: self.alone.reasons(name, step.after)) for step in self.alone.steps(name)],
            [Turn(step, lambda step: self._reasons(name, step), together=True) for step in self.both.steps(name)],
            self.planned.level(name),
        )

    def beside_its_own(self, name: str) -> Course | None:
        """The same of one that has a state of its own; None where that state may stand behind what it feels."""
        alone, planned, both = felt(self.alone, name), felt(self.planned, name), felt(self.both, name)
        by_work = planned.level()
        beyond = both.level() > by_work and self.both is not self.alone
        if not alone.stands_alone or not planned.stands_alone or (beyond and not both.stands_alone):
            return None
        return self._course(
            [Turn(step, lambda step: alone.reasons(step.level)) for step in alone.steps()],
            [Turn(step, lambda step: both.reasons(step.level, self.by_work), together=True) for step in both.steps()],
            by_work,
        )

    def _reasons(self, name: str, step: Step) -> tuple[Reason, ...]:
        return self.both.reasons(name, step.after, self.by_work)

    def _course(self, alone: list[Turn], both: list[Turn], by_work: Level) -> Course:
        if self.both is self.alone:
            return Course(tuple(alone))
        beyond = [turn for turn in both if turn.step.level > by_work]
        before = [turn for turn in alone if not beyond or turn.step.after < beyond[0].step.after]
        return Course((*before, *beyond))

    def worked_on(self, turn: Turn) -> Iterator[str]:
        """What would have stood in on the way, were it not being worked on."""
        for reason in turn.reasons if turn.together else ():
            for name in (*reason.providers, *([reason.fallback] if reason.fallback else [])):
                if name != reason.next and name in self.by_work and not self.alone.level(name, turn.step.after):
                    yield self.planned.because(name)[-1]
