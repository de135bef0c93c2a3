"""What a reader asks the map to show. The names of the parameters are part of the address, whatever the language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from samdrift.portfolio.map import Choice, Direction
from samdrift.vocabulary import Criticality

EARLIEST = date(2017, 1, 1)
"""Before the portal was thought of; an earlier day is a slip of the pen."""
_SELECT = {"class": "form-select"}
_DAY = {"class": "form-input input-width-s", "type": "date"}
_DIRECTIONS = {"begge": Direction.BOTH, "op": Direction.UP, "ned": Direction.DOWN}
_LEVELS = {"alle": Criticality.LOW, "hoej": Criticality.HIGH, "kritisk": Criticality.CRITICAL}


@dataclass(frozen=True, slots=True)
class Asked:
    """`day` is the day shown; `other` another one to compare it with, if any."""

    choice: Choice
    day: date
    other: date | None


class ExploreMapForm(forms.Form):
    system = forms.ChoiceField(required=False)  # here for its place: what may be chosen is known when asked
    trin = forms.ChoiceField(
        label=gettext_lazy("Steps away from it"),
        required=False,
        choices=[("1", gettext_lazy("one step")), ("2", gettext_lazy("two steps"))],
        widget=forms.Select(attrs=_SELECT),
    )
    retning = forms.ChoiceField(
        label=gettext_lazy("Direction"),
        required=False,
        choices=[
            ("begge", gettext_lazy("both ways")),
            ("ned", gettext_lazy("what it needs")),
            ("op", gettext_lazy("what needs it")),
        ],
        widget=forms.Select(attrs=_SELECT),
    )
    niveau = forms.ChoiceField(
        label=gettext_lazy("Dependencies"),
        required=False,
        choices=[
            ("alle", pgettext_lazy("dependencies", "all")),
            ("hoej", gettext_lazy("critical and high")),
            ("kritisk", gettext_lazy("only critical")),
        ],
        widget=forms.Select(attrs=_SELECT),
    )
    dato = forms.DateField(
        label=gettext_lazy("Day"),
        required=False,
        help_text=gettext_lazy("The map as it was when that day ended. Leave it empty for the map as it is now."),
        widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": gettext_lazy("Write the day as year-month-day, for example 2026-11-23.")},
    )
    mod = forms.DateField(
        label=gettext_lazy("Compare with another day"),
        required=False,
        help_text=gettext_lazy("What has come, gone or changed is then marked on the map."),
        widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": gettext_lazy("Write the day as year-month-day, for example 2026-11-23.")},
    )

    def __init__(self, given: Any, *, systems: Iterable[tuple[str, str]], today: date) -> None:
        """`systems`: slug and name of every one that may be asked about."""
        super().__init__(given)
        self._today = today
        choices = [("", gettext("the whole map")), *systems]
        self.fields["system"] = forms.ChoiceField(
            label=gettext("System"),
            required=False,
            choices=choices,
            widget=forms.Select(attrs=_SELECT),
            error_messages={"invalid_choice": gettext("There is no such system.")},
        )
        for name in ("trin", "retning", "niveau"):
            self.fields[name].error_messages["invalid_choice"] = gettext("Choose one of those offered.")
        for field in self.visible_fields():
            if field.errors:
                field.field.widget.attrs |= {"aria-invalid": "true", "aria-describedby": f"{field.auto_id}_error"}
        # Whoever follows a link finds in the form what the link asked for, and the rest as it is meant.
        self.initial = {"trin": "1", "retning": "begge", "niveau": "alle"}

    def clean_dato(self) -> date | None:
        return self._day("dato")

    def clean_mod(self) -> date | None:
        return self._day("mod")

    def asked(self) -> Asked:
        """Of a form that is valid."""
        given = self.cleaned_data
        choice = Choice(
            around=given["system"] or None,
            steps=int(given["trin"] or 1),
            direction=_DIRECTIONS[given["retning"] or "begge"],
            least=_LEVELS[given["niveau"] or "alle"],
        )
        return Asked(choice, given["dato"] or self._today, given["mod"])

    def _day(self, name: str) -> date | None:
        day: date | None = self.cleaned_data[name]
        if day is not None and day > self._today:
            raise forms.ValidationError(gettext("That day has not come yet."))
        if day is not None and day < EARLIEST:
            raise forms.ValidationError(gettext("There is no map that old."))
        return day
