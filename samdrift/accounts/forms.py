from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator
from django.forms.widgets import Input
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from samdrift.accounts.models import Organisation
from samdrift.vocabulary import danish_order

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


class _ByName(ModelChoiceIterator):  # type: ignore[type-arg]  # generic in the stubs only
    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        yield from sorted(map(self.choice, self.queryset), key=lambda each: danish_order(each[1]))


class OrganisationField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs only
    """Every organisation by its name in the page's language."""

    iterator = _ByName

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Organisation.objects.all(), **kwargs)

    def label_from_instance(self, obj: Organisation) -> str:
        return obj.name.in_("en" if get_language() == "en" else "da")


class TrailFilter(DeskForm):
    """What to show of the audit trail; every field may be empty."""

    actor = forms.CharField(label=_("Who did it"), required=False, max_length=200)
    subject = forms.CharField(
        label=_("What was changed"), required=False, max_length=200, help_text=_("For example: oneview")
    )
    page = forms.IntegerField(required=False, min_value=1, max_value=100_000, widget=forms.HiddenInput)
