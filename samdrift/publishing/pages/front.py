"""What the front page says, worked out before a template sees it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from samdrift.isolation import Attempt, unguarded
from samdrift.publishing.pages import (
    addresses,
    answer,
    ended,
    expected_reach,
    expected_words,
    moments,
    planned_work,
    sentences,
    silent,
    trouble,
    uptime,
)
from samdrift.publishing.pages.effects import cannot
from samdrift.publishing.pages.ended import trouble_began
from samdrift.publishing.pages.since import (
    Silence,
    fell_silent_in_trouble,
    heard_until,
    last_known,
    last_known_words,
    silence,
)
from samdrift.publishing.pages.standing import Standing, of, word
from samdrift.snapshot.model import Snapshot, SystemStatus
from samdrift.vocabulary import Language


@dataclass(frozen=True, slots=True)
class Row:
    """One system in the table. `expected` is what others' trouble may do to it, `meaning` what people cannot do; each
    empty where nothing is to be told.
    `stale`: all of it is what was last known."""

    name: str
    address: str
    standing: str
    word: str
    expected: str
    meaning: str
    strip: SafeString
    uptime: uptime.Worked
    unobserved: str
    stale: bool


@dataclass(frozen=True, slots=True)
class Closed:
    """A retired system."""

    name: str
    address: str
    on: str


@dataclass(frozen=True, slots=True)
class Front:
    """`title` is the heading, `standing` that of what it names; `cannot` what people cannot do, `rest` how the others
    are, `outlook` when there is more to be said; each of them may be empty."""

    title: str
    standing: str
    cannot: str
    rest: str
    since: str
    outlook: str
    heard: str
    troubles: tuple[trouble.Trouble, ...]
    silent: silent.Silent | None
    ended: ended.Ended | None
    closed: tuple[Closed, ...]
    map: str


def read(snapshot: Snapshot, language: Language, attempt: Attempt = unguarded, address: str = "") -> Front:
    """`attempt` is asked for what may be left out: how others are, and the trouble of each system. `address` names the
    page to it."""
    live = [system for system in snapshot.systems if system.succession is None]
    today = moments.local_date(snapshot.published_at)
    said = (
        attempt(
            f"{address} (expected)",
            "",
            lambda: answer.read(live, language, today),
            lambda: answer.read([unexpected(system) for system in live], language, today),
        )
        or answer.nothing()
    )
    reached = attempt(f"{address} (expected, reach)", "", lambda: expected_reach.reached(live)) or {}
    unknown = [system for system in live if of(system) is Standing.UNKNOWN and not fell_silent_in_trouble(system)]
    together = unknown if len(unknown) > sentences.NAMED_AT_MOST else []
    gathered = {system.slug for system in together}

    def told(system: SystemStatus) -> trouble.Trouble:
        return attempt(
            f"{address} (trouble)", system.slug, lambda: trouble.read(system, reached, today, language)
        ) or trouble.plain(system, language)

    since = _since(said, today, language)
    return Front(
        title=sentences.headline(said.heading),
        standing=said.standing.value,
        cannot=said.cannot,
        rest=said.rest,
        since=since,
        outlook=_outlook(said),
        heard="" if since and len(said.about) == len(live) and unknown else _heard(snapshot, today, language),
        troubles=tuple(told(system) for system in answer.in_order(live) if system.slug not in gathered),
        silent=silent.read(together, today, language, named=len(together) < len(live)) if together else None,
        ended=attempt(f"{address} (ended)", "", lambda: ended.read(live, snapshot.published_at, language)),
        closed=tuple(
            Closed(
                name=system.name.in_(language),
                address=addresses.page("system", language, system.slug),
                on=moments.day(succession.retired_on, language),
            )
            for system in snapshot.systems
            if (succession := system.succession)
        ),
        map=addresses.page("map", language),
    )


def unexpected(system: SystemStatus) -> SystemStatus:
    """Without what others may do to it."""
    return replace(system, expected=None, services=tuple(replace(each, expected=None) for each in system.services))


def row(system: SystemStatus, language: Language, strip: SafeString, *, stale: bool) -> Row:
    """Of nothing but `system`, of which `strip` is drawn, so that it can be kept as long as that is the same object."""
    ninety_days = next((each for each in system.uptimes if each.window == "90d"), None)
    worked = uptime.worked(ninety_days, language)
    felt = expected_words.mark(system, language, system.days[-1].date if system.days else None)
    told = ". ".join(each for each in (planned_work.mark(system), felt) if each)
    return Row(
        name=system.name.in_(language),
        address=addresses.page("system", language, system.slug),
        standing=(Standing.UNKNOWN if stale else of(system)).value,
        word=last_known(system.state) if stale else word(system.state),
        expected=last_known_words(told) if stale and told else told,
        meaning="" if stale else cannot([system], language),
        strip=strip,
        uptime=worked,
        unobserved=(
            moments.unobserved_share(ninety_days.unobserved, language)
            if ninety_days and ninety_days.unobserved and worked.share
            else ""
        ),
        stale=stale,
    )


def _since(said: answer.Answer, today: date, language: Language) -> str:
    watched = [system for system in said.about if not fell_silent_in_trouble(system)]
    if said.standing is Standing.UNKNOWN:
        watched = [system for system in watched if silence(system) is Silence.NO_LONGER_HEARD]
    if not watched:
        return ""
    if said.standing is Standing.WORKING:
        latest = max(system.since for system in watched)
        return gettext("We have seen no problems since %(moment)s.") % {
            "moment": moments.clock_or_moment(latest, language, seen_from=today)
        }
    first = [system for system in watched if of(system) is of(watched[0])]
    began = min(_began(system) for system in first)
    if said.standing is Standing.UNKNOWN:
        moment = moments.clock_or_moment(began, language, seen_from=today)
        return gettext("Not checked since %(moment)s.") % {"moment": moment}
    when = {"when": moments.when(began, language, seen_from=today)}
    if said.standing is Standing.PLANNED:
        return gettext("The work began %(when)s.") % when
    return gettext("The problems began %(when)s.") % when


def _began(system: SystemStatus) -> datetime:
    """Of a system that works but for a service, that service's trouble."""
    failing = [each.since for each in system.services if each.state.observed and each.state.level]
    if failing and of(system) is Standing.WORKING:
        return min(failing)
    if of(system) is Standing.PLANNED and system.worked_on_since:
        return system.worked_on_since
    return trouble_began(system) if of(system).is_trouble else heard_until(system)


def _outlook(said: answer.Answer) -> str:
    """When there is more to be said."""
    if said.standing is Standing.PLANNED:
        return gettext("We do not know when it will be finished. This page updates itself.")
    if said.standing.is_trouble and len(said.about) > 1:
        return gettext("We do not know when everything will be working again. This page updates itself.")
    if said.standing.is_trouble:
        return gettext("We do not know when it will work again. This page updates itself.")
    return "" if said.standing is Standing.WORKING else gettext("This page updates itself.")


def _heard(snapshot: Snapshot, today: date, language: Language) -> str:
    if snapshot.last_heard is None:
        return gettext("Nothing has been checked yet.")
    return gettext("Last checked %(when)s.") % {"when": moments.when(snapshot.last_heard, language, seen_from=today)}
