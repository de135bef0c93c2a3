"""What each role may do, as data. An object's gate (gate.py in each app) adds whose object it is."""

from __future__ import annotations

from enum import Enum, auto

from samdrift.accounts.models import Person, Role


class Permission(Enum):
    """One kind of thing a person may do at all; an object's gate may still say no."""

    SEE_DESK = auto()
    SEE_SOURCES = auto()
    MAP_SIGNALS = auto()
    CHANGE_SOURCES = auto()
    CORRECT_SIGNALS = auto()
    SEE_AUDIT_TRAIL = auto()
    CHANGE_ACCOUNTS = auto()


_READER = frozenset({Permission.SEE_DESK})
_OPERATIONS = _READER | {Permission.SEE_SOURCES, Permission.MAP_SIGNALS}
_ADMINISTRATOR = frozenset(Permission)

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.READER: _READER,
    Role.SYSTEM_OWNER: _OPERATIONS,
    Role.OPERATIONS: _OPERATIONS,
    Role.SECRETARIAT: _ADMINISTRATOR - {Permission.CHANGE_ACCOUNTS},
    Role.ADMINISTRATOR: _ADMINISTRATOR,
}


def may(person: Person, permission: Permission) -> bool:
    """True where the person's role allows it; a deactivated person may nothing."""
    return person.is_active and permission in PERMISSIONS[Role(person.role)]


class AuditTrailGate:
    def __init__(self, person: Person) -> None:
        self._person = person

    def may_see(self) -> bool:
        return may(self._person, Permission.SEE_AUDIT_TRAIL)
