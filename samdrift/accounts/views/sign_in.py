"""django-allauth's views with our templates, which we name so that allauth's own are never found first."""

from __future__ import annotations

from allauth.account.views import AccountInactiveView, LoginView, LogoutView, PasswordChangeView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

sign_in = LoginView.as_view(template_name="accounts/sign_in.html")
sign_out = LogoutView.as_view(template_name="accounts/sign_out.html")
inactive = AccountInactiveView.as_view(template_name="accounts/inactive.html")
change_password = PasswordChangeView.as_view(template_name="accounts/change_password.html")


@require_safe
def sign_up(request: HttpRequest) -> HttpResponse:
    """Closed: an administrator creates accounts."""
    return render(request, "accounts/sign_up_closed.html", status=403)
