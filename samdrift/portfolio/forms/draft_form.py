"""A page of the document as a form. What is typed can always be saved; what is wrong with it is shown beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from samdrift.portfolio.document.labels import label
from samdrift.portfolio.document.rules_of_answers import QUESTIONS
from samdrift.portfolio.forms.faults import DraftFault
from samdrift.portfolio.forms.hints import hint
from samdrift.portfolio.forms.kinds import Identifier
from samdrift.portfolio.forms.questions import Question, value_at
from samdrift.portfolio.forms.told import told_words
from samdrift.vocabulary import Language

_NOT_APPLICABLE = "not-applicable"


@dataclass(frozen=True, slots=True)
class Row:
    """A question as it is drawn. `name` is that of its first input."""

    question: Question
    name: str
    label: str
    hint: str
    told: str
    inputs: tuple[forms.BoundField, ...]
    not_applicable: forms.BoundField | None = None

    @property
    def errors(self) -> list[str]:
        return [str(error) for bound in self.inputs for error in bound.errors]

    @property
    def is_checkboxes(self) -> bool:
        return isinstance(self.inputs[0].field.widget, forms.CheckboxSelectMultiple)


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that stand under a heading of their own; the page's own rows have none."""

    heading: str
    rows: Sequence[Row] = ()
    not_applicable: forms.BoundField | None = None


class DraftForm(forms.Form):
    """`typed` is what was sent, or, before anything was, the stored piece as `typed_in` gives it."""

    def __init__(
        self,
        questions: Iterable[Question],
        typed: Mapping[str, Any],
        *,
        language: Language,
        told: Mapping[str, Any],
        not_applicable: Iterable[str] = (),
    ) -> None:
        self.questions = tuple(questions)
        self.may_be_not_applicable = tuple(not_applicable)
        self._language, self._told = language, told
        super().__init__(typed, use_required_attribute=False)
        for question in self.questions:
            self.fields.update(_named(question, _hint(question, language)))
        for path in self.may_be_not_applicable:
            box = forms.CheckboxInput(attrs={"class": "form-checkbox"})
            self.fields[_answer(path)] = forms.BooleanField(label=_("Not applicable"), required=False, widget=box)
        self._offer_what_is_there()

    def piece(self) -> dict[str, Any]:
        """What was typed, in the document's shape. Of a valid form."""
        built: dict[str, Any] = {}
        for question in self.questions:
            suffixes = question.kind.inputs()
            value = question.kind.read({each: self.cleaned_data[_name(question, each)] for each in suffixes})
            if value is not None:
                _put(built, question.key, value)
        return built

    def not_applicable(self) -> list[str]:
        """The questions that are answered so. Of a valid form."""
        return [path for path in self.may_be_not_applicable if self.cleaned_data[_answer(path)]]

    def show(self, faults: Iterable[DraftFault]) -> None:
        """Put each fault at the input that it is about; its place is within the piece."""
        for fault in faults:
            self.add_error(self._at(fault.place), fault.words)

    def groups(self) -> Iterator[Group]:
        """The page's own questions first, then those in groups of their own; in the template's order, but for an id:
        who fills in the rest need not think of it."""
        for path in dict.fromkeys(["", *(question.within for question in self.questions)]):
            within = [question for question in self.questions if question.within == path]
            rows = [self._row(question) for question in sorted(within, key=_is_id)]
            if rows:
                yield replace(self._group(path), rows=rows)

    def problems(self) -> Iterator[tuple[str, str]]:
        """What is wrong, in the order of the page, each with the id of the input where it can be mended."""
        for error in self.non_field_errors():
            yield "", str(error)
        for group in self.groups():
            for row in group.rows:
                called = f"{group.heading}: {row.label}" if group.heading else row.label
                for bound in row.inputs:
                    which = f" ({bound.label})" if len(row.inputs) > 1 else ""
                    at = bound.id_for_label or f"{row.name}_group"
                    yield from ((at, f"{called}{which}: {error}") for error in bound.errors)
                if row.not_applicable:
                    yield from (
                        (row.not_applicable.id_for_label, f"{called}: {error}") for error in row.not_applicable.errors
                    )
            if group.not_applicable:
                at = group.not_applicable.id_for_label
                yield from ((at, f"{group.heading}: {error}") for error in group.not_applicable.errors)

    def _group(self, path: str) -> Group:
        if not path:
            return Group("")
        answer = self[_answer(path)] if path in self.may_be_not_applicable else None
        return Group(label(path, self._language), (), answer)

    def _row(self, question: Question) -> Row:
        names = [_name(question, suffix) for suffix in question.kind.inputs()]
        answer = self[_answer(question.path)] if question.path in self.may_be_not_applicable else None
        return Row(
            question=question,
            name=names[0],
            label=label(question.path, self._language),
            hint=_hint(question, self._language),
            told="" if question.key[-1] == "told_to" else told_words(question.path, self._told),
            inputs=tuple(self[name] for name in names),
            not_applicable=answer,
        )

    def _at(self, place: tuple[str | int, ...]) -> str | None:
        """The input at the place or, where a whole group of fields is meant, the first one in it."""
        if place[:1] == ("not_applicable",):
            return next((_answer(path) for path in self.may_be_not_applicable if path == place[-1]), None)
        steps = [str(step) for step in place]
        while steps:
            wanted = "-".join(steps)
            for name in self.fields:
                if name == wanted or name.startswith(f"{wanted}-"):
                    return name
            steps.pop()
        return None

    def _offer_what_is_there(self) -> None:
        """A stored choice that is not offered any more must not be lost by saving the page."""
        for name, each in self.fields.items():
            if not isinstance(each.widget, (forms.Select, forms.CheckboxSelectMultiple)):
                continue
            chosen = each.widget.value_from_datadict(self.data, self.files, name) or []
            known = _values(each.widget.choices)
            extra = [one for one in ([chosen] if isinstance(chosen, str) else chosen) if one not in known]
            each.widget.choices = [*each.widget.choices, *((one, one) for one in extra)]


