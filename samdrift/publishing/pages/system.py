"""What a system's page says. Made from that system alone: the page is kept until the system changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from samdrift.publishing.pages import addresses, days, expected_system, moments, planned_work, sentences, strip, uptime
from samdrift.publishing.pages.effects import effect, effects, general, not_seen
from samdrift.publishing.pages.measures import roughly
from samdrift.publishing.pages.since import fell_silent_in_trouble, last_known, last_known_words, since
from samdrift.publishing.pages.standing import Standing, of, standing, word
from samdrift.snapshot.model import Correction, CorrectionKind, ServiceStatus, Succession, SystemStatus, Uptime
from samdrift.snapshot.spells import Spell, spells
from samdrift.vocabulary import Language, Level

_A_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """`meaning` and `instead` are empty while the service works; `expected` while nothing is expected of it."""

    name: str
    purpose: str
    standing: str
    word: str
    expected: str
    since: str
    meaning: str
    instead: str


@dataclass(frozen=True, slots=True)
class UptimeRow:
    """One window: a day, days, a month."""

    window: str
    worked: uptime.Worked
    unobserved: str


@dataclass(frozen=True, slots=True)
class Past:
    """One stretch of the history. `until` is empty for the one that lasts, `gaps` where it was watched all the time.
    `lasted` is told in place of `until` where it was less than a minute."""

    standing: str
    word: str
    start: str
    until: str
    lasted: str
    gaps: str


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction of the history. `spoken`: the language of the reason, where it is not that of the page."""

    sentence: str
    reason: str
    spoken: str


@dataclass(frozen=True, slots=True)
class Closing:
    """The end of a retired system."""

    sentence: str
    successor: str
    address: str


@dataclass(frozen=True, slots=True)
class System:
    """`day_first` and `day_last` are the ends of the strip, in words, and `last_day` its end as a date."""

    name: str
    purpose: str
    standing: str
    answer: str
    since: str
    general: str
    expected: expected_system.Expectations
    services: tuple[ServiceRow, ...]
    strip: SafeString
    day_first: str
    day_last: str
    last_day: str
    day_rows: tuple[days.DayRow, ...]
    uptimes: tuple[UptimeRow, ...]
    months: tuple[UptimeRow, ...]
    history: tuple[Past, ...]
    corrections: tuple[Corrected, ...]
    interfaces: tuple[tuple[str, str, str], ...]
    owner: str
    operator: str
    watched_by: int
    closing: Closing | None
    feed: str
    badge: str
    document: str


def read(system: SystemStatus, language: Language, *, stale: bool) -> System:
    today = system.days[-1].date if system.days else None
    return System(
        name=system.name.in_(language),
        purpose=system.purpose.in_(language),
        standing=(Standing.UNKNOWN if stale else of(system)).value,
        answer=sentences.verdict(system, language, today),
        # The page outlives the day it was made on: a time without its date would come to mean another day.
        since="" if _says_since(system, language) else _since(system, language, today),
        general=" ".join(
            each
            for each in (
                _general(system, language),
                planned_work.beside(system, language),
                not_seen(system, language),
            )
            if each
        ),
        expected=expected_system.read(system, language, today),
        services=tuple(_service(each, language, today, stale=stale) for each in system.services),
        strip=strip.drawing(system.days, language),
        day_first=moments.day(system.days[0].date, language, seen_from=today) if system.days else "",
        day_last=moments.day(system.days[-1].date, language, seen_from=today) if system.days else "",
        last_day=system.days[-1].date.isoformat() if system.days else "",
        day_rows=days.read(system, language),
        uptimes=tuple(_uptime(each, _window(each.window), language) for each in system.uptimes),
        months=tuple(_uptime(each, moments.month(each.window, language), language) for each in system.months),
        history=tuple(
            _past(each, language, today, stale=stale)
            for each in reversed(spells(reversed(system.history)))
            if not _is_blink(each)
        ),
        corrections=tuple(_corrected(each, language, today) for each in system.corrections),
        interfaces=tuple(
            (each.name.in_(language), each.address or "", each.audience.in_(language)) for each in system.interfaces
        ),
        owner=system.owner.in_(language),
        operator=system.operator.in_(language) if system.operator else "",
        watched_by=system.watched_by,
        closing=_closing(system.succession, system.name.in_(language), language) if system.succession else None,
        feed=addresses.feed(system.slug, language),
        badge=addresses.badge(system.slug),
        document=addresses.document(system.slug),
    )


