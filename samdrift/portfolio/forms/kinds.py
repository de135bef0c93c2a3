"""How one value of the template is typed. What is typed is kept as it is, also where the template would not take it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django import forms
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

Options = Sequence[tuple[str, "str | Sequence[tuple[str, str]]"]]
"""As Django's choices: a value and its words, or the words of a group and its options."""
Typed = Mapping[str, Any]

LANGUAGES: tuple[tuple[str, Promise], ...] = (("da", _("Danish")), ("en", _("English")))
_DURATION = re.compile(r"P(?P<time>T?)(?P<number>.*)(?P<unit>[DHM])")
_UNITS: tuple[tuple[str, Promise], ...] = (("D", _("days")), ("H", _("hours")), ("M", _("minutes")))


class Kind(Protocol):
    """Several inputs may hold one value; they go by what comes after the name of the question, "" where it is one."""

    together: bool
    """Whether the inputs need a legend around them."""

    def inputs(self) -> dict[str, forms.Field]: ...

    def typed(self, value: Any) -> dict[str, Any]:
        """The stored value as it stands in the inputs; `read` gives it back."""

    def read(self, typed: Typed) -> Any:
        """What is to be stored; None where nothing was typed."""


def _input(label: object = "", **attrs: str) -> forms.Field:
    widget = forms.TextInput(attrs={"class": "form-input", **attrs})
    return forms.CharField(label=str(label), required=False, strip=False, widget=widget)


def _bare(typed: str) -> str:
    """Without the blanks around it that the template drops too. A no-break space is text there."""
    return typed.strip(" \t\r\n")


def _text(value: Any) -> str:
    return "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class One:
    """A single line. `mode` is the keyboard that a phone offers."""

    mode: str = "text"
    together = False

    def inputs(self) -> dict[str, forms.Field]:
        return {"": _input(inputmode=self.mode)}

    def typed(self, value: Any) -> dict[str, Any]:
        return {"": _text(value)}

    def read(self, typed: Typed) -> Any:
        return _bare(typed[""]) or None


class Whole(One):
    """A whole number; anything else stays text, for the template to refuse."""

    __slots__ = ()

    def read(self, typed: Typed) -> Any:
        written = _bare(typed[""])
        return int(written) if re.fullmatch(r"[0-9]{1,9}", written) else written or None


class Percentage(One):
    """Typed with a comma or a point, stored with a point; shown as the reader's language has it."""

    __slots__ = ()

    def typed(self, value: Any) -> dict[str, Any]:
        return {"": _text(value).replace(".", "," if get_language() == "da" else ".")}

    def read(self, typed: Typed) -> Any:
        return typed[""].replace(",", ".").removesuffix("%").strip() or None


class Day(One):
    """The browser's own date field, unless what is stored is no date: that field could not show it."""

    __slots__ = ()

    def inputs(self) -> dict[str, forms.Field]:
        return {
            "": forms.CharField(
                label="", required=False, strip=False, widget=_DayInput(attrs={"class": "form-input form-day"})
            )
        }


class _DayInput(forms.TextInput):
    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        if not value or re.fullmatch(r"\d{4}-\d{2}-\d{2}", str(value)):
            context["widget"]["type"] = "date"
        return context


@dataclass(frozen=True, slots=True)
class BothLanguages:
    rows: int = 1
    together = True

    def inputs(self) -> dict[str, forms.Field]:
        return {code: self._input(name, code) for code, name in LANGUAGES}

    def typed(self, value: Any) -> dict[str, Any]:
        given = value if isinstance(value, dict) else {"da": value}
        return {code: _text(given.get(code)) for code, _name in LANGUAGES}

    def read(self, typed: Typed) -> Any:
        written = {code: _bare(typed[code]) for code, _name in LANGUAGES}
        return {code: text for code, text in written.items() if text} or None

    def _input(self, label: Promise, code: str) -> forms.Field:
        if self.rows == 1:
            return _input(label, lang=code)
        widget = forms.Textarea(attrs={"class": "form-input", "rows": self.rows, "lang": code})
        return forms.CharField(label=str(label), required=False, strip=False, widget=widget)


@dataclass(frozen=True, slots=True)
class ListOfNames:
    """As many as there are, and two empty ones; one whose inputs are emptied goes away."""

    length: int
    together = True

    def inputs(self) -> dict[str, forms.Field]:
        return {
            f"{place}-{code}": _input(f"{place + 1}. {name}", lang=code)
            for place in range(self.length + 2)
            for code, name in LANGUAGES
        }

    def typed(self, value: Any) -> dict[str, Any]:
        names = value if isinstance(value, list) else []
        typed = [BothLanguages().typed(name) for name in names]
        return {f"{place}-{code}": text for place, name in enumerate(typed) for code, text in name.items()}

    def read(self, typed: Typed) -> Any:
        names = (
            BothLanguages().read({code: typed[f"{place}-{code}"] for code, _name in LANGUAGES})
            for place in range(self.length + 2)
        )
        return [name for name in names if name] or None


