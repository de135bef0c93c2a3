"""Take back what was accepted for a later day, and end documents: the secretariat's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samdrift.accounts.signed_in import PersonRequest, require, signed_in
from samdrift.portfolio.actions.refusals import Refused
from samdrift.portfolio.actions.withdrawing import take_back_scheduled, take_back_withdrawal, withdraw_document
from samdrift.portfolio.document import Faults
from samdrift.portfolio.forms.file_faults import fault_sentence
from samdrift.portfolio.forms.process import EndForm, ReasonForm
from samdrift.portfolio.gate import SystemGate
from samdrift.portfolio.models import Revision, System


@dataclass(frozen=True, slots=True)
class Texts:
    """What the page says, and what is said when it is `done`."""

    heading: str
    lead: str
    button: str
    done: str


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def take_back(request: PersonRequest, revision_id: int) -> HttpResponse:
    """A revision that is still to come."""
    revision = get_object_or_404(Revision.objects.select_related("system__owner"), pk=revision_id)
    require(SystemGate(request.user, revision.system).may_withdraw())
    form = ReasonForm(request.POST if request.method == "POST" else None)
    texts = Texts(
        heading=_("Take back revision %(number)s") % {"number": revision.number},
        lead=_("It never takes effect. The previous revision remains in force."),
        button=_("Take it back"),
        done=_("The revision has been taken back."),
    )
    do = partial(take_back_scheduled, revision=revision)
    return _ask(request, revision.system, form, texts, do)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def withdraw(request: PersonRequest, slug: str) -> HttpResponse:
    system = _system(request, slug)
    form = EndForm(request.POST if request.method == "POST" else None)
    texts = Texts(
        heading=_("Withdraw the document"),
        lead=_(
            "The system disappears from the map. The document stays in the history. Open change reports are "
            "closed, but their contents are kept. You cannot do this while other systems depend on this one."
        ),
        button=_("Withdraw the document"),
        done=_("The document has been withdrawn."),
    )
    return _ask(request, system, form, texts, partial(withdraw_document, system=system))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def keep_document(request: PersonRequest, slug: str) -> HttpResponse:
    """Take back a withdrawal whose day has not come."""
    system = _system(request, slug)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    texts = Texts(
        heading=_("Undo the withdrawal"),
        lead=_("The document remains in force. Change reports that were closed stay closed."),
        button=_("Undo the withdrawal"),
        done=_("The document remains in force."),
    )
    return _ask(request, system, form, texts, partial(take_back_withdrawal, system=system))


def _ask(
    request: PersonRequest, system: System, form: ReasonForm, texts: Texts, do: Callable[..., None]
) -> HttpResponse:
    status = 400 if form.is_bound else 200
    if form.is_valid():
        try:
            do(**form.cleaned_data, actor=request.user, now=timezone.now())
        except Refused as refused:
            form.add_error(None, refused.sentence)
        except Faults as faults:
            form.add_error(None, [fault_sentence(fault) for fault in faults.faults])
        else:
            messages.success(request, texts.done)
            return redirect("desk_document", slug=system.slug)
        status = 409
    context = {"system": system, "form": form, "texts": texts}
    return render(request, "portfolio/reason.html", context, status=status)


def _system(request: PersonRequest, slug: str) -> System:
    system = get_object_or_404(System.objects.select_related("owner"), slug=slug)
    require(SystemGate(request.user, system).may_withdraw())
    return system
