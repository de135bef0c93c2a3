"""The short forms of the change process: why and when, the answer of the other end, the secretariat's word."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samdrift.accounts.forms import DeskForm, OrganisationField
from samdrift.vocabulary import Text, is_slug

_LONGEST = 2000


class _DateInput(forms.DateInput):
    input_type = "date"


def _day(label: Any, help_text: Any) -> forms.DateField:
    # The browser's own field sends and takes ISO dates, whatever the page's language.
    return forms.DateField(
        label=label,
        required=False,
        help_text=help_text,
        input_formats=["%Y-%m-%d"],
        widget=_DateInput(format="%Y-%m-%d"),
    )


def _words(label: Any, *, required: bool, help_text: Any = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(label=label, required=required, max_length=_LONGEST, help_text=help_text, widget=widget)


class OfVersion(DeskForm):
    """About one version of a report: the one that the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def now_about(self, version: int) -> None:
        """What was typed, about a later version, which the page shows now."""
        data = self.data.copy()  # type: ignore[attr-defined]  # what was sent, a QueryDict
        data["version"] = str(version)
        self.data = data


class RenewalForm(OfVersion):
    """And about one revision: the one whose differences the page showed."""

    onto = forms.IntegerField(widget=forms.HiddenInput)


class TermsForm(OfVersion):
    """Why the document is changed, and from when."""

    reason = _words(
        _("Why are you reporting the change?"),
        required=False,
        help_text=_("The secretariat and the owners of the other systems can read it."),
    )
    effective_on = _day(
        _("Takes effect on"),
        _(
            "From the start of that day. Leave it empty, or choose today or an earlier day, to have it take effect "
            "as soon as it is accepted."
        ),
    )


class AnswerForm(OfVersion):
    """What the owner at the other end says."""

    answer = forms.ChoiceField(
        label=_("Is it right?"),
        choices=[("yes", _("Yes, it is right")), ("no", _("No, it is not right"))],
        widget=forms.RadioSelect,
    )
    comment = _words(_("What is not right?"), required=False, help_text=_("Required if you answer no."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super(DeskForm, self).__init__(*args, **kwargs)
        self.fields["answer"].widget.attrs["class"] = "form-radio"
        self.fields["comment"].widget.attrs["class"] = "form-input"


class DecisionForm(OfVersion):
    """The secretariat accepts or returns a report."""

    comment = _words(
        _("Comment to the author"),
        required=False,
        help_text=_("Required when you return the report, or accept it without confirmation from the other party."),
    )
    overrule = forms.BooleanField(label=_("Accept even though not every other party has confirmed"), required=False)


class ReasonForm(DeskForm):
    """Why something is taken back."""

    reason = _words(_("Why?"), required=True)


class EndForm(ReasonForm):
    """End a document."""

    on = _day(_("From"), _("From the start of that day. Leave it empty to do it at once."))


class FunctionForm(DeskForm):
    """In which function somebody confirms a document: that is what readers are told, never the name."""

    da = forms.CharField(label=_("Function in Danish"), max_length=200)
    en = forms.CharField(label=_("Function in English"), max_length=200)

    def function(self) -> Text:
        return Text(self.cleaned_data["da"], self.cleaned_data["en"])


class NewSystemForm(DeskForm):
    """A system that has no document."""

    slug = forms.CharField(
        label=_("Short name in addresses"),
        max_length=64,
        help_text=_("Lower-case letters, digits and hyphens. It never changes."),
    )
    owner = OrganisationField(label=_("Owner"))

    def clean_slug(self) -> str:
        slug = str(self.cleaned_data["slug"])
        if not is_slug(slug):
            raise forms.ValidationError(_("Use only a to z, 0 to 9 and hyphens, and no hyphen at the ends."))
        return slug
