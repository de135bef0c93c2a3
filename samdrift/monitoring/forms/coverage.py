"""What the check behind a signal proves: the service alone, or all the way through what it needs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _


class CoverageForm(forms.Form):
    """Choose among `needs`, by node: what the service needs, in words."""

    end_to_end = forms.BooleanField(
        label=_("The check really uses the service, end to end"),
        required=False,
        help_text=_("For example with a test user who logs in. A check that only fetches a front page does not."),
        widget=forms.CheckboxInput(attrs={"class": "form-checkbox"}),
    )
    through = forms.MultipleChoiceField(
        label=_("It goes through"),
        required=False,
        help_text=_("Choose none if it goes through everything that the service needs."),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-checkbox"}),
    )

    def __init__(
        self,
        needs: Iterable[tuple[str, str]],
        posted: QueryDict | None = None,
        *,
        end_to_end: bool,
        through: Iterable[str],
    ) -> None:
        super().__init__(posted, initial={"end_to_end": end_to_end, "through": list(through)})
        cast(forms.MultipleChoiceField, self.fields["through"]).choices = list(needs)

    def clean_through(self) -> list[str]:
        """Only of a check that goes end to end."""
        chosen: list[str] = self.cleaned_data["through"]
        return sorted(chosen) if self.cleaned_data["end_to_end"] else []
