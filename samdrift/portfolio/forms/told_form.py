from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from samdrift.accounts.forms import DeskForm
from samdrift.portfolio.document.labels import label, word
from samdrift.portfolio.document.outline import outline
from samdrift.portfolio.document.rules_of_answers import may_be_told_to_others
from samdrift.portfolio.document.template import SystemDocument
from samdrift.portfolio.forms import draft
from samdrift.portfolio.forms.pages import Page
from samdrift.portfolio.forms.told import own_audience
from samdrift.vocabulary import Audience, Language


class ToldForm(DeskForm):
    """An audience for each field of the page that may be left out: nobody else could read the document without one
    that may not."""

    def __init__(self, page: Page, content: Mapping[str, Any], language: Language, *args: Any) -> None:
        self._content = content
        may_differ = may_be_told_to_others(SystemDocument)
        self._paths = [path for path in outline(SystemDocument) if path in may_differ and page.holds(path)]
        super().__init__(*args, initial={path: own_audience(path, content).value for path in self._paths})
        choices = [(audience.value, word(audience, language)) for audience in Audience]
        for path in self._paths:
            widget = forms.Select(attrs={"class": "form-select"})
            self.fields[path] = forms.ChoiceField(label=_called(path, language), choices=choices, widget=widget)

    def seen(self) -> str:
        """What `draft.tell` is told that the form was filled in by."""
        return draft.fingerprint(draft.told_in(self._content, self._paths))

    def told(self) -> dict[str, Audience | None]:
        """Of a valid form; None where it is as the template has it."""
        chosen = {path: Audience(self.cleaned_data[path]) for path in self._paths}
        usual = {path: outline(SystemDocument)[path].audience for path in self._paths}
        return {path: None if audience is usual[path] else audience for path, audience in chosen.items()}


def _called(path: str, language: Language) -> str:
    """The labels of the groups around it too, but for the page's own."""
    steps = path.split(".")
    around = [".".join(steps[: length + 1]) for length in range(len(steps))]
    return ": ".join(label(each, language) for each in (around[1:] or around))
