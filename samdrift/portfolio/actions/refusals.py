"""Why an action is refused. Each says so in one or two sentences, in the language of whoever asks at that moment."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samdrift.portfolio.days import today
from samdrift.portfolio.document.merge import Conflict
from samdrift.portfolio.models import ChangeReport, Hearing, Revision


class Refused(Exception):
    """Nothing was changed, if it does not say otherwise. `sentence` says why, and what can be done."""

    @property
    def sentence(self) -> str:
        raise NotImplementedError

    def __str__(self) -> str:
        return self.sentence


class NothingInForce(Refused):
    """The system has no document."""

    def __init__(self, slug: str) -> None:
        self.slug = slug

    @property
    def sentence(self) -> str:
        return _("%(system)s has no document in force.") % {"system": self.slug}


class HasDocument(Refused):
    """The system has a document, so that it is no new one."""

    def __init__(self, slug: str) -> None:
        self.slug = slug

    @property
    def sentence(self) -> str:
        return _("%(system)s already has a document. Report a change to it instead.") % {"system": self.slug}


class Stale(Refused):
    """Somebody saved in the meantime. `report` is what is stored now, so that a page can show it beside what was sent.

    Nothing of what was sent is stored.
    """

    def __init__(self, report: ChangeReport) -> None:
        self.report = report

    @property
    def sentence(self) -> str:
        return _("Somebody has changed the report since you opened it. Compare the two versions and save again.")


class NotNow(Refused):
    """The report is not in a state in which that can be done: it was decided, or sent, in the meantime."""

    def __init__(self, report: ChangeReport) -> None:
        self.report = report

    @property
    def sentence(self) -> str:
        state = ChangeReport.State(self.report.state).label
        return _("That is not possible now. The status of the report is: %(state)s.") % {"state": state}


class ReasonMissing(Refused):
    @property
    def sentence(self) -> str:
        return _("Write a reason.")


class NothingChanged(Refused):
    @property
    def sentence(self) -> str:
        return _("Nothing has changed compared with the document that the report is based on.")


class Conflicting(Refused):
    """Both the report and a revision accepted since it was begun change the same. `conflicts` holds both values."""

    def __init__(self, conflicts: Sequence[Conflict]) -> None:
        self.conflicts = tuple(conflicts)

    @property
    def sentence(self) -> str:
        return _(
            "The document has changed since the report was started, and both change the same field. Return the "
            "report so that its author can choose."
        )


class Unheard(Refused):
    """Other ends have not confirmed. Only a word that says why may overrule them."""

    def __init__(self, hearings: Sequence[Hearing]) -> None:
        self.hearings = tuple(hearings)

    @property
    def sentence(self) -> str:
        names = ", ".join(sorted({hearing.provider.slug for hearing in self.hearings}))
        return _(
            "The owner of the other system has not confirmed: %(systems)s. Wait, or write why you accept without it."
        ) % {"systems": names}


class AskedAnew(Refused):
    """Not accepted yet: owners were never asked about what would be in force. Unlike elsewhere something is changed:
    they are asked now, and `report` is another version."""

    def __init__(self, report: ChangeReport, slugs: Sequence[str]) -> None:
        self.report, self.slugs = report, tuple(slugs)

    @property
    def sentence(self) -> str:
        return _(
            "Not accepted yet: a document or an owner has changed since the report was sent. The owner of the "
            "other system has therefore been asked now: %(systems)s. Wait, or write why you accept without the "
            "answer."
        ) % {"systems": ", ".join(self.slugs)}


class ComesBefore(Refused):
    """The change would be in force before `revision`, which was accepted for a later day and does not hold it."""

    def __init__(self, revision: Revision) -> None:
        self.revision = revision

    @property
    def sentence(self) -> str:
        return _(
            "Revision %(number)s has already been accepted and takes effect on %(day)s. Choose that day or a "
            "later one, or take that revision back first."
        ) % {"number": self.revision.number, "day": date_format(today(self.revision.during.lower))}


class InForce(Refused):
    """What is or was in force is never rewritten."""

    def __init__(self, revision: Revision) -> None:
        self.revision = revision

    @property
    def sentence(self) -> str:
        return _("Revision %(number)s is not waiting to come into force. Only a change report can change it.") % {
            "number": self.revision.number
        }


class Withdrawn(Refused):
    """The document ends, or ended."""

    def __init__(self, slug: str) -> None:
        self.slug = slug

    @property
    def sentence(self) -> str:
        return _("The document of %(system)s has been withdrawn.") % {"system": self.slug}
