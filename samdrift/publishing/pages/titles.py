"""What stands in the tab of the browser and is read out first."""

from __future__ import annotations

from samdrift.publishing.pages.sentences import headline
from samdrift.publishing.pages.standing import Standing
from samdrift.publishing.pages.system import System


def of_system(system: System) -> str:
    """ "MitID har nedbrud". Of one that works, also what others' trouble may do to it: the page says both."""
    works = system.standing == Standing.WORKING.value
    expected = [line.head for line in system.expected.lines[:1]] if works else []
    return headline(" ".join([system.answer, *expected]))
