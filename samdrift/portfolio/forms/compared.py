"""What stands in a form, as words: of two versions of the same page side by side, or of one alone."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _

from samdrift.portfolio.forms.draft_form import DraftForm, Row


@dataclass(frozen=True, slots=True)
class Answer:
    """`heading` is that of the group around the question."""

    heading: str
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What stands in one question, as words."""

    heading: str
    label: str
    stored: str
    mine: str


def differing(stored: forms.Form, mine: forms.Form) -> list[Difference]:
    """The questions that the two answer differently, in the order of the page."""
    theirs = _answers(stored)
    return [
        Difference(answer.heading, answer.label, theirs[name].words, answer.words)
        for name, answer in _answers(mine).items()
        if name in theirs and theirs[name].words != answer.words
    ]


def answered(form: forms.Form) -> list[Answer]:
    """The questions that are answered, in the order of the page."""
    return [answer for answer in _answers(form).values() if answer.words]


def _answers(form: forms.Form) -> dict[str, Answer]:
    if isinstance(form, DraftForm):
        rows = ((group.heading, row) for group in form.groups() for row in group.rows)
        return {row.name: Answer(heading, row.label, _said(row)) for heading, row in rows}
    return {bound.name: Answer("", str(bound.label), _words(bound)) for bound in form.visible_fields()}


def _said(row: Row) -> str:
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
