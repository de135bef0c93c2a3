"""What is supposed and what comes of it, in sentences of the active language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import groupby

from django.utils.translation import gettext, ngettext

from samdrift.impact import AT_ONCE, Absorbed, Reason, Step
from samdrift.portfolio.derived import Portfolio
from samdrift.portfolio.document.labels import word as choice_word
from samdrift.portfolio.whole_systems import system_of
from samdrift.publishing.pages.measures import duration
from samdrift.publishing.pages.sentences import capital, listing
from samdrift.publishing.pages.standing import level_word
from samdrift.publishing.partners.case import Case, Pick
from samdrift.publishing.partners.naming import Names
from samdrift.publishing.partners.outcome import Effect, Outcome
from samdrift.vocabulary import Language, Level, danish_order

_NAMED_AT_MOST = 4


def title(case: Case, names: Names) -> str:
    """ "Hvad nu hvis MitID har nedbrud?"."""
    if not case.picks:
        return gettext("What if …")
    if case.lasts is None:
        return gettext("What if %(it)s?") % {"it": supposed(case, names)}
    return gettext("What if %(it)s, and it lasts %(duration)s?") % {
        "it": supposed(case, names),
        "duration": in_full(case.lasts),
    }


def in_full(length: timedelta) -> str:
    """ "2 timer og 30 minutter"."""
    day, hour = timedelta(days=1), timedelta(hours=1)
    parts = (length // day * day, length % day // hour * hour, length % hour)
    return listing([duration(part) for part in parts if part])


def supposed(case: Case, names: Names) -> str:
    """ "MitID har nedbrud, og der er planlagt arbejde på CPR"; of many only how many there are."""
    if len(case.picks) > _NAMED_AT_MOST:
        many = ngettext("%(count)d system or service fails", "%(count)d systems and services fail", len(case.picks))
        return many % {"count": len(case.picks)}
    ranked = sorted(case.picks, key=lambda pick: (pick.planned, -pick.level))
    clauses = [_clause(list(alike), names) for _, alike in groupby(ranked, key=lambda pick: (pick.planned, pick.level))]
    return clauses[0] if len(clauses) == 1 else gettext("%(first)s, and %(last)s") % {
        "first": ", ".join(clauses[:-1]), "last": clauses[-1]
    }  # fmt: skip


def _clause(picks: Sequence[Pick], names: Names) -> str:
    said = listing([names.node(pick.node) for pick in picks])
    if picks[0].planned:
        return gettext("there is planned work on %(names)s") % {"names": said}
    return _trouble(picks[0].level, len(picks)) % {"names": said}


def _trouble(level: Level, count: int) -> str:
    match level:
        case Level.MAJOR_OUTAGE:
            return ngettext("%(names)s has an outage", "%(names)s have outages", count)
        case Level.PARTIAL_OUTAGE:
            return ngettext("%(names)s has a partial outage", "%(names)s have partial outages", count)
        case _:
            return ngettext("%(names)s is degraded", "%(names)s are degraded", count)


def answer(outcome: Outcome) -> str:
    """ "8 andre systemer bliver ramt: 6 får nedbrud, og 2 får forringet drift."."""
    count = len(outcome.hits)
    if not count:
        return gettext("No other system is hit.")
    levels = [hit.level for hit in outcome.hits]
    parts = [getting(level, levels.count(level)) for level in sorted(set(levels), reverse=True)]
    many = ngettext("%(count)d other system is hit: %(parts)s.", "%(count)d other systems are hit: %(parts)s.", count)
    return many % {"count": count, "parts": listing(parts)}


def getting(level: Level, count: int) -> str:
    match level:
        case Level.MAJOR_OUTAGE:
            said = ngettext("%(count)d has an outage", "%(count)d have outages", count)
        case Level.PARTIAL_OUTAGE:
            said = ngettext("%(count)d has a partial outage", "%(count)d have partial outages", count)
        case _:
            said = ngettext("%(count)d is degraded", "%(count)d are degraded", count)
    return said % {"count": count}


def later(outcome: Outcome) -> str:
    count = sum(hit.after > AT_ONCE for hit in outcome.hits)
    if not count:
        return ""
    return ngettext(
        "%(count)d of them is not hit until later.", "%(count)d of them are not hit until later.", count
    ) % {"count": count}


def untouched(outcome: Outcome) -> str:
    return ngettext("%(count)d system is not hit.", "%(count)d systems are not hit.", outcome.untouched) % {
        "count": outcome.untouched
    }


def when(steps: Sequence[Step]) -> str:
    """ "Straks.", "Kan mærkes efter 4 timer.", "Forringet drift straks, nedbrud efter 1 døgn."."""
    if len(steps) == 1:
        return _at_once_or(steps[0].after, gettext("At once."), gettext("Noticeable after %(duration)s."))
    parts = [
        f"{level_word(step.level).lower()} "
        + _at_once_or(step.after, gettext("at once"), gettext("after %(duration)s"))
        for step in steps
    ]
    return capital(", ".join(parts)) + "."


def _at_once_or(after: timedelta, now: str, then: str) -> str:
    return now if after <= AT_ONCE else then % {"duration": duration(after)}


def because(effect: Effect, case: Case, names: Names, language: Language) -> str:
    """The path: "Har brug for NemLog-in (kritisk), som har brug for MitID (kritisk), som har nedbrud."

    One sentence, but for a need of several, after which the path goes on with one of them.
    """
    clauses: list[str] = []
    sentences = [clauses]
    subject = ""
    for reason in effect.reasons:
        provider = system_of(reason.next)
        if provider == system_of(reason.system):
            continue  # the step from a system to its own service is no need of another
        clauses.append(_needs(bool(clauses), subject) % {"name": subject, "what": _what(reason, names, language)})
        if reason.of > 1:
            clauses, subject = [], names.system(provider)
            sentences.append(clauses)
    last = effect.reasons[-1].next.removesuffix("/*")
    pick = next((pick for pick in case.picks if pick.node == last), Pick(last))
    clauses.append(_which(pick, names) if clauses else _clause([pick], names))
    return " ".join(f"{capital(', '.join(sentence))}." for sentence in sentences)


def _needs(goes_on: bool, subject: str) -> str:
    if goes_on:
        return gettext("which needs %(what)s")
    return gettext("%(name)s needs %(what)s") if subject else gettext("needs %(what)s")


def _what(reason: Reason, names: Names, language: Language) -> str:
    criticality = choice_word(reason.criticality, language)
    if reason.of == 1:
        return f"{names.system(system_of(reason.next))} ({criticality})"
    return gettext("at least %(required)d of %(of)d (%(criticality)s), but %(down)s cannot be used") % {
        "required": reason.required,
        "of": reason.of,
        "criticality": criticality,
        "down": listing([names.system(system_of(node)) for node in reason.providers]),
    }


def _which(pick: Pick, names: Names) -> str:
    if pick.planned:
        return gettext("where there is planned work")
    if not pick.whole:
        return gettext("where “%(service)s” fails (%(level)s)") % {
            "service": names.service(pick.node),
            "level": level_word(pick.level).lower(),
        }
    match pick.level:
        case Level.MAJOR_OUTAGE:
            return gettext("which has an outage")
        case Level.PARTIAL_OUTAGE:
            return gettext("which has a partial outage")
        case _:
            return gettext("which is degraded")


def absorbed(outcome: Outcome, portfolio: Portfolio, names: Names, language: Language) -> tuple[str, ...]:
    """What holds, once for the services of a system that it holds for alike."""
    alike: dict[object, list[Absorbed]] = {}
    for one in outcome.absorbed:
        tolerance = one.dependency.tolerance if one.in_time else None
        key = system_of(one.consumer), one.dependency.providers, one.down, one.felt, one.spared, tolerance
        alike.setdefault(key, []).append(one)
    return tuple(" ".join(_held(together, portfolio, names, language)) for together in alike.values())


def _held(together: Sequence[Absorbed], portfolio: Portfolio, names: Names, language: Language) -> Iterator[str]:
    one = together[0]
    slug = system_of(one.consumer)
    services = [names.service(each.consumer) for each in together if "/" in each.consumer]
    who = names.system(slug) + (f" ({listing(services)})" if services else "")
    down = listing([names.system(system_of(node)) for node in one.down])
    if one.in_time and one.dependency.tolerance:
        yield gettext("%(who)s can do without %(down)s for %(duration)s.") % {
            "who": who, "down": down, "duration": duration(one.dependency.tolerance)
        }  # fmt: skip
    elif len(one.dependency.providers) > 1:
        yield gettext("%(who)s can do without %(down)s: %(required)d of %(of)d is enough.") % {
            "who": who, "down": down, "required": one.dependency.required, "of": len(one.dependency.providers)
        }  # fmt: skip
    else:
        yield gettext("%(who)s has a fallback without %(down)s.") % {"who": who, "down": down}
        yield from _fallbacks(portfolio, slug, one, language)
    if one.felt:
        yield gettext("That gives: %(felt)s instead of %(spared)s.") % {
            "felt": level_word(one.felt).lower(),
            "spared": level_word(one.spared).lower(),
        }


def _fallbacks(portfolio: Portfolio, slug: str, one: Absorbed, language: Language) -> Iterator[str]:
    """How it is done, as the document says it."""
    told = {
        each.fallback.description.in_(language)
        for each in portfolio.by_slug[slug].dependencies
        if each.fallback and (str(each.on),) == one.dependency.providers
    }
    yield from (text if text.endswith(".") else f"{text}." for text in sorted(told, key=danish_order))
