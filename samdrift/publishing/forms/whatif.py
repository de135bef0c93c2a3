"""What a reader supposes: what fails or is worked on, for how long, on which day's map. All of it is in the address."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy

from samdrift.publishing.forms.explore_map import EARLIEST
from samdrift.publishing.partners.case import (
    DAY,
    FAILS,
    LENGTH,
    PLANNED,
    SECOND,
    Case,
    NotUnderstood,
    Pick,
    read_length,
)
from samdrift.publishing.partners.naming import Names
from samdrift.vocabulary import Level

MOST = 50
"""Picks in one case."""
_AS_PLANNED = "planlagt"


class PicksField(forms.Field):
    """Many values under one name, each a Pick as an address writes it. Empty ones say nothing."""

    widget = forms.MultipleHiddenInput

    def __init__(self, *, planned: bool, names: Names) -> None:
        super().__init__(required=False)
        self._planned = planned
        self._names = names

    def clean(self, value: Sequence[str] | None) -> tuple[Pick, ...]:
        texts = [text for text in dict.fromkeys(value or ()) if text]
        if len(texts) > MOST:
            raise forms.ValidationError(gettext("At most %(most)d at once can fail here.") % {"most": MOST})
        picks, faults = [], []
        for text in texts:
            try:
                picks.append(self.read(text))
            except forms.ValidationError as fault:
                faults.append(fault)
        if faults:
            raise forms.ValidationError(faults)
        return tuple({pick.node: pick for pick in sorted(picks, key=lambda each: each.level)}[node] for node in {
            pick.node: None for pick in picks
        })  # fmt: skip

    def read(self, text: str) -> Pick:
        """Raises ValidationError."""
        shown = text[:80]
        try:
            pick = Pick.read(text, planned=self._planned)
        except NotUnderstood:
            words = gettext("“%(text)s” is not a system or service, or its level is not 1, 2 or 3.")
            raise forms.ValidationError(words % {"text": shown}) from None
        if pick.node not in self._names.all:
            words = gettext("There is no system or service “%(text)s” on the map of that day.")
            raise forms.ValidationError(words % {"text": shown})
        return pick


class WhatIfForm(forms.Form):
    """One case; the second of two has a prefix. What is typed into `tilfoej` is added to the case."""

    tilfoej = forms.CharField(
        label=gettext_lazy("System or service"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"class": "form-input", "list": "can-fail", "autocomplete": "off"}),
    )
    hvordan = forms.ChoiceField(
        label=gettext_lazy("What happens"),
        required=False,
        choices=[
            ("3", gettext_lazy("Outage")),
            ("2", gettext_lazy("Partial outage")),
            ("1", gettext_lazy("Degraded")),
            (_AS_PLANNED, gettext_lazy("Planned work")),
        ],
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={"invalid_choice": gettext_lazy("Choose one of those offered.")},
    )
    dato = forms.DateField(
        label=gettext_lazy("The map of the day"),
        required=False,
        help_text=gettext_lazy("The map as it was when that day ended. Leave it empty for the map as it is now."),
        widget=forms.DateInput(attrs={"class": "form-input", "type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": gettext_lazy("Write the day as year-month-day, for example 2026-11-23.")},
    )

    varighed = forms.CharField(
        label=gettext_lazy("How long it lasts"),
        required=False,
        help_text=gettext_lazy("Hours and minutes, for example 2:30. Leave it empty for as long as it takes."),
        widget=forms.TextInput(attrs={"class": "form-input input-width-s", "autocomplete": "off"}),
    )

    def __init__(self, given: QueryDict, *, second: bool, names: Names, today: date) -> None:
        super().__init__(given, prefix=SECOND if second else None)
        self.fields[FAILS] = PicksField(planned=False, names=names)
        self.fields[PLANNED] = PicksField(planned=True, names=names)
        self.second = second
        self.candidates: tuple[str, ...] = ()
        """Where more than one may have been meant by what was typed."""
        self._names = names
        self._today = today
        for field in self.visible_fields():
            field.field.widget.attrs["aria-describedby"] = (
                " ".join(f"{field.auto_id}_{part}" for part in ("helptext", "error") if getattr(field, _SAID[part]))
                or None
            )
            if field.errors:
                field.field.widget.attrs["aria-invalid"] = "true"

    def clean_dato(self) -> date | None:
        day: date | None = self.cleaned_data[DAY]
        if day is not None and day > self._today:
            raise forms.ValidationError(gettext("That day has not come yet."))
        if day is not None and day < EARLIEST:
            raise forms.ValidationError(gettext("There is no map that old."))
        return day

    def clean_varighed(self) -> timedelta | None:
        text: str = self.cleaned_data[LENGTH]
        try:
            return read_length(text) if text else None
        except NotUnderstood:
            words = gettext("Write hours and minutes, for example 2:30 or 0:45. At most 9999:59.")
            raise forms.ValidationError(words) from None

    def clean_tilfoej(self) -> str:
        """The node that was meant; empty where nothing was typed."""
        text: str = self.cleaned_data["tilfoej"]
        if not text:
            return ""
        meant = self._names.meant_by(text)
        if not meant:
            raise forms.ValidationError(gettext("No system and no service is called “%(text)s”.") % {"text": text})
        if len(meant) > 1:
            self.candidates = meant[:20]
            raise forms.ValidationError(gettext("There are several with “%(text)s” in their names. Choose below.") % {
                "text": text
            })  # fmt: skip
        return meant[0]

    @property
    def case(self) -> Case:
        """As the address says it, with what was typed; of a form with faults, as far as it is understood."""
        given: dict[str, Any] = self.cleaned_data
        failing, planned = given.get(FAILS, ()), given.get(PLANNED, ())
        down = {pick.node for pick in failing}
        day = given.get(DAY)
        case = Case(
            picks=(*failing, *(pick for pick in planned if pick.node not in down)),
            on=day if day != self._today else None,
            lasts=given.get(LENGTH) or None,
        )
        return case.having(self.pick(given["tilfoej"])) if given.get("tilfoej") else case

    @property
    def typed(self) -> bool:
        """Whether something was added, so that the address is to be written anew."""
        return bool(self.cleaned_data.get("tilfoej"))

    def pick(self, node: str) -> Pick:
        """`node` with what was chosen to happen to it."""
        how = self.cleaned_data.get("hvordan") or "3"
        return Pick(node, planned=True) if how == _AS_PLANNED else Pick(node, Level(int(how)))


_SAID = {"helptext": "help_text", "error": "errors"}


def wants_second(given: QueryDict) -> bool:
    return any(name.startswith(f"{SECOND}-") for name in given)


def day_asked(given: QueryDict, *, second: bool, today: date) -> date:
    """Whose map the names are from. The form says what is wrong with a day that cannot be."""
    with suppress(ValueError):
        day = date.fromisoformat(given.get(f"{SECOND}-{DAY}" if second else DAY, ""))
        if EARLIEST <= day <= today:
            return day
    return today


class SaveForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=100,
        widget=forms.TextInput(attrs={"class": "form-input", "autocomplete": "off"}),
    )
    query = forms.CharField(widget=forms.HiddenInput)
