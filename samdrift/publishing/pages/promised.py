"""What is promised, what is possible and what was measured, in the active language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from django.utils.translation import gettext, ngettext, pgettext

from samdrift.availability import Measurement
from samdrift.availability.promised import Promise
from samdrift.publishing.pages import moments
from samdrift.publishing.pages.measures import percent
from samdrift.publishing.partners.naming import Names
from samdrift.publishing.partners.promises import Promised, measured_short
from samdrift.vocabulary import Language

_LEAST = timedelta(days=1)
"""As on the public pages: a share of less says nothing."""


@dataclass(frozen=True, slots=True)
class Row:
    """One service. `verdict` says what does not fit; empty where all does, or where too little is known to say."""

    system: str
    slug: str
    service: str
    promises: bool
    target: str
    ceiling: str
    known: str
    measured: str
    unobserved: str
    verdict: tuple[str, ...]
    improve: str


def read(
    found: tuple[Promised, ...], measured: Mapping[str, Measurement], names: Names, language: Language
) -> tuple[Row, ...]:
    return tuple(_row(one, measured.get(one.node), names, language) for one in found)


def _row(one: Promised, measured: Measurement | None, names: Names, language: Language) -> Row:
    told = measured is not None and timedelta(microseconds=measured.observed) >= _LEAST
    return Row(
        system=one.system.name.in_(language),
        slug=one.system.slug,
        service=one.service.name.in_(language),
        promises=one.service.target is not None,
        target=percent(one.service.target, language) if one.service.target else gettext("Not stated"),
        ceiling=_ceiling(one, language),
        known=_known(one, language),
        measured=_measured(measured, language) if measured and told else gettext("Not measured long enough"),
        unobserved=_unobserved(measured, language) if measured and told else "",
        verdict=tuple(_verdict(one, measured if told else None)),
        improve=_improve(one, names, language),
    )


def _ceiling(one: Promised, language: Language) -> str:
    if one.possible is None:
        return pgettext("answer", "We do not know") if one.needs else gettext("Depends critically on nothing else")
    share = moments.worked_share(one.possible.ceiling, language)
    return (gettext("About %(share)s") if one.possible.standard_error else gettext("At most %(share)s")) % {
        "share": share
    }


def _sampled(possible: Promise, language: Language) -> str:
    """The limits are rounded away from each other."""
    return gettext("Estimated by samples: almost certainly between %(least)s and %(most)s.") % {
        "least": moments.worked_share(possible.least, language),
        "most": moments.worked_share(ceil(round(possible.most * 10_000, 5)) / 10_000, language),
    }


def _known(one: Promised, language: Language) -> str:
    """How much of what it needs has promised anything: the rest counts as always working."""
    if not one.needs:
        return ""
    if not one.stated:
        return ngettext(
            "The %(count)d that it needs critically has promised nothing.",
            "None of the %(count)d that it needs critically has promised anything.",
            one.needs,
        ) % {"count": one.needs}
    said = gettext("%(stated)d of the %(count)d that it depends on critically have promised something.") % {
        "stated": one.stated,
        "count": one.needs,
    }
    if one.possible and one.possible.standard_error:
        said += " " + _sampled(one.possible, language)
    return said


def _measured(measured: Measurement, language: Language) -> str:
    return moments.worked_share(float(measured.ratio or 0), language)


def _unobserved(measured: Measurement, language: Language) -> str:
    share = moments.unobserved_share(float(measured.unobserved_share), language)
    return gettext("%(share)s not measured") % {"share": share}


def _verdict(one: Promised, measured: Measurement | None) -> list[str]:
    said = []
    if one.cannot_be_kept:
        said.append(gettext("More has been promised than is possible."))
    if one.may_not_be_kept:
        said.append(gettext("We cannot say whether more has been promised than is possible."))
    if measured_short(one.target, measured):
        said.append(gettext("It worked less of the time than promised."))
    return said


def _improve(one: Promised, names: Names, language: Language) -> str:
    """ "MitID: Log ind (67 % af nedetiden)"; the service itself is named as such."""
    if one.improve is None:
        return pgettext("answer", "We do not know")
    if one.needs and not one.stated:
        return pgettext("answer", "We do not know")
    share = percent(str(round(100 * one.improve.criticality)), language)
    name = gettext("The service itself") if one.improve.system == one.node else names.node(one.improve.system)
    return gettext("%(name)s: %(share)s of the downtime") % {"name": name, "share": share}
