"""The map of any day and of any part of it, kept in the process so that asking again costs little."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache

from samdrift.portfolio.days import end_of, today
from samdrift.portfolio.derived import Portfolio
from samdrift.portfolio.map import Choice, Difference, View, difference, view
from samdrift.portfolio.queries import portfolio_in_force
from samdrift.publishing.pages.map_picture import Plan, plan
from samdrift.vocabulary import Audience

_INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """The documents in force when the Copenhagen day `on` ended; of today, now.

    `at` is that moment. Two that differ in it alone are equal: as long as the version is the same, so is the answer.
    """

    version: tuple[int, ...]
    audience: Audience
    on: date
    at: datetime = field(compare=False)


@dataclass(frozen=True)
class Explored:
    """`changes` is set where two days are compared; `plan` then shows what there was on either."""

    plan: Plan
    changes: Difference | None


def ask(on: date, audience: Audience, version: tuple[int, ...], now: datetime) -> Asked:
    """`version` is that of the portfolio at `now`."""
    at = now if on == today(now) else end_of(on) - _INSTANT
    return Asked(version, audience, on, at)


@lru_cache(maxsize=16)
def portfolio(asked: Asked) -> Portfolio:
    return portfolio_in_force(asked.at, asked.audience)


@lru_cache(maxsize=256)
def explore(asked: Asked, choice: Choice, other: Asked | None) -> Explored:
    """`other` is a day to compare with, before or after. Days with the same systems and links share a layout."""
    if other is None or other.on == asked.on:
        return Explored(plan(_part(asked, choice)), None)
    earlier, later = sorted((asked, other), key=lambda each: each.on)
    changes = difference(_part(earlier, choice), _part(later, choice))
    return Explored(plan(changes.view), changes)


def _part(asked: Asked, choice: Choice) -> View:
    """Empty where the system that the choice is about was not there on that day."""
    found = portfolio(asked)
    if choice.around is None or choice.around in found.by_slug:
        return view(found, choice)
    return View((), (), 0, 0)
