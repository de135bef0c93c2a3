"""The map of a case: what fails, who is hit and how; each system a link that lets it fail, or no longer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from django.utils.safestring import mark_safe
from django.utils.translation import gettext, pgettext

from samdrift.impact import AT_ONCE
from samdrift.portfolio.map import Link, NodeWords, draw
from samdrift.portfolio.whole_systems import system_of
from samdrift.publishing.pages.map_picture import NO_PICTURE, Picture, Plan
from samdrift.publishing.pages.map_words import link_words, node_words
from samdrift.publishing.pages.standing import Standing, level_word, standing
from samdrift.publishing.partners.case import Case, Pick
from samdrift.publishing.partners.outcome import Outcome
from samdrift.vocabulary import Language, Level, State


def picture(plan: Plan, outcome: Outcome, address: Callable[[Case], str], language: Language) -> Picture:
    """None of it where there are so many systems that each node would be an owner."""
    if plan.by_owner or plan.wide is None or plan.narrow is None or not plan.graph.nodes:
        return NO_PICTURE
    names = plan.names(language)
    nodes = {}
    for node in plan.graph.nodes:
        toggled = _toggled(outcome.case, node.id)
        words = node_words(node, address(toggled), None, "", language)
        nodes[node.id] = _told(words, node.id, outcome)
    passed = _passed(outcome)
    lines = [link_words(link, names, language, kinds=_kinds(link, passed)) for link in plan.graph.links]
    label = gettext("Map of the scenario")
    drawn = (
        draw(layout, plan.graph.links, nodes=nodes, lines=lines, kind=kind, label=label)
        for layout, kind in ((plan.wide, "layers"), (plan.narrow, "lanes"))
    )
    wide, narrow = (mark_safe(svg) for svg in drawn)  # noqa: S308  (every text in it was escaped)
    return Picture(wide, narrow)


def shown(level: Level, *, planned: bool = False) -> tuple[str, str]:
    """The shape and the word of a state that is only supposed."""
    if planned:
        return Standing.PLANNED.value, gettext("Planned work")
    return standing(State(level, observed=True)).value, level_word(level)


def _toggled(case: Case, slug: str) -> Case:
    return case.without(slug) if slug in case.nodes else case.having(Pick(slug))


def _told(words: NodeWords, slug: str, outcome: Outcome) -> NodeWords:
    picks = [pick for pick in outcome.case.picks if pick.system == slug]
    hit = outcome.by_slug.get(slug)
    kind, word, mark = words.standing, words.word, ""
    if picks:
        worst = max(picks, key=lambda pick: (not pick.planned, pick.level))
        kind, word = shown(worst.level, planned=worst.planned)
        mark = pgettext("in the scenario", "chosen")
    elif hit:
        kind, word = shown(hit.level)
        mark = pgettext("in the scenario", "later") if hit.after > AT_ONCE else ""
    action = gettext("Remove from the scenario.") if slug in outcome.case.nodes else gettext("Let it fail.")
    said = ", ".join(part.lower() for part in (word, mark) if part)
    label = f"{words.name}: {said}. {action}" if said else f"{words.name}. {action}"
    return replace(words, standing=kind, word=word, mark=mark, label=label)


def _passed(outcome: Outcome) -> set[tuple[str, str]]:
    """Every need on a path from a hit to what failed."""
    return {
        (system_of(reason.system), system_of(node))
        for hit in outcome.hits
        for effect in hit.effects
        for reason in effect.reasons
        for node in reason.providers
    }


def _kinds(link: Link, passed: set[tuple[str, str]]) -> tuple[str, ...]:
    return ("link-trouble",) if (link.consumer, link.provider) in passed else ()
