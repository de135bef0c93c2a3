"""Who may do what with a saved scenario."""

from __future__ import annotations

from samdrift.accounts.models import Person, Role
from samdrift.publishing.models import Scenario

_KEEPERS = frozenset({Role.SECRETARIAT, Role.ADMINISTRATOR})


class ScenarioGate:
    """Everyone who is signed in finds it; whoever made it, and those who keep order, may delete it."""

    def __init__(self, person: Person, scenario: Scenario) -> None:
        self._person = person
        self._scenario = scenario

    def may_delete(self) -> bool:
        own = self._scenario.made_by_id == self._person.pk
        return self._person.is_active and (own or self._person.role in _KEEPERS)