@dataclass(frozen=True, slots=True)
class Choice:
    """One of `options`. `usual` is what it means to leave the field out; otherwise nothing is chosen beforehand."""

    options: Options
    required: bool
    usual: str = ""
    together = False

    def inputs(self) -> dict[str, forms.Field]:
        nothing = _("Choose") if self.required else _("Not stated")
        empty = [] if self.usual else [("", str(nothing))]
        widget = forms.Select(choices=[*empty, *self.options], attrs={"class": "form-select"})
        return {"": forms.CharField(label="", required=False, widget=widget)}

    def typed(self, value: Any) -> dict[str, Any]:
        return {"": _text(value) or self.usual}

    def read(self, typed: Typed) -> Any:
        return None if typed[""] == self.usual else typed[""]


@dataclass(frozen=True, slots=True)
class Several:
    """Any of `options`."""

    options: Sequence[tuple[str, str]]
    together = True

    def inputs(self) -> dict[str, forms.Field]:
        widget = forms.CheckboxSelectMultiple(attrs={"class": "form-checkbox"})
        return {"": _AnyOf(label="", required=False, widget=widget, choices=list(self.options))}

    def typed(self, value: Any) -> dict[str, Any]:
        return {"": [str(each) for each in value] if isinstance(value, list) else []}

    def read(self, typed: Typed) -> Any:
        return list(typed[""]) or None


@dataclass(frozen=True, slots=True)
class Rests:
    """Any of `options`, each in a line of its own, and three empty lines; or that there are none, which is not the same
    as to say nothing."""

    options: Options
    length: int
    together = True
    nothing = "-"

    def inputs(self) -> dict[str, forms.Field]:
        none_of_them = (self.nothing, str(_("Nothing: it always holds")))
        return {
            str(place): self._input(place, [none_of_them, *self.options] if place == 0 else self.options)
            for place in range(self.length + 3)
        }

    def typed(self, value: Any) -> dict[str, Any]:
        chosen = [str(each) for each in value] if isinstance(value, list) else []
        chosen = [self.nothing] if value == [] else chosen
        return {str(place): chosen[place] if place < len(chosen) else "" for place in range(self.length + 3)}

    def read(self, typed: Typed) -> Any:
        chosen = [each for place in range(self.length + 3) if (each := typed[str(place)])]
        return [] if chosen == [self.nothing] else chosen or None

    def _input(self, place: int, options: Options) -> forms.Field:
        empty = ("", str(_("Not stated") if place == 0 else _("Nothing more")))
        widget = forms.Select(choices=[empty, *options], attrs={"class": "form-select"})
        return forms.CharField(label=f"{place + 1}.", required=False, widget=widget)


class _AnyOf(forms.MultipleChoiceField):
    """Takes values that are not offered: the template refuses them, and says which."""

    def valid_value(self, value: Any) -> bool:
        return True


class Span:
    """A duration: a number and its unit."""

    together = True

    def inputs(self) -> dict[str, forms.Field]:
        units = [(code, str(words)) for code, words in _UNITS]
        unit = forms.Select(choices=units, attrs={"class": "form-select"})
        return {
            "number": _input(_("Number"), inputmode="numeric"),
            "unit": forms.CharField(label=str(_("Unit")), required=False, widget=unit),
        }

    def typed(self, value: Any) -> dict[str, Any]:
        match = _DURATION.fullmatch(_text(value))
        if match is None:
            return {"number": _text(value), "unit": "H"}
        return {"number": match["number"], "unit": match["unit"]}

    def read(self, typed: Typed) -> Any:
        number, unit = _bare(typed["number"]), typed["unit"] or "H"
        return f"P{'' if unit == 'D' else 'T'}{number}{unit}" if number else None


@dataclass(frozen=True, slots=True)
class Identifier:
    """An id: proposed from the name while it is new, `fixed` once it was accepted."""

    fixed: str | None = None
    together = False

    def inputs(self) -> dict[str, forms.Field]:
        attrs = {"readonly": "readonly"} if self.fixed else {"autocapitalize": "none", "spellcheck": "false"}
        return {"": _input(**attrs)}

    def typed(self, value: Any) -> dict[str, Any]:
        return {"": self.fixed or _text(value)}

    def read(self, typed: Typed) -> Any:
        return self.fixed or _bare(typed[""]) or None
