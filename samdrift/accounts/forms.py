from __future__ import annotations

from typing import Any

from django import forms
from django.forms.widgets import Input
from django.utils.translation import gettext_lazy as _

_CLASSES: dict[type[forms.Widget], str] = {
    forms.Select: "form-select",
    forms.CheckboxInput: "form-checkbox",
    Input: "form-input",
    forms.Textarea: "form-input",
}


class DeskForm(forms.Form):
    """A form in Det Fælles Designsystem's look; templates/accounts/form/ draws it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            kind = next(kind for kind in type(field.widget).__mro__ if kind in _CLASSES)
            field.widget.attrs["class"] = _CLASSES[kind]


class TrailFilter(DeskForm):
    """What to show of the audit trail; every field may be empty."""

    actor = forms.CharField(label=_("Who did it"), required=False, max_length=200)
    subject = forms.CharField(
        label=_("What it was done to"), required=False, max_length=200, help_text=_("For example: oneview")
    )
    page = forms.IntegerField(required=False, min_value=1, max_value=100_000, widget=forms.HiddenInput)
