"""Two versions of the same page, side by side."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _

from samdrift.portfolio.forms.draft_form import DraftForm, Row


@dataclass(frozen=True, slots=True)
class Difference:
    """What stands in one question, as words; `heading` is that of the group around it."""

    heading: str
    label: str
    stored: str
    mine: str


def differing(stored: DraftForm, mine: DraftForm) -> list[Difference]:
    """The questions that the two answer differently, in the order of the page."""
    theirs = {row.name: row for group in stored.groups() for row in group.rows}
    return [
        Difference(group.heading, row.label, said(theirs[row.name]), said(row))
        for group in mine.groups()
        for row in group.rows
        if row.name in theirs and said(theirs[row.name]) != said(row)
    ]


def said(row: Row) -> str:
    answers = [_words(bound) for bound in row.inputs]
    if row.not_applicable and row.not_applicable.value():
        answers.append(_("Not applicable"))
    return " / ".join(answer for answer in answers if answer)


def _words(bound: forms.BoundField) -> str:
    value, widget = bound.value(), bound.field.widget
    if isinstance(widget, (forms.Select, forms.CheckboxSelectMultiple)):
        chosen = value if isinstance(value, list) else [value]
        flat = _flat(widget.choices)
        return ", ".join(flat.get(str(each), str(each)) for each in chosen if each)
    return str(value or "")


def _flat(choices: object) -> dict[str, str]:
    flat: dict[str, str] = {}
    for value, words in choices:  # type: ignore[attr-defined]  # Django's choices, grouped or not
        flat |= {str(value): str(words)} if isinstance(words, str) else {str(one): str(each) for one, each in words}
    return flat
