"""What the map says of each node and line, in the active language."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext, pgettext

from samdrift.portfolio.document.labels import word as choice_word
from samdrift.portfolio.map import Graph, Link, LinkWords, Node, NodeWords
from samdrift.publishing.pages.expected import may_be_felt
from samdrift.publishing.pages.sentences import listing
from samdrift.publishing.pages.standing import WORST_FIRST, Standing, of, word
from samdrift.snapshot.model import SystemStatus
from samdrift.vocabulary import Language, danish_order

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
    now = one_seen(of(status), word(status.state), may_feel=not stale and may_be_felt(status) is not None)
    if stale:
        known = pgettext("state", "Planned") if now.standing == Standing.PLANNED.value else now.word
        return Seen("", pgettext("last known", "Last: %(word)s") % {"word": known.lower()})
    return now


def one_seen(standing: Standing, word: str, *, may_feel: bool) -> Seen:
    """Planned work reads so on a map, whatever it does to the system: there is no room for more. `may_feel`: others'
    trouble may reach it now."""
    if standing is Standing.WORKING and may_feel:
        return Seen(AFFECTED, gettext("May be affected"), besides=word)
    return Seen(standing.value, gettext("Planned work") if standing is Standing.PLANNED else word)


NAMED_AT_MOST = 8
"""More neighbours than this are counted."""


def shape_word(standing: Standing) -> str:
    """What a shape says, in a legend."""
    words = {
        Standing.WORKING: gettext("Working"),
        Standing.DEGRADED: gettext("Degraded"),
        Standing.PARTIAL: gettext("Partial outage"),
        Standing.MAJOR: gettext("Outage"),
        Standing.PLANNED: gettext("Planned work"),
        Standing.UNKNOWN: gettext("We do not know"),
    }
    return words[standing]


def neighbours(graph: Graph, names: Mapping[str, str]) -> dict[str, str]:
    """By node, in sentences: who uses it and what it needs, by `names`."""
    used_by: dict[str, list[str]] = {node.id: [] for node in graph.nodes}
    needs: dict[str, list[str]] = {node.id: [] for node in graph.nodes}
    for link in graph.links:
        needs[link.consumer].append(names[link.provider])
        used_by[link.provider].append(names[link.consumer])
    return {id: f"{_used_by(used_by[id])} {_needs(needs[id])}" for id in needs}


def _used_by(names: list[str]) -> str:
    return gettext("Used by %(names)s.") % {"names": _named(names)} if names else gettext("Used by no other.")


def _needs(names: list[str]) -> str:
    return gettext("Needs %(names)s.") % {"names": _named(names)} if names else gettext("Needs no other.")


def _named(names: list[str]) -> str:
    if len(names) > NAMED_AT_MOST:
        return ngettext("%(count)d system", "%(count)d systems", len(names)) % {"count": len(names)}
    return listing(sorted(names, key=danish_order))


def node_words(
    node: Node, address: str, states: Mapping[str, Seen] | None, beside: str, language: Language, *, mark: str = ""
) -> NodeWords:
    """`states` by slug; None where the map tells no states, as of a past day. `beside` is the rest of its label."""
    own = _seen(node, states)
    kinds = tuple(kind for kind, so in (("node-external", node.external), ("node-future", node.planned)) if so)
    return NodeWords(
        name=node.name.in_(language),
        address=address,
        standing=own.standing,
        word=own.word,
        label=_label(node.name.in_(language), (own.word, own.besides, mark), beside),
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


def _label(name: str, told: tuple[str, ...], beside: str) -> str:
    """ "MitID: virker. Bruges af NemLog-in. Har brug for CPR."."""
    first = f"{name}: {', '.join(part.lower() for part in told if part)}." if any(told) else f"{name}."
    return f"{first} {beside}".strip()
