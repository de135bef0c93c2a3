"""Where documents and observations disagreed, in sentences of the active language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext, ngettext

from samdrift.impact import Account, Alone
from samdrift.portfolio.derived import SystemModel
from samdrift.portfolio.document.labels import word
from samdrift.status.comparing import Comparison, Held
from samdrift.vocabulary import Language

Systems = Mapping[str, SystemModel]
_MINUTE, _HOUR, _DAY = 60_000_000, 3_600_000_000, 86_400_000_000


@dataclass(frozen=True, slots=True)
class Spared:
    """A need that was felt less than was to be expected; `consumer` is whose document declares it."""

    consumer: str
    heading: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OwnTrouble:
    heading: str
    sentences: tuple[str, ...]


def spared(found: Comparison, systems: Systems, language: Language) -> tuple[Spared, ...]:
    """Those that were spared for longest come first."""
    needs = [each for each in found.needs if _disagrees(each) and _slug(each.name.consumer) in systems]
    needs.sort(key=lambda each: (-_less_felt(each.unplanned), -_less_felt(each.planned), each.name.consumer))
    return tuple(_spared(each, systems, language) for each in needs)


def own_trouble(found: Comparison, systems: Systems, language: Language) -> tuple[OwnTrouble, ...]:
    alone = [(node, each) for node, each in found.alone.items() if each.alone or each.unsure]
    alone.sort(key=lambda item: (-item[1].alone, -item[1].unsure, item[0]))
    return tuple(
        OwnTrouble(_name(node, systems, language), tuple(_alone(each)))
        for node, each in alone
        if _slug(node) in systems
    )


def in_short(found: Comparison, systems: Systems, language: Language) -> dict[str, tuple[str, ...]]:
    """By slug of the consumer: how much there is to read."""
    told: dict[str, tuple[str, ...]] = {}
    for slug in systems:
        less = sum(_slug(each.name.consumer) == slug and _disagrees(each) for each in found.needs)
        times = sum(each.times for node, each in found.alone.items() if _slug(node) == slug)
        lines = []
        if less:
            lines.append(
                ngettext(
                    "%(number)d dependency had less effect than expected.",
                    "%(number)d dependencies had less effect than expected.",
                    less,
                )
                % {"number": less}
            )
        if times:
            lines.append(
                ngettext(
                    "%(number)d fault that no dependency explains.",
                    "%(number)d faults that no dependency explains.",
                    times,
                )
                % {"number": times}
            )
        told[slug] = tuple(lines) or (_nothing(found.observed[slug]),)
    return told


def seen(found: Comparison, slug: str) -> str:
    """How much of the window there is to compare with."""
    length = found.observed[slug]
    if not length:
        return gettext("We have not observed it in that time.")
    return gettext("We have observed it for %(length)s of that time.") % {"length": lasted(length)}


def _nothing(observed: int) -> str:
    if not observed:
        return gettext("Not observed.")
    return gettext("No discrepancies in the time we have observed (%(length)s).") % {"length": lasted(observed)}


def lasted(microseconds: int) -> str:
    """ "2 døgn og 3 timer", "under et minut": the two largest units, rounded down."""
    if microseconds < _MINUTE:
        return gettext("less than a minute")
    days, rest = divmod(microseconds, _DAY)
    hours, rest = divmod(rest, _HOUR)
    minutes = rest // _MINUTE
    parts = [
        (days, ngettext("%(number)d day", "%(number)d days", days)),
        (hours, ngettext("%(number)d hour", "%(number)d hours", hours)),
        (minutes, ngettext("%(number)d minute", "%(number)d minutes", minutes)),
    ]
    first = next(place for place, (number, _) in enumerate(parts) if number)
    words = [text % {"number": number} for number, text in parts[first : first + 2] if number]
    return " ".join((words[0], gettext("and"), words[1])) if len(words) == 2 else words[0]


def window_in_words(found: Comparison) -> str:
    end = found.window.end or found.window.start
    return ngettext("%(number)d day", "%(number)d days", 90) % {
        "number": (end - found.window.start) // timedelta(days=1)
    }


def _spared(held: Held, systems: Systems, language: Language) -> Spared:
    providers = [_name(node, systems, language) for node in held.need.providers]
    heading = gettext("%(consumer)s needs %(providers)s (%(criticality)s)") % {
        "consumer": _name(held.name.consumer, systems, language),
        "providers": _either(providers),
        "criticality": word(held.need.criticality, language),
    }
    sentences = [*_account(held.unplanned)]
    if _less_felt(held.planned):
        sentences.append(gettext("Under planned work:"))
        sentences += _account(held.planned)
    if _less_felt(held.unplanned) or _less_felt(held.planned):
        sentences.append(_look_at(held, providers))
    if held.ended:
        sentences.append(gettext("The dependency is no longer in the document in force."))
    return Spared(_slug(held.name.consumer), heading, tuple(sentences))


def _look_at(held: Held, providers: list[str]) -> str:
    """Better than expected means one of three things."""
    names = {"providers": _either(providers)}
    if held.exercised:
        return gettext(
            "An end-to-end check saw it working. So either it has an alternative, or the dependency is less "
            "critical than stated."
        )
    return (
        gettext(
            "Look at three things: does it have an alternative, is the dependency less critical than stated, or "
            "does its monitoring not go through %(providers)s, so that it could not see the trouble?"
        )
        % names
    )


def _account(account: Account) -> Iterable[str]:
    if not account.times:
        return
    times = ngettext(
        "It should have been hit %(times)d time.", "It should have been hit %(times)d times.", account.times
    )
    yield times % {"times": account.times}
    if account.spared_times == account.times:
        yield gettext("It had no effect at all.")
    elif account.spared_times:
        yield gettext("%(times)d of those times it had no effect at all.") % {"times": account.spared_times}
    if account.spared:
        yield gettext("It worked for %(length)s although it should have been hit.") % {"length": lasted(account.spared)}
    if account.milder:
        yield gettext("It was hit less than expected for %(length)s.") % {"length": lasted(account.milder)}
    if account.felt:
        yield gettext("It was hit as expected for %(length)s.") % {"length": lasted(account.felt)}


def _alone(alone: Alone) -> Iterable[str]:
    if alone.alone:
        values = {"times": alone.times, "length": lasted(alone.alone)}
        yield (
            ngettext(
                "%(times)d fault, %(length)s in all, while everything it needs worked.",
                "%(times)d faults, %(length)s in all, while everything it needs worked.",
                alone.times,
            )
            % values
        )
    if alone.unsure:
        yield gettext("Faults for %(length)s while we did not observe everything it depends on.") % {
            "length": lasted(alone.unsure)
        }


def _disagrees(held: Held) -> bool:
    return bool(_less_felt(held.unplanned) or _less_felt(held.planned))


def _less_felt(account: Account) -> int:
    return account.spared + account.milder


def _name(node: str, systems: Systems, language: Language) -> str:
    slug, _, service = node.partition("/")
    if slug not in systems:
        return node
    system = systems[slug]
    names = {each.id: each.name.in_(language) for each in system.services}
    name = system.name.in_(language)
    return f"{name}: {names.get(service, service)}" if service else name


def _either(names: list[str]) -> str:
    *first, last = names
    return " ".join((", ".join(first), gettext("or"), last)) if first else last


def _slug(node: str) -> str:
    return node.partition("/")[0]
