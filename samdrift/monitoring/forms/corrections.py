from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from samdrift.accounts.forms import DeskForm
from samdrift.monitoring.actions.corrections import Reason

LONGEST = 500
"""Characters: it is read beside the history, on a phone too."""


class CorrectionForm(DeskForm):
    """Why what monitoring said is set right."""

    reason_da = forms.CharField(
        label=_("Reason in Danish"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "da"}),
        help_text=_("The public sees it in the history of the system. Do not name anyone."),
    )
    reason_en = forms.CharField(
        label=_("Reason in English"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "en"}),
        help_text=_("Shown on the English pages. If you leave it empty, they show the Danish reason."),
    )

    def reason(self) -> Reason:
        """The valid form as the value that the actions take."""
        return Reason(self.cleaned_data["reason_da"], self.cleaned_data["reason_en"])
