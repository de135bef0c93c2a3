"""Save a part of a draft on top of whatever is stored by then."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils import timezone

from samdrift.accounts.models import Person
from samdrift.portfolio.actions.refusals import Stale
from samdrift.portfolio.actions.reporting import save_content
from samdrift.portfolio.models import ChangeReport

Content = Mapping[str, Any]


def keep(report: ChangeReport, change: Callable[[Content], dict[str, Any]], person: Person) -> ChangeReport:
    """Raises what `change` raises (draft.Changed): what it looks for is not there any more.

    Somebody who saves another part at the same time only makes us look again. Each turn is lost to a save that
    succeeded, so there are no more turns than people who save.
    """
    while True:
        try:
            return save_content(
                report=report,
                content=change(report.content),
                version=report.version,
                actor=person,
                now=timezone.now(),
            )
        except Stale as stale:
            report = stale.report
