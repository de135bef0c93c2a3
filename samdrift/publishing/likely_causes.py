"""The probable causes of what fails now, for those who are signed in: in names and sentences of the active language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from django.utils.translation import gettext, ngettext

from samdrift.impact import Graph
from samdrift.monitoring.queries.checks import end_to_end_checks
from samdrift.monitoring.queries.heard import heard_since
from samdrift.portfolio.days import today
from samdrift.portfolio.derived import Portfolio
from samdrift.portfolio.impact_graph import impact_graph, service_nodes
from samdrift.portfolio.queries import portfolio_version
from samdrift.publishing import exploring
from samdrift.publishing.exploring import Asked
from samdrift.status.queries import believed_now
from samdrift.status.suspects import Part, Seen, Suspect, Suspects, suspects
from samdrift.vocabulary import Audience, Language, StatePeriod

_NAMED = 5
"""Systems named in one sentence; more are counted."""


@dataclass(frozen=True, slots=True)
class Suspected:
    slug: str
    name: str
    services: str
    """Empty where the whole system is meant."""
    standing: str
    """How it is seen itself, as a sentence."""


@dataclass(frozen=True, slots=True)
class Likely:
    """One probable cause. `systems` are more than one where what is seen does not tell them apart."""

    systems: tuple[Suspected, ...]
    explains: str
    explained: str
    unexplained: str
    silent: str


@dataclass(frozen=True, slots=True)
class LikelyCauses:
    """`ranked` is empty where no cause explains more than one of what fails. `together`: a sentence, or nothing."""

    ranked: tuple[Likely, ...]
    together: str


def likely_causes(now: datetime, language: Language) -> LikelyCauses | None:
    """None where there is nothing to explain: fewer than two systems or services fail, or those of one system alone
    that no cause outside it explains better."""
    believed = believed_now()
    failing = [name for name, each in believed.items() if each.state.observed and each.state.level]
    # A system that fails by a service of its own is no second failure.
    by_service = {name.system for name in failing if name.service}
    if sum(bool(name.service) or name.system not in by_service for name in failing) < 2:
        return None
    asked = exploring.ask(today(now), Audience.PARTNERS, portfolio_version(now), now)
    portfolio, graph = exploring.portfolio(asked), _graph(asked)
    states = {str(name): each for name, each in believed.items() if str(name) in graph.index}
    found = suspects(graph, _seen(states, portfolio), now)
    return _Telling(portfolio, states, found, language).told() if _to_explain(found) else None


def _to_explain(found: Suspects) -> bool:
    own = {part.slug for part in found.failing}
    return found.several or (bool(found.ranked) and own.isdisjoint(part.slug for part in found.ranked[0].systems))


@lru_cache(maxsize=2)
def _graph(asked: Asked) -> Graph:
    return impact_graph(exploring.portfolio(asked))


def _seen(states: Mapping[str, StatePeriod], portfolio: Portfolio) -> Seen:
    failing = {node: each.state for node, each in states.items() if each.state.observed and each.state.level}
    since = {node: states[node].period.start for node in failing}
    heard = {str(name) for name in heard_since(max(since.values()))} if since else set()
    working = {node for node in states.keys() & heard if states[node].state.observed} - failing.keys()
    for system in portfolio.systems:
        services = [node for node in service_nodes(system) if node in states]
        # The state of a system follows from its services: it was heard when they were.
        if services and system.slug in states and working.issuperset(services) and system.slug not in failing:
            working.add(system.slug)
    exercised = {str(check.name) for check in end_to_end_checks() if check.heard_at}
    blind = {node for node in working if node not in exercised}
    return Seen(failing, since, working, blind)


@dataclass(frozen=True, slots=True)
class _Telling:
    portfolio: Portfolio
    states: Mapping[str, StatePeriod]
    found: Suspects
    language: Language

    def told(self) -> LikelyCauses:
        return LikelyCauses(tuple(map(self._likely, self.found.ranked)), self._together())

    def _likely(self, suspect: Suspect) -> Likely:
        return Likely(
            systems=tuple(self._suspected(part) for part in suspect.systems),
            explains=self._share(suspect),
            explained=self._names(suspect.explains, most=None),
            unexplained=self._names(suspect.unexplained),
            silent=self._names(suspect.silent),
        )

    def _suspected(self, part: Part) -> Suspected:
        system = self.portfolio.by_slug[part.slug]
        services = self._services(part) if len(system.services) > 1 else ""
        return Suspected(part.slug, self._name(part.slug), services, self._standing(part))

    def _standing(self, part: Part) -> str:
        nodes = [f"{part.slug}/{service}" for service in part.services] or [part.slug]
        states = [self.states[node].state for node in nodes if node in self.states]
        failing = [state for state in states if state.observed and state.level]
        if failing:
            return (
                gettext("Planned work.")
                if all(state.planned for state in failing)
                else gettext("It is failing itself.")
            )
        if not states:
            return gettext("It is not monitored.")
        if all(state.observed for state in states):
            return gettext("We can see it working.")
        return gettext("The monitoring of it is silent.")

    def _share(self, suspect: Suspect) -> str:
        words = (
            gettext("Explains %(count)s of %(all)s failing systems.")
            if self.found.several
            else gettext("Explains %(count)s of %(all)s failing services.")
        )
        return words % self._counted(suspect)

    def _counted(self, *suspected: Suspect) -> dict[str, int]:
        return {"count": self.found.explained(suspected), "all": self.found.all}

    def _together(self) -> str:
        together = self.found.together
        if not together:
            return ""
        causes = _joined(map(self._named, _merged(each.systems[0] for each in together)), gettext("and"))
        return gettext("There may be several causes at once: %(causes)s together explain %(count)s of %(all)s.") % {
            "causes": causes,
            **self._counted(*together),
        }

    def _names(self, parts: tuple[Part, ...], most: int | None = _NAMED) -> str:
        named = [self._named(part) for part in (parts if most is None else parts[:most])]
        left = len(parts) - len(named)
        if left:
            named.append(ngettext("%(number)d other", "%(number)d others", left) % {"number": left})
        return _joined(named, gettext("and"))

    def _named(self, part: Part) -> str:
        services = self._services(part)
        whole = len(part.services) in (0, len(self.portfolio.by_slug[part.slug].services))
        return self._name(part.slug) if whole else f"{self._name(part.slug)} ({services})"

    def _services(self, part: Part) -> str:
        names = {each.id: each.name.in_(self.language) for each in self.portfolio.by_slug[part.slug].services}
        return _joined([names[service] for service in part.services], gettext("and"))

    def _name(self, slug: str) -> str:
        return self.portfolio.by_slug[slug].name.in_(self.language)


def _merged(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Each system once, with all of its services that are meant; without services it is meant as a whole."""
    by_slug: dict[str, Part] = {}
    for part in parts:
        before = by_slug.setdefault(part.slug, part)
        both = (*before.services, *(each for each in part.services if each not in before.services))
        by_slug[part.slug] = replace(before, services=both if before.services and part.services else ())
    return tuple(by_slug.values())


def _joined(names: Iterable[str], last: str) -> str:
    *first, end = list(names) or [""]
    return f"{', '.join(first)} {last} {end}" if first else end
