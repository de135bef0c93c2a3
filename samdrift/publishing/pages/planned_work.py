"""Announced work, told beside other trouble or while all works. In words of the active language."""

from __future__ import annotations

from django.utils.translation import gettext

from samdrift.publishing.pages import sentences
from samdrift.snapshot.model import Expected, ServiceStatus, SystemStatus
from samdrift.snapshot.planned_work import PlannedWork, beside_other_trouble, unannounced
from samdrift.vocabulary import Language, Level


def beside(system: SystemStatus, language: Language) -> str:
    """ "Der er planlagt arbejde på hele Digital Post.", which its state does not say; empty where none goes on."""
    work = beside_other_trouble(system)
    return _told(work, system, language) if work else ""


def mark(thing: SystemStatus | ServiceStatus) -> str:
    """Beside a word that does not say so: "Planlagt arbejde"."""
    if isinstance(thing, SystemStatus):
        goes_on = beside_other_trouble(thing) is not None
    else:
        goes_on = thing.state.observed and thing.state.planned and not thing.state.level
    return gettext("Planned work") if goes_on else ""


def faults_beside(system: SystemStatus, language: Language) -> str:
    """What fails without having been announced, where the state of the system tells only of the planned work."""
    if not (system.state.observed and system.state.planned and system.state.level):
        return ""
    return " ".join(sentences.what_fails(each, language) for each in unannounced(system))


def with_worked_on(said: str, expected: Expected, language: Language) -> str:
    """ "…, og der er planlagt arbejde på E-mail-gateway.": what would have stood in."""
    if not expected.worked_on:
        return said
    names = sentences.listing([name.in_(language) for name in expected.worked_on])
    told = {"said": said.removesuffix("."), "names": names}
    return gettext("%(said)s, and there is planned work on %(names)s.") % told


def _told(work: PlannedWork, system: SystemStatus, language: Language) -> str:
    if not work.whole:
        names = sentences.listing([service.name.in_(language) for service in work.services])
        return gettext("There is planned work on %(name)s.") % {"name": names}
    name = {"name": system.name.in_(language)}
    if not system.services:
        return gettext("There is planned work on %(name)s.") % name
    if system.whole and system.whole.state.level is Level.MAJOR_OUTAGE:
        return gettext("All of %(name)s is closed for planned work.") % name
    return gettext("There is planned work on all of %(name)s.") % name
