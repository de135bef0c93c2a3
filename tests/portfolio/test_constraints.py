"""What the database itself refuses, whoever writes."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from samdrift.accounts.models import Organisation
from samdrift.portfolio.models import Component, Revision, System
from tests.portfolio.conftest import NOW

DAY = timedelta(days=1)


@pytest.fixture
def system(db: None) -> System:
    owner = Organisation.objects.create(slug="agency", name_da="Styrelsen", name_en="The agency")
    return System.objects.create(slug="mitid", owner=owner)


def revise(system: System, number: int, start: datetime, end: datetime | None) -> None:
    with transaction.atomic():
        during = DateTimeTZRange(start, end)
        Revision.objects.create(system=system, number=number, during=during, content={}, accepted_at=start)


@pytest.mark.parametrize(
    ("start", "end"), [(NOW, NOW + DAY), (NOW - DAY, NOW + DAY), (NOW + DAY, NOW + 3 * DAY), (NOW + DAY, None)]
)
def test_revisions_of_one_system_that_overlap(system: System, start: datetime, end: datetime | None) -> None:
    revise(system, 1, NOW, NOW + 2 * DAY)
    with pytest.raises(IntegrityError, match="revision_one_in_force"):
        revise(system, 2, start, end)


def test_revisions_that_meet_and_those_of_another_system_are_taken(system: System) -> None:
    revise(system, 1, NOW, NOW + DAY)
    revise(system, 2, NOW + DAY, None)
    revise(System.objects.create(slug="cpr", owner=system.owner), 1, NOW, None)
    assert Revision.objects.count() == 3


def test_a_number_twice(system: System) -> None:
    revise(system, 1, NOW, NOW + DAY)
    with pytest.raises(IntegrityError, match="revision_number"):
        revise(system, 1, NOW + DAY, None)


def test_a_component_twice(system: System) -> None:
    Component.objects.create(system=system, service="login")
    with pytest.raises(IntegrityError, match="component_once"):
        Component.objects.create(system=system, service="login")
