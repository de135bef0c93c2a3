from __future__ import annotations

import pytest

from samdrift.accounts.gate import PERMISSIONS, AuditTrailGate, Permission, may
from samdrift.accounts.models import Role
from tests.accounts.cast import Cast

P = Permission
TABLE = {
    Role.READER: {P.SEE_DESK},
    Role.SYSTEM_OWNER: {P.SEE_DESK, P.SEE_SOURCES, P.MAP_SIGNALS},
    Role.OPERATIONS: {P.SEE_DESK, P.SEE_SOURCES, P.MAP_SIGNALS},
    Role.SECRETARIAT: {
        P.SEE_DESK,
        P.SEE_SOURCES,
        P.MAP_SIGNALS,
        P.CHANGE_SOURCES,
        P.CORRECT_SIGNALS,
        P.SEE_AUDIT_TRAIL,
    },
    Role.ADMINISTRATOR: set(Permission),
}


def test_every_role_has_its_permissions() -> None:
    assert PERMISSIONS == TABLE


@pytest.mark.parametrize("role", Role)
def test_a_deactivated_person_may_nothing(cast: Cast, role: Role) -> None:
    person = cast.people[role]
    assert {permission for permission in Permission if may(person, permission)} == TABLE[role]
    person.is_active = False
    assert not any(may(person, permission) for permission in Permission)


def test_only_the_secretariat_and_administrators_see_the_audit_trail(cast: Cast) -> None:
    allowed = {role for role, person in cast.people.items() if AuditTrailGate(person).may_see()}
    assert allowed == {Role.SECRETARIAT, Role.ADMINISTRATOR}
