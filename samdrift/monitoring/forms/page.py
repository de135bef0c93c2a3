from __future__ import annotations

from django import forms
from django.http import QueryDict


class PageForm(forms.Form):
    page = forms.IntegerField(min_value=1, max_value=100_000)

    @classmethod
    def number(cls, query: QueryDict) -> int:
        """The page asked for; the first where none, or none that exists, is."""
        form = cls(query)
        return form.cleaned_data["page"] if form.is_valid() else 1
