"""What the map says of each node and line, in the active language."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext, pgettext

from samdrift.portfolio.document.labels import word as choice_word
from samdrift.portfolio.map import Graph, Link, LinkWords, Node, NodeWords
from samdrift.publishing.pages.expected import may_be_felt
from samdrift.publishing.pages.standing import WORST_FIRST, Standing, of, word
from samdrift.snapshot.model import SystemStatus
from samdrift.vocabulary import Language

TROUBLE = frozenset(each.value for each in Standing if each.is_trouble)


@dataclass(frozen=True, slots=True)
class Seen:
    """How a system is, as the page tells it. Of a page that is not up to date, `standing` is empty: a shape would
    look like news. `besides` is what a box has no room for, to be heard after `word`."""

    standing: str
    word: str
    besides: str = ""


AFFECTED = "affected"
"""In place of a standing: it is seen to work, and others' trouble may reach it."""
NOT_SEEN = Seen(Standing.UNKNOWN.value, "")


def seen(status: SystemStatus, *, stale: bool) -> Seen:
    if status.succession is not None:
        return Seen("", pgettext("system", "Closed"))
    now = told(of(status).value, word(status.state))
    if not stale and of(status) is Standing.WORKING and may_be_felt(status):
        return Seen(AFFECTED, gettext("May be affected"), besides=now.word)
    if stale:
        known = pgettext("state", "Planned") if now.standing == Standing.PLANNED.value else now.word
        return Seen("", pgettext("last known", "Last: %(word)s") % {"word": known.lower()})
    return now


def told(standing: str, word: str) -> Seen:
    """Planned work reads so on a map, whatever it does to the system: there is no room for more."""
    return Seen(standing, gettext("Planned work") if standing == Standing.PLANNED.value else word)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many nodes need a node, and how many it needs."""

    needed_by: int
    needs: int


UNCOUNTED = Counts(0, 0)


def counts(graph: Graph) -> dict[str, Counts]:
    needed_by = dict.fromkeys((node.id for node in graph.nodes), 0)
    needs = dict(needed_by)
    for link in graph.links:
        needs[link.consumer] += 1
        needed_by[link.provider] += 1
    return {id: Counts(needed_by[id], needs[id]) for id in needs}


def node_words(
    node: Node, address: str, states: Mapping[str, Seen] | None, count: Counts, language: Language, *, mark: str = ""
) -> NodeWords:
    """`states` by slug; None where the map tells no states, as of a past day."""
    own = _seen(node, states)
    kinds = tuple(kind for kind, so in (("node-external", node.external), ("node-future", node.planned)) if so)
    return NodeWords(
        name=node.name.in_(language),
        address=address,
        standing=own.standing,
        word=own.word,
        label=_label(node.name.in_(language), (own.word, own.besides, mark), count),
        mark=mark,
        kinds=kinds,
    )


def link_words(
    link: Link, names: Mapping[str, str], language: Language, mark: str = "", kinds: tuple[str, ...] = ()
) -> LinkWords:
    sentence = gettext("%(consumer)s needs %(provider)s: %(criticality)s") % {
        "consumer": names[link.consumer],
        "provider": names[link.provider],
        "criticality": choice_word(link.criticality, language),
    }
    if link.assumed:
        sentence += ", " + gettext("assumed")
    if link.count > 1:
        sentence += " " + gettext("(%(count)d dependencies)") % {"count": link.count}
    return LinkWords(f"{mark}: {sentence}" if mark else sentence, kinds)


def link_kinds(link: Link, provider: str, felt: Collection[tuple[str, str]]) -> tuple[str, ...]:
    """Classes of a line: `provider` is the standing it leads to, `felt` has the ends of those that trouble may take."""
    trouble = ("link-trouble",) if provider in TROUBLE else ()
    return (*trouble, "link-felt") if (link.consumer, link.provider) in felt else trouble


def _seen(node: Node, states: Mapping[str, Seen] | None) -> Seen:
    if len(node.systems) > 1:
        return _together(node.systems, states)
    if own := without_state(external=node.external, planned=node.planned):
        return Seen("", own)
    if states is None:
        return Seen("", "")
    told = states.get(node.systems[0], NOT_SEEN)
    return told if told.word else Seen(told.standing, gettext("We do not know"))


def without_state(*, external: bool, planned: bool) -> str:
    """Why no state is told of a system; empty where one is."""
    if external:
        return pgettext("system", "External")
    return pgettext("system", "Not in operation yet") if planned else ""


def _together(systems: tuple[str, ...], states: Mapping[str, Seen] | None) -> Seen:
    """Of many: how many there are, and how many of them are in the worst state."""
    number = ngettext("%(count)d system", "%(count)d systems", len(systems)) % {"count": len(systems)}
    seen_of = [states[slug] for slug in systems if slug in states] if states else []
    for worst in (*(each.value for each in WORST_FIRST), AFFECTED):
        if alike := [each for each in seen_of if each.standing == worst]:
            return Seen(worst, f"{alike[0].word}: {len(alike)}/{len(systems)}")
    return Seen(Standing.WORKING.value if any(each.standing for each in seen_of) else "", number)


def _label(name: str, told: tuple[str, ...], count: Counts) -> str:
    """ "MitID: virker. Bruges af 5 systemer, har brug for 1."."""
    first = f"{name}: {', '.join(part.lower() for part in told if part)}." if any(told) else f"{name}."
    used = ngettext("Used by %(count)d system", "Used by %(count)d systems", count.needed_by)
    return f"{first} " + gettext("%(used)s, needs %(needs)d.") % {
        "used": used % {"count": count.needed_by},
        "needs": count.needs,
    }