def typed_in(
    questions: Iterable[Question], piece: Mapping[str, Any], not_applicable: Iterable[str] = ()
) -> dict[str, Any]:
    """The stored piece as the form's inputs hold it."""
    typed: dict[str, Any] = {}
    for question in questions:
        for suffix, value in question.kind.typed(value_at(piece, question.key)).items():
            typed[_name(question, suffix)] = value
    return typed | {_answer(path): "on" for path in not_applicable if path in QUESTIONS}


def _named(question: Question, help_text: str) -> dict[str, forms.Field]:
    inputs = {_name(question, suffix): each for suffix, each in question.kind.inputs().items()}
    if not question.kind.together:
        # Django ties an input to its help by this; several inputs have it at their legend.
        for each in inputs.values():
            each.help_text = help_text or " "
    return inputs


def _hint(question: Question, language: Language) -> str:
    fixed = isinstance(question.kind, Identifier) and question.kind.fixed is not None
    return hint(question.path, language, fixed=fixed)


def _is_id(question: Question) -> bool:
    return question.key[-1] in ("id", "slug")


def _name(question: Question, suffix: str) -> str:
    return "-".join((*question.key, suffix) if suffix else question.key)


def _answer(path: str) -> str:
    return f"{_NOT_APPLICABLE}-{path.replace('.', '-')}"


def _put(built: dict[str, Any], key: tuple[str, ...], value: Any) -> None:
    for step in key[:-1]:
        built = built.setdefault(step, {})
    built[key[-1]] = value


def _values(choices: Iterable[Any]) -> set[str]:
    values: set[str] = set()
    for value, words in choices:
        values |= {str(value)} if isinstance(words, str) else {str(each) for each, _words in words}
    return values
