"""What stands in the tab of the browser and is read out first."""

from __future__ import annotations

from samdrift.publishing.pages.sentences import headline
from samdrift.publishing.pages.system import System


def of_system(system: System) -> str:
    """ "MitID har nedbrud"."""
    return headline(system.answer)
