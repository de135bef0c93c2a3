"""What the pages have in common on which a report is written, and those where a word about it is given."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from samdrift.accounts.signed_in import PersonRequest, require, signed_in
from samdrift.portfolio.actions.refusals import NotNow
from samdrift.portfolio.forms.compared import answered
from samdrift.portfolio.gate import ReportGate
from samdrift.portfolio.models import ChangeReport
from samdrift.portfolio.views import found

P = ParamSpec("P")


def editing(
    view: Callable[Concatenate[PersonRequest, ChangeReport, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """For those who write the report. Where it was sent or decided since the page was opened, its own page says so; a
    view that was sent something typed catches NotNow itself, and gives that back by `no_longer`."""

    @wraps(view)
    @signed_in
    def inner(request: HttpRequest, /, report_id: int, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        person = cast(PersonRequest, request)
        report = found.readable(person.user, report_id)
        require(ReportGate(person.user, report).may_write())
        try:
            if request.method != "POST" and report.state not in ChangeReport.EDITABLE:
                raise NotNow(report)
            return view(person, report, *args, **kwargs)
        except NotNow as refused:
            messages.error(request, refused.sentence)
            return redirect("desk_report", report_id=report.pk)

    return inner


def no_longer(request: PersonRequest, refused: NotNow, form: forms.Form) -> HttpResponse:
    """What was typed, to copy: it cannot be saved any more."""
    context = {
        "report": refused.report,
        "sentence": refused.sentence,
        "typed": answered(form),
        "may_read": ReportGate(request.user, refused.report).may_read(),
    }
    return render(request, "portfolio/no_longer.html", context, status=409)
