"""What changed on the map between two days, in sentences of the active language and as marks on the drawing."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext, pgettext

from samdrift.portfolio.derived import Edge
from samdrift.portfolio.document.labels import label
from samdrift.portfolio.document.labels import word as choice_word
from samdrift.portfolio.map import Change, ChangedEdge, Difference
from samdrift.publishing.pages.map_picture import Marked
from samdrift.vocabulary import Language


def marks(difference: Difference) -> Marked:
    words = {
        Change.ADDED: pgettext("on the map", "New"),
        Change.REMOVED: pgettext("on the map", "Gone"),
        Change.CHANGED: pgettext("on the map", "Changed"),
    }
    return Marked(
        nodes={slug: (words[change], f"node-{change.value}") for slug, change in difference.systems.items()},
        links={ends: (words[change], f"link-{change.value}") for ends, change in difference.links.items()},
    )


def sentences(difference: Difference, language: Language) -> tuple[str, ...]:
    """Systems that came or went, then dependencies, in the order of the map."""
    names = {system.slug: system.name.in_(language) for system in difference.view.systems}
    return (
        *(_system(names[slug], change) for slug, change in difference.systems.items()),
        *(sentence for each in difference.edges for sentence in _edge(each, language)),
    )


def _system(name: str, change: Change) -> str:
    if change is Change.ADDED:
        return gettext("%(name)s is new on the map.") % {"name": name}
    return gettext("%(name)s is no longer on the map.") % {"name": name}


def _edge(changed: ChangedEdge, language: Language) -> Iterator[str]:
    before, after = changed.before, changed.after
    if after is None:
        if before is not None:
            yield _of(before, gettext("%(consumer)s no longer needs %(provider)s (%(criticality)s)."), language)
    elif before is None:
        yield _of(after, gettext("%(consumer)s now needs %(provider)s (%(criticality)s)."), language)
    else:
        yield from _altered(before, after, language)


def _of(edge: Edge, pattern: str, language: Language) -> str:
    return pattern % {
        "consumer": edge.consumer.name.in_(language),
        "provider": edge.provider.name.in_(language),
        "criticality": choice_word(edge.dependency.criticality, language),
    }


def _altered(before: Edge, after: Edge, language: Language) -> Iterator[str]:
    old, new = before.dependency, after.dependency
    fields = [
        (label("dependencies.on", language), before.provider.name.in_(language), after.provider.name.in_(language)),
        (
            label("dependencies.criticality", language),
            choice_word(old.criticality, language),
            choice_word(new.criticality, language),
        ),
        (
            label("dependencies.pattern", language),
            choice_word(old.pattern, language),
            choice_word(new.pattern, language),
        ),
        (
            label("dependencies.evidence", language),
            choice_word(old.known.basis, language),
            choice_word(new.known.basis, language),
        ),
    ]
    for name, was, now in fields:
        if was != now:
            yield gettext("%(consumer)s and %(provider)s: %(field)s changed from %(was)s to %(now)s.") % {
                "consumer": after.consumer.name.in_(language),
                "provider": after.provider.name.in_(language),
                "field": name.lower(),
                "was": was,
                "now": now,
            }
