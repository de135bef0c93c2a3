"""Who may do what with a system, with a report of a change to it, and with the question to its other end."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from samdrift.accounts.models import Person, Role
from samdrift.portfolio.models import ChangeReport, Hearing, System

EVERYWHERE = frozenset({Role.ADMINISTRATOR, Role.SECRETARIAT})
Reader = Person | AnonymousUser


@dataclass(frozen=True, slots=True)
class PortfolioGate:
    """What concerns no single system."""

    person: Reader

    def may_add_systems(self) -> bool:
        """Begin a report of a system that has no document."""
        return _acts_everywhere(self.person)

    def may_see_documents(self) -> bool:
        """See the desk's list of documents and reports: those that the person has part in."""
        if not isinstance(self.person, Person) or not self.person.is_active:
            return False
        return self.person.role in {*EVERYWHERE, Role.SYSTEM_OWNER}

    def may_see_what_waits(self) -> bool:
        """See every report that waits for a decision."""
        return _acts_everywhere(self.person)


@dataclass(frozen=True, slots=True)
class SystemGate:
    """Administrators and the secretariat act on every system; others only on those that their organisation owns.

    The owner is the one that the document in force names.
    """

    person: Reader
    system: System

    def may_edit(self) -> bool:
        """Report changes to the system's document."""
        return self._acts_as(Role.SYSTEM_OWNER)

    def may_confirm(self) -> bool:
        """Say that the document still holds."""
        return self._acts_as(Role.SYSTEM_OWNER)

    def may_withdraw(self) -> bool:
        """End the document, and take back what was accepted for a later day."""
        return _acts_everywhere(self.person)

    def may_map_signals(self) -> bool:
        """Say which signals the state of the system and its services rests on."""
        return self._acts_as(Role.SYSTEM_OWNER, Role.OPERATIONS)

    def may_read_internal(self) -> bool:
        """Read what is for the owner's own people only."""
        return self._acts_as(Role.SYSTEM_OWNER, Role.OPERATIONS)

    def _acts_as(self, *roles_at_owner: Role) -> bool:
        return _acts_everywhere(self.person) or _acts_at(self.person, self.system, *roles_at_owner)


@dataclass(frozen=True, slots=True)
class ReportGate:
    """The owner's people write, the secretariat decides, and nobody decides on what they wrote."""

    person: Reader
    report: ChangeReport

    def may_read(self) -> bool:
        """All of it, in every state. Whoever wrote it goes on reading it, also when the system has another owner."""
        return self.may_write() or self._wrote()

    def may_write(self) -> bool:
        """Edit it, in a state in which it may be edited."""
        return SystemGate(self.person, self.report.system).may_edit()

    def may_edit(self) -> bool:
        return self.report.state in ChangeReport.EDITABLE and self.may_write()

    def may_submit(self) -> bool:
        return self.may_edit()

    def may_withdraw(self) -> bool:
        return self.report.state in ChangeReport.OPEN and self.may_read()

    def may_return(self) -> bool:
        return self.report.state == ChangeReport.State.SUBMITTED and _acts_everywhere(self.person)

    def may_accept(self) -> bool:
        return self.may_return() and not self._wrote()

    def _wrote(self) -> bool:
        active = isinstance(self.person, Person) and self.person.is_active
        return active and self.report.writers.filter(pk=self.person.pk).exists()


@dataclass(frozen=True, slots=True)
class HearingGate:
    """Only the owner at the other end answers; the secretariat may decide without, but never answer for it."""

    person: Reader
    hearing: Hearing

    def may_read(self) -> bool:
        """The question: what the report says of the system at the other end."""
        return self._is_asked() or ReportGate(self.person, self.hearing.report).may_read()

    def may_answer(self) -> bool:
        return self.hearing.report.state == ChangeReport.State.SUBMITTED and self._is_asked()

    def _is_asked(self) -> bool:
        return _acts_at(self.person, self.hearing.provider, Role.SYSTEM_OWNER)


def _acts_everywhere(person: Reader) -> bool:
    return isinstance(person, Person) and person.is_active and person.role in EVERYWHERE


def _acts_at(person: Reader, system: System, *roles: Role) -> bool:
    if not isinstance(person, Person) or not person.is_active:
        return False
    return person.organisation_id == system.owner_id and person.role in roles
