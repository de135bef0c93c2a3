"""What is chosen in a case, each with a way to take it out again, also where it cannot be understood."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import QueryDict

from samdrift.publishing.forms.whatif import MOST, WhatIfForm
from samdrift.publishing.pages.whatif import State
from samdrift.publishing.pages.whatif_picture import shown
from samdrift.publishing.partners.case import DAY, FAILS, LENGTH, PLANNED, SECOND, NotUnderstood, Pick
from samdrift.publishing.partners.naming import Names

Here = Callable[[QueryDict], str]
_ABOUT_ALL = (DAY, LENGTH)
_CARRIED = (FAILS, PLANNED, *_ABOUT_ALL)


@dataclass(frozen=True, slots=True)
class Chosen:
    """`state` is None where it cannot be understood; `name` is then what the address says."""

    name: str
    state: State | None
    without: str


@dataclass(frozen=True, slots=True)
class Candidate:
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Picker:
    """`others` are the hidden fields of the other case, which each form carries along, `carried` the picks of its own;
    `about_all`, its day and length, stand in a form of their own."""

    form: WhatIfForm
    chosen: tuple[Chosen, ...]
    candidates: tuple[Candidate, ...]
    others: tuple[tuple[str, str], ...]
    carried: tuple[tuple[str, str], ...]
    about_all: tuple[tuple[str, str], ...]


def picker(form: WhatIfForm, names: Names, given: QueryDict, here: Here) -> Picker:
    return Picker(
        form=form,
        chosen=tuple(
            _chosen(text, form.add_prefix(name), names, given, here)
            for name in (FAILS, PLANNED)
            for text in given.getlist(form.add_prefix(name))[:MOST]
            if text
        ),
        candidates=tuple(_candidate(node, form, names, given, here) for node in form.candidates),
        others=tuple(
            (name, value)
            for name, values in given.lists()
            if name.startswith(f"{SECOND}-") is not form.second and name.removeprefix(f"{SECOND}-") in _CARRIED
            for value in values
        ),
        carried=_given(form, given, (FAILS, PLANNED)),
        about_all=_given(form, given, _ABOUT_ALL),
    )


def _given(form: WhatIfForm, given: QueryDict, names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    prefixed = [form.add_prefix(name) for name in names]
    return tuple((name, value) for name in prefixed for value in given.getlist(name))


def _chosen(text: str, parameter: str, names: Names, given: QueryDict, here: Here) -> Chosen:
    planned = parameter.endswith(PLANNED)
    left = given.copy()
    # Left empty and not left out: a second case without picks is still one to compare with.
    left.setlist(parameter, [value for value in given.getlist(parameter) if value != text] or [""])
    try:
        pick = Pick.read(text, planned=planned)
    except NotUnderstood:
        pick = None
    if pick is None or pick.node not in names.all:
        return Chosen(text[:80], None, here(left))
    return Chosen(names.node(pick.node), State(*shown(pick.level, planned=planned)), here(left))


def _candidate(node: str, form: WhatIfForm, names: Names, given: QueryDict, here: Here) -> Candidate:
    pick = form.pick(node)
    more = given.copy()
    more.pop(form.add_prefix("tilfoej"), None)
    more.pop(form.add_prefix("hvordan"), None)
    more.appendlist(form.add_prefix(PLANNED if pick.planned else FAILS), pick.text)
    return Candidate(names.node(node), here(more))
