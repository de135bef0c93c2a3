"""Who is told a field, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from samdrift.portfolio.document.given import entries
from samdrift.portfolio.document.outline import outline
from samdrift.portfolio.document.template import SystemDocument
from samdrift.vocabulary import Audience

_WIDER_FIRST = (Audience.PUBLIC, Audience.PARTNERS, Audience.INTERNAL)
_VALUES = {audience.value for audience in Audience}


def told_words(path: str, content: Mapping[str, Any]) -> str:
    """As "Shown to everyone."; the narrowest of the field's own audience and those of the groups around it."""
    return {
        Audience.PUBLIC: _("Shown to everyone."),
        Audience.PARTNERS: _("Shown to partners."),
        Audience.INTERNAL: _("Internal only."),
    }[audience_of(path, content)]


def audience_of(path: str, content: Mapping[str, Any]) -> Audience:
    steps = path.split(".")
    around = [".".join(steps[: length + 1]) for length in range(len(steps))]
    return max((own_audience(each, content) for each in around), key=_WIDER_FIRST.index)


def own_audience(path: str, content: Mapping[str, Any]) -> Audience:
    """The document's own word, or the template's where it says nothing that can be understood."""
    for _place, entry in entries(dict(content), "audiences"):
        if entry.get("field") == path and entry.get("audience") in _VALUES:
            return Audience(entry["audience"])
    return outline(SystemDocument)[path].audience
