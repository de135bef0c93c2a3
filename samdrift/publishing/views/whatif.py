"""What if: one case or two side by side, on the map of any day; and the cases that are kept under a name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samdrift.accounts.signed_in import PersonRequest, require, signed_in
from samdrift.monitoring.gate import DeskGate
from samdrift.portfolio.days import today
from samdrift.portfolio.derived import Portfolio
from samdrift.portfolio.queries import portfolio_version
from samdrift.publishing import exploring
from samdrift.publishing.actions import delete_scenario, save_scenario
from samdrift.publishing.exploring import Asked
from samdrift.publishing.forms.whatif import SaveForm, WhatIfForm, day_asked, wants_second
from samdrift.publishing.gate import ScenarioGate
from samdrift.publishing.models import Scenario
from samdrift.publishing.pages import whatif as page
from samdrift.publishing.pages import whatif_picks as picks
from samdrift.publishing.partners import kept
from samdrift.publishing.partners.case import DAY, LENGTH, Case, parameters
from samdrift.publishing.partners.naming import Names
from samdrift.publishing.partners.outcome import Outcome, outcome
from samdrift.vocabulary import Audience, Language, danish_order

SHOWN = 100
"""Saved scenarios on the page, newest first."""
OFFERED = 1000
"""Names that a browser may complete from; any other is found by being typed."""


@dataclass(frozen=True)
class _Side:
    """One case: how it was asked, and on which portfolio."""

    form: WhatIfForm
    asked: Asked
    portfolio: Portfolio
    names: Names

    @property
    def case(self) -> Case:
        return self.form.case


@require_safe
@signed_in
def what_if(request: PersonRequest) -> HttpResponse:
    require(DeskGate(request.user).may_see_overview())
    now, language = timezone.now(), _language()
    sides = _sides(request.GET, language, now)
    valid = _all_valid(sides)
    cases = [side.case for side in sides]
    if valid and any(side.form.typed for side in sides):
        return redirect(_address(*cases))
    told = _told(sides, language) if valid else {}
    context = {
        "section": "desk",
        "pickers": [picks.picker(side.form, side.names, request.GET, _here) for side in sides],
        "names": sorted({name for side in sides for name in side.names.all.values()}, key=danish_order)[:OFFERED],
        "compare": _address(cases[0], cases[0]) if len(cases) == 1 and cases[0].picks else "",
        "alone": _address(cases[0]) if len(cases) == 2 else "",
        "unsettled": not all(case.picks for case in cases) or cases[1:] == cases[:1],
        "saved": _saved(request),
        "save": SaveForm(initial={"query": _query(*cases)}) if valid and cases[0].picks else None,
        **told,
    }
    return render(request, "publishing/whatif.html", context, status=200 if valid else 400)


@require_POST
@signed_in
def save(request: PersonRequest) -> HttpResponse:
    """Only what the page itself could have asked is kept, written as it writes it."""
    require(DeskGate(request.user).may_see_overview())
    form = SaveForm(request.POST)
    asked = QueryDict(request.POST.get("query", "")[: Scenario.LONGEST_QUERY])
    sides = _sides(asked, _language(), timezone.now())
    if not _all_valid(sides) or not sides[0].case.picks:
        messages.error(request, _("This scenario cannot be saved."))
        return redirect(_here(asked))
    query = _query(*(side.case for side in sides))
    if not form.is_valid() or len(query) > Scenario.LONGEST_QUERY:
        messages.error(request, _("Give the scenario a name of at most 100 characters."))
        return redirect(f"{reverse('what_if')}?{query}#save")
    name = form.cleaned_data["name"]
    save_scenario(actor=request.user, name=name, query=query, now=timezone.now())
    messages.success(request, _("The scenario “%(name)s” has been saved. Everyone who is logged in can find it.") % {
        "name": name
    })  # fmt: skip
    return redirect(f"{reverse('what_if')}?{query}")


@require_POST
@signed_in
def delete(request: PersonRequest, scenario_id: int) -> HttpResponse:
    scenario = get_object_or_404(Scenario, pk=scenario_id)
    require(ScenarioGate(request.user, scenario).may_delete())
    delete_scenario(actor=request.user, scenario=scenario, now=timezone.now())
    messages.success(request, _("The scenario “%(name)s” has been deleted.") % {"name": scenario.name})
    return redirect("what_if")


def _sides(given: QueryDict, language: Language, now: datetime) -> list[_Side]:
    version = portfolio_version(now)

    def side(second: bool) -> _Side:
        day = day_asked(given, second=second, today=today(now))
        asked = exploring.ask(day, Audience.PARTNERS, version, now)
        portfolio = exploring.portfolio(asked)
        names = Names(portfolio, language)
        return _Side(WhatIfForm(given, second=second, names=names, today=today(now)), asked, portfolio, names)

    return [side(False), side(True)] if wants_second(given) else [side(False)]


def _all_valid(sides: list[_Side]) -> bool:
    """Every one is asked, so that both say what is wrong."""
    return not [side for side in sides if not side.form.is_valid()]


def _told(sides: list[_Side], language: Language) -> dict[str, Any]:
    if not any(side.case.picks for side in sides):
        return {}
    cases = [side.case for side in sides]
    found = [_outcome(side) for side in sides]
    told = [
        page.read(each, side.portfolio, kept.whole_map(side.asked), partial(_with, cases, number), language)
        for number, (side, each) in enumerate(zip(sides, found, strict=True))
    ]
    rows = page.beside(found[0], found[1], told) if len(found) == 2 else ()
    return {"told": told, "beside": rows}


def _outcome(side: _Side) -> Outcome:
    return outcome(side.portfolio, kept.graph(side.asked), side.case)


def _with(cases: list[Case], number: int, case: Case) -> str:
    """The address with another case in place of one of them."""
    return _address(*(case if at == number else each for at, each in enumerate(cases)))


def _address(first: Case, second: Case | None = None) -> str:
    return f"{reverse('what_if')}?{_query(first, second)}"


def _query(first: Case, second: Case | None = None) -> str:
    return urlencode(parameters(first, second), safe="/:")


def _here(given: QueryDict) -> str:
    """As it was asked, but for a day or a length that was left empty."""
    said = [
        (name, value) for name, values in given.lists() for value in values if value or not name.endswith((DAY, LENGTH))
    ]
    return f"{reverse('what_if')}?{urlencode(said, safe='/:')}"


def _saved(request: PersonRequest) -> list[tuple[Scenario, bool]]:
    """Each with whether the reader may delete it."""
    found = Scenario.objects.select_related("made_by")[:SHOWN]
    return [(scenario, ScenarioGate(request.user, scenario).may_delete()) for scenario in found]


def _language() -> Language:
    return "en" if get_language() == "en" else "da"
