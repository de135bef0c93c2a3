"""Who may see how what is declared compares with what is observed."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from samdrift.accounts.gate import Permission, may
from samdrift.accounts.models import Person
from samdrift.portfolio.gate import EVERYWHERE, SystemGate
from samdrift.portfolio.models import System


@dataclass(frozen=True, slots=True)
class ComparisonGate:
    """The people at either end of a need: those who own or run a system read of all that it needs and of all that
    needs it."""

    person: Person

    def may_see(self, system: System) -> bool:
        return SystemGate(self.person, system).may_read_internal()

    def may_see_any(self) -> bool:
        """See the list of those that they may see."""
        return may(self.person, Permission.SEE_SOURCES)

    def seen(self) -> QuerySet[System]:
        """The systems that they may see, if any."""
        if self.person.role in EVERYWHERE:
            return System.objects.all()
        return System.objects.filter(owner=self.person.organisation_id)
