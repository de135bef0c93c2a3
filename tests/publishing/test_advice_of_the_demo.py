"""Whatever fails, no page of the demonstration gives advice that leans on what fails itself."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from itertools import combinations

import pytest

from samdrift.publishing.expecting import Expecting
from samdrift.publishing.pages.effects import effects
from samdrift.publishing.troubled import Heard
from samdrift.snapshot.model import ServiceStatus, SystemStatus
from samdrift.vocabulary import LANGUAGES, Language, State
from tests import world
from tests.publishing import troubles
from tests.publishing.troubles import Troubles

TRIPLES = 200
"""Of 13 000: drawn by a fixed seed."""

Statuses = Mapping[str, SystemStatus]

_HEADS: dict[Language, tuple[str, str, str]] = {
    "da": (r"kan ikke ([^.]+)", r"kan (?:du )?stadig ([^.]+)", r"[ ,](?:på|i|med|fra|og|hos|gennem|de)\b.*|,.*"),
    "en": (r"cannot ([^.]+)", r"can still ([^.]+)", r"[ ,](?:on|in|to|with|from|and|through|where\w*)\b.*|,.*"),
}
"""What one cannot do, what one can still do, and where the phrase goes on to say how and where."""


def subsets() -> Iterator[Troubles]:
    """Every one and every two services; of three so many as TRIPLES, each in trouble of a kind of its own."""
    services = troubles.services()
    for state in (world.DOWN, world.PARTIAL, world.PLANNED):
        yield from ({service: state} for service in services)
    yield from (dict.fromkeys(pair, world.DOWN) for pair in combinations(services, 2))
    draw = random.Random(10)
    for _ in range(TRIPLES):
        yield {service: draw.choice(_KINDS) for service in draw.sample(services, 3)}


_KINDS: list[State] = [world.DOWN, world.DOWN, world.PARTIAL, world.DEGRADED, world.PLANNED]


def advised(statuses: Statuses) -> Iterator[tuple[str, ServiceStatus]]:
    """The services whose effects show advice."""
    for slug, status in statuses.items():
        shown = {each.service for each in effects(status, "da") if each.instead}
        yield from ((slug, each) for each in status.services if each.name.da in shown)


def resting_on_trouble(statuses: Statuses) -> list[str]:
    return [
        f"{slug}/{service.id}: {need}"
        for slug, service in advised(statuses)
        for need in service.instead_needs or ()
        if not _is_well(need, statuses)
    ]


def _is_well(need: str, statuses: Statuses) -> bool:
    slug, _, id = need.partition("/")
    (named,) = [each for each in statuses[slug].services if each.id == id]
    return named.state == world.WORKING and (named.expected is None or named.expected.begins is not None)


def contradictions(statuses: Statuses, language: Language) -> list[str]:
    """What one service cannot, by the advice beside another one, of any system: the front page shows them all."""
    cannot, still, on = _HEADS[language]
    failing = [(slug, each) for slug, status in statuses.items() for each in status.services if _fails(each)]
    denied = {(slug, each.id): _phrase(cannot, on, each.without.in_(language)) for slug, each in failing}
    found = []
    for slug, service in advised(statuses):
        promised = _phrase(still, on, service.instead.in_(language) if service.instead else "")
        found += [
            f"{other}: {phrase}"
            for other, phrase in denied.items()
            if promised and phrase == promised and other != (slug, service.id)
        ]
    return found


def _fails(service: ServiceStatus) -> bool:
    return bool(service.state.level) or (service.expected is not None and service.expected.begins is None)


def _phrase(pattern: str, on: str, sentence: str) -> str:
    found = re.search(pattern, sentence)
    return re.sub(on, "", found[1]) if found else ""


def test_no_subset_of_up_to_three_services_leaves_advice_on_what_fails() -> None:
    number, expecting = 0, Expecting(Heard(dict))
    for subset in subsets():
        statuses = troubles.told(subset, expecting)
        assert resting_on_trouble(statuses) == [], subset
        for language in LANGUAGES:
            assert contradictions(statuses, language) == [], subset
        number += 1
    services = len(troubles.services())
    assert number == 3 * services + services * (services - 1) // 2 + TRIPLES


def test_so_it_is_with_a_whole_system() -> None:
    for slug in dict.fromkeys(service.partition("/")[0] for service in troubles.services()):
        statuses = troubles.told({slug: world.DOWN})
        assert resting_on_trouble(statuses) == [], slug
        assert [contradictions(statuses, language) for language in LANGUAGES] == [[], []], slug


@pytest.mark.parametrize(
    ("services", "phrase"),
    [
        (("mitid/login", "nemlog-in/signering"), "logge ind"),
        (("borger-dk/vejledning", "borger-dk/mit-overblik"), "læse vejledningen"),
        (("nemlog-in/login", "nemlog-in/fuldmagt"), "logge ind"),
        (("datafordeleren/tjenester", "datafordeleren/filudtraek"), "slå grunddata op"),
    ],
)
def test_what_is_looked_for_can_be_found(services: tuple[str, ...], phrase: str) -> None:
    """In what is seen, before any advice is left out."""
    statuses = troubles.seen(dict.fromkeys(services, world.DOWN))
    assert phrase in {each.rpartition(": ")[2] for each in contradictions(statuses, "da")}
    assert contradictions(statuses, "en")
    assert resting_on_trouble(statuses)


def test_where_one_service_fails_its_advice_is_there() -> None:
    """All of it in the demonstration can be shown at some time; nothing rests on what fails with it."""
    advising = [
        f"{slug}/{service.id}"
        for slug, status in troubles.seen({}).items()
        for service in status.services
        if service.instead and status.succession is None
    ]
    assert len(advising) > 25
    for name in advising:
        assert name in {f"{slug}/{service.id}" for slug, service in advised(troubles.told({name: world.DOWN}))}, name
