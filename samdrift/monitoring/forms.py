"""The desk's forms: durations in seconds, components grouped by system."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal
from itertools import groupby
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from samdrift.accounts.forms import DeskForm
from samdrift.monitoring.actions.sources import PUSHED, Rhythm
from samdrift.monitoring.models import Signal, Source
from samdrift.monitoring.queries.mapping import Choice
from samdrift.monitoring.words import seconds
from samdrift.portfolio.models import Component
from samdrift.vocabulary import Language

DAY = 24 * 3600


class SecondsField(forms.DecimalField):
    """A duration, typed as seconds."""

    def __init__(self, *, least: str, most: int = 30 * DAY, **kwargs: Any) -> None:
        super().__init__(min_value=Decimal(least), max_value=most, decimal_places=3, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return seconds(value) if isinstance(value, timedelta) else value

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        return None if typed is None else timedelta(seconds=float(typed))


class PageForm(forms.Form):
    page = forms.IntegerField(min_value=1, max_value=100_000)

    @classmethod
    def number(cls, query: QueryDict) -> int:
        """The page asked for; the first where none, or none that exists, is."""
        form = cls(query)
        return form.cleaned_data["page"] if form.is_valid() else 1


class MapForm(DeskForm):
    """Choose among `choices`: what the person may map to."""

    component = forms.TypedChoiceField(label=_("The signal counts for"))

    def __init__(self, choices: Iterable[Choice], *args: Any, current: Component | None, **kwargs: Any) -> None:
        choices = list(choices)
        by_id = {choice.component.pk: choice.component for choice in choices}
        super().__init__(*args, initial={"component": current.pk if current else ""}, **kwargs)
        field = cast(forms.TypedChoiceField, self.fields["component"])
        field.choices = [("", _("Choose a system or a service")), *_grouped(choices)]
        field.coerce = lambda value: by_id[int(value)]


def _grouped(choices: list[Choice]) -> list[tuple[str, list[tuple[int, str]]]]:
    """By system, in the given order; the system as a whole before its services."""
    language: Language = "da" if get_language() == "da" else "en"
    groups = groupby(choices, key=lambda choice: choice.system.in_(language))
    return [(name, [(choice.component.pk, _option(choice, language)) for choice in group]) for name, group in groups]


def _option(choice: Choice, language: Language) -> str:
    if not choice.component.service:
        return gettext("%(system)s as a whole") % {"system": choice.system.in_(language)}
    return choice.service.in_(language) if choice.service else str(choice.component)


class TuneForm(DeskForm):
    """A signal's own times; an empty field follows the source."""

    interval = SecondsField(
        label=_("Seconds it may be silent"),
        least="1",
        required=False,
        help_text=_("After that it is not observed. Empty: as the source."),
    )
    confirm = SecondsField(
        label=_("Seconds a new state must stand"),
        least="0",
        most=3600,
        required=False,
        help_text=_("Before it is believed. Empty: as the source."),
    )

    def __init__(self, signal: Signal, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"interval": signal.interval, "confirm": signal.confirm}, **kwargs)


class SourceForm(DeskForm):
    """How a source is listened to."""

    interval = SecondsField(
        label=_("Seconds it may be silent"), least="1", help_text=_("After that it is not observed.")
    )
    confirm = SecondsField(
        label=_("Seconds a new state must stand"), least="0", most=3600, help_text=_("Before it is believed.")
    )
    life = forms.TypedChoiceField(
        label=_("How we know that it is alive"), choices=Source.Life.choices, coerce=Source.Life
    )
    beside = forms.ModelChoiceField(
        label=_("The source that proves it"),
        queryset=Source.objects.none(),
        required=False,
        empty_label=_("None"),
        help_text=_("Only where another source that is polled proves it."),
    )
    poll_every = SecondsField(label=_("Seconds between polls"), least="0.1", most=DAY)
    paused = forms.BooleanField(
        label=_("Paused"),
        required=False,
        help_text=_("Nothing is taken from it. What rests on it becomes not observed."),
    )

    def __init__(self, source: Source, *args: Any, **kwargs: Any) -> None:
        rhythm = Rhythm.of(source)
        initial = {name: getattr(rhythm, name) for name in Rhythm.__slots__}
        super().__init__(*args, initial=initial, **kwargs)
        polled = Source.objects.exclude(connector__in=PUSHED).exclude(pk=source.pk)
        cast("forms.ModelChoiceField[Source]", self.fields["beside"]).queryset = polled
        if source.connector in PUSHED:
            del self.fields["poll_every"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        by_another = cleaned.get("life") == Source.Life.BESIDE
        if by_another and not cleaned.get("beside"):
            self.add_error("beside", _("Choose the source that proves it."))
        if not by_another:
            cleaned["beside"] = None
        return cleaned

    def rhythm(self) -> Rhythm:
        """The valid form as the value that the action takes."""
        return Rhythm(**self.cleaned_data)
