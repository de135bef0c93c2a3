"""How what is stated is known, and when it was last confirmed, in words of the active language."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext

from samdrift.portfolio.derived import Confirmed, DependencyModel, Known
from samdrift.publishing.pages import moments
from samdrift.publishing.pages.documentation_parts import Line, Run, spaced
from samdrift.vocabulary import Language


def source(known: Known) -> Line:
    """ "antaget", or the source's name, which leads to it where it has an address."""
    if known.assumed:
        assumed = Run(gettext("assumed"), mark=True)
        return spaced(assumed, Run(known.title, known.url or "")) if known.title else (assumed,)
    return (Run(known.title or known.url or "", known.url or ""),)


def criticality(dependency: DependencyModel, word: str) -> Line:
    """ "Kritisk", and that the level is assumed where it is."""
    return spaced(Run(word), Run(gettext("assumed"), mark=True)) if dependency.assumed_criticality else (Run(word),)


def confirmed(confirmation: Confirmed | None, today: date, language: Language) -> str:
    """When the document was last confirmed, in which function, and until when that counts."""
    if confirmation is None:
        return gettext("Never confirmed.")
    pattern = (
        gettext("Last confirmed on %(day)s by %(function)s. The confirmation expired on %(expires)s.")
        if not confirmation.counts_on(today)
        else gettext("Last confirmed on %(day)s by %(function)s. Valid until %(expires)s.")
    )
    return pattern % {
        "day": moments.day(confirmation.on, language),
        "function": confirmation.function.in_(language),
        "expires": moments.day(confirmation.expires, language),
    }
