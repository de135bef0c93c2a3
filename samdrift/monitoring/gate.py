"""Who may do what on the desk: one gate per object. Views ask gates and nothing else."""

from __future__ import annotations

from functools import cached_property

from samdrift.accounts.gate import Permission, may
from samdrift.accounts.models import Person
from samdrift.monitoring.models import Signal, Source
from samdrift.monitoring.queries.mapping import mapped_component
from samdrift.portfolio.gate import SystemGate
from samdrift.portfolio.models import Component


class DeskGate:
    def __init__(self, person: Person) -> None:
        self._person = person

    def may_see_overview(self) -> bool:
        return may(self._person, Permission.SEE_DESK)

    def may_see_sources(self) -> bool:
        return may(self._person, Permission.SEE_SOURCES)

    def may_create_sources(self) -> bool:
        return may(self._person, Permission.CHANGE_SOURCES)


class SourceGate:
    def __init__(self, person: Person, source: Source) -> None:
        self._person = person
        self._source = source

    def may_see(self) -> bool:
        return may(self._person, Permission.SEE_SOURCES)

    def may_change(self) -> bool:
        return may(self._person, Permission.CHANGE_SOURCES)

    def may_rotate_token(self) -> bool:
        return may(self._person, Permission.CHANGE_SOURCES)


class SignalGate:
    """A mapped signal belongs to those who may map signals of the system it counts for, an unmapped one to the source's
    organisation; nobody else may take it."""

    def __init__(self, person: Person, signal: Signal) -> None:
        self._person = person
        self._signal = signal

    @cached_property
    def _mapped(self) -> Component | None:
        return mapped_component(self._signal)

    def _is_theirs(self, component: Component) -> bool:
        return SystemGate(self._person, component.system).may_map_signals()

    def _is_of_their_source(self) -> bool:
        if may(self._person, Permission.CHANGE_SOURCES):
            return True
        at_source = self._person.organisation_id == self._signal.source.organisation_id
        return at_source and may(self._person, Permission.MAP_SIGNALS)

    def may_see(self) -> bool:
        return may(self._person, Permission.SEE_SOURCES)

    def may_map(self) -> bool:
        """To something: `may_map_to` says to what."""
        if self._mapped is None:
            return self._is_of_their_source()
        return self._is_theirs(self._mapped)

    def may_map_to(self, component: Component) -> bool:
        return self.may_map() and self._is_theirs(component)

    def may_unmap(self) -> bool:
        return self._mapped is not None and self._is_theirs(self._mapped)

    def may_tune(self) -> bool:
        return self.may_unmap() or may(self._person, Permission.CHANGE_SOURCES)

    def may_correct(self) -> bool:
        """Take back what its source said, and end it."""
        return may(self._person, Permission.CORRECT_SIGNALS)
