"""Who may do what with a system."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from samdrift.accounts.models import Person, Role
from samdrift.portfolio.models import System

EVERYWHERE = frozenset({Role.ADMINISTRATOR, Role.SECRETARIAT})


@dataclass(frozen=True, slots=True)
class SystemGate:
    """Administrators and the secretariat act on every system; others only on those that their organisation owns."""

    person: Person | AnonymousUser
    system: System

    def may_edit(self) -> bool:
        """Change the system's document."""
        return self._acts_as(Role.SYSTEM_OWNER)

    def may_map_signals(self) -> bool:
        """Say which signals the state of the system and its services rests on."""
        return self._acts_as(Role.SYSTEM_OWNER, Role.OPERATIONS)

    def may_read_internal(self) -> bool:
        """Read what is for the owner's own people only."""
        return self._acts_as(Role.SYSTEM_OWNER, Role.OPERATIONS)

    def _acts_as(self, *roles_at_owner: Role) -> bool:
        if not isinstance(self.person, Person) or not self.person.is_active:
            return False
        at_owner = self.person.organisation_id == self.system.owner_id
        return self.person.role in EVERYWHERE or (at_owner and self.person.role in roles_at_owner)