def _since(system: SystemStatus, language: Language, today: date | None) -> str:
    if not of(system).is_trouble:
        return since(system, language, today)
    return gettext("It began %(when)s.") % {"when": moments.when(system.since, language, seen_from=today, dated=True)}


def _says_since(system: SystemStatus, language: Language) -> bool:
    """The answer names a moment itself, or speaks of another system."""
    return fell_silent_in_trouble(system) or bool(sentences.of_its_needs(system, language))


def _service(service: ServiceStatus, language: Language, today: date | None, *, stale: bool) -> ServiceRow:
    told = effect(service, language)
    troubled = service.state.observed and service.state.level > Level.OPERATIONAL
    expected = expected_system.mark(service, language, today)
    return ServiceRow(
        name=told.service,
        purpose=service.purpose.in_(language),
        standing=(Standing.UNKNOWN.value if stale else told.standing),
        word=last_known(service.state) if stale else told.word,
        expected=last_known_words(expected) if stale and expected else expected,
        since=moments.moment(service.since, language, seen_from=today),
        meaning=told.meaning if troubled else "",
        instead=told.instead if troubled else "",
    )


def _window(window: str) -> str:
    words = {
        "24h": gettext("Last 24 hours"),
        "30d": gettext("Last 30 days"),
        "90d": gettext("Last 90 days"),
    }
    return words[window]


def _uptime(measured: Uptime, window: str, language: Language) -> UptimeRow:
    return UptimeRow(
        window=window,
        worked=uptime.worked(measured, language),
        unobserved=moments.unobserved_share(measured.unobserved, language),
    )


def _general(system: SystemStatus, language: Language) -> str:
    return "" if effects(system, language) else general(system)


def _is_blink(past: Spell) -> bool:
    """Less than a minute in which nothing was wrong, or nobody watched: between two lines that say the same minute."""
    end = past.period.end
    trouble = past.state.observed and past.state.level > Level.OPERATIONAL
    return end is not None and end - past.period.start < _A_MINUTE and not trouble


def _past(past: Spell, language: Language, today: date | None, *, stale: bool) -> Past:
    start, end = past.period.start, past.period.end
    shape, said = standing(past.state), word(past.state)
    lasted = ""
    if end is None:
        shape, said = (Standing.UNKNOWN, last_known(past.state)) if stale else (shape, said)
        until = ""
    else:
        until = moments.until(start, end, language, seen_from=today)
        lasted = roughly(end - start) if end - start < _A_MINUTE else ""
    gaps = gettext("not observed for %(length)s of it") % {"length": roughly(past.unobserved)} if past.gaps else ""
    return Past(shape.value, said, moments.moment(start, language, seen_from=today), until, lasted, gaps)


def _corrected(correction: Correction, language: Language, today: date | None) -> Corrected:
    words = {
        CorrectionKind.MESSAGE_TAKEN_BACK: gettext("Corrected on %(moment)s: a report was withdrawn."),
        CorrectionKind.SIGNAL_ENDED: gettext("Corrected on %(moment)s: a fault reported by the monitoring was ended."),
    }
    sentence = words[correction.kind] % {"moment": moments.moment(correction.made_at, language, seen_from=today)}
    if language == "en" and correction.reason_en:
        return Corrected(sentence, correction.reason_en, "")
    return Corrected(sentence, correction.reason_da, "" if language == "da" else "da")


def _closing(succession: Succession, name: str, language: Language) -> Closing:
    return Closing(
        sentence=gettext("%(name)s was closed on %(day)s.")
        % {"name": name, "day": moments.day(succession.retired_on, language)},
        successor=succession.successor_name.in_(language) if succession.successor_name else "",
        address=addresses.page("system", language, succession.successor) if succession.successor else "",
    )
