from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from samdrift.accounts.models import Organisation, Person, Role
from samdrift.portfolio.gate import SystemGate
from samdrift.portfolio.models import System

OWNING, OTHER = Organisation(pk=1, slug="owning"), Organisation(pk=2, slug="other")
SYSTEM = System(slug="mitid", owner=OWNING)
NOTHING, MAPPING, ALL = (False, False, False), (False, True, True), (True, True, True)


def allowed(person: Person | AnonymousUser) -> tuple[bool, bool, bool]:
    gate = SystemGate(person, SYSTEM)
    return gate.may_edit(), gate.may_map_signals(), gate.may_read_internal()


TABLE = [
    (Role.READER, OWNING, NOTHING),
    (Role.READER, OTHER, NOTHING),
    (Role.READER, None, NOTHING),
    (Role.SYSTEM_OWNER, OWNING, ALL),
    (Role.SYSTEM_OWNER, OTHER, NOTHING),
    (Role.SYSTEM_OWNER, None, NOTHING),
    (Role.OPERATIONS, OWNING, MAPPING),
    (Role.OPERATIONS, OTHER, NOTHING),
    (Role.OPERATIONS, None, NOTHING),
    (Role.SECRETARIAT, OWNING, ALL),
    (Role.SECRETARIAT, OTHER, ALL),
    (Role.SECRETARIAT, None, ALL),
    (Role.ADMINISTRATOR, OWNING, ALL),
    (Role.ADMINISTRATOR, OTHER, ALL),
    (Role.ADMINISTRATOR, None, ALL),
]


@pytest.mark.parametrize(("role", "organisation", "expected"), TABLE)
def test_each_role_in_each_place(role: Role, organisation: Organisation | None, expected: tuple[bool, ...]) -> None:
    assert allowed(Person(role=role, organisation=organisation)) == expected


@pytest.mark.parametrize(("role", "organisation", "expected"), TABLE)
def test_somebody_deactivated_may_nothing(
    role: Role, organisation: Organisation | None, expected: tuple[bool, ...]
) -> None:
    assert allowed(Person(role=role, organisation=organisation, is_active=False)) == NOTHING


def test_somebody_who_is_not_signed_in_may_nothing() -> None:
    assert allowed(AnonymousUser()) == NOTHING


def test_the_table_names_every_role() -> None:
    assert {role for role, _, _ in TABLE} == set(Role)
