"""The desk's first page says whether the public pages are kept up to date, and what of them is not."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.test import AsyncClient, Client
from django.utils import timezone
from pytest_django import Settings

from samdrift.accounts.actions import create_person
from samdrift.accounts.models import Organisation, Person, Role
from samdrift.isolation import Fault, Step
from samdrift.publishing import badge
from samdrift.publishing.desk_standing import _WORDS, NAMED_AT_MOST
from samdrift.publishing.generation import Store
from samdrift.publishing.recorded_faults import record_faults
from samdrift.snapshot.json_v1 import instant
from samdrift.snapshot.standing_still import IN_SCOPE, StandingStill
from samdrift.vocabulary import Level
from tests import cast
from tests.accounts.cast import PASSWORD, client_of
from tests.publishing.installation import Installation
from tests.publishing.raising import raising

STANDING_STILL = "De offentlige sider er ikke opdateret siden"
NEUTRAL = "Nogle af de offentlige sider kan ikke opdateres lige nu."
ERROR = "OSError: No space left on device"


@pytest.fixture
def installation(small: Installation, settings: Settings) -> Installation:
    settings.PUBLISHED = small.root
    small.all_is_well()
    beat(small)
    return small


@pytest.fixture
def people(installation: Installation) -> dict[Role, Person]:
    return {
        role: create_person(
            actor=None,
            email=f"{role.value}@example.dk",
            name=f"Anna {role.value}",
            password=PASSWORD,
            role=role,
            organisation=Organisation.objects.get(slug="digitaliseringsstyrelsen"),
            now=cast.NOON,
        )
        for role in (Role.READER, Role.OPERATIONS)
    }


def beat(installation: Installation, *, ago: float = 0) -> None:
    Store(installation.root).beat(instant(timezone.now() - timedelta(seconds=ago)))


def desk(people: dict[Role, Person], role: Role = Role.OPERATIONS, *, language: str = "da") -> str:
    browser: Client = client_of(people[role], language=language)
    answer = browser.get("/desk/")
    assert answer.status_code == 200
    return " ".join(re.sub(r"</?time[^>]*>", "", answer.content.decode()).split())


def stands(*faults: Fault) -> None:
    record_faults({(fault.what, fault.system): fault for fault in faults})


def test_of_what_works_it_says_nothing(people: dict[Role, Person]) -> None:
    page = desk(people)
    assert STANDING_STILL not in page and "Kan ikke opdateres" not in page and NEUTRAL not in page


def test_pages_that_stand_still(installation: Installation, people: dict[Role, Person]) -> None:
    beat(installation, ago=14)
    assert STANDING_STILL not in desk(people)
    installation.pipeline.turn(cast.at(2))  # confirmed on 23 November at 13.00 Danish time
    page = desk(people)
    assert f"{STANDING_STILL} 23. november kl. 13.00</h2>" in page
    assert "Programmet, der opdaterer siderne, giver ikke livstegn fra sig." in page
    stands(Fault(Step.TURN, "", cast.at(3), ERROR))
    assert ERROR in desk(people) and "giver ikke lyd" not in desk(people)
    assert "The public pages have not been updated since 23 November, 13:00" in desk(people, language="en")


def test_pages_that_cannot_be_read_from_disk(people: dict[Role, Person]) -> None:
    browser, still = AsyncClient(), StandingStill(cast.at(2), "FileNotFoundError: objects/ab/abcd")
    browser.cookies = client_of(people[Role.OPERATIONS]).cookies
    scope: dict[str, Any] = {"path": "/desk/", "query_string": "", IN_SCOPE: still}
    page = re.sub(r"</?time[^>]*>", "", async_to_sync(browser.request)(**scope).content.decode())
    page = " ".join(page.split())
    assert f"{STANDING_STILL} 23. november kl. 13.00</h2>" in page
    assert "De nyeste sider kan ikke læses fra disken:" in page and "objects/ab/abcd" in page


def test_nothing_published_yet(people: dict[Role, Person], settings: Settings, installation: Installation) -> None:
    settings.PUBLISHED = installation.root / "another"
    assert "Der er ikke offentliggjort noget endnu" in desk(people)


def test_what_cannot_be_updated_is_named_until_it_can(installation: Installation, people: dict[Role, Person]) -> None:
    installation.said("mitid/login", 10, Level.MAJOR_OUTAGE)
    with raising(badge.badge):  # type: ignore[arg-type]
        installation.turn(11)
    beat(installation)
    page = desk(people)
    assert "Kan ikke opdateres" in page
    assert '<a href="/badge/mitid.svg">MitID: /badge/mitid.svg</a>' in page
    assert "Siden 23. november kl. 13.00." in page and "Injected" in page
    installation.turn(22)
    assert "Kan ikke opdateres" not in desk(people)


def test_one_error_in_many_places_is_told_once(people: dict[Role, Person]) -> None:
    stands(*(Fault(f"/systemer/{number}/", "", cast.at(number), ERROR) for number in range(NAMED_AT_MOST + 3)))
    page = desk(people)
    assert page.count(ERROR) == 1
    assert "<summary>3 til</summary>" in page and "/systemer/7/" in page


def test_readers_learn_that_something_fails_not_what(installation: Installation, people: dict[Role, Person]) -> None:
    stands(Fault("/badge/mitid.svg", "mitid", cast.at(3), ERROR), Fault(Step.TURN, "", cast.at(3), ERROR))
    page = desk(people, Role.READER)
    assert NEUTRAL in page
    installation.turn(2)
    page = desk(people, Role.READER)
    assert STANDING_STILL in page
    assert ERROR not in page and "/badge/" not in page


def test_every_step_has_its_words() -> None:
    assert _WORDS.keys() == set(Step)
