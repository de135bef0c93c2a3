"""The worked share of a window, or in words why none is given."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext

from samdrift.publishing.pages import moments
from samdrift.snapshot.model import Uptime
from samdrift.vocabulary import Language


@dataclass(frozen=True, slots=True)
class Worked:
    """One of the two is empty."""

    share: str
    why_none: str


def worked(uptime: Uptime | None, language: Language) -> Worked:
    """Of a few minutes a share would say more than is known, so none is given."""
    if uptime is None or uptime.ratio is None:
        return Worked("", gettext("Not measured"))
    if not uptime.brief:
        return Worked(moments.worked_share(uptime.ratio, language), "")
    if uptime.window == "24h":
        return Worked("", gettext("Measured for less than an hour"))
    return Worked("", gettext("Measured for less than a day"))
