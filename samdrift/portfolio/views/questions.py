"""The question to the owner at the other end, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from samdrift.portfolio.document.changes import Own
from samdrift.portfolio.document.labels import label
from samdrift.portfolio.document.values_words import called, value_in_words
from samdrift.portfolio.queries.reports import HearingLine
from samdrift.portfolio.views import found
from samdrift.vocabulary import Text

_TOLD = ("criticality_basis", "pattern", "tolerance", "told_to")
"""What the other end can judge, beside what the sentence says."""


@dataclass(frozen=True, slots=True)
class Asked:
    """`sentence` says it all; `fields` are the labels and words of what it says."""

    sentence: str
    fields: tuple[tuple[str, str], ...]


def asked(hearing: HearingLine, names: Mapping[str, Text]) -> Asked:
    language = found.language()
    said = {"consumer": hearing.consumer_name.in_(language), "provider": hearing.provider_name.in_(language)}
    about = hearing.about or hearing.gone
    if about is None:
        return Asked(_("%(consumer)s says: it no longer depends on %(provider)s.") % said, ())
    level = value_in_words("dependencies.criticality", about["criticality"], language, names, Own.of({}))
    said |= {
        "provider": called(str(about["on"]), language, names),
        "level": level,
        "why": _text(about["why"], language),
    }
    if hearing.about is None:
        # It may need the system still, for something else: said is only what goes away.
        gone = _("%(consumer)s says: %(consumer)s no longer needs %(provider)s (%(level)s) for this: %(why)s")
        return Asked(gone % said, ())
    sentence = _("%(consumer)s says: %(consumer)s needs %(provider)s (%(level)s). What for: %(why)s")
    return Asked(sentence % said, _fields(hearing, about, names))


def _fields(hearing: HearingLine, about: Mapping[str, Any], names: Mapping[str, Text]) -> tuple[tuple[str, str], ...]:
    language, own = found.language(), Own.of({})
    services = [called(f"{hearing.consumer}/{id}", language, names) for id in about.get("needed_by", ())]
    needed_by = [(label("dependencies.needed_by", language), ", ".join(services))] if services else []
    told = [
        (label(path, language), value_in_words(path, about[name], language, names, own))
        for name in _TOLD
        if name in about
        for path in [f"dependencies.{name}"]
    ]
    return (*needed_by, *told)


def _text(value: Mapping[str, str], language: str) -> str:
    return value[language]
