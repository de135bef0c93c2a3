"""What the page "what if" says of a case, and of two side by side; in the active language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from samdrift.portfolio.derived import Portfolio
from samdrift.publishing.pages.map_picture import Picture, Plan
from samdrift.publishing.pages.sentences import listing
from samdrift.publishing.pages.whatif_picture import picture, shown
from samdrift.publishing.pages.whatif_words import absorbed, answer, because, later, title, untouched, when
from samdrift.publishing.partners.case import Case
from samdrift.publishing.partners.naming import Names
from samdrift.publishing.partners.outcome import Hit, Outcome
from samdrift.vocabulary import Language

MOST_TOLD = 200
"""Systems that are hit and told of one by one; more than that are counted."""
Address = Callable[[Case], str]


@dataclass(frozen=True, slots=True)
class State:
    standing: str
    word: str


@dataclass(frozen=True, slots=True)
class EffectTold:
    services: str
    state: State
    when: str
    because: str


@dataclass(frozen=True, slots=True)
class HitTold:
    """`spared` says how many services of it feel nothing; empty where none do."""

    slug: str
    name: str
    state: State
    effects: tuple[EffectTold, ...]
    spared: str


@dataclass(frozen=True, slots=True)
class CaseTold:
    title: str
    answer: str
    later: str
    untouched: str
    hits: tuple[HitTold, ...]
    not_told: int
    absorbed: tuple[str, ...]
    picture: Picture


@dataclass(frozen=True, slots=True)
class Beside:
    """One system in both cases; None where it feels nothing. `when` is told of its worst. `picked` says what is
    supposed of it, empty where nothing is."""

    slug: str
    name: str
    first: EffectTold | None
    second: EffectTold | None
    picked: tuple[str, str]


def read(outcome: Outcome, portfolio: Portfolio, plan: Plan, address: Address, language: Language) -> CaseTold:
    names = Names(portfolio, language)
    return CaseTold(
        title=title(outcome.case, names),
        answer=answer(outcome),
        later=later(outcome),
        untouched=untouched(outcome),
        hits=tuple(_hit(hit, outcome.case, names, language) for hit in outcome.hits[:MOST_TOLD]),
        not_told=max(0, len(outcome.hits) - MOST_TOLD),
        absorbed=absorbed(outcome, portfolio, names, language),
        picture=picture(plan, outcome, address, language),
    )


def beside(first: Outcome, second: Outcome, told: Sequence[CaseTold]) -> tuple[Beside, ...]:
    """Every system that is hit in either, those first whose trouble differs most; then in the order of the first."""
    one, two = first.by_slug, second.by_slug
    slugs = sorted({**one, **two}, key=lambda slug: (-abs(_level(one, slug) - _level(two, slug)), -_level(one, slug)))
    known = [{hit.slug: hit for hit in each.hits} for each in told]
    rows = []
    for slug in slugs[:MOST_TOLD]:
        both = [side.get(slug) for side in known]
        name = next((hit.name for hit in both if hit), "")
        worst = [hit.effects[0] if hit else None for hit in both]
        rows.append(Beside(slug, name, worst[0], worst[1], (_picked(first.case, slug), _picked(second.case, slug))))
    return tuple(row for row in rows if row.name)


def _picked(case: Case, slug: str) -> str:
    planned = {pick.planned for pick in case.picks if pick.system == slug}
    if not planned:
        return ""
    return gettext("Planned work") if planned == {True} else gettext("Is failing itself")


def _level(hits: dict[str, Hit], slug: str) -> int:
    return hits[slug].level if slug in hits else 0


def _hit(hit: Hit, case: Case, names: Names, language: Language) -> HitTold:
    spared = ngettext("%(count)d other service is not hit.", "%(count)d other services are not hit.", hit.spared) % {
        "count": hit.spared
    }
    return HitTold(
        slug=hit.system.slug,
        name=hit.system.name.in_(language),
        state=State(*shown(hit.level)),
        effects=tuple(
            EffectTold(
                services=listing([names.service(f"{hit.system.slug}/{id}") for id in effect.services])
                if effect.services
                else "",
                state=State(*shown(effect.level)),
                when=when(effect.steps),
                because=because(effect, case, names, language),
            )
            for effect in hit.effects
        ),
        spared=spared if hit.spared else "",
    )
