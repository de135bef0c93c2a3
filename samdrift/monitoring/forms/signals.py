"""What a signal counts for, components grouped by system; and its own times."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any, cast

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from samdrift.accounts.forms import DeskForm
from samdrift.monitoring.forms.seconds import SecondsField
from samdrift.monitoring.models import Signal
from samdrift.monitoring.queries.mapping import Named
from samdrift.portfolio.models import Component
from samdrift.vocabulary import Language


class MapForm(DeskForm):
    """Choose among `choices`: what the person may map to."""

    component = forms.TypedChoiceField(label=_("The signal counts for"))

    def __init__(self, choices: Iterable[Named], *args: Any, current: Component | None, **kwargs: Any) -> None:
        choices = list(choices)
        by_id = {choice.component.pk: choice.component for choice in choices}
        super().__init__(*args, initial={"component": current.pk if current else ""}, **kwargs)
        field = cast(forms.TypedChoiceField, self.fields["component"])
        field.choices = [("", _("Choose a system or a service")), *_grouped(choices)]
        field.coerce = lambda value: by_id[int(value)]


def _grouped(choices: list[Named]) -> list[tuple[str, list[tuple[int, str]]]]:
    """By system, in the given order; the system as a whole before its services."""
    language: Language = "da" if get_language() == "da" else "en"
    groups = groupby(choices, key=lambda choice: choice.system.in_(language))
    return [(name, [(choice.component.pk, _option(choice, language)) for choice in group]) for name, group in groups]


def _option(choice: Named, language: Language) -> str:
    if not choice.component.service:
        return gettext("%(system)s as a whole") % {"system": choice.system.in_(language)}
    return choice.in_(language)


class TuneForm(DeskForm):
    """A signal's own times; an empty field follows the source."""

    interval = SecondsField(
        label=_("May be silent (seconds)"),
        least="1",
        required=False,
        help_text=_("After that it counts as not observed. Leave it empty to do as the source does."),
    )
    confirm = SecondsField(
        label=_("A new state must last (seconds)"),
        least="0",
        most=3600,
        required=False,
        help_text=_("Before we act on it. Leave it empty to do as the source does."),
    )

    def __init__(self, signal: Signal, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"interval": signal.interval, "confirm": signal.confirm}, **kwargs)
