"""Which day, and which day to compare it with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django import forms
from django.utils.translation import gettext, gettext_lazy

from samdrift.publishing.forms.explore_map import EARLIEST


class DayField(forms.DateField):
    """A day between EARLIEST and `today`; left out where nothing is asked for."""

    def __init__(self, *, label: object, help_text: object) -> None:
        super().__init__(
            label=label,  # type: ignore[arg-type]
            help_text=help_text,  # type: ignore[arg-type]
            required=False,
            input_formats=["%Y-%m-%d"],
            widget=forms.DateInput(attrs={"class": "form-input", "type": "date"}, format="%Y-%m-%d"),
            error_messages={"invalid": gettext_lazy("Write the day as year-month-day, for example 2026-11-23.")},
        )
        self.today = date.max

    def clean(self, value: object) -> date | None:
        day: date | None = super().clean(value)
        if day is not None and day > self.today:
            raise forms.ValidationError(gettext("That day has not come yet."))
        if day is not None and day < EARLIEST:
            raise forms.ValidationError(gettext("There is no document from that long ago."))
        return day


class ExploreDaysForm(forms.Form):
    """The names of the parameters are part of the addresses, the same in both languages."""

    dato = DayField(label=gettext_lazy("Day"), help_text=gettext_lazy("The document as it was at the end of that day."))
    mod = DayField(
        label=gettext_lazy("Compare with another day"), help_text=gettext_lazy("Shows the differences between the two.")
    )

    def __init__(self, given: Mapping[str, str], *, today: date) -> None:
        super().__init__(given)
        for name, field in self.fields.items():
            assert isinstance(field, DayField)  # noqa: S101  (the type checker knows only that it is a field)
            field.today = today
            field.widget.attrs |= {"max": today.isoformat(), "aria-describedby": f"id_{name}_helptext"}
        for bound in self.visible_fields():
            if bound.errors:
                bound.field.widget.attrs |= {
                    "aria-invalid": "true",
                    "aria-describedby": f"{bound.auto_id}_helptext {bound.auto_id}_error",
                }

    @property
    def asked(self) -> tuple[date | None, date | None]:
        """The day, and another to compare it with; neither where one of them cannot be."""
        if not self.is_valid():
            return None, None
        return self.cleaned_data["dato"], self.cleaned_data["mod"]
